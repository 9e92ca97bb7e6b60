"""The safety decision for a child victim: who is suspected, who is safe to ask, where the child stays.

A suspected parent is never asked for consent, and does not learn where the child is.
"""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import Protection
from app.records.kind import Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

SUSPECTED = {
    "AYAH": frozenset({"AYAH"}),
    "IBU": frozenset({"IBU"}),
    "KEDUA_ORANG_TUA": frozenset({"AYAH", "IBU"}),
    "WALI": frozenset({"WALI", "PENGASUH", "PENGAMPU"}),
}
"""Whose consent is not sought, by relation to the child, for each suspect who would otherwise give it."""
AT_HOME = "DI_RUMAH"


class ProtectionForm(Struct, frozen=True):
    """What was decided, with whom, and why."""

    suspect: Annotated[str, Code("suspect")]
    place_kind: Annotated[str, Code("protection_place")]
    informed: Annotated[str, Meta(max_length=300)]
    reasons: Annotated[str, Meta(max_length=4000)]
    safe_guardian: bool | None = None
    safe_guardian_name: Annotated[str | None, Meta(max_length=200)] = None
    location_hidden: bool | None = None
    hidden_from: Annotated[str | None, Meta(max_length=300)] = None


FIELDS = (
    Field(
        "suspect",
        lazy("Who is suspected"),
        "choice",
        hint=lazy("A suspicion is enough; nothing is proven by it."),
    ),
    Field(
        "safe_guardian",
        lazy("Is there a parent or guardian who is safe to ask?"),
        "yesno",
        hint=lazy(
            "Neither suspected nor shielding the suspect. Without one the social office and UPTD PPA act."
        ),
    ),
    Field("safe_guardian_name", lazy("Who that is")),
    Field("place_kind", lazy("Where the child stays now"), "radios", heading=lazy("Where the child is safe")),
    Field(
        "location_hidden",
        lazy("Is the child's place kept hidden?"),
        "yesno",
        hint=lazy("Do not write down a secret shelter's address."),
    ),
    Field("hidden_from", lazy("Hidden from"), "text"),
    Field(
        "informed", lazy("Who decided and was informed"), "text", hint=lazy("Supervisor, UPTD PPA, police.")
    ),
    Field("reasons", lazy("Why so")),
)


def check(form: ProtectionForm, _context: FormContext) -> dict[str, str]:
    """Keep a child's place from a suspected parent, and name who is safe."""
    errors: dict[str, str] = {}
    away = form.place_kind != AT_HOME
    if form.suspect in SUSPECTED and away and form.location_hidden is False:
        errors["location_hidden"] = _(
            "A suspected parent or guardian must not learn where the child is: choose yes."
        )
    if form.location_hidden and not form.hidden_from:
        errors["hidden_from"] = _("Say from whom the place is hidden.")
    if form.safe_guardian and not form.safe_guardian_name:
        errors["safe_guardian_name"] = _("Write down who is safe to ask.")
    return errors


def doubts(form: ProtectionForm, _context: FormContext) -> list[str]:
    """Ask again before a child stays where its suspected carer may be."""
    if form.suspect in SUSPECTED and form.place_kind == AT_HOME:
        return [_("The suspect is a parent or guardian. Does that person really live elsewhere?")]
    return []


def facts(form: ProtectionForm, context: FormContext) -> Facts:
    """Tell the case who is suspected, whether somebody is safe, whether the place is hidden."""
    return {
        "suspect": form.suspect,
        "suspected_parent": form.suspect in SUSPECTED,
        "safe_guardian": bool(form.safe_guardian),
        "location_hidden": bool(form.location_hidden),
        "protection_on": str(context.occurred_on),
    }


def refused_giver(relation: str | None, context: FormContext) -> str:
    """Say why this relation cannot consent for the child; empty when nothing speaks against it."""
    suspect = str(context.state.facts.get("suspect") or "")
    if suspect not in SUSPECTED:
        return ""
    if relation is None:
        return _("A parent or guardian is suspected: say who gave the consent.")
    if relation in SUSPECTED[suspect]:
        return _("This person is suspected and is not asked. The social office acts in their place.")
    return ""


PROTECTION = RecordKind(
    kind="protection",
    title=lazy("Safety decision"),
    form=ProtectionForm,
    table=Protection,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    when=lazy("Day of the decision"),
    intro=lazy("Within 24 hours of the report. Made with the supervisor, never alone."),
)
