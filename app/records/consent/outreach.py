"""A contact with a child on the street. It needs no consent: consent begins with the service."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import Outreach
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class OutreachForm(Struct, frozen=True):
    """Where the child was, what it did there, whether it wants to meet again."""

    place: Annotated[str, Meta(max_length=300)]
    street_group: Annotated[str, Code("street_group")]
    met: bool | None = None
    company: Annotated[str | None, Code("street_company")] = None
    activity: Annotated[str | None, Meta(max_length=1000)] = None
    willing: bool | None = None
    next_step: Annotated[str | None, Meta(max_length=1000)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("place", lazy("Where"), "text", hint=lazy("Crossing, market, terminal, station.")),
    Field("met", lazy("Was the child met?"), "yesno", hint=lazy("Only a meeting counts as a contact.")),
    Field("street_group", lazy("How the child lives with the street")),
    Field("company", lazy("With whom the child was there")),
    Field("activity", lazy("What the child does there"), hint=lazy("In plain words, without blame.")),
    Field(
        "willing",
        lazy("Does the child want to meet again?"),
        "yesno",
        optional=True,
        heading=lazy("Going on"),
    ),
    Field("next_step", lazy("What was agreed")),
    Field("note", lazy("Note")),
)


def check(form: OutreachForm, _context: FormContext) -> dict[str, str]:
    """Ask a meeting for what came of it."""
    if form.met and form.willing and not form.next_step:
        return {"next_step": _("Say when and where you meet again.")}
    if not form.met and form.willing is not None:
        return {"willing": _("A child who was not met could not be asked: leave this empty.")}
    return {}


def doubts(form: OutreachForm, _context: FormContext) -> list[str]:
    """Point to what may be exploitation."""
    if form.company == "ORANG_LAIN":
        return [
            _(
                "An adult who is no family may be exploiting the child. Is trafficking or exploitation ruled out?"
            )
        ]
    return []


def _contacts(form: OutreachForm, context: FormContext) -> int:
    return int(context.state.facts.get("outreach_contacts") or 0) + bool(form.met)


def facts(form: OutreachForm, context: FormContext) -> Facts:
    """Count the contacts at which the child was met."""
    return {"outreach_contacts": _contacts(form, context), "street_group": form.street_group}


def columns(form: OutreachForm, context: FormContext) -> dict[str, Any]:
    """Give the contact its number."""
    return {"contact": _contacts(form, context)}


OUTREACH = RecordKind(
    kind="outreach",
    title=lazy("Outreach contact"),
    form=OutreachForm,
    table=Outreach,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    readers=WITH_CARE,
    when=lazy("Day of the contact"),
    intro=lazy("One contact at a time. Trust comes first: a contact is no raid and needs no consent."),
)
