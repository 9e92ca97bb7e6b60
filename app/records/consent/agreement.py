"""The Bapas with which an agreement shares a case: chosen in the records that come from it, and let in by them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from app.cases.locking import LockedCase
from app.records.kind import Options
from app.records.marks import Ask
from app.records.plan.institutions import of_kinds
from app.scope import grants
from app.web.i18n.bilingual import Words

BapasOffice = Annotated[
    UUID | None,
    Ask(
        "Bapas yang terikat kerja sama",
        "Bapas with an agreement",
        "choice",
        hint=Words(
            "Petugasnya lalu melihat bagian kasus ini yang dibagikan menurut kerja sama, tidak lebih.",
            "Its officers then see the part of this case that the agreement shares, and nothing else.",
        ),
    ),
]


async def options() -> Options:
    """Offer the Bapas offices of this product."""
    return await of_kinds("bapas_office", "BAPAS")


async def share(office: UUID | None, case: LockedCase, now: datetime) -> None:
    """Let the officers of the chosen Bapas see what is shared, and those of another one no longer."""
    await grants.end(case.id, "AGREEMENT", why="OFFICE_CHANGED", now=now)
    if office:
        await grants.grant(case.client, case.id, grants.organisation(office), "AGREEMENT", now=now)
