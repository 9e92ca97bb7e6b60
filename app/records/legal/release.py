"""An inmate's form of release and its days. They move: every change is a new record, with its reason."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from app import clock
from app.cases.locking import LockedCase
from app.records.consent import agreement
from app.records.consent.agreement import BapasOffice
from app.records.kind import WITH_BAPAS, Facts, FormContext, Options, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.formats import day

INSIDE_PRISON = frozenset({"NAPI", "ASIMILASI"})
RECENT = 90  # days before the opening within which a release is handed over by Bapas; design choice


class Release(
    Record,
    name="release",
    when=Words("Tanggal diberitahukan atau diputuskan", "Day it was told or decided"),
    readers=WITH_BAPAS,
    carries=True,
):
    """Release status and dates record: what corrections told last."""

    release_status: Annotated[str, Code("release_status"), Ask("Status", "Status", "radios"), Trait.SHARED]
    two_thirds_on: Annotated[
        date | None,
        Ask(
            "Dua pertiga masa pidana pada",
            "Two thirds of the sentence served on",
            heading=Words("Tanggal", "Days"),
        ),
        Trait.SHARED,
    ] = None
    planned_on: Annotated[
        date | None,
        Ask(
            "Rencana tanggal bebas",
            "Planned release",
            hint=Words(
                "Remisi dan keputusan mengubahnya: catat setiap perubahan.",
                "Remissions and decisions change it: record every change.",
            ),
            sometimes=True,
        ),
        Trait.SHARED,
    ] = None
    actual_on: Annotated[
        date | None,
        Ask(
            "Bebas tanggal",
            "Released on",
            hint=Words("Hanya setelah klien bebas.", "Only once the client has been released."),
        ),
        Trait.SHARED,
    ] = None
    asked_on: Annotated[
        date | None,
        Ask(
            "Ditanyakan tanggal, belum ada kabar",
            "Asked on, not known yet",
            hint=Words(
                "Bila hari bebas sudah tiba dan belum ada kabar: ditanyakan lagi besok.",
                "When the day has come and nothing is known: it is asked again the next day.",
            ),
        ),
        Trait.SHARED,
    ] = None
    expiry_on: Annotated[date | None, Ask("Pidana berakhir tanggal", "Sentence ends on"), Trait.SHARED] = None
    guidance_ends_on: Annotated[
        date | None, Ask("Pembimbingan Bapas berakhir tanggal", "Guidance by Bapas ends on"), Trait.SHARED
    ] = None
    change_reason: Annotated[
        str | None,
        Code("release_change"),
        Ask(
            "Mengapa rencana tanggal bebas berubah",
            "Why the planned release changed",
            "choice",
            heading=Words("Bila rencana berubah", "When the plan changed"),
            sometimes=True,
        ),
        Trait.SHARED,
    ] = None
    change_note: Annotated[
        str | None, Meta(max_length=500), Ask("Keterangan perubahan", "More about the change", "text")
    ] = None
    decree_number: Annotated[
        str | None,
        Meta(max_length=100),
        Ask(
            "Nomor SK atau surat lepas",
            "Number of the decree or release letter",
            heading=Words("Siapa yang bertanggung jawab", "Who is in charge"),
        ),
        Trait.SHARED,
    ] = None
    institution: Annotated[str | None, Meta(max_length=200), Ask("Lapas/rutan", "Prison"), Trait.SHARED] = (
        None
    )
    bapas: Annotated[str | None, Meta(max_length=200), Ask("Bapas", "Bapas"), Trait.SHARED] = None
    officer: Annotated[
        str | None,
        Meta(max_length=200),
        Ask("Pembimbing Kemasyarakatan (PK)", "Probation officer (PK)"),
        Trait.SHARED,
    ] = None
    bapas_office: BapasOffice = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None
    planned_before: Annotated[date | None, Trait.DERIVED, Trait.SHARED] = None

    @classmethod
    def begin(cls, _context: FormContext) -> dict[str, Any]:
        """Propose what an untouched form shows."""
        return {"change_reason": "", "change_note": "", "asked_on": ""}

    @classmethod
    async def options(cls) -> Options:
        """Offer the Bapas offices of this product."""
        return await agreement.options()

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a moved plan for its reason; a release that happened is not in prison."""
        errors: dict[str, str] = {}
        before = _planned_before(context)
        if self.actual_on and self.actual_on > context.today:
            errors["actual_on"] = both(
                "Tanggal ini belum tiba. Catat sebagai rencana tanggal bebas.",
                "This day lies ahead. Fill in the planned release instead.",
            )
        if self.asked_on and self.asked_on > context.today:
            errors["asked_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal ditanyakannya.",
                "This day lies ahead. Fill in the day it was asked.",
            )
        if self.actual_on and self.release_status in INSIDE_PRISON:
            errors["release_status"] = both(
                "Klien sudah bebas: pilih bentuk pembebasannya.",
                "The client was released: choose the form of release.",
            )
        if self.release_status in INSIDE_PRISON and not self.planned_on:
            errors["planned_on"] = both(
                "Isi rencana tanggal bebas, walaupun masih dapat berubah.",
                "Fill in the planned release, even if it may still move.",
            )
        if before and self.planned_on != before and not self.change_reason:
            errors["change_reason"] = both(
                "Rencana tanggal bebas semula %(day)s. Tuliskan mengapa berubah.",
                "The planned release was %(day)s. Say why it changed.",
                day=day(before),
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again about days out of their order: two thirds, release, end of sentence, end of guidance."""
        release = self.actual_on or self.planned_on
        pairs = (
            (
                self.two_thirds_on,
                release,
                both(
                    "Tanggal bebas sebelum dua pertiga masa pidana.",
                    "The release lies before two thirds of the sentence.",
                ),
            ),
            (
                release,
                self.expiry_on,
                both(
                    "Tanggal bebas setelah pidana berakhir.",
                    "The release lies after the end of the sentence.",
                ),
            ),
            (
                self.two_thirds_on,
                self.expiry_on,
                both(
                    "Dua pertiga masa pidana setelah pidana berakhir.",
                    "Two thirds of the sentence lie after its end.",
                ),
            ),
            (
                release,
                self.guidance_ends_on,
                both("Pembimbingan berakhir sebelum bebas.", "The guidance ends before the release."),
            ),
        )
        return [sentence for first, second, sentence in pairs if first and second and first > second]

    def gives_out(self) -> bool:
        """Tell whether a chosen Bapas sees what an agreement shares."""
        return self.bapas_office is not None

    def facts(self, context: FormContext) -> Facts:
        """Tell the case the status and the days that its deadlines count from."""
        return {
            "recent_release": self._is_recent(clock.on(context.state.opened_at)),
            "release_status": self.release_status,
            "release_planned_on": _iso(self.planned_on),
            "release_on": _iso(self.actual_on),
            "release_two_thirds_on": _iso(self.two_thirds_on),
            "release_asked_on": _iso(self.asked_on),
            "release_expiry_on": _iso(self.expiry_on),
        }

    def _is_recent(self, opened_on: date) -> bool:
        """Tell whether the release lies ahead or not long before the case; a day that nobody knows lies long ago."""
        if self.actual_on:
            return self.actual_on >= opened_on - timedelta(days=RECENT)
        return self.planned_on is not None or self.release_status in INSIDE_PRISON

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Keep beside the new plan what was planned before."""
        return {"planned_before": _planned_before(context)}

    async def keep(self, case: LockedCase, now: datetime) -> None:
        """Let the chosen Bapas see what an agreement shares."""
        await agreement.share(self.bapas_office, case, now)


def _planned_before(context: FormContext) -> date | None:
    return context.earlier[0]["planned_on"] if context.earlier else None


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
