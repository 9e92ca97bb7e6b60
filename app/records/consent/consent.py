"""Consent: given, refused or withdrawn; or a lawful exception that must be made good within seven days."""

from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import Consent
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.victims.protection import refused_giver
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import CODES

REPAIR_DAYS = 7  # calendar days within which an exception must be made good; design choice
ASSENT_AGE = 10  # from about this age the child's own view is recorded; design choice
ADULT = 18
MARGIN = 2  # years by which an estimated age may be wrong
CHILD_BASES = frozenset({"PG", "PG_A"})
OF_A_CHILD = ("PG", "PG_A", "STATE", "EXCEPTION")
OF_AN_ADULT = ("OWN", "OWN_C", "STATE", "EXCEPTION")


class ConsentForm(Struct, frozen=True):
    """Who agreed to what, on which ground, or why it was not asked."""

    status: Annotated[str, Code("consent_status")]
    basis: Annotated[str, Code("consent_basis")]
    exception: Annotated[str | None, Code("consent_exception")] = None
    repair_by: date | None = None
    reason: Annotated[str | None, Meta(max_length=1000)] = None
    giver_name: Annotated[str | None, Meta(max_length=200)] = None
    giver_relation: Annotated[str | None, Code("relation")] = None
    scope: Annotated[list[str], Code("consent_scope")] = []
    manner: Annotated[str | None, Code("consent_manner")] = None
    expires_on: date | None = None
    assent: bool | None = None
    assent_note: Annotated[str | None, Meta(max_length=1000)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


def _age_is_clear(context: FormContext) -> bool:
    """Tell on which side of 18 the client is for certain: an estimate within two years of it leaves that open."""
    return context.age is not None and not (context.age_is_estimated and abs(context.age - ADULT) <= MARGIN)


def _may_be_a_child(context: FormContext) -> bool:
    return context.age is None or context.age < ADULT or not _age_is_clear(context)


FIELDS = (
    Field("status", lazy("Consent")),
    Field("basis", lazy("Who may consent"), "radios"),
    Field(
        "exception",
        lazy("Lawful exception"),
        heading=lazy("Only when nobody could be asked"),
        hint=lazy("Only when the consent could not be asked in time."),
    ),
    Field("repair_by", lazy("Consent to follow by"), hint=lazy("At most seven calendar days later.")),
    Field(
        "reason",
        lazy("Reason"),
        hint=lazy("Needed for an exception, for a refusal, and when the state acts."),
    ),
    Field("giver_name", lazy("Who gave or refused it"), heading=lazy("How it was given")),
    Field("giver_relation", lazy("Relation to the client"), hint=lazy("Leave empty when it is the client.")),
    Field("scope", lazy("What was agreed to")),
    Field("manner", lazy("How it was expressed")),
    Field("expires_on", lazy("Valid until"), hint=lazy("Leave empty when it holds until it is withdrawn.")),
    Field(
        "assent",
        lazy("Does the child agree?"),
        "yesno",
        optional=True,
        heading=lazy("The child's own view"),
        hint=lazy("For clients under 18."),
        asked=_may_be_a_child,
    ),
    Field("assent_note", lazy("What the child said"), asked=_may_be_a_child),
    Field("note", lazy("Note")),
)


def choices(context: FormContext) -> dict[str, tuple[str, ...]]:
    """Leave out who cannot consent for this client: by the journey, and by an age that is known for certain."""
    able = tuple(CODES["consent_basis"])
    if context.age is not None and _age_is_clear(context):
        able = OF_A_CHILD if context.age < ADULT else OF_AN_ADULT
    elif not _of_journey(context):
        return {}
    return {"basis": tuple(basis for basis in able if _serves(basis, context))}


def _of_journey(context: FormContext) -> tuple[str, ...]:
    return context.definition.meta.consent if context.definition else ()


def _serves(basis: str, context: FormContext) -> bool:
    """Tell whether the journey rests on this ground; below ten a parent alone speaks where the child's view is asked."""
    served = _of_journey(context)
    grown = context.age is not None and context.age >= ADULT
    if not served or basis == "EXCEPTION":
        return True
    if grown and "OWN_C" not in served:  # also who came of age in a child's journey decides in person
        return basis == "OWN"
    if basis == "PG" and "PG_A" in served:
        return context.age is not None and context.age < ASSENT_AGE
    return basis in served


def check(form: ConsentForm, context: FormContext) -> dict[str, str]:
    """Find what only several answers together show."""
    return (
        _exception(form, context)
        | _reasons(form)
        | _age(form, context)
        | _child(form, context)
        | _suspected(form, context)
        | _days(form)
    )


def _exception(form: ConsentForm, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if form.basis != "EXCEPTION":
        if form.exception:
            errors["exception"] = _("Leave this empty, or choose “lawful exception” above.")
        return errors
    if not form.exception:
        errors["exception"] = _("Choose which lawful exception applies.")
    last = context.occurred_on + timedelta(days=REPAIR_DAYS)
    if form.repair_by is None:
        errors["repair_by"] = _("Fill in by when the consent will follow.")
    elif not context.occurred_on <= form.repair_by <= last:
        errors["repair_by"] = _(
            "Choose a day within %(days)s calendar days of the exception.", days=REPAIR_DAYS
        )
    return errors


def _reasons(form: ConsentForm) -> dict[str, str]:
    if form.reason:
        return {}
    if form.status in {"DITOLAK", "DICABUT"}:
        return {"reason": _("Write down why, in the words of who decided.")}
    if form.basis == "STATE":
        return {"reason": _("Say why no parent or guardian could be asked.")}
    if form.basis == "EXCEPTION":
        return {"reason": _("Say what happened that made the exception necessary.")}
    return {}


def _age(form: ConsentForm, context: FormContext) -> dict[str, str]:
    if context.age is None or not _age_is_clear(context):
        return {}
    if form.basis == "OWN" and context.age < ADULT:
        return {
            "basis": _(
                "A client of %(age)s cannot consent alone: a parent or guardian must.", age=context.age
            )
        }
    if form.basis in CHILD_BASES and context.age >= ADULT:
        return {"basis": _("The client is %(age)s years old and decides personally.", age=context.age)}
    return {}


def _suspected(form: ConsentForm, context: FormContext) -> dict[str, str]:
    if form.status != "DIBERIKAN" or form.basis not in CHILD_BASES:
        return {}
    refused = refused_giver(form.giver_relation, context)
    return {"giver_relation": refused} if refused else {}


def _child(form: ConsentForm, context: FormContext) -> dict[str, str]:
    if form.status != "DIBERIKAN" or form.basis != "PG_A" or form.assent:
        return {}
    if context.age is not None and context.age < ASSENT_AGE:
        return {}
    if form.assent is None:
        return {"assent": _("Ask the child: this consent needs the child's own view.")}
    return (
        {}
        if form.assent_note
        else {"assent_note": _("Write down what the child said and how it was heeded.")}
    )


def _days(form: ConsentForm) -> dict[str, str]:
    if form.expires_on and form.repair_by and form.expires_on < form.repair_by:
        return {"expires_on": _("This lies before the day by which the consent is to follow.")}
    return {}


def doubts(form: ConsentForm, context: FormContext) -> list[str]:
    """Ask again where an estimated age makes the ground uncertain."""
    if context.age is None or _age_is_clear(context):
        return []
    if form.basis == "OWN" and context.age < ADULT:
        return [_("By the estimated birth date the client is under 18. A child cannot consent alone.")]
    if form.basis in CHILD_BASES and context.age >= ADULT:
        return [_("By the estimated birth date the client is an adult, who decides personally.")]
    return []


def advice(context: FormContext) -> dict[str, str]:
    """Say what the client's age means for this form."""
    if context.age is None or context.age >= ADULT:
        return {}
    if context.age < ASSENT_AGE:
        return {
            "assent": _("The client is %(age)s: under 10 a view is welcome but not needed.", age=context.age)
        }
    return {
        "assent": _("The client is %(age)s: from 10 on the child's own view is recorded.", age=context.age)
    }


def facts(form: ConsentForm, _context: FormContext) -> Facts:
    """Consent is valid once given; an exception stands beside it until it is made good."""
    given = form.status == "DIBERIKAN"
    excepted = given and form.basis == "EXCEPTION"
    told: Facts = {
        "consent_valid": given and not excepted,
        "consent_basis": form.basis,
        "consent_exception": (form.exception or "") if excepted else "",
        "consent_repair_by": str(form.repair_by) if excepted else "",
    }
    return told if form.assent is None else told | {"assent": form.assent}


def columns(form: ConsentForm, _context: FormContext) -> dict[str, Any]:
    """Drop the repair date where there is nothing to repair."""
    return {"repair_by": form.repair_by if form.basis == "EXCEPTION" else None}


CONSENT = RecordKind(
    kind="consent",
    title=lazy("Consent"),
    form=ConsentForm,
    table=Consent,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    choices=choices,
    doubts=doubts,
    advice=advice,
    when=lazy("Day it was given or refused"),
    intro=lazy("Explain the service in words the client understands. Attach the signed form as a document."),
    readers=WITH_CARE,
)
