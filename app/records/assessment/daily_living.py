"""Daily living: six activities, 0 to 4 each, with the kinds of disability and whether aids are lacking."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from app.records.assessment import sheets
from app.records.kind import WITH_CARE, Facts, FormContext, Record, Shown
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from workflows.instruments import instrument

SHEET = instrument("daily_living")
ACTIVITIES = sheets.items(SHEET)
BANDS = "daily_living_band"
BY_KIND = frozenset({"ADK"})
"""Journeys that tell the kinds of disability here; the others have a record of their own for it, or none."""


class DailyLiving(
    Record,
    name="daily_living",
    when=Words("Tanggal penilaian", "Day of the rating"),
    intro=Words(
        "Nilai yang dilakukan klien sekarang, dengan alat bantu yang sudah dipakainya.",
        "Rate what the client does today, with the aids already in use.",
    ),
    readers=WITH_CARE,
    instrument=SHEET,
):
    """Daily living record: one rating. Kinds of disability are those of UU 8/2016; several together are multiple."""

    point: Annotated[str, Code("functioning_point"), Ask("Pada saat", "When in the case", "radios")]
    kinds: Annotated[
        list[str],
        Code("disability"),
        Ask(
            "Ragam disabilitas",
            "Kinds of disability",
            hint=Words(
                "Beberapa ragam sekaligus berarti ganda.", "Several kinds together count as multiple."
            ),
            journeys=BY_KIND,
            sometimes=True,
        ),
    ] = []
    levels: Annotated[
        dict[str, Annotated[int, Meta(ge=0, le=4)]],
        Ask(
            "Enam kegiatan",
            "Six activities",
            "levels",
            items=ACTIVITIES,
            heading=Words("Enam kegiatan", "Six activities"),
        ),
    ] = {}
    device_needed: Annotated[
        bool | None,
        Ask(
            "Apakah ada alat bantu yang kurang atau tidak sesuai?",
            "Is an aid lacking or unfit?",
            "yesno",
            heading=Words("Alat bantu", "Aids"),
        ),
    ] = None
    devices: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Alat bantu apa",
            "Which aids",
            hint=Words(
                "Catat setiap pengajuan sebagai alat bantu tersendiri.",
                "Record each request as an aid of its own.",
            ),
            sometimes=True,
        ),
    ] = None
    note: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Dasar penilaian",
            "What the rating rests on",
            hint=Words(
                "Hanya yang penting untuk dukungan; tanpa hasil pemeriksaan medis.",
                "Only what matters for support; no medical findings.",
            ),
        ),
    ] = None
    instrument_version: Annotated[int, Trait.DERIVED] = SHEET.version
    score: Annotated[int | None, Trait.DERIVED] = None
    """Tenths of a point."""
    band: Annotated[str, Trait.DERIVED] = ""

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for every activity, and for the aids that are lacking."""
        errors = sheets.unanswered(ACTIVITIES, self.levels)
        if context.state.journey in BY_KIND and not self.kinds:
            errors["kinds"] = both("Pilih paling sedikit satu ragam.", "Choose at least one kind.")
        if self.device_needed and not self.devices:
            errors["devices"] = both(
                "Sebutkan alat bantu yang kurang atau tidak lagi sesuai.",
                "Say which aids are lacking or no longer fit.",
            )
        return errors

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case whether aids are lacking."""
        return {"device_needed": bool(self.device_needed)}

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the answers of the instrument's own questions, their sum in tenths, and the band."""
        return sheets.marked(SHEET, self.levels)

    def notice(self, context: FormContext) -> str:
        """Say after saving what came out, and how it moved."""
        words = sheets.score_words(SHEET, BANDS, self.score, self.band)
        return sheets.came_out(both("Kegiatan hidup sehari-hari", "Daily living"), words, context)

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say the sum, then each answer, then the rest."""
        return sheets.summary(cls, row, sheets.score_words(SHEET, BANDS, row["score"], row["band"]))
