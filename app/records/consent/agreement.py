"""The Bapas with which an agreement shares a case: chosen in the records that come from it, and let in by them."""

from datetime import datetime
from typing import Any

from app.cases.store import CaseView
from app.records.kind import Field, Options
from app.records.plan.institutions import of_kinds
from app.scope import grants
from app.web.i18n.catalogue import lazy

BAPAS = Field(
    "bapas_office",
    lazy("Bapas with an agreement"),
    "choice",
    hint=lazy("Its officers then see the part of this case that the agreement shares, and nothing else."),
)


async def options() -> Options:
    """Offer the Bapas offices of this product."""
    return await of_kinds("bapas_office", "BAPAS")


async def kept(row: Any, case: CaseView, now: datetime) -> None:
    """Let the officers of the chosen Bapas see what is shared, and those of another one no longer."""
    await grants.end(case.id, "AGREEMENT", now=now)
    if row.bapas_office:
        await grants.grant(case.client, case.id, grants.organisation(row.bapas_office), "AGREEMENT", now=now)
