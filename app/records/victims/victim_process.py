"""What police, hospital and protection bodies do for a victim of violence. Findings of doctors are not kept here."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.records.victims import sexual_violence
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

SEXUAL = "SEKSUAL"
_DAYS = ("police_report_on", "visum_on", "ppa_informed_on")


class VictimProcess(
    Record, name="victim_process", when=Words("Tanggal perubahan", "Day of the change"), carries=True
):
    """Police, hospital and protection record: how far reporting, examination and protection have come."""

    violence: Annotated[
        list[str], Code("violence"), Meta(min_length=1), Ask("Bentuk kekerasan", "Kind of violence")
    ]
    police_status: Annotated[
        str,
        Code("police_status"),
        Ask(
            "Laporan ke polisi",
            "Report to the police",
            heading=Words("Polri", "Police"),
            hint=Words(
                "Klien yang memutuskan, atau keluarga bagi anak. Kekerasan seksual selalu dilaporkan lembaga dalam 3 × 24 jam.",
                "The client decides, of a child the family. Sexual violence is always reported by the institution within 3 × 24 hours.",
            ),
        ),
    ]
    police_report_on: Annotated[date | None, Ask("Dilaporkan tanggal", "Reported on", sometimes=True)] = None
    police_report_number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor laporan polisi", "Number of the police report")
    ] = None
    police_unit: Annotated[str | None, Meta(max_length=200), Ask("Unit kepolisian", "Police unit")] = None
    not_reported_reason: Annotated[
        str | None, Meta(max_length=1000), Ask("Mengapa belum", "Why not for now", sometimes=True)
    ] = None
    visum_status: Annotated[
        str,
        Code("visum_status"),
        Ask(
            "Pemeriksaan medis (visum)",
            "Medical examination (visum)",
            heading=Words("Rumah sakit", "Hospital"),
            hint=Words(
                "Hanya bahwa sudah dilakukan, tidak pernah hasilnya.",
                "Only that it was done, never what it found.",
            ),
        ),
    ]
    visum_on: Annotated[date | None, Ask("Diperiksa tanggal", "Examined on", sometimes=True)] = None
    ppa_informed_on: Annotated[
        date | None,
        Ask(
            "UPTD PPA diberi tahu tanggal",
            "UPTD PPA informed on",
            heading=Words("Perlindungan", "Protection"),
        ),
    ] = None
    lpsk: Annotated[
        bool | None,
        Ask(
            "Apakah perlindungan LPSK dimintakan?",
            "Was protection by LPSK asked for?",
            "yesno",
            optional=True,
        ),
    ] = None
    settlement: Annotated[
        bool | None,
        Ask(
            "Apakah ada usul penyelesaian di luar pengadilan?",
            "Was a settlement out of court proposed?",
            "yesno",
        ),
    ] = None
    settlement_answer: Annotated[
        str | None, Meta(max_length=1000), Ask("Jawabannya", "What was answered", sometimes=True)
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask each status for its day or its reason; sexual violence is never settled (UU 12/2022)."""
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        errors = {name: ahead for name in _DAYS if (day := getattr(self, name)) and day > context.today}
        if self.police_status == "DILAPORKAN" and not self.police_report_on:
            errors["police_report_on"] = both("Isi tanggal dilaporkan.", "Fill in when it was reported.")
        if self.police_status == "TIDAK_MELAPOR" and not self.not_reported_reason:
            errors["not_reported_reason"] = both(
                "Tuliskan mengapa belum dilaporkan dan apa yang sudah dijelaskan.",
                "Say why it is not reported for now, and what was explained.",
            )
        if self.visum_status == "SELESAI" and not self.visum_on:
            errors["visum_on"] = both("Isi tanggal pemeriksaan.", "Fill in when the examination was done.")
        if self.settlement and not self.settlement_answer:
            errors["settlement_answer"] = both(
                "Tuliskan jawabannya dan siapa yang menjawab.", "Say what was answered, and by whom."
            )
        return errors

    def doubts(self, context: FormContext) -> list[str]:
        """Say what the law does not allow, and which duty no decision of the family ends."""
        doubts: list[str] = []
        sexual = SEXUAL in self.violence
        if self.settlement and sexual:
            doubts.append(
                both(
                    "Menurut undang-undang, kekerasan seksual tidak diselesaikan di luar pengadilan, kecuali terduga masih anak.",
                    "By law sexual violence is not settled out of court, except where the suspect is a child.",
                )
            )
        if self.police_status == "TIDAK_MELAPOR" and sexual:
            doubts.append(
                both(
                    "Keputusan belum melapor tidak menghentikan kewajiban lembaga: kekerasan seksual dilaporkan dalam 3 × 24 jam.",
                    "A decision not to report yet does not end the institution's duty: sexual violence is reported within 3 × 24 hours.",
                )
            )
        if sexual_violence.known(context) and not sexual:
            doubts.append(
                both(
                    "Kasus ini mencatat dugaan kekerasan seksual. Tanpa pilihan “seksual” tenggat melapor berhenti. Apakah dugaan itu keliru?",
                    "This case holds a suspicion of sexual violence. Without “sexual” its clock stops. Was the suspicion wrong?",
                )
            )
        return doubts

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how far it has come, and whether sexual violence is among it."""
        return sexual_violence.told(context, suspected=SEXUAL in self.violence) | {
            "police_status": self.police_status,
            "police_report_on": _iso(self.police_report_on),
            "visum_status": self.visum_status,
            "ppa_informed_on": _iso(self.ppa_informed_on),
        }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
