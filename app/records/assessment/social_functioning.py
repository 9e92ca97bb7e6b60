"""Social functioning: three aspects, 0 to 4 each, the same for all types, to compare before and after."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from app.records.assessment import sheets
from app.records.kind import WITH_CARE, FormContext, Record, Shown
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from workflows.instruments import instrument

SHEET = instrument("social_functioning")
ASPECTS = sheets.items(SHEET)
BANDS = "functioning_band"


class SocialFunctioning(
    Record,
    name="social_functioning",
    when=Words("Tanggal penilaian", "Day of the rating"),
    intro=Words(
        "Nilai yang dilakukan klien saat ini, bukan yang mungkin.",
        "Rate what the client does today, not what would be possible.",
    ),
    readers=WITH_CARE,
    instrument=SHEET,
):
    """Social functioning record: one rating."""

    point: Annotated[str, Code("functioning_point"), Ask("Pada saat", "When in the case", "radios")]
    levels: Annotated[
        dict[str, Annotated[int, Meta(ge=0, le=4)]],
        Ask(
            "Tiga aspek",
            "Three aspects",
            "levels",
            items=ASPECTS,
            heading=Words("Tiga aspek", "Three aspects"),
        ),
    ] = {}
    note: Annotated[str | None, Meta(max_length=4000), Ask("Dasar penilaian", "What the rating rests on")] = (
        None
    )
    instrument_version: Annotated[int, Trait.DERIVED] = SHEET.version
    score: Annotated[int | None, Trait.DERIVED] = None
    """Tenths of a point."""
    band: Annotated[str, Trait.DERIVED] = ""

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask for every aspect: a sum of two is no sum."""
        return sheets.unanswered(ASPECTS, self.levels)

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the answers of the instrument's own questions, their sum in tenths, and the band."""
        return sheets.marked(SHEET, self.levels)

    def notice(self, context: FormContext) -> str:
        """Say after saving what came out, and how it moved."""
        words = sheets.score_words(SHEET, BANDS, self.score, self.band)
        return sheets.came_out(both("Keberfungsian sosial", "Social functioning"), words, context)

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say the sum, then each answer, then the rest."""
        return sheets.summary(cls, row, sheets.score_words(SHEET, BANDS, row["score"], row["band"]))
