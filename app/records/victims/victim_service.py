"""The request for rehabilitation of a trafficking victim, and the days it was answered on.

By law first aid for trauma and rehabilitation come within seven days of the request (UU 21/2007 arts. 51-53).
"""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import VictimService
from app.records.kind import Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class VictimServiceForm(Struct, frozen=True):
    """Who asked for it, when, and when it began."""

    requested_on: date
    requested_by: Annotated[str, Code("service_requester")]
    first_aid_on: date | None = None
    first_aid_by: Annotated[str | None, Meta(max_length=200)] = None
    started_on: date | None = None
    provider: Annotated[str | None, Meta(max_length=200)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field(
        "requested_on",
        lazy("Rehabilitation was asked for on"),
        hint=lazy("By law seven days count from then."),
    ),
    Field("requested_by", lazy("Asked for by"), "radios"),
    Field("first_aid_on", lazy("Psychological first aid given on"), heading=lazy("What was given")),
    Field("first_aid_by", lazy("Given by")),
    Field("started_on", lazy("Rehabilitation began on")),
    Field("provider", lazy("Provider"), hint=lazy("Name the service, not the shelter's place.")),
    Field("note", lazy("Note")),
)


def check(form: VictimServiceForm, context: FormContext) -> dict[str, str]:
    """Refuse days that lie ahead or out of their order."""
    errors: dict[str, str] = {}
    ahead = _("This day lies ahead. Fill in the day it happened.")
    for name in ("requested_on", "first_aid_on", "started_on"):
        day = getattr(form, name)
        if day and day > context.today:
            errors[name] = ahead
    if form.started_on and form.started_on < form.requested_on:
        errors["started_on"] = _("The service cannot begin before it was asked for.")
    return errors


def facts(form: VictimServiceForm, _context: FormContext) -> Facts:
    """Tell the case the days that the law counts."""
    return {
        "service_requested_on": form.requested_on.isoformat(),
        "first_aid_on": _iso(form.first_aid_on),
        "service_started_on": _iso(form.started_on),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


VICTIM_SERVICE = RecordKind(
    kind="victim_service",
    title=lazy("Request and first aid"),
    form=VictimServiceForm,
    table=VictimService,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    when=lazy("Day of the change"),
)
