"""The assessment result: what it found, whether the client is eligible and needs an institution, and its signature."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import AssessmentResult
from app.records.kind import Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

Prose = Annotated[str | None, Meta(max_length=8000)]
Reason = Annotated[str | None, Meta(max_length=1000)]


class ResultForm(Struct, frozen=True):
    """The plain first form of the result; its questions may grow, its facts may not change."""

    problem: Annotated[str, Meta(max_length=8000)]
    strengths: Prose = None
    needs: Prose = None
    recommendation: Prose = None
    eligible: bool | None = None
    eligible_reason: Reason = None
    needs_residential: bool | None = None
    residential_reason: Reason = None
    family_known: bool | None = None
    level_proposed: Annotated[str | None, Code("handling_level")] = None
    referral_target: Annotated[str | None, Code("referral_target")] = None
    signed: bool = False
    signed_on: date | None = None


FIELDS = (
    Field("problem", lazy("The problem, as the client and others see it"), heading=lazy("What was found")),
    Field("strengths", lazy("Strengths and support")),
    Field("needs", lazy("Needs")),
    Field("recommendation", lazy("Recommendation")),
    Field(
        "eligible",
        lazy("Does the client meet the criteria of this type?"),
        "yesno",
        heading=lazy("Conclusions"),
    ),
    Field("eligible_reason", lazy("Why not"), hint=lazy("Only when the client does not meet them.")),
    Field("needs_residential", lazy("Does the client need an institution?"), "yesno"),
    Field("residential_reason", lazy("Why an institution"), hint=lazy("Family and community come first.")),
    Field("family_known", lazy("Is there family that is known and can be reached?"), "yesno"),
    Field("level_proposed", lazy("Who should handle the case")),
    Field("referral_target", lazy("Refer to"), hint=lazy("Only when another body should take over or help.")),
    Field(
        "signed",
        lazy("I sign this result"),
        heading=lazy("Signature"),
        hint=lazy("Unsigned it is a draft: the case cannot go on to the plan with it."),
    ),
    Field("signed_on", lazy("Day of signing"), hint=lazy("Leave empty for the day of the assessment.")),
)


def check(form: ResultForm, context: FormContext) -> dict[str, str]:
    """Ask for reasons and for a signing day that can be."""
    errors: dict[str, str] = {}
    if form.eligible is False and not form.eligible_reason:
        errors["eligible_reason"] = _("Say which criterion is not met.")
    if form.needs_residential and not form.residential_reason:
        errors["residential_reason"] = _("Say why care in the family or the community is not enough.")
    if form.signed_on and not form.signed:
        errors["signed"] = _("Tick the signature, or take the day of signing away.")
    elif form.signed_on and form.signed_on > context.today:
        errors["signed_on"] = _("This day lies ahead. Fill in the day it happened.")
    elif form.signed_on and form.signed_on < context.occurred_on:
        errors["signed_on"] = _("The result cannot be signed before the assessment.")
    return errors


def doubts(form: ResultForm, _context: FormContext) -> list[str]:
    """Ask again where the level of handling does not follow from the need of an institution."""
    if form.needs_residential and form.level_proposed == "KABKOTA":
        return [_("Clients who need an institution are usually handled by the province.")]
    if form.needs_residential is False and form.level_proposed == "PROVINSI":
        return [_("Clients who need no institution are usually handled by the regency or city.")]
    return []


def facts(form: ResultForm, context: FormContext) -> Facts:
    """Tell the case what guards read of the result."""
    return {
        "assessment_signed": form.signed,
        "assessment_signed_on": str(form.signed_on or context.occurred_on) if form.signed else "",
        "needs_residential": bool(form.needs_residential),
        "eligible": bool(form.eligible),
        "family_known": bool(form.family_known),
    }


def columns(form: ResultForm, context: FormContext) -> dict[str, Any]:
    """Take the day of the assessment for a signature without a day."""
    return {
        "signed_on": (form.signed_on or context.occurred_on) if form.signed else None,
        "instrument_version": 1,
    }


ASSESSMENT = RecordKind(
    kind="assessment",
    title=lazy("Assessment result"),
    form=ResultForm,
    table=AssessmentResult,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    carries=True,
    when=lazy("Day of the assessment"),
)
