"""The skills stage: a course with attendance and result, a substitute, or the reason for leaving it out."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.kind import WITH_BOTH, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import SkillsTraining
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label
from workflows.definition import SkillsMode

ENOUGH = 80  # percent of the sessions; design choice
COURSES = frozenset({"VOKASIONAL", "KEWIRAUSAHAAN", "MAGANG"})
SKIPPED = "LEWATI"

Count = Annotated[int | None, Meta(ge=0, le=1000)]


class SkillsForm(Struct, frozen=True):
    """What was offered, how often the client came, how it ended."""

    mode: Annotated[str, Code("skills_mode")]
    reason: Annotated[str | None, Meta(max_length=1000)] = None
    course: Annotated[str | None, Meta(max_length=200)] = None
    provider: Annotated[str | None, Meta(max_length=200)] = None
    started_on: date | None = None
    ended_on: date | None = None
    sessions: Count = None
    attended: Count = None
    attendance: Annotated[int | None, Meta(ge=0, le=100)] = None
    passed: bool | None = None
    done: bool | None = None
    certificate_number: Annotated[str | None, Meta(max_length=100)] = None
    tools: Annotated[str | None, Meta(max_length=500)] = None
    tools_on: date | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("mode", lazy("Form of skills training"), "choice"),
    Field("reason", lazy("Reason for this choice"), hint=lazy("Needed when the training is skipped.")),
    Field("course", lazy("Course or activity"), heading=lazy("Training")),
    Field("provider", lazy("Given by")),
    Field("started_on", lazy("Began on")),
    Field("ended_on", lazy("Ended on")),
    Field("sessions", lazy("Sessions held"), heading=lazy("Attendance")),
    Field("attended", lazy("Sessions attended")),
    Field(
        "attendance",
        lazy("Attendance in percent"),
        hint=lazy("Only when the sessions were not counted above."),
    ),
    Field("passed", lazy("Did the client pass?"), "yesno", optional=True, heading=lazy("Result")),
    Field("done", lazy("Is the training or its substitute complete?"), "yesno"),
    Field("certificate_number", lazy("Certificate number")),
    Field("tools", lazy("Tools or capital handed over"), "text"),
    Field("tools_on", lazy("Handed over on")),
    Field("note", lazy("Note")),
)


def choices(context: FormContext) -> dict[str, tuple[str, ...]]:
    """Offer the forms of training that the journey allows at the client's age."""
    skills = context.definition.meta.skills if context.definition else None
    if skills is None or not skills.allowed:
        return {}
    age = None if context.age_is_estimated else context.age
    return {"mode": tuple(one.mode for one in skills.allowed if _fits(one, age))}


def advice(context: FormContext) -> dict[str, str]:
    """Name the usual form of training of this journey."""
    skills = context.definition.meta.skills if context.definition else None
    return (
        {"mode": _("Usual here: %(mode)s.", mode=code_label(skills.default, "skills_mode"))} if skills else {}
    )


def _fits(mode: SkillsMode, age: int | None) -> bool:
    return age is None or ((mode.min_age or 0) <= age and (mode.max_age is None or age <= mode.max_age))


def attendance(form: SkillsForm) -> int | None:
    """Return the attendance in whole percent, rounded down: 79.9 is not 80."""
    if form.sessions and form.attended is not None:
        return form.attended * 100 // form.sessions
    return form.attendance


def check(form: SkillsForm, context: FormContext) -> dict[str, str]:
    """Compare counts and days, and ask a skip for its reason."""
    errors: dict[str, str] = {}
    if form.mode == SKIPPED and not form.reason:
        errors["reason"] = _("Say why the training is skipped.")
    if form.mode == SKIPPED and form.done:
        errors["done"] = _("A training that is skipped is not completed: choose no.")
    if form.done and form.mode in COURSES and attendance(form) is None:
        errors["attendance"] = _("Fill in the attendance before the training is called complete.")
    if form.done and form.passed is False:
        errors["passed"] = _("The training is complete only when the client passed.")
    return errors | _counts(form) | _days(form, context)


def _counts(form: SkillsForm) -> dict[str, str]:
    if form.attended is not None and not form.sessions:
        return {"sessions": _("Fill in how many sessions were held.")}
    if form.sessions and form.attended is None:
        return {"attended": _("Fill in how many sessions the client attended.")}
    if form.sessions and form.attended is not None and form.attended > form.sessions:
        return {"attended": _("This is more than the sessions held.")}
    return {}


def _days(form: SkillsForm, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if form.started_on and form.ended_on and form.ended_on < form.started_on:
        errors["ended_on"] = _("The end lies before the beginning.")
    elif form.done and form.ended_on and form.ended_on > context.today:
        errors["ended_on"] = _("A complete training has ended: this day lies ahead.")
    if form.tools_on and form.tools_on > context.today:
        errors["tools_on"] = _("This day lies ahead. Fill in the day it happened.")
    elif form.tools_on and not form.tools:
        errors["tools"] = _("Say what was handed over.")
    return errors


def doubts(form: SkillsForm, _context: FormContext) -> list[str]:
    """Say it when a complete course will not be enough for the next stage."""
    share = attendance(form)
    if form.done and form.mode in COURSES and share is not None and share < ENOUGH:
        return [
            _(
                "The attendance is %(share)s percent; the next stage asks for %(enough)s.",
                share=share,
                enough=ENOUGH,
            )
        ]
    return []


def facts(form: SkillsForm, _context: FormContext) -> Facts:
    """Tell the case the form of training, and how it stands. Attendance that was not counted is 0."""
    return {
        "skills_mode": form.mode,
        "skills_done": bool(form.done),
        "skills_attendance": attendance(form) or 0,
        "skills_reason": form.reason or "",
    }


def columns(form: SkillsForm, _context: FormContext) -> dict[str, Any]:
    """Keep the attendance worked out."""
    return {"attendance": attendance(form)}


SKILLS = RecordKind(
    kind="skills",
    title=lazy("Skills training"),
    form=SkillsForm,
    table=SkillsTraining,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    choices=choices,
    advice=advice,
    doubts=doubts,
    carries=True,
    readers=WITH_BOTH,
)
