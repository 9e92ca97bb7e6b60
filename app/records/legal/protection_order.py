"""Protection by police and court: at home by UU 23/2004 arts. 16-18, 28-32, after sexual violence by UU 12/2022 arts. 42-43."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.records.victims import sexual_violence
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

DOMESTIC_DAYS, SEXUAL_DAYS = 7, 14
"""Calendar days that temporary protection by the police lasts at most, by what the violence was; law."""
_ASKED = frozenset({"DIMINTA", "DITETAPKAN", "DITOLAK", "BERAKHIR"})
_DAYS = ("police_protection_on", "lpsk_requested_on", "requested_on", "ordered_on")


class ProtectionOrder(
    Record, name="protection_order", when=Words("Tanggal perubahan", "Day of the change"), carries=True
):
    """Protection by police and court record: what police and court did, and until when it holds."""

    domestic: Annotated[
        bool | None,
        Ask(
            "Apakah kekerasan terjadi dalam rumah tangga?",
            "Did the violence happen within a household?",
            "yesno",
            hint=Words(
                "Jika ya, polisi memberi perlindungan sementara dalam 24 jam dan meminta penetapan pengadilan.",
                "Then police give temporary protection within 24 hours and ask the court for an order.",
            ),
        ),
    ] = None
    sexual: Annotated[
        bool | None,
        Ask(
            "Apakah ini kekerasan seksual?",
            "Is it sexual violence?",
            "yesno",
            hint=Words(
                "Jika ya, perlindungan sementara paling lama 14 hari dan polisi meminta LPSK dalam 24 jam.",
                "Then temporary protection lasts 14 days at most, and police ask LPSK within 24 hours.",
            ),
        ),
    ] = None
    police_protection_on: Annotated[
        date | None,
        Ask(
            "Perlindungan sementara mulai tanggal",
            "Temporary protection began on",
            heading=Words("Polri", "Police"),
            sometimes=True,
        ),
    ] = None
    police_protection_until: Annotated[
        date | None,
        Ask(
            "Berlaku sampai",
            "It lasts until",
            hint=Words(
                "Paling lama tujuh hari untuk kekerasan dalam rumah tangga, 14 hari untuk kekerasan seksual.",
                "Seven days at most for violence within a household, 14 for sexual violence.",
            ),
        ),
    ] = None
    lpsk_requested_on: Annotated[
        date | None, Ask("Polisi meminta perlindungan LPSK tanggal", "Police asked LPSK for protection on")
    ] = None
    protection_order: Annotated[
        str,
        Code("protection_order"),
        Ask("Perintah perlindungan", "Protection order", "radios", heading=Words("Pengadilan", "Court")),
    ]
    requested_on: Annotated[date | None, Ask("Diminta tanggal", "Asked for on", sometimes=True)] = None
    ordered_on: Annotated[date | None, Ask("Diputus tanggal", "Decided on", sometimes=True)] = None
    valid_until: Annotated[
        date | None,
        Ask(
            "Berlaku hingga",
            "Holds until",
            hint=Words(
                "Paling lama satu tahun; dapat diperpanjang.", "One year at most; it can be extended."
            ),
            sometimes=True,
        ),
    ] = None
    order_number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor penetapan", "Number of the order")
    ] = None
    conditions: Annotated[
        str | None, Meta(max_length=1000), Ask("Isi larangan atau kewajiban", "What it forbids or demands")
    ] = None
    reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Alasan tidak diperlukan atau ditolak", "Why it is not needed or was refused", sometimes=True),
    ] = None

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Take over that sexual violence is suspected already."""
        return {"sexual": "on"} if sexual_violence.known(context) else {}

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask each status for its day or its reason; hold the police's protection to the law's days."""
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        errors = {name: ahead for name in _DAYS if (day := getattr(self, name)) and day > context.today}
        if self.protection_order in _ASKED and not self.requested_on:
            errors["requested_on"] = both(
                "Isi kapan pengadilan diminta.", "Fill in when the court was asked."
            )
        if self.protection_order == "DITETAPKAN" and not self.ordered_on:
            errors["ordered_on"] = both(
                "Isi apa yang diputus dan kapan.", "Fill in what was decided, and when."
            )
        if self.protection_order == "DITETAPKAN" and not self.valid_until:
            errors["valid_until"] = both(
                "Isi sampai kapan penetapan berlaku: kasus diingatkan sebelum berakhir.",
                "Fill in until when the order holds: the case is warned before it ends.",
            )
        if self.protection_order in {"TIDAK_DIPERLUKAN", "DITOLAK"} and not self.reason:
            errors["reason"] = both("Tuliskan alasannya.", "Say why.")
        return errors | _police(self)

    def facts(self, context: FormContext) -> Facts:
        """Tell the case which protection stands and from when the law counts."""
        return sexual_violence.told(context, suspected=self.sexual) | {
            "domestic": bool(self.domestic),
            "police_protection_on": _iso(self.police_protection_on),
            "lpsk_requested_on": _iso(self.lpsk_requested_on),
            "protection_order": self.protection_order,
            "protection_requested_on": _iso(self.requested_on),
            "protection_order_until": _iso(self.valid_until),
        }


def _police(form: ProtectionOrder) -> dict[str, str]:
    began, until = form.police_protection_on, form.police_protection_until
    if until and not began:
        return {
            "police_protection_on": both(
                "Isi kapan perlindungan dimulai.", "Fill in when the protection began."
            )
        }
    if began and until and until < began:
        return {
            "police_protection_until": both(
                "Perlindungan tidak dapat berakhir sebelum dimulai.",
                "The protection cannot end before it begins.",
            )
        }
    if not began or not until:
        return {}
    days = (until - began).days
    if form.sexual:
        return {"police_protection_until": _too_long_sexual()} if days > SEXUAL_DAYS else {}
    return {"police_protection_until": _too_long_domestic()} if form.domestic and days > DOMESTIC_DAYS else {}


def _too_long_sexual() -> str:
    return both(
        "Untuk kekerasan seksual undang-undang memberi paling lama %(days)s hari.",
        "For sexual violence the law gives %(days)s days at most.",
        days=SEXUAL_DAYS,
    )


def _too_long_domestic() -> str:
    return both(
        "Untuk kekerasan dalam rumah tangga undang-undang memberi paling lama %(days)s hari.",
        "For violence within a household the law gives %(days)s days at most.",
        days=DOMESTIC_DAYS,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
