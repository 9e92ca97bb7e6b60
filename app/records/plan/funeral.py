"""Funeral care for a client who died (pemulasaraan): who saw to it, where, and that the family was told."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

OF_OFFICE = "DINAS"


class Funeral(
    Record,
    name="funeral",
    when=Words("Tanggal pemakaman", "Day of the burial"),
    readers=WITH_CARE,
    carries=True,
):
    """Funeral care record: a service of the minimum standard, also for a client who died in hospital."""

    funeral_by: Annotated[
        str, Code("funeral_by"), Ask("Yang mengurus pemulasaraan", "Who saw to the funeral care")
    ]
    place: Annotated[
        str | None, Meta(max_length=300), Ask("Dimakamkan di", "Buried at", "text", sometimes=True)
    ] = None
    religion: Annotated[str | None, Code("religion"), Ask("Menurut agama", "By the rites of", "choice")] = (
        None
    )
    family_told: Annotated[
        bool | None,
        Ask(
            "Apakah keluarga atau desa asal diberi tahu?", "Was the family or the home village told?", "yesno"
        ),
    ] = None
    cost: Annotated[
        int | None,
        Meta(ge=0, le=999_999_999),
        Ask("Biaya yang ditanggung dinas, dalam rupiah", "Cost borne by the office, in rupiah"),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask the office's own service for the place, so that the family can be shown the grave."""
        if self.funeral_by == OF_OFFICE and not self.place:
            return {"place": both("Isi tempat pemakaman.", "Fill in the place of burial.")}
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case that the dead were cared for, by whom and when."""
        return {"funeral_by": self.funeral_by, "funeral_on": str(context.occurred_on)}
