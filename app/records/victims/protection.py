"""The safety decision for a child victim: who is suspected, who is safe to ask, where the child stays.

A suspected parent is never asked for consent, and does not learn where the child is.
"""

from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

SUSPECTED = {
    "AYAH": frozenset({"AYAH"}),
    "IBU": frozenset({"IBU"}),
    "KEDUA_ORANG_TUA": frozenset({"AYAH", "IBU"}),
    "AYAH_TIRI": frozenset({"AYAH_TIRI"}),
    "IBU_TIRI": frozenset({"IBU_TIRI"}),
    "ORANG_TUA_ANGKAT": frozenset({"ORANG_TUA_ANGKAT"}),
    "WALI": frozenset({"WALI", "PENGASUH", "PENGAMPU"}),
}
"""Whose consent is not sought, by relation to the child, for each suspect who would otherwise give it."""
AT_HOME = "DI_RUMAH"


class Protection(
    Record,
    name="protection",
    when=Words("Tanggal keputusan", "Day of the decision"),
    intro=Words(
        "Dalam 24 jam sejak laporan. Diputuskan bersama supervisor, tidak pernah sendiri.",
        "Within 24 hours of the report. Made with the supervisor, never alone.",
    ),
    carries=True,
    in_pack=False,
):
    """Safety decision record: what was decided, with whom, and why."""

    suspect: Annotated[
        str,
        Code("suspect"),
        Ask(
            "Siapa yang diduga",
            "Who is suspected",
            "choice",
            hint=Words(
                "Dugaan sudah cukup; belum membuktikan apa pun.",
                "A suspicion is enough; nothing is proven by it.",
            ),
        ),
    ]
    safe_guardian: Annotated[
        bool | None,
        Ask(
            "Apakah ada orang tua atau wali yang aman untuk dimintai persetujuan?",
            "Is there a parent or guardian who is safe to ask?",
            "yesno",
            hint=Words(
                "Tidak diduga dan tidak melindungi terduga. Bila tidak ada, dinas sosial dan UPTD PPA yang bertindak.",
                "Neither suspected nor shielding the suspect. Without one the social office and UPTD PPA act.",
            ),
        ),
    ] = None
    safe_guardian_name: Annotated[
        str | None, Meta(max_length=200), Ask("Siapa orangnya", "Who that is", sometimes=True)
    ] = None
    place_kind: Annotated[
        str,
        Code("protection_place"),
        Ask(
            "Tempat anak tinggal sekarang",
            "Where the child stays now",
            "radios",
            heading=Words("Tempat anak aman", "Where the child is safe"),
        ),
    ]
    location_hidden: Annotated[
        bool | None,
        Ask(
            "Apakah tempat anak dirahasiakan?",
            "Is the child's place kept hidden?",
            "yesno",
            hint=Words(
                "Jangan menuliskan alamat rumah aman yang dirahasiakan.",
                "Do not write down a secret shelter's address.",
            ),
        ),
        Trait.SECRET,
    ] = None
    hidden_from: Annotated[
        str | None, Meta(max_length=300), Ask("Dirahasiakan dari", "Hidden from", "text", sometimes=True)
    ] = None
    informed: Annotated[
        str,
        Meta(max_length=300),
        Ask(
            "Siapa yang memutuskan dan diberi tahu",
            "Who decided and was informed",
            "text",
            hint=Words("Supervisor, UPTD PPA, kepolisian.", "Supervisor, UPTD PPA, police."),
        ),
    ]
    reasons: Annotated[str, Meta(max_length=4000), Ask("Alasannya", "Why so")]

    def check(self, _context: FormContext) -> dict[str, str]:
        """Keep a child's place from a suspected parent, and name who is safe."""
        errors: dict[str, str] = {}
        away = self.place_kind != AT_HOME
        if self.suspect in SUSPECTED and away and self.location_hidden is False:
            errors["location_hidden"] = both(
                "Orang tua atau wali yang diduga tidak boleh tahu tempat anak: pilih ya.",
                "A suspected parent or guardian must not learn where the child is: choose yes.",
            )
        if self.location_hidden and not self.hidden_from:
            errors["hidden_from"] = both(
                "Sebutkan tempat dirahasiakan dari siapa.", "Say from whom the place is hidden."
            )
        if self.safe_guardian and not self.safe_guardian_name:
            errors["safe_guardian_name"] = both(
                "Tuliskan siapa yang aman dimintai persetujuan.", "Write down who is safe to ask."
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again before a child stays where its suspected carer may be."""
        if self.suspect in SUSPECTED and self.place_kind == AT_HOME:
            return [
                both(
                    "Yang diduga adalah orang tua atau wali. Apakah orang itu benar-benar tinggal di tempat lain?",
                    "The suspect is a parent or guardian. Does that person really live elsewhere?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case who is suspected, whether somebody is safe, whether the place is hidden."""
        return {
            "suspect": self.suspect,
            "suspected_parent": self.suspect in SUSPECTED,
            "safe_guardian": bool(self.safe_guardian),
            "location_hidden": bool(self.location_hidden),
            "protection_on": str(context.occurred_on),
        }


def refused_giver(relation: str | None, context: FormContext) -> str:
    """Say why this relation cannot consent for the child; empty when nothing speaks against it."""
    suspect = str(context.state.facts.get("suspect") or "")
    if suspect not in SUSPECTED:
        return ""
    if relation is None:
        return both(
            "Ada orang tua atau wali yang diduga: sebutkan siapa yang memberi persetujuan.",
            "A parent or guardian is suspected: say who gave the consent.",
        )
    if relation in SUSPECTED[suspect]:
        return both(
            "Orang ini diduga dan tidak dimintai persetujuan. Dinas sosial bertindak menggantikannya.",
            "This person is suspected and is not asked. The social office acts in their place.",
        )
    return ""
