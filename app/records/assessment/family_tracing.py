"""One effort to find a child's family. Efforts are counted; family that was found stays found."""

from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class FamilyTracing(
    Record,
    name="family_tracing",
    when=Words("Tanggal upaya", "Day of the effort"),
    readers=WITH_CARE,
    in_pack=False,
):
    """Family tracing record: how it was tried, with whom, and what it led to."""

    method: Annotated[
        str, Code("tracing_method"), Ask("Cara menelusuri keluarga", "How the family was sought", "choice")
    ]
    place: Annotated[str | None, Meta(max_length=500), Ask("Di mana", "Where", "text")] = None
    contacted: Annotated[str | None, Meta(max_length=300), Ask("Siapa yang ditanya", "Who was asked")] = None
    result: Annotated[str, Code("tracing_result"), Ask("Hasilnya", "What came of it")]
    person: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Siapa yang ditemukan",
            "Who was found",
            heading=Words("Bila keluarga ditemukan", "When family was found"),
            sometimes=True,
        ),
    ] = None
    relation: Annotated[
        str | None, Code("relation"), Ask("Hubungan dengan anak", "Relation to the child", sometimes=True)
    ] = None
    willing: Annotated[
        bool | None,
        Ask(
            "Apakah orang ini bersedia dan mampu mengasuh anak?",
            "Is this person willing and able to care for the child?",
            "yesno",
            optional=True,
        ),
    ] = None
    next_step: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Langkah berikutnya",
            "Next step",
            heading=Words("Langkah selanjutnya", "Going on"),
            sometimes=True,
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None
    effort: Annotated[int, Trait.DERIVED] = 0
    """1, 2, 3 … of the case."""

    def check(self, _context: FormContext) -> dict[str, str]:
        """Say who was found, and what to do with a lead."""
        errors: dict[str, str] = {}
        if self.result == "DITEMUKAN" and not self.person:
            errors["person"] = both("Tuliskan siapa yang ditemukan.", "Write down who was found.")
        if self.result == "DITEMUKAN" and not self.relation:
            errors["relation"] = both(
                "Pilih hubungan orang ini dengan anak.", "Choose how this person is related to the child."
            )
        if self.result == "PETUNJUK" and not self.next_step:
            errors["next_step"] = both(
                "Tuliskan bagaimana petunjuk akan ditindaklanjuti.", "Say how the lead will be followed."
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Count the effort; family found once counts as found."""
        before = context.state.facts.get("family_found") is True
        return {"tracing_efforts": _effort(context), "family_found": before or self.result == "DITEMUKAN"}

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Give the effort its number."""
        return {"effort": _effort(context)}


def _effort(context: FormContext) -> int:
    return int(context.state.facts.get("tracing_efforts") or 0) + 1
