"""The work a client has or looks for, and whether the job counts for the quota of workers with a disability."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_BOTH, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import Work
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

WORKING = frozenset({"BEKERJA_FORMAL", "BEKERJA_INFORMAL", "WIRAUSAHA"})
EMPLOYED = "BEKERJA_FORMAL"
DISABLED = frozenset({"PD"})


class WorkForm(Struct, frozen=True):
    """What work, where, since when."""

    work_status: Annotated[str, Code("work_status")]
    occupation: Annotated[str | None, Meta(max_length=200)] = None
    employer: Annotated[str | None, Meta(max_length=200)] = None
    hours_week: Annotated[int | None, Meta(ge=1, le=120)] = None
    started_on: date | None = None
    quota: Annotated[str | None, Code("job_quota")] = None
    adjustments: Annotated[str | None, Meta(max_length=500)] = None
    tools_used: bool | None = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("work_status", lazy("Work"), "radios"),
    Field("occupation", lazy("What the client does")),
    Field("employer", lazy("Employer or own business")),
    Field("started_on", lazy("Since")),
    Field("hours_week", lazy("Hours a week")),
    Field("tools_used", lazy("Are tools or capital handed over still in use?"), "yesno", optional=True),
    Field(
        "quota",
        lazy("Quota for workers with a disability"),
        heading=lazy("Clients with a disability"),
        hint=lazy("By law the government employs at least 2 percent, private employers at least 1 percent."),
    ),
    Field("adjustments", lazy("What the workplace adjusted"), "text"),
    Field("note", lazy("Note")),
)


def check(form: WorkForm, context: FormContext) -> dict[str, str]:
    """Ask work for what it is and since when; only employment counts for the quota."""
    errors: dict[str, str] = {}
    if form.work_status in WORKING:
        if not form.occupation:
            errors["occupation"] = _("Say what the client does.")
        if form.started_on is None:
            errors["started_on"] = _("Fill in since when, at least about.")
    if form.started_on and form.started_on > context.today:
        errors["started_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.quota in {"PEMERINTAH", "SWASTA"} and form.work_status != EMPLOYED:
        errors["quota"] = _("Only formal employment counts for the quota.")
    if form.work_status == EMPLOYED and form.quota is None and context.state.pmks_type in DISABLED:
        errors["quota"] = _("Say whether the job counts for the quota.")
    return errors


def facts(form: WorkForm, _context: FormContext) -> Facts:
    """Tell the case the work, its beginning and the quota."""
    return {
        "work_status": form.work_status,
        "work_since": str(form.started_on) if form.started_on and form.work_status in WORKING else "",
        "work_quota": form.quota or "",
    }


WORK = RecordKind(
    kind="work",
    title=lazy("Work"),
    form=WorkForm,
    table=Work,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_BOTH,
    when=lazy("Day it was found out"),
)
