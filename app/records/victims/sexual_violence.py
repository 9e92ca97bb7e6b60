"""The duty to report sexual violence (UU 12/2022 arts. 39, 41): what records that hear of it tell the case.

The institution reports within 3 x 24 hours of the telling. The victim decides on statement, examination and
proceedings, not on that.
"""

from datetime import datetime
from typing import Protocol

from app.records.kind import Facts, FormContext
from app.web.i18n.bilingual import both

JOURNEYS = frozenset({"ABT", "AKTK", "AMPK", "KPO", "KTK"})
"""Whose clock of 72 hours runs; of a child before the law the police know already."""


class Heard(Protocol):
    """The answers of a form that asks for sexual violence and its report."""

    @property
    def sexual_violence(self) -> bool | None:
        """Whether it is suspected."""

    @property
    def told_at(self) -> datetime | None:
        """When it was told, where that was not with the first report."""

    @property
    def report_receiver(self) -> str | None:
        """Whom the report reached."""

    @property
    def forwarded_at(self) -> datetime | None:
        """When it was passed on to UPTD PPA."""


def known(context: FormContext) -> bool:
    """Tell whether the case holds that sexual violence is suspected."""
    return context.state.facts.get("sexual_violence") is True


def told(context: FormContext, *, suspected: bool | None, at: datetime | None = None) -> Facts:
    """Tell the case of it: the clock runs from the first telling, the opening's report unless said otherwise."""
    if suspected is None:
        return {}
    if not suspected:
        return {"sexual_violence": False, "violence_reported_at": ""}
    first = str(context.state.facts.get("violence_reported_at") or context.state.opened_at.isoformat())
    return {"sexual_violence": True, "violence_reported_at": at.isoformat() if at else first}


def complaints(form: Heard, context: FormContext) -> dict[str, str]:
    """Ask who received the report; no hour lies ahead, and nothing is passed on before it was told."""
    errors: dict[str, str] = {}
    if form.sexual_violence and not form.report_receiver and not context.state.facts.get("report_receiver"):
        errors["report_receiver"] = both(
            "Pilih siapa yang menerima laporan kekerasan seksual itu.",
            "Choose who received the report of sexual violence.",
        )
    for name, at in (("told_at", form.told_at), ("forwarded_at", form.forwarded_at)):
        if at and at > context.now:
            errors[name] = both("Waktu ini belum tiba.", "This time lies ahead.")
    if form.told_at and form.forwarded_at and form.forwarded_at < form.told_at:
        errors["forwarded_at"] = both(
            "Tidak mungkin diteruskan sebelum disampaikan.", "It cannot be passed on before it was told."
        )
    return errors
