"""The need a client asks help for. Some ways of life are no wrong in themselves: without a need no case goes on."""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import Need
from app.records.kind import Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

BY_GROUND = frozenset({"KM"})
"""Journeys whose criteria are grounds of exclusion, and nothing else about the person."""


class NeedForm(Struct, frozen=True):
    """Whether the client wants help, with what, in whose words."""

    wanted: bool | None = None
    areas: Annotated[list[str], Code("goal_area")] = []
    grounds: Annotated[list[str], Code("need_ground")] = []
    words: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("wanted", lazy("Does the client ask for help?"), "yesno"),
    Field("areas", lazy("With what"), hint=lazy("Only what the client names.")),
    Field(
        "grounds",
        lazy("Which criteria are met"),
        journeys=BY_GROUND,
        hint=lazy("Only these. Orientation, partners and way of life are neither asked nor written down."),
    ),
    Field("words", lazy("In the client's own words")),
)


def check(form: NeedForm, context: FormContext) -> dict[str, str]:
    """Ask a wish for help for what it is about."""
    if not form.wanted:
        return {}
    errors: dict[str, str] = {}
    if not form.areas:
        errors["areas"] = _("Choose at least one thing the client asks help with.")
    if context.state.journey in BY_GROUND and not form.grounds:
        errors["grounds"] = _("Choose at least one criterion, or the type does not fit.")
    return errors


def facts(form: NeedForm, _context: FormContext) -> Facts:
    """Tell the case whether there is a need, and in how many areas."""
    return {"need": bool(form.wanted), "need_areas": len(form.areas) if form.wanted else 0}


NEED = RecordKind(
    kind="need",
    title=lazy("Need"),
    form=NeedForm,
    table=Need,
    fields=FIELDS,
    facts=facts,
    carries=True,
    check=check,
    when=lazy("Day of the talk"),
)
