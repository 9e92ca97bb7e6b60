"""The risk class of an inmate, taken over from corrections. It informs the plan; it never refuses a service."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import RiskClass
from app.records.kind import WITH_BAPAS, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class RiskForm(Struct, frozen=True):
    """What corrections found, by which instrument."""

    rri_class: Annotated[str, Code("risk_class")]
    assessed_on: date
    instrument: Annotated[str, Meta(max_length=60)]
    issued_by: Annotated[str, Meta(max_length=200)]
    instrument_version: Annotated[str | None, Meta(max_length=40)] = None
    letter_number: Annotated[str | None, Meta(max_length=100)] = None
    needs: Annotated[list[str], Code("criminogenic_need")] = []
    recommendation: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("rri_class", lazy("Risk class")),
    Field("assessed_on", lazy("Assessed on")),
    Field("instrument", lazy("Instrument"), hint=lazy("As corrections call it, such as RRI.")),
    Field("instrument_version", lazy("Version of the instrument")),
    Field("issued_by", lazy("Assessed by"), hint=lazy("The Bapas or prison that made the assessment.")),
    Field("letter_number", lazy("Letter number")),
    Field("needs", lazy("Needs named by corrections"), "checkboxes"),
    Field(
        "recommendation",
        lazy("Recommendation, in short"),
        hint=lazy("The social inquiry report itself is confidential and does not belong here."),
    ),
)


def check(form: RiskForm, context: FormContext) -> dict[str, str]:
    """Keep the day of the assessment out of the future."""
    if form.assessed_on > context.today:
        return {"assessed_on": _("This day lies ahead. Fill in the day it happened.")}
    return {}


def facts(form: RiskForm, _context: FormContext) -> Facts:
    """Tell the case the class and its day."""
    return {"rri_class": form.rri_class, "rri_on": str(form.assessed_on)}


RISK_CLASS = RecordKind(
    kind="risk_class",
    title=lazy("Risk class (from corrections)"),
    form=RiskForm,
    table=RiskClass,
    fields=FIELDS,
    facts=facts,
    check=check,
    begin=lambda context: {} if context.earlier else {"instrument": "RRI"},
    when=lazy("Day it was told"),
    readers=WITH_BAPAS,
    intro=lazy(
        "Write down what corrections found. A high class calls for closer contact; it is no ground to refuse."
    ),
)
