"""The social report for police, prosecutor or court; the law's clock waits for it."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import SocialReport
from app.records.kind import WITH_BAPAS, Facts, Field, FormContext, RecordKind
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

Prose = Annotated[str | None, Meta(max_length=8000)]


class ReportForm(Struct, frozen=True):
    """What the report says in short, who asked for it, and whether it is finished."""

    requested_by: Annotated[str | None, Meta(max_length=200)] = None
    requested_on: date | None = None
    family: Prose = None
    circumstances: Prose = None
    recommendation: Prose = None
    done: bool = False
    number: Annotated[str | None, Meta(max_length=100)] = None
    submitted_to: Annotated[str | None, Meta(max_length=200)] = None
    submitted_on: date | None = None


FIELDS = (
    Field("requested_by", lazy("Asked for by"), hint=lazy("Police unit, prosecutor, court or Bapas.")),
    Field("requested_on", lazy("Asked for on")),
    Field("family", lazy("The child and the family"), heading=lazy("What it says")),
    Field("circumstances", lazy("Circumstances of the act"), hint=lazy("No more than the report needs.")),
    Field("recommendation", lazy("Recommendation")),
    Field("done", lazy("The report is finished"), heading=lazy("Finishing it")),
    Field("number", lazy("Report number")),
    Field("submitted_to", lazy("Handed in to")),
    Field("submitted_on", lazy("Handed in on")),
)


def check(form: ReportForm, context: FormContext) -> dict[str, str]:
    """Ask a finished report for its recommendation, and days for their order."""
    errors: dict[str, str] = {}
    if form.done and not form.recommendation:
        errors["recommendation"] = _("A finished report needs a recommendation.")
    if form.requested_on and form.requested_on > context.today:
        errors["requested_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.submitted_on and form.submitted_on > context.today:
        errors["submitted_on"] = _("This day lies ahead. Fill in the day it happened.")
    elif form.submitted_on and not form.done:
        errors["done"] = _("A report that was handed in is finished: tick it.")
    elif form.submitted_on and form.requested_on and form.submitted_on < form.requested_on:
        errors["submitted_on"] = _("It cannot be handed in before it was asked for.")
    return errors


def facts(form: ReportForm, context: FormContext) -> Facts:
    """Tell the case whether the report is finished, and since when."""
    return {
        "social_report_done": form.done,
        "social_report_on": str(context.occurred_on) if form.done else "",
    }


SOCIAL_REPORT = RecordKind(
    kind="social_report",
    title=lazy("Social report"),
    form=ReportForm,
    table=SocialReport,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    when=lazy("Day of the report"),
    readers=WITH_BAPAS,
)
