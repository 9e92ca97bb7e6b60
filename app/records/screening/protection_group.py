"""The group of special protection a child belongs to (after UU 35/2014 art. 59), used when no specific type fits.

Groups that the national level handles share one code, so that no diagnosis is kept.
"""

from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.records.victims import sexual_violence
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import code_label

SEXUAL = "KEJAHATAN_SEKSUAL"
OWN_TYPE = {
    "KEKERASAN": "AKTK",
    SEXUAL: "AKTK",
    "PERDAGANGAN": "KPO",
    "BERHADAPAN_HUKUM": "ABH",
    "DISABILITAS": "ADK",
    "PENELANTARAN": "AT",
}
"""Groups for which the list of types has one of its own."""


class ProtectionGroup(Record, name="protection_group", carries=True):
    """Group of special protection record: the group, and why no specific type was used."""

    ampk_group: Annotated[
        str,
        Code("ampk_group"),
        Ask(
            "Kelompok",
            "Group",
            "choice",
            hint=Words(
                "Untuk napza atau HIV pilih kelompok yang ditangani pusat; jangan tulis yang mana, juga hasil pemeriksaannya.",
                "For drugs or HIV choose the group of the national level; do not write which, nor any result.",
            ),
        ),
    ]
    specific_type: Annotated[
        bool | None,
        Ask(
            "Apakah ada jenis khusus yang lebih tepat bagi anak ini?",
            "Does a specific type fit this child better?",
            "yesno",
            hint=Words(
                "Kekerasan, perdagangan orang, perkara hukum, disabilitas, dan penelantaran punya jenis sendiri.",
                "Violence, trafficking, the law, disability and neglect have types of their own.",
            ),
        ),
    ] = None
    type_reason: Annotated[
        str | None, Meta(max_length=1000), Ask("Mengapa bukan jenis khusus", "Why no specific type")
    ] = None
    needs: Annotated[
        str,
        Meta(max_length=4000),
        Ask(
            "Anak perlu dilindungi dari apa, dan apa kebutuhannya",
            "What the child needs protection from, and what it needs",
        ),
    ]

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask why a group that has a type of its own is handled here."""
        own = OWN_TYPE.get(self.ampk_group)
        if own and self.specific_type is False and not self.type_reason:
            type_words = code_label(own, "pmks")
            return {
                "type_reason": both(
                    "“%(type)s” adalah jenis untuk kelompok ini. Tuliskan mengapa tidak tepat.",
                    "“%(type)s” is the type for this group. Say why it does not fit.",
                    type=type_words,
                )
            }
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case its group; a victim of a sexual crime is one whose institution has to report."""
        heard = sexual_violence.told(context, suspected=True if self.ampk_group == SEXUAL else None)
        return heard | {"ampk_group": self.ampk_group, "specific_type": bool(self.specific_type)}
