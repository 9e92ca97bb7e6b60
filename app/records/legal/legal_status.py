"""Where a child's legal process stands. It runs beside the stages and does not wait for them."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from app.cases.locking import LockedCase
from app.records.consent import agreement
from app.records.consent.agreement import BapasOffice
from app.records.kind import WITH_BAPAS, Facts, FormContext, Options, Record
from app.records.legal import age_at_the_act
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from workflows.view import years_between

_DAYS = (
    "act_on",
    "investigation_started_on",
    "prosecution_received_on",
    "judge_appointed_on",
    "diversion_started_on",
    "diversion_ended_on",
    "court_received_on",
    "court_order_on",
    "joint_decision_on",
    "litmas_received_on",
)
_ORDER = (
    "act_on",
    "investigation_started_on",
    "diversion_started_on",
    "diversion_ended_on",
    "court_received_on",
    "court_order_on",
)
_BEGINS = {
    "PENYIDIKAN": "investigation_started_on",
    "PENUNTUTAN": "prosecution_received_on",
    "PENGADILAN": "judge_appointed_on",
}
"""The day from which each level has seven days to begin a diversion (UU 11/2012 arts. 29, 42, 52)."""


class LegalStatus(
    Record,
    name="legal_status",
    when=Words("Tanggal perubahan", "Day of the change"),
    readers=WITH_BAPAS,
    carries=True,
):
    """Legal status record: the status, the child's role, and the days from which the law counts."""

    legal_status: Annotated[
        str, Code("legal_status"), Ask("Status hukum", "Legal status", "choice"), Trait.SHARED
    ]
    abh_role: Annotated[str, Code("abh_role"), Ask("Kedudukan anak", "The child's role"), Trait.SHARED]
    act_on: Annotated[
        date | None,
        Ask(
            "Tanggal kejadian",
            "Day of the act",
            hint=Words(
                "Usia anak pada tanggal kejadian menentukan jalur yang berlaku.",
                "The child's age on this day decides which path applies.",
            ),
            sometimes=True,
        ),
    ] = None
    article: Annotated[str | None, Meta(max_length=200), Ask("Pasal", "Article")] = None
    threat_below_7_years: Annotated[
        bool | None,
        Ask(
            "Apakah ancaman pidana di bawah tujuh tahun?",
            "Is the threatened sentence below seven years?",
            "yesno",
            optional=True,
        ),
    ] = None
    is_repeat: Annotated[
        bool | None,
        Ask("Apakah merupakan pengulangan tindak pidana?", "Is it a repeat?", "yesno", optional=True),
    ] = None
    investigation_started_on: Annotated[
        date | None,
        Ask(
            "Penyidikan dimulai tanggal",
            "Investigation began on",
            heading=Words("Tenggat hukum", "Legal clocks"),
            hint=Words(
                "Menurut undang-undang, diversi dimulai paling lambat 7 hari sejak tanggal ini.",
                "By law diversion begins within 7 days of this day.",
            ),
            sometimes=True,
        ),
    ] = None
    prosecution_received_on: Annotated[
        date | None,
        Ask(
            "Berkas diterima penuntut umum tanggal",
            "The prosecutor received the file on",
            hint=Words(
                "Diversi diupayakan lagi di penuntutan: 7 hari sejak tanggal ini.",
                "Diversion is tried again by the prosecutor: 7 days from this day.",
            ),
            sometimes=True,
        ),
    ] = None
    judge_appointed_on: Annotated[
        date | None,
        Ask(
            "Hakim ditetapkan tanggal",
            "The judge was appointed on",
            hint=Words(
                "Diversi diupayakan lagi di pengadilan: 7 hari sejak tanggal ini.",
                "Diversion is tried again in court: 7 days from this day.",
            ),
            sometimes=True,
        ),
    ] = None
    diversion_level: Annotated[
        str | None,
        Code("diversion_level"),
        Ask(
            "Diversi diupayakan di tingkat",
            "Diversion is tried at the level of",
            hint=Words(
                "Tanggal mulai dan berakhir di bawah adalah tanggal di tingkat ini.",
                "Beginning and end below are the days at this level.",
            ),
        ),
        Trait.SHARED,
    ] = None
    diversion_started_on: Annotated[
        date | None,
        Ask(
            "Diversi dimulai tanggal",
            "Diversion began on",
            hint=Words("Menurut undang-undang paling lama 30 hari.", "By law it lasts at most 30 days."),
            sometimes=True,
        ),
        Trait.SHARED,
    ] = None
    diversion_ended_on: Annotated[
        date | None, Ask("Diversi berakhir tanggal", "Diversion ended on", sometimes=True), Trait.SHARED
    ] = None
    court_received_on: Annotated[
        date | None,
        Ask(
            "Kesepakatan diterima pengadilan pada",
            "Court received the agreement on",
            hint=Words(
                "Menurut undang-undang, dikirim paling lambat 3 hari sejak kesepakatan dan ditetapkan paling lambat 3 hari sejak tanggal ini.",
                "By law it is sent within 3 days, and decided within 3 days of this day.",
            ),
        ),
        Trait.SHARED,
    ] = None
    court_order_on: Annotated[
        date | None,
        Ask(
            "Penetapan atau putusan pengadilan tanggal", "Court determination or decision on", sometimes=True
        ),
        Trait.SHARED,
    ] = None
    joint_decision_on: Annotated[
        date | None,
        Ask(
            "Keputusan bersama untuk anak di bawah 12 tahun tanggal",
            "Joint decision on a child under 12 made on",
            hint=Words(
                "Penyidik, PK Bapas, dan pekerja sosial; lalu dimintakan penetapan pengadilan.",
                "Investigator, probation officer and social worker; then the court's determination is asked for.",
            ),
        ),
        Trait.SHARED,
    ] = None
    litmas_requested_at: Annotated[
        datetime | None,
        Ask(
            "Litmas diminta pada",
            "Social inquiry report (litmas) asked for at",
            heading=Words("Bapas", "Bapas"),
            hint=Words(
                "Tanggal dan jam surat diterima. Bapas punya waktu 3 × 24 jam.",
                "Day and time: Bapas has three times 24 hours.",
            ),
        ),
        Trait.SHARED,
    ] = None
    litmas_received: Annotated[
        bool, Ask("Litmas sudah diterima", "The social inquiry report was received"), Trait.SHARED
    ] = False
    litmas_received_on: Annotated[date | None, Ask("Diterima tanggal", "Received on"), Trait.SHARED] = None
    institution: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Lembaga yang menangani",
            "Body in charge",
            heading=Words("Siapa yang memegang proses", "Who has the process"),
            hint=Words("Polisi, pengadilan, LPKS.", "Police, court, LPKS."),
        ),
        Trait.SHARED,
    ] = None
    officer: Annotated[str | None, Meta(max_length=200), Ask("Petugas", "Officer"), Trait.SHARED] = None
    letter_number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor surat", "Letter number"), Trait.SHARED
    ] = None
    bapas_office: BapasOffice = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    @classmethod
    async def options(cls) -> Options:
        """Offer the Bapas offices of this product."""
        return await agreement.options()

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask each status for the day it counts from; no day lies ahead."""
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        counted = both(
            "Tenggat hukum dihitung dari tanggal ini. Isi tanggalnya.",
            "The legal clock counts from this day: fill it in.",
        )
        errors = {name: ahead for name in _DAYS if (day := getattr(self, name)) and day > context.today}
        if self.litmas_requested_at and self.litmas_requested_at > context.now:
            errors["litmas_requested_at"] = ahead
        if self.legal_status == "PENYIDIKAN" and not self.investigation_started_on:
            errors["investigation_started_on"] = counted
        if self.legal_status == "DIVERSI_PROSES" and not self.diversion_started_on:
            errors["diversion_started_on"] = counted
        if (
            self.legal_status in {"DIVERSI_BERHASIL", "DIVERSI_DILAKSANAKAN", "DIVERSI_GAGAL"}
            and not self.diversion_ended_on
        ):
            errors["diversion_ended_on"] = both(
                "Isi kapan diversi berakhir.", "Fill in when the diversion ended."
            )
        if self.abh_role == "PELAKU" and not self.act_on:
            errors["act_on"] = both(
                "Isi tanggal kejadian: usia anak pada tanggal itu menentukan jalur yang berlaku.",
                "Fill in the day of the act: the child's age then decides which path applies.",
            )
        errors |= _level(self)
        return errors if context.age_is_estimated else errors | _too_young(self, context)

    def doubts(self, context: FormContext) -> list[str]:
        """Ask again about days out of order and a diversion that the law does not foresee."""
        days = [day for name in _ORDER if (day := getattr(self, name))]
        doubts: list[str] = []
        if days != sorted(days):
            doubts.append(
                both(
                    "Urutan hari tidak sesuai: kejadian, penyidikan, diversi, putusan.",
                    "The days do not follow each other: act, investigation, diversion, decision.",
                )
            )
        if self.legal_status.startswith("DIVERSI") and (self.is_repeat or self.threat_below_7_years is False):
            doubts.append(
                both(
                    "Menurut undang-undang, diversi untuk ancaman di bawah tujuh tahun dan bukan pengulangan.",
                    "By law, diversion is for threats below seven years and no repeat.",
                )
            )
        if context.age_is_estimated:
            doubts += _too_young(self, context).values()
        return doubts

    def gives_out(self) -> bool:
        """Tell whether a chosen Bapas sees what an agreement shares; the legal process itself waits for nobody."""
        return self.bapas_office is not None

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the status and the days its legal clocks count from."""
        asked = self.litmas_requested_at
        return {
            "legal_status": self.legal_status,
            "abh_role": self.abh_role,
            "act_on": _iso(self.act_on),
            "investigation_started_on": _iso(self.investigation_started_on),
            "prosecution_received_on": _iso(self.prosecution_received_on),
            "judge_appointed_on": _iso(self.judge_appointed_on),
            "diversion_level": _tried_at(self),
            "joint_decision_on": _iso(self.joint_decision_on),
            "diversion_started_on": _iso(self.diversion_started_on),
            "diversion_ended_on": _iso(self.diversion_ended_on),
            "court_received_on": _iso(self.court_received_on),
            "court_order_on": _iso(self.court_order_on),
            "diversion_possible": _divertible(self),
            "litmas_requested_at": asked.isoformat() if asked else "",
            "litmas_received": self.litmas_received,
        }

    async def keep(self, case: LockedCase, now: datetime) -> None:
        """Let the chosen Bapas see what an agreement shares."""
        await agreement.share(self.bapas_office, case, now)


def _tried_at(form: LegalStatus) -> str:
    """Return the level of the diversion; the first one where a begun diversion names none."""
    return form.diversion_level or ("PENYIDIKAN" if form.diversion_started_on else "")


def _level(form: LegalStatus) -> dict[str, str]:
    """Ask a later level for the day it has the case from and a diversion of its own, and a carried-out one for its order."""
    if form.legal_status == "DIVERSI_DILAKSANAKAN" and not form.court_order_on:
        return {
            "court_order_on": both(
                "Kesepakatan dilaksanakan setelah penetapan pengadilan: isi tanggalnya.",
                "An agreement is carried out after the court's determination: fill in its day.",
            )
        }
    if form.diversion_level is None or form.abh_role != "PELAKU":
        return {}
    begins = getattr(form, name := _BEGINS[form.diversion_level])
    if not begins:
        return {
            name: both(
                "Tenggat diversi di tingkat ini dihitung dari tanggal ini. Isi tanggalnya.",
                "The clock of diversion at this level counts from this day: fill it in.",
            )
        }
    if form.diversion_started_on and form.diversion_started_on < begins:
        return {
            "diversion_started_on": both(
                "Tanggal ini sebelum tingkat yang dipilih. Isi kapan diversi dimulai di tingkat ini, atau kosongkan.",
                "This day lies before the level chosen. Fill in when diversion began there, or leave it empty.",
            )
        }
    return {}


def _too_young(form: LegalStatus, context: FormContext) -> dict[str, str]:
    why = age_at_the_act.refused(form.legal_status, _age_at_the_act(form, context))
    return {"legal_status": why} if why else {}


def _age_at_the_act(form: LegalStatus, context: FormContext) -> int | None:
    """Return the age of a child in conflict with the law on the day of the act, where both days are known."""
    born = context.day("birth_date")
    if form.abh_role != "PELAKU" or form.act_on is None or born is None:
        return None
    return years_between(born, form.act_on)


def _divertible(form: LegalStatus) -> bool | str:
    """Tell whether the law allows diversion; nothing while either answer is open."""
    if form.is_repeat or form.threat_below_7_years is False:
        return False
    return True if form.threat_below_7_years and form.is_repeat is False else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
