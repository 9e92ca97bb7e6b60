"""A referral to a health service: that it was offered and how it stands. What was found is never kept here."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import HealthReferral
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

SERVICES = ("PUSKESMAS", "RSJ_RS")
UNDER_WAY = frozenset({"DIRUJUK", "DIRAWAT"})


class HealthForm(Struct, frozen=True):
    """To whom, what for, how it stands. No field takes prose: no result can be written down."""

    purpose: Annotated[str, Code("health_purpose")]
    status: Annotated[str, Code("health_referral")]
    referred_to: Annotated[str | None, Code("referral_target")] = None
    referred_on: date | None = None
    letter_number: Annotated[str | None, Meta(max_length=60)] = None


FIELDS = (
    Field("purpose", lazy("What for"), "radios"),
    Field("status", lazy("How it stands"), "radios"),
    Field("referred_to", lazy("Refer to"), "radios", only=SERVICES),
    Field("referred_on", lazy("Referred on")),
    Field("letter_number", lazy("Letter number")),
)


def check(form: HealthForm, context: FormContext) -> dict[str, str]:
    """Ask a referral for its service; treatment is not declined on the client's behalf."""
    errors: dict[str, str] = {}
    if form.status != "DITAWARKAN" and form.referred_to not in SERVICES:
        errors["referred_to"] = _("Choose the health service.")
    if form.referred_on and form.referred_on > context.today:
        errors["referred_on"] = _("This day lies ahead. Fill in the day it happened.")
    return errors


def facts(form: HealthForm, context: FormContext) -> Facts:
    """Tell the case how the referral stands, and nothing of what came of it."""
    return {
        "health_referral": form.status,
        "health_referral_on": str(context.occurred_on),
        "in_treatment": form.purpose == "BEROBAT_DULU" and form.status in UNDER_WAY,
    }


HEALTH_REFERRAL = RecordKind(
    kind="health_referral",
    title=lazy("Health referral"),
    form=HealthForm,
    table=HealthReferral,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the offer or the news"),
    intro=lazy("Only that it was offered and how it stands. Results, diagnoses and tests never belong here."),
)
