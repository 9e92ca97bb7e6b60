"""The way home: agreed with the receiving region, travelled, and acknowledged there."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import Repatriation
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

STEPS = ("DIRENCANAKAN", "BERANGKAT", "TIBA", "DITERIMA")
"""In their order; what a step needs, all later ones need too."""
ADULT = 18
RECEIVERS = ("DINSOS_KABKOTA", "DINSOS_PROV_LAIN", "LKS_LKSA", "UPTD_PPA")


class ReturnForm(Struct, frozen=True):
    """How far the way home has come."""

    return_status: Annotated[str, Code("return_status")]
    destination: Annotated[str, Meta(max_length=300)]
    receiver: Annotated[str | None, Code("referral_target")] = None
    agreed: bool | None = None
    letter_number: Annotated[str | None, Meta(max_length=100)] = None
    transport: Annotated[str | None, Code("transport")] = None
    ticket_number: Annotated[str | None, Meta(max_length=100)] = None
    escort: Annotated[str | None, Code("escort")] = None
    escort_name: Annotated[str | None, Meta(max_length=200)] = None
    departed_on: date | None = None
    arrived_on: date | None = None
    acknowledged_on: date | None = None
    acknowledged_by: Annotated[str | None, Meta(max_length=200)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("return_status", lazy("How far"), "radios"),
    Field(
        "destination", lazy("Where to"), "text", hint=lazy("Regency or city and province, no street address.")
    ),
    Field(
        "receiver", lazy("Receiving body"), only=RECEIVERS, heading=lazy("Agreed with the receiving region")
    ),
    Field("agreed", lazy("Has it agreed to receive the client?"), "yesno", optional=True),
    Field("letter_number", lazy("Number of the handover letter")),
    Field("transport", lazy("Means of travel"), "choice", heading=lazy("The journey")),
    Field("ticket_number", lazy("Ticket")),
    Field("escort", lazy("Escort"), "choice"),
    Field("escort_name", lazy("Name of the escort")),
    Field("departed_on", lazy("Departed on")),
    Field("arrived_on", lazy("Arrived on"), heading=lazy("There")),
    Field("acknowledged_on", lazy("Acknowledged on")),
    Field("acknowledged_by", lazy("Acknowledged by"), hint=lazy("Name and office, from their answer.")),
    Field("note", lazy("Note")),
)

_NEEDS = {
    "BERANGKAT": ("receiver", "letter_number", "transport", "escort", "departed_on"),
    "TIBA": ("arrived_on",),
    "DITERIMA": ("acknowledged_on", "acknowledged_by"),
}
"""What each step has to be told, besides what the steps before it need."""


def check(form: ReturnForm, context: FormContext) -> dict[str, str]:
    """Ask each step for what it needs; nobody is sent where nobody agreed."""
    come = STEPS[: STEPS.index(form.return_status) + 1] if form.return_status in STEPS else ()
    errors = {
        name: _("Needed for this step.")
        for step in come
        for name in _NEEDS.get(step, ())
        if not getattr(form, name)
    }
    if "BERANGKAT" in come and not form.agreed:
        errors["agreed"] = _("Nobody travels before the receiving body has agreed.")
    if form.escort not in {None, "TANPA"} and not form.escort_name:
        errors["escort_name"] = _("Write down who goes along.")
    days = [day for day in (form.departed_on, form.arrived_on, form.acknowledged_on) if day]
    if days != sorted(days):
        errors["arrived_on"] = _("The days do not follow each other: departure, arrival, acknowledgement.")
    ahead = _("This day lies ahead. Fill in the day it happened.")
    told = ("departed_on", "arrived_on", "acknowledged_on")
    return errors | {name: ahead for name in told if (day := getattr(form, name)) and day > context.today}


def doubts(form: ReturnForm, context: FormContext) -> list[str]:
    """Ask again before somebody unfit or under age travels alone."""
    alone = form.escort == "TANPA"
    if alone and (
        context.state.facts.get("fit_to_travel") is False or (context.age is not None and context.age < ADULT)
    ):
        return [_("The client should not travel alone. Is there really nobody to go along?")]
    return []


def facts(form: ReturnForm, _context: FormContext) -> Facts:
    """Tell the case how far the way home has come."""
    return {
        "return_status": form.return_status,
        "return_agreed": bool(form.agreed),
        "return_to": form.destination,
        "departed_on": _iso(form.departed_on),
        "arrived_home_on": _iso(form.arrived_on),
        "return_acknowledged_on": _iso(form.acknowledged_on),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


REPATRIATION = RecordKind(
    kind="repatriation",
    title=lazy("Way home"),
    form=ReturnForm,
    table=Repatriation,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the change"),
    intro=lazy("One record for the whole way: bring it up to date at each step."),
)
