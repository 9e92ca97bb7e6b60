"""The need a client asks help for. Some ways of life are no wrong in themselves: without a need no case goes on."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

BY_GROUND = frozenset({"KM"})
"""Journeys whose criteria are grounds of exclusion, and nothing else about the person."""


class Need(Record, name="need", when=Words("Tanggal pembicaraan", "Day of the talk"), carries=True):
    """Need record: whether the client wants help, with what, in whose words."""

    wanted: Annotated[
        bool | None, Ask("Apakah klien meminta bantuan?", "Does the client ask for help?", "yesno")
    ] = None
    areas: Annotated[
        list[str],
        Code("goal_area"),
        Ask(
            "Dalam hal apa",
            "With what",
            hint=Words("Hanya yang disebut klien.", "Only what the client names."),
            sometimes=True,
        ),
    ] = []
    grounds: Annotated[
        list[str],
        Code("need_ground"),
        Ask(
            "Kriteria yang dipenuhi",
            "Which criteria are met",
            journeys=BY_GROUND,
            hint=Words(
                "Hanya ini. Orientasi, pasangan, dan cara hidup tidak ditanyakan dan tidak dicatat.",
                "Only these. Orientation, partners and way of life are neither asked nor written down.",
            ),
            sometimes=True,
        ),
    ] = []
    words: Annotated[
        str | None, Meta(max_length=2000), Ask("Dengan kata klien sendiri", "In the client's own words")
    ] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a wish for help for what it is about."""
        if not self.wanted:
            return {}
        errors: dict[str, str] = {}
        if not self.areas:
            errors["areas"] = both(
                "Pilih paling sedikit satu hal yang dimintakan bantuan.",
                "Choose at least one thing the client asks help with.",
            )
        if context.state.journey in BY_GROUND and not self.grounds:
            errors["grounds"] = both(
                "Pilih paling sedikit satu kriteria; bila tidak ada, jenis ini tidak sesuai.",
                "Choose at least one criterion, or the type does not fit.",
            )
        return errors

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case whether there is a need, and in how many areas."""
        return {"need": bool(self.wanted), "need_areas": len(self.areas) if self.wanted else 0}
