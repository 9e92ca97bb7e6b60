"""The skills stage: a course with attendance and result, a substitute, or the reason for leaving it out."""

from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_BOTH, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import code_label
from workflows.definition import SkillsMode

ENOUGH = 80  # percent of the sessions; design choice
COURSES = frozenset({"VOKASIONAL", "KEWIRAUSAHAAN", "MAGANG"})
SKIPPED = "LEWATI"
SCHOOL, KEPT_UP = "PENDIDIKAN", 90  # days at school from which it counts as kept up; design choice
Count = Annotated[int | None, Meta(ge=0, le=1000)]


class Skills(Record, name="skills", readers=WITH_BOTH, carries=True):
    """Skills training record: what was offered, how often the client came, how it ended."""

    mode: Annotated[
        str,
        Code("skills_mode"),
        Ask("Bentuk keterampilan", "Form of skills training", "choice"),
        Trait.SHARED,
    ]
    reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Alasan pilihan ini",
            "Reason for this choice",
            hint=Words("Diperlukan bila pelatihan dilewati.", "Needed when the training is skipped."),
            sometimes=True,
        ),
    ] = None
    course: Annotated[
        str | None,
        Meta(max_length=200),
        Ask("Pelatihan atau kegiatan", "Course or activity", heading=Words("Pelatihan", "Training")),
        Trait.SHARED,
    ] = None
    provider: Annotated[str | None, Meta(max_length=200), Ask("Diberikan oleh", "Given by")] = None
    started_on: Annotated[date | None, Ask("Mulai tanggal", "Began on", sometimes=True), Trait.SHARED] = None
    ended_on: Annotated[date | None, Ask("Berakhir tanggal", "Ended on"), Trait.SHARED] = None
    sessions: Annotated[
        Count,
        Ask(
            "Pertemuan yang diadakan",
            "Sessions held",
            heading=Words("Kehadiran", "Attendance"),
            sometimes=True,
        ),
    ] = None
    attended: Annotated[Count, Ask("Pertemuan yang dihadiri", "Sessions attended", sometimes=True)] = None
    attendance: Annotated[
        int | None,
        Meta(ge=0, le=100),
        Ask(
            "Kehadiran dalam persen",
            "Attendance in percent",
            hint=Words(
                "Hanya bila jumlah pertemuan tidak diisi di atas.",
                "Only when the sessions were not counted above.",
            ),
            sometimes=True,
        ),
        Trait.SHARED,
    ] = None
    passed: Annotated[
        bool | None,
        Ask(
            "Apakah klien lulus?",
            "Did the client pass?",
            "yesno",
            optional=True,
            heading=Words("Hasil", "Result"),
        ),
        Trait.SHARED,
    ] = None
    done: Annotated[
        bool | None,
        Ask(
            "Apakah pelatihan atau penggantinya selesai?",
            "Is the training or its substitute complete?",
            "yesno",
            hint=Words(
                "Sekolah atau kejar paket: anak bersekolah dan bertahan tiga bulan atau satu semester.",
                "School or equivalency class: the child goes there and has kept it up for three months or a term.",
            ),
        ),
        Trait.SHARED,
    ] = None
    certificate_number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor sertifikat", "Certificate number")
    ] = None
    tools: Annotated[
        str | None,
        Meta(max_length=500),
        Ask("Alat atau modal yang diserahkan", "Tools or capital handed over", "text", sometimes=True),
    ] = None
    tools_on: Annotated[date | None, Ask("Diserahkan tanggal", "Handed over on")] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    @classmethod
    def choices(cls, context: FormContext) -> dict[str, tuple[str, ...]]:
        """Offer the forms of training that the journey allows at the client's age."""
        skills = context.definition.meta.skills if context.definition else None
        if skills is None or not skills.allowed:
            return {}
        age = None if context.age_is_estimated else context.age
        return {"mode": tuple(one.mode for one in skills.allowed if _fits(one, age))}

    @classmethod
    def advice(cls, context: FormContext) -> dict[str, str]:
        """Name the usual form of training of this journey."""
        skills = context.definition.meta.skills if context.definition else None
        return (
            {
                "mode": both(
                    "Yang lazim di sini: %(mode)s.",
                    "Usual here: %(mode)s.",
                    mode=code_label(skills.default, "skills_mode"),
                )
            }
            if skills
            else {}
        )

    def check(self, context: FormContext) -> dict[str, str]:
        """Compare counts and days, and ask a skip for its reason."""
        errors: dict[str, str] = {}
        if self.mode == SKIPPED and not self.reason:
            errors["reason"] = both(
                "Tuliskan mengapa pelatihan dilewati.", "Say why the training is skipped."
            )
        if self.mode == SKIPPED and self.done:
            errors["done"] = both(
                "Pelatihan yang dilewati tidak selesai: pilih tidak.",
                "A training that is skipped is not completed: choose no.",
            )
        if self.done and self.mode in COURSES and attendance(self) is None:
            errors["attendance"] = both(
                "Isi kehadiran sebelum pelatihan dinyatakan selesai.",
                "Fill in the attendance before the training is called complete.",
            )
        if self.done and self.passed is False:
            errors["passed"] = both(
                "Pelatihan baru selesai bila klien lulus.",
                "The training is complete only when the client passed.",
            )
        return errors | _school(self, context) | _counts(self) | _days(self, context)

    def doubts(self, _context: FormContext) -> list[str]:
        """Say it when a complete course will not be enough for the next stage."""
        share = attendance(self)
        if self.done and self.mode in COURSES and share is not None and share < ENOUGH:
            return [
                both(
                    "Kehadiran %(share)s persen; tahap berikutnya meminta %(enough)s.",
                    "The attendance is %(share)s percent; the next stage asks for %(enough)s.",
                    share=share,
                    enough=ENOUGH,
                )
            ]
        return []

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the form of training, and how it stands. Attendance that was not counted is 0."""
        return {
            "skills_mode": self.mode,
            "skills_done": bool(self.done),
            "skills_attendance": attendance(self) or 0,
            "skills_reason": self.reason or "",
        }

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the attendance worked out."""
        return {"attendance": attendance(self)}


def _fits(mode: SkillsMode, age: int | None) -> bool:
    return age is None or ((mode.min_age or 0) <= age and (mode.max_age is None or age <= mode.max_age))


def attendance(form: Skills) -> int | None:
    """Return the attendance in whole percent, rounded down: 79.9 is not 80."""
    if form.sessions and form.attended is not None:
        return form.attended * 100 // form.sessions
    return form.attendance


def _school(form: Skills, context: FormContext) -> dict[str, str]:
    """Ask school for three months there: nobody graduates within a stage, and nobody has to claim it."""
    if form.mode != SCHOOL or not form.done:
        return {}
    if form.started_on is None:
        return {
            "started_on": both(
                "Isi sejak kapan anak bersekolah.", "Fill in since when the child has been at school."
            )
        }
    if form.started_on + timedelta(days=KEPT_UP) > (form.ended_on or context.occurred_on):
        return {
            "done": both(
                "Bersekolah terhitung setelah tiga bulan bertahan: pilih tidak sampai saat itu.",
                "School counts once it was kept up for three months: choose no until then.",
            )
        }
    return {}


def _counts(form: Skills) -> dict[str, str]:
    if form.attended is not None and not form.sessions:
        return {
            "sessions": both("Isi berapa pertemuan yang diadakan.", "Fill in how many sessions were held.")
        }
    if form.sessions and form.attended is None:
        return {
            "attended": both(
                "Isi berapa pertemuan yang dihadiri klien.", "Fill in how many sessions the client attended."
            )
        }
    if form.sessions and form.attended is not None and form.attended > form.sessions:
        return {
            "attended": both(
                "Ini lebih banyak dari pertemuan yang diadakan.", "This is more than the sessions held."
            )
        }
    return {}


def _days(form: Skills, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if form.started_on and form.ended_on and form.ended_on < form.started_on:
        errors["ended_on"] = both(
            "Tanggal selesai lebih awal daripada tanggal mulai.", "The end lies before the beginning."
        )
    elif form.done and form.ended_on and form.ended_on > context.today:
        errors["ended_on"] = both(
            "Pelatihan belum dapat dicatat selesai: tanggal selesainya belum tiba.",
            "A complete training has ended: this day lies ahead.",
        )
    if form.tools_on and form.tools_on > context.today:
        errors["tools_on"] = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
    elif form.tools_on and not form.tools:
        errors["tools"] = both("Tuliskan yang diserahkan.", "Say what was handed over.")
    return errors
