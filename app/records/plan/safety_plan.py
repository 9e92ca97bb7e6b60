"""What the client does when danger comes back, and how the client may be reached without adding to it."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import Facts, Field, FormContext, RecordKind
from app.records.plan.tables import SafetyPlan
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class SafetyPlanForm(Struct, frozen=True):
    """Made with the client, in the client's words."""

    contact: Annotated[str, Code("safe_contact")]
    steps: Annotated[str, Meta(max_length=4000)]
    home_contact: bool | None = None
    trusted: Annotated[str | None, Meta(max_length=300)] = None
    signal: Annotated[str | None, Meta(max_length=200)] = None
    children: Annotated[str | None, Meta(max_length=1000)] = None
    bag: bool | None = None
    next_on: date | None = None


FIELDS = (
    Field("contact", lazy("How the client may be reached"), "radios", heading=lazy("Safe contact")),
    Field(
        "home_contact",
        lazy("May anybody write, call or come to the home?"),
        "yesno",
        hint=lazy("No, unless the client says so. Then visits are held elsewhere."),
    ),
    Field("trusted", lazy("Trusted person and how to reach them")),
    Field("signal", lazy("Word or sign that means danger")),
    Field(
        "steps", lazy("What the client does when danger comes back"), heading=lazy("When danger comes back")
    ),
    Field("children", lazy("What is arranged for the children")),
    Field("bag", lazy("Are papers, money and a telephone ready to take along?"), "yesno", optional=True),
    Field("next_on", lazy("Look at the plan again on")),
)


def check(form: SafetyPlanForm, context: FormContext) -> dict[str, str]:
    """Hold the answers about the home against each other."""
    errors: dict[str, str] = {}
    if form.contact == "JANGAN_KE_RUMAH" and form.home_contact:
        errors["home_contact"] = _("The client must not be reached at home: choose no.")
    if form.contact == "MELALUI_PERANTARA" and not form.trusted:
        errors["trusted"] = _("Write down the trusted person through whom the client is reached.")
    if form.next_on and form.next_on <= context.occurred_on:
        errors["next_on"] = _("The next look at the plan comes after this one.")
    return errors


def facts(form: SafetyPlanForm, context: FormContext) -> Facts:
    """Tell the case that a plan stands, and whether the home is a safe place to be reached at."""
    return {"safety_plan_on": str(context.occurred_on), "home_contact": bool(form.home_contact)}


SAFETY_PLAN = RecordKind(
    kind="safety_plan",
    title=lazy("Safety plan"),
    form=SafetyPlanForm,
    table=SafetyPlan,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    when=lazy("Day it was made"),
    intro=lazy("Ask where and how it is safe to speak before asking anything else."),
)
