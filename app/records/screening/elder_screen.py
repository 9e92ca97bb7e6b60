"""The first look at an older person: on the street, ill, and whether something speaks against an institution.

What speaks against it names where to refer instead; it never ends care at home.
"""

from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import code_label

TARGETS = {
    "SAKIT_AKUT": "RSJ_RS",
    "SAKIT_MENULAR": "PUSKESMAS",
    "TIRAH_BARING": "LKS_LKSA",
    "GANGGUAN_JIWA": "RSJ_RS",
    "BERPENGHASILAN": "DINSOS_KABKOTA",
}
"""What keeps somebody out of the provincial institution, and who is asked instead (practice of the division)."""


class ElderScreen(
    Record,
    name="elder_screen",
    # Skrining, as every first look is called: "penapisan" would be a second word for it.
    when=Words("Tanggal skrining awal", "Day of the first look"),
    readers=WITH_CARE,
    carries=True,
):
    """First look record: where the person was met, how they are, what speaks against an institution."""

    on_street: Annotated[
        bool | None,
        Ask(
            "Apakah klien ditemukan di jalan tanpa tempat tinggal?",
            "Was the client met on the street, with nowhere to go?",
            "yesno",
        ),
    ] = None
    ill: Annotated[
        bool | None, Ask("Apakah klien sakit atau terluka?", "Is the client ill or hurt?", "yesno")
    ] = None
    self_care: Annotated[
        bool | None,
        Ask(
            "Dapatkah klien mandi, berpakaian, dan makan sendiri?",
            "Can the client wash, dress and eat alone?",
            "yesno",
        ),
    ] = None
    exclusion: Annotated[
        str,
        Code("exclusion"),
        Ask(
            "Yang menghalangi masuk panti provinsi",
            "What speaks against the provincial institution",
            "radios",
        ),
    ]
    refer_to: Annotated[
        str | None,
        Code("referral_target"),
        Ask(
            "Rujuk ke",
            "Refer to",
            hint=Words(
                "Kosongkan bila sama dengan pihak pada jawaban di atas.",
                "Leave empty for the body that the answer above names.",
            ),
        ),
    ] = None
    note: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Catatan",
            "Note",
            hint=Words(
                "Hanya yang diperlukan perawatan; tanpa hasil medis.",
                "Only what care needs; no medical findings.",
            ),
        ),
    ] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Hold the answers against each other."""
        if self.exclusion == "TIDAK_ADA" and self.refer_to:
            return {
                "refer_to": both(
                    "Tidak ada yang menghalangi: kosongkan.", "Nothing speaks against it: leave this empty."
                )
            }
        if self.exclusion in {"SAKIT_AKUT", "SAKIT_MENULAR"} and self.ill is False:
            return {
                "ill": both(
                    "Anda memilih penyakit di bawah: jawab ya, atau pilih yang lain.",
                    "You chose an illness below: answer yes, or choose something else.",
                )
            }
        return {}

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again about somebody who needs full care and yet fits everywhere."""
        if self.exclusion == "TIDAK_ADA" and self.self_care is False:
            return [
                both(
                    "Klien perlu dibantu mandi, berpakaian, atau makan. Apakah panti tetap sesuai?",
                    "The client needs help with washing, dressing or eating. Does the institution still fit?",
                )
            ]
        return []

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case what hurries and what speaks against an institution."""
        return {
            "on_street": bool(self.on_street),
            "ill": bool(self.ill),
            "exclusion": self.exclusion,
            "exclusion_target": target(self),
        }

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep who is asked instead."""
        return {"refer_to": target(self)}

    def notice(self, _context: FormContext) -> str:
        """Say after saving where to refer."""
        if not self.refer_to:
            return both(
                "Tersimpan. Tidak ada yang menghalangi masuk panti provinsi.",
                "Saved. Nothing speaks against the provincial institution.",
            )
        return both(
            "Tersimpan. Rujuk ke: %(target)s.",
            "Saved. Refer to: %(target)s.",
            target=code_label(self.refer_to, "referral_target"),
        )


def target(form: ElderScreen) -> str:
    """Return who is asked instead, empty where nothing speaks against it."""
    return form.refer_to or TARGETS.get(form.exclusion, "")
