"""The safety check: is the client safe now, and what was done about it."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import SafetyCheck
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class SafetyForm(Struct, frozen=True):
    """What threatens the client and what protects them."""

    safety: Annotated[str, Code("safety")]
    threat: Annotated[str | None, Meta(max_length=4000)] = None
    offender_near: bool | None = None
    safe_place: bool | None = None
    actions: Annotated[str | None, Meta(max_length=4000)] = None
    informed: Annotated[str | None, Meta(max_length=200)] = None
    next_check_on: date | None = None


FIELDS = (
    Field("safety", lazy("Is the client safe now?")),
    Field("safe_place", lazy("Is the client in a safe place?"), "yesno"),
    Field("offender_near", lazy("Can whoever threatens the client reach them?"), "yesno", optional=True),
    Field(
        "threat",
        lazy("What threatens the client"),
        hint=lazy("Do not write down a secret shelter's address."),
    ),
    Field("actions", lazy("What was done at once")),
    Field("informed", lazy("Who was informed"), hint=lazy("Supervisor, police, UPTD PPA, hospital.")),
    Field("next_check_on", lazy("Next check")),
)


def check(form: SafetyForm, context: FormContext) -> dict[str, str]:
    """Ask for deeds where there is danger; an unsafe place is not safe."""
    errors: dict[str, str] = {}
    if form.safety == "AMAN" and form.safe_place is False:
        errors["safety"] = _(
            "The client is not in a safe place: choose “not safe”, or say where they are now."
        )
    if form.safety == "TIDAK_AMAN" and not form.threat:
        errors["threat"] = _("Say what threatens the client.")
    if form.safety == "TIDAK_AMAN" and not form.actions:
        errors["actions"] = _("Say what was done at once to protect the client.")
    if form.next_check_on and form.next_check_on < context.occurred_on:
        errors["next_check_on"] = _("The next check comes after this one.")
    return errors


def doubts(form: SafetyForm, _context: FormContext) -> list[str]:
    """Ask again before a client within reach of a threat is called safe."""
    if form.safety == "AMAN" and form.offender_near:
        return [_("Whoever threatens the client can reach them. Is the client safe all the same?")]
    return []


def facts(form: SafetyForm, context: FormContext) -> Facts:
    """Tell the case the answer and its day."""
    return {"safety": form.safety, "safety_on": str(context.occurred_on)}


SAFETY_CHECK = RecordKind(
    kind="safety_check",
    title=lazy("Safety check"),
    form=SafetyForm,
    table=SafetyCheck,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    when=lazy("Day of the check"),
    readers=WITH_CARE,
)
