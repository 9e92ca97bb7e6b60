"""Social functioning: three aspects, 0 to 4 each, the same for all types, to compare before and after."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from app.records.assessment import sheets
from app.records.history import filled_in
from app.records.kind import WITH_CARE, FormContext, Record, Shown
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.instruments import instrument, mark

SHEET = instrument("social_functioning")
ASPECTS = sheets.items(SHEET)


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
        missing = [item.code for item in ASPECTS if item.code not in self.levels]
        return {f"levels.{code}": both("Pilih tingkatnya.", "Choose a level.") for code in missing}

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the answers of the instrument's own questions, their sum in tenths, and the band."""
        levels = {item.code: self.levels[item.code] for item in ASPECTS}
        marked = mark(SHEET, levels)
        return {"levels": levels, "score": marked.score, "band": marked.band}

    def notice(self, context: FormContext) -> str:
        """Say after saving what came out, and how it moved."""
        told = both(
            "Keberfungsian sosial: %(score)s.",
            "Social functioning: %(score)s.",
            score=_score_words(self.score, self.band),
        )
        if not context.earlier:
            return told
        before = tenths(context.earlier[0]["score"])
        return f"{told} {both('Sebelumnya: %(score)s.', 'Before: %(score)s.', score=before)}"

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say the sum, then each aspect."""
        head = (
            (both("Pada saat", "When in the case"), code_label(row["point"], "functioning_point")),
            (both("Nilai", "Score"), _score_words(row["score"], row["band"])),
        )
        return head + filled_in(cls, row, without=frozenset({"point"}))


def _score_words(score: int | None, band: str) -> str:
    words = both("%(score)s dari 12", "%(score)s of 12", score=tenths(score))
    return f"{words} · {code_label(band, 'functioning_band')}"
