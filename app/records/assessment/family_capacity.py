"""Whether a family can care for its child: a child goes home to a family that can, alone or with support."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import FamilyCapacity
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

Prose = Annotated[str | None, Meta(max_length=4000)]


class CapacityForm(Struct, frozen=True):
    """Who would care for the child, how they live, what they need."""

    family_capacity: Annotated[str, Code("family_capacity")]
    carer_name: Annotated[str | None, Meta(max_length=200)] = None
    carer_relation: Annotated[str | None, Code("relation")] = None
    willing: bool | None = None
    home: Prose = None
    income: Prose = None
    support: Prose = None
    risks: Prose = None
    visited_on: date | None = None


FIELDS = (
    Field("carer_name", lazy("Who would care for the child"), heading=lazy("The family")),
    Field("carer_relation", lazy("Relation to the child")),
    Field("willing", lazy("Is this person willing to care for the child?"), "yesno"),
    Field("visited_on", lazy("Home visited on")),
    Field("home", lazy("Home and daily care"), hint=lazy("Room to sleep, food, school, who is at home.")),
    Field("income", lazy("Work and income"), hint=lazy("Also the aid the family already receives.")),
    Field("risks", lazy("What speaks against it")),
    Field("family_capacity", lazy("Can this family care for the child?"), heading=lazy("Conclusion")),
    Field(
        "support",
        lazy("Support it needs"),
        hint=lazy("Aid, work, parenting class, school costs, identity papers."),
    ),
)


def check(form: CapacityForm, context: FormContext) -> dict[str, str]:
    """Hold the conclusion against what was written down for it."""
    errors: dict[str, str] = {}
    if form.family_capacity != "BELUM_MAMPU" and form.willing is False:
        errors["family_capacity"] = _(
            "A family that is not willing is not able now: choose that, or ask again."
        )
    if form.family_capacity != "BELUM_MAMPU" and not form.carer_name:
        errors["carer_name"] = _("Write down who would care for the child.")
    if form.family_capacity == "MAMPU_DUKUNGAN" and not form.support:
        errors["support"] = _("Say what support makes the family able.")
    if form.family_capacity == "BELUM_MAMPU" and not form.risks:
        errors["risks"] = _("Say why the family is not able now.")
    if form.visited_on and form.visited_on > context.today:
        errors["visited_on"] = _("This day lies ahead. Fill in the day it happened.")
    return errors


def doubts(form: CapacityForm, _context: FormContext) -> list[str]:
    """Ask again when a home that nobody saw is called fit."""
    if form.family_capacity != "BELUM_MAMPU" and form.visited_on is None:
        return [_("No home visit is recorded. Is the family able all the same?")]
    return []


def facts(form: CapacityForm, context: FormContext) -> Facts:
    """Tell the case the conclusion and its day."""
    return {"family_capacity": form.family_capacity, "family_capacity_on": str(context.occurred_on)}


FAMILY_CAPACITY = RecordKind(
    kind="family_capacity",
    title=lazy("Family capacity"),
    form=CapacityForm,
    table=FamilyCapacity,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the assessment"),
)
