"""The way home: agreed with the receiving region, travelled, and acknowledged there."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

STEPS = ("DIRENCANAKAN", "BERANGKAT", "TIBA", "DITERIMA")
"""In their order; what a step needs, all later ones need too."""
ADULT = 18
RECEIVERS = ("DINSOS_KABKOTA", "DINSOS_PROV_LAIN", "LKS_LKSA", "UPTD_PPA")
_NEEDS = {
    "BERANGKAT": ("receiver", "letter_number", "transport", "escort", "departed_on"),
    "TIBA": ("arrived_on",),
    "DITERIMA": ("acknowledged_on", "acknowledged_by"),
}
"""What each step has to be told, besides what the steps before it need."""


class Repatriation(
    Record,
    name="repatriation",
    when=Words("Tanggal perubahan", "Day of the change"),
    intro=Words(
        "Satu catatan untuk seluruh perjalanan: perbarui pada setiap langkah.",
        "One record for the whole way: bring it up to date at each step.",
    ),
    readers=WITH_CARE,
    carries=True,
):
    """Way home record: how far the way home has come."""

    return_status: Annotated[str, Code("return_status"), Ask("Sejauh mana", "How far", "radios")]
    destination: Annotated[
        str,
        Meta(max_length=300),
        Ask(
            "Tujuan",
            "Where to",
            "text",
            hint=Words(
                "Kabupaten/kota dan provinsi, tanpa alamat jalan.",
                "Regency or city and province, no street address.",
            ),
        ),
    ]
    members: Annotated[
        int | None,
        Meta(ge=0, le=30),
        Ask(
            "Anggota keluarga yang ikut pulang",
            "Members of the family who go along",
            hint=Words("Selain klien sendiri.", "Besides the client."),
        ),
    ] = None
    children: Annotated[int | None, Meta(ge=0, le=30), Ask("Di antaranya anak", "Children among them")] = None
    member_names: Annotated[
        str | None,
        Meta(max_length=500),
        Ask(
            "Nama, umur, dan hubungan anggota keluarga",
            "Names, ages and relations of the members",
            "text",
            sometimes=True,
        ),
    ] = None
    receiver: Annotated[
        str | None,
        Code("referral_target"),
        Ask(
            "Lembaga penerima",
            "Receiving body",
            only=RECEIVERS,
            heading=Words("Kesepakatan dengan daerah penerima", "Agreed with the receiving region"),
            sometimes=True,
        ),
    ] = None
    agreed: Annotated[
        bool | None,
        Ask(
            "Apakah sudah bersedia menerima klien?",
            "Has it agreed to receive the client?",
            "yesno",
            optional=True,
            sometimes=True,
        ),
    ] = None
    letter_number: Annotated[
        str | None,
        Meta(max_length=100),
        Ask("Nomor surat penyerahan", "Number of the handover letter", sometimes=True),
    ] = None
    transport: Annotated[
        str | None,
        Code("transport"),
        Ask(
            "Sarana perjalanan",
            "Means of travel",
            "choice",
            heading=Words("Alur", "The journey"),
            sometimes=True,
        ),
    ] = None
    ticket_number: Annotated[str | None, Meta(max_length=100), Ask("Tiket", "Ticket")] = None
    escort: Annotated[str | None, Code("escort"), Ask("Pengantar", "Escort", "choice", sometimes=True)] = None
    escort_name: Annotated[
        str | None, Meta(max_length=200), Ask("Nama pengantar", "Name of the escort", sometimes=True)
    ] = None
    departed_on: Annotated[date | None, Ask("Berangkat tanggal", "Departed on", sometimes=True)] = None
    arrived_on: Annotated[
        date | None, Ask("Tiba tanggal", "Arrived on", heading=Words("Di tujuan", "There"), sometimes=True)
    ] = None
    acknowledged_on: Annotated[
        date | None, Ask("Dikonfirmasi tanggal", "Acknowledged on", sometimes=True)
    ] = None
    acknowledged_by: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Dikonfirmasi oleh",
            "Acknowledged by",
            hint=Words("Nama dan instansi, dari jawaban mereka.", "Name and office, from their answer."),
            sometimes=True,
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask each step for what it needs; nobody is sent where nobody agreed."""
        come = STEPS[: STEPS.index(self.return_status) + 1] if self.return_status in STEPS else ()
        errors = {
            name: both("Diperlukan untuk langkah ini.", "Needed for this step.")
            for step in come
            for name in _NEEDS.get(step, ())
            if not getattr(self, name)
        }
        if "BERANGKAT" in come and not self.agreed:
            errors["agreed"] = both(
                "Klien tidak berangkat sebelum pihak penerima bersedia.",
                "Nobody travels before the receiving body has agreed.",
            )
        if self.escort not in {None, "TANPA"} and not self.escort_name:
            errors["escort_name"] = both("Tuliskan siapa yang mendampingi.", "Write down who goes along.")
        if (self.children or 0) > (self.members or 0):
            errors["children"] = both(
                "Lebih banyak dari anggota keluarga yang ikut.", "More than the members who go along."
            )
        if self.members and not self.member_names:
            errors["member_names"] = both("Tuliskan siapa saja yang ikut.", "Write down who goes along.")
        days = [day for day in (self.departed_on, self.arrived_on, self.acknowledged_on) if day]
        if days != sorted(days):
            errors["arrived_on"] = both(
                "Urutan harinya tidak sesuai: berangkat, tiba, dikonfirmasi.",
                "The days do not follow each other: departure, arrival, acknowledgement.",
            )
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        dated = ("departed_on", "arrived_on", "acknowledged_on")
        return errors | {
            name: ahead for name in dated if (day := getattr(self, name)) and day > context.today
        }

    def doubts(self, context: FormContext) -> list[str]:
        """Ask again before somebody unfit or under age travels alone."""
        alone = self.escort == "TANPA"
        if alone and (
            context.state.facts.get("fit_to_travel") is False
            or (context.age is not None and context.age < ADULT)
        ):
            return [
                both(
                    "Klien sebaiknya tidak bepergian sendiri. Benarkah tidak ada yang mendampingi?",
                    "The client should not travel alone. Is there really nobody to go along?",
                )
            ]
        return []

    def gives_out(self) -> bool:
        """Tell whether somebody there learns of the client."""
        return self.receiver is not None

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case how far the way home has come."""
        return {
            "return_status": self.return_status,
            "return_party": 1 + (self.members or 0),
            "return_agreed": bool(self.agreed),
            "return_to": self.destination,
            "departed_on": _iso(self.departed_on),
            "arrived_home_on": _iso(self.arrived_on),
            "return_acknowledged_on": _iso(self.acknowledged_on),
        }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
