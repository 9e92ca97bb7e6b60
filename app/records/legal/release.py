"""An inmate's form of release and its days. They move: every change is a new record, with its reason."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from app.records.consent.agreement import BAPAS, kept, options
from app.records.kind import WITH_BAPAS, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import Release
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import day

INSIDE_PRISON = frozenset({"NAPI", "ASIMILASI"})


class ReleaseForm(Struct, frozen=True):
    """What corrections told last."""

    release_status: Annotated[str, Code("release_status")]
    two_thirds_on: date | None = None
    planned_on: date | None = None
    actual_on: date | None = None
    expiry_on: date | None = None
    guidance_ends_on: date | None = None
    change_reason: Annotated[str | None, Code("release_change")] = None
    change_note: Annotated[str | None, Meta(max_length=500)] = None
    decree_number: Annotated[str | None, Meta(max_length=100)] = None
    institution: Annotated[str | None, Meta(max_length=200)] = None
    bapas: Annotated[str | None, Meta(max_length=200)] = None
    officer: Annotated[str | None, Meta(max_length=200)] = None
    bapas_office: UUID | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("release_status", lazy("Status"), "radios"),
    Field("two_thirds_on", lazy("Two thirds of the sentence served on"), heading=lazy("Days")),
    Field(
        "planned_on",
        lazy("Planned release"),
        hint=lazy("Remissions and decisions change it: record every change."),
    ),
    Field("actual_on", lazy("Released on"), hint=lazy("Only once the client has been released.")),
    Field("expiry_on", lazy("Sentence ends on")),
    Field("guidance_ends_on", lazy("Guidance by Bapas ends on")),
    Field(
        "change_reason",
        lazy("Why the planned release changed"),
        "choice",
        heading=lazy("When the plan changed"),
    ),
    Field("change_note", lazy("More about the change"), "text"),
    Field("decree_number", lazy("Number of the decree or release letter"), heading=lazy("Who is in charge")),
    Field("institution", lazy("Prison")),
    Field("bapas", lazy("Bapas")),
    Field("officer", lazy("Probation officer (PK)")),
    BAPAS,
    Field("note", lazy("Note")),
)


def _planned_before(context: FormContext) -> date | None:
    return context.earlier[0]["planned_on"] if context.earlier else None


def check(form: ReleaseForm, context: FormContext) -> dict[str, str]:
    """Ask a moved plan for its reason; a release that happened is not in prison."""
    errors: dict[str, str] = {}
    before = _planned_before(context)
    if form.actual_on and form.actual_on > context.today:
        errors["actual_on"] = _("This day lies ahead. Fill in the planned release instead.")
    if form.actual_on and form.release_status in INSIDE_PRISON:
        errors["release_status"] = _("The client was released: choose the form of release.")
    if form.release_status in INSIDE_PRISON and not form.planned_on:
        errors["planned_on"] = _("Fill in the planned release, even if it may still move.")
    if before and form.planned_on != before and not form.change_reason:
        errors["change_reason"] = _("The planned release was %(day)s. Say why it changed.", day=day(before))
    return errors


def doubts(form: ReleaseForm, _context: FormContext) -> list[str]:
    """Ask again about days out of their order: two thirds, release, end of sentence, end of guidance."""
    release = form.actual_on or form.planned_on
    pairs = (
        (form.two_thirds_on, release, _("The release lies before two thirds of the sentence.")),
        (release, form.expiry_on, _("The release lies after the end of the sentence.")),
        (form.two_thirds_on, form.expiry_on, _("Two thirds of the sentence lie after its end.")),
        (release, form.guidance_ends_on, _("The guidance ends before the release.")),
    )
    return [sentence for first, second, sentence in pairs if first and second and first > second]


def facts(form: ReleaseForm, _context: FormContext) -> Facts:
    """Tell the case the status and the days that its deadlines count from."""
    return {
        "release_status": form.release_status,
        "release_planned_on": _iso(form.planned_on),
        "release_on": _iso(form.actual_on),
        "release_two_thirds_on": _iso(form.two_thirds_on),
        "release_expiry_on": _iso(form.expiry_on),
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def columns(_form: ReleaseForm, context: FormContext) -> dict[str, Any]:
    """Keep beside the new plan what was planned before."""
    return {"planned_before": _planned_before(context)}


RELEASE = RecordKind(
    kind="release",
    title=lazy("Release status and dates"),
    form=ReleaseForm,
    table=Release,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    carries=True,
    options=options,
    kept=kept,
    readers=WITH_BAPAS,
    begin=lambda _: {"change_reason": "", "change_note": ""},
    when=lazy("Day it was told or decided"),
)
