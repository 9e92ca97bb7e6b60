"""The request for rehabilitation of a trafficking victim, and the days it was answered on.

By law first aid for trauma and rehabilitation come within seven days of the request (UU 21/2007 arts. 51-53).
"""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class VictimService(
    Record, name="victim_service", when=Words("Tanggal perubahan", "Day of the change"), carries=True
):
    """Request and first aid record: who asked for it, when, and when it began."""

    requested_on: Annotated[
        date,
        Ask(
            "Rehabilitasi diminta tanggal",
            "Rehabilitation was asked for on",
            hint=Words(
                "Menurut undang-undang tujuh hari dihitung sejak itu.", "By law seven days count from then."
            ),
        ),
    ]
    requested_by: Annotated[str, Code("service_requester"), Ask("Diminta oleh", "Asked for by", "radios")]
    first_aid_on: Annotated[
        date | None,
        Ask(
            "Pertolongan psikologis pertama diberikan tanggal",
            "Psychological first aid given on",
            heading=Words("Yang diberikan", "What was given"),
        ),
    ] = None
    first_aid_by: Annotated[str | None, Meta(max_length=200), Ask("Diberikan oleh", "Given by")] = None
    started_on: Annotated[date | None, Ask("Rehabilitasi dimulai tanggal", "Rehabilitation began on")] = None
    provider: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Penyelenggara",
            "Provider",
            hint=Words(
                "Sebutkan layanannya, bukan letak rumah aman.", "Name the service, not the shelter's place."
            ),
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Refuse days that lie ahead or out of their order."""
        errors: dict[str, str] = {}
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        for name in ("requested_on", "first_aid_on", "started_on"):
            day = getattr(self, name)
            if day and day > context.today:
                errors[name] = ahead
        if self.started_on and self.started_on < self.requested_on:
            errors["started_on"] = both(
                "Layanan tidak dapat dimulai sebelum diminta.",
                "The service cannot begin before it was asked for.",
            )
        return errors

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the days that the law counts."""
        return {
            "service_requested_on": self.requested_on.isoformat(),
            "first_aid_on": _iso(self.first_aid_on),
            "service_started_on": _iso(self.started_on),
        }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
