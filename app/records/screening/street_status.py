"""Whether a child is still on the street. Time off the street counts from the day it left, and anew after a return."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import StreetStatus
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

OFF = "TIDAK"


class StreetForm(Struct, frozen=True):
    """How often the child is seen on the street, and who says so."""

    street_presence: Annotated[str, Code("street_presence")]
    told_by: Annotated[str, Meta(max_length=300)]
    off_street_since: date | None = None
    at_school: bool | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("street_presence", lazy("Is the child on the street?")),
    Field(
        "off_street_since",
        lazy("Off the street since"),
        hint=lazy("Leave empty when it stays as recorded before, or when it is today."),
    ),
    Field(
        "told_by",
        lazy("Who saw or said so"),
        "text",
        hint=lazy("Own visit, outreach team, school, neighbours."),
    ),
    Field("at_school", lazy("Does the child go to school or a class?"), "yesno", optional=True),
    Field("note", lazy("Note")),
)


def check(form: StreetForm, context: FormContext) -> dict[str, str]:
    """Compare the day with the answer."""
    if form.street_presence != OFF and form.off_street_since:
        return {"off_street_since": _("The child is still seen there: leave this empty.")}
    if form.off_street_since and form.off_street_since > context.occurred_on:
        return {"off_street_since": _("This day lies after the observation.")}
    return {}


def off_since(form: StreetForm, context: FormContext) -> date | None:
    """Give the day from which the child counts as off the street; none while it is seen there."""
    if form.street_presence != OFF:
        return None
    return form.off_street_since or context.day("off_street_since") or context.occurred_on


def facts(form: StreetForm, context: FormContext) -> Facts:
    """Tell the case how it stands; a return to the street ends the time off it."""
    since = off_since(form, context)
    return {"street_presence": form.street_presence, "off_street_since": str(since) if since else ""}


def columns(form: StreetForm, context: FormContext) -> dict[str, Any]:
    """Keep the day it counts from."""
    return {"off_street_since": off_since(form, context)}


STREET_STATUS = RecordKind(
    kind="street_status",
    title=lazy("On the street or off it"),
    form=StreetForm,
    table=StreetStatus,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    readers=WITH_CARE,
    when=lazy("Day of the observation"),
)
