"""One effort to find a child's family. Efforts are counted; family that was found stays found."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import FamilyTracing
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class TracingForm(Struct, frozen=True):
    """How it was tried, with whom, and what it led to."""

    method: Annotated[str, Code("tracing_method")]
    result: Annotated[str, Code("tracing_result")]
    place: Annotated[str | None, Meta(max_length=500)] = None
    contacted: Annotated[str | None, Meta(max_length=300)] = None
    person: Annotated[str | None, Meta(max_length=200)] = None
    relation: Annotated[str | None, Code("relation")] = None
    willing: bool | None = None
    next_step: Annotated[str | None, Meta(max_length=1000)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("method", lazy("How the family was sought"), "choice"),
    Field("place", lazy("Where"), "text"),
    Field("contacted", lazy("Who was asked")),
    Field("result", lazy("What came of it")),
    Field("person", lazy("Who was found"), heading=lazy("When family was found")),
    Field("relation", lazy("Relation to the child")),
    Field("willing", lazy("Is this person willing and able to care for the child?"), "yesno", optional=True),
    Field("next_step", lazy("Next step"), heading=lazy("Going on")),
    Field("note", lazy("Note")),
)


def check(form: TracingForm, _context: FormContext) -> dict[str, str]:
    """Say who was found, and what to do with a lead."""
    errors: dict[str, str] = {}
    if form.result == "DITEMUKAN" and not form.person:
        errors["person"] = _("Write down who was found.")
    if form.result == "DITEMUKAN" and not form.relation:
        errors["relation"] = _("Choose how this person is related to the child.")
    if form.result == "PETUNJUK" and not form.next_step:
        errors["next_step"] = _("Say how the lead will be followed.")
    return errors


def _effort(context: FormContext) -> int:
    return int(context.state.facts.get("tracing_efforts") or 0) + 1


def facts(form: TracingForm, context: FormContext) -> Facts:
    """Count the effort; family found once counts as found."""
    before = context.state.facts.get("family_found") is True
    return {"tracing_efforts": _effort(context), "family_found": before or form.result == "DITEMUKAN"}


def columns(_form: TracingForm, context: FormContext) -> dict[str, Any]:
    """Give the effort its number."""
    return {"effort": _effort(context)}


FAMILY_TRACING = RecordKind(
    kind="family_tracing",
    title=lazy("Family tracing"),
    form=TracingForm,
    table=FamilyTracing,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    when=lazy("Day of the effort"),
    readers=WITH_CARE,
)
