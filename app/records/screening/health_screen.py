"""The first look at somebody's health on arrival: which service has to see them first. It holds no finding."""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import HealthScreen
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class HealthScreenForm(Struct, frozen=True):
    """What to do next, and whether the client can travel. No field takes a diagnosis."""

    health_need: Annotated[str, Code("health_need")]
    eats_and_walks: bool | None = None
    oriented: bool | None = None
    fit_to_travel: bool | None = None
    screened_by: Annotated[str | None, Meta(max_length=200)] = None


FIELDS = (
    Field("eats_and_walks", lazy("Does the client eat, drink and walk?"), "yesno"),
    Field("oriented", lazy("Does the client know who and where they are?"), "yesno"),
    Field("health_need", lazy("Who has to see the client first"), "radios"),
    Field("fit_to_travel", lazy("Can the client travel?"), "yesno"),
    Field("screened_by", lazy("Who looked"), hint=lazy("Health worker or social worker, and office.")),
)


def check(form: HealthScreenForm, _context: FormContext) -> dict[str, str]:
    """Let nobody travel who needs a hospital."""
    if form.health_need in {"RUMAH_SAKIT", "RSJ"} and form.fit_to_travel:
        return {"fit_to_travel": _("Who needs a hospital first does not travel yet: choose no.")}
    return {}


def doubts(form: HealthScreenForm, _context: FormContext) -> list[str]:
    """Ask again where weakness or confusion is seen and nobody is asked to look."""
    if form.health_need == "TIDAK_ADA" and not (form.eats_and_walks and form.oriented):
        return [_("The client is weak or confused. Does really no health service have to see them?")]
    return []


def facts(form: HealthScreenForm, context: FormContext) -> Facts:
    """Tell the case who has to see the client, and whether they can travel."""
    return {
        "health_need": form.health_need,
        "fit_to_travel": bool(form.fit_to_travel),
        "health_screen_on": str(context.occurred_on),
    }


HEALTH_SCREEN = RecordKind(
    kind="health_screen",
    title=lazy("First look at health"),
    form=HealthScreenForm,
    table=HealthScreen,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    readers=WITH_CARE,
    when=lazy("Day of the look"),
    intro=lazy("Only who has to see the client. What is found belongs to the health service."),
)
