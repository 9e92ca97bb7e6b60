"""Care beyond 18 for a young person who is finishing school or a training. It ends at 21 at the latest."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import ExtendedCare
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from workflows.view import years_between

YOUNGEST = 17  # in whole years; care is extended in the year before it would end; design choice
OLDEST = 21  # design choice, after the national standard of care


class ExtendedForm(Struct, frozen=True):
    """Until when, what for, and what comes after."""

    extended_care_until: date
    purpose: Annotated[str, Code("extended_care")]
    school: Annotated[str, Meta(max_length=200)]
    after: Annotated[str, Meta(max_length=1000)]
    agrees: bool | None = None


FIELDS = (
    Field("purpose", lazy("What for")),
    Field("school", lazy("School or training"), "text"),
    Field("extended_care_until", lazy("Care until"), hint=lazy("At most until the day of turning 21.")),
    Field("agrees", lazy("Does the young person agree?"), "yesno"),
    Field("after", lazy("What comes after"), hint=lazy("Home, work, savings, papers, who stays in touch.")),
)


def check(form: ExtendedForm, context: FormContext) -> dict[str, str]:
    """Hold the day against the ages between which care is extended."""
    errors: dict[str, str] = {}
    born = context.day("birth_date")
    if context.age is not None and context.age < YOUNGEST:
        errors[""] = _("Extended care is decided from the age of %(age)s on.", age=YOUNGEST)
    if form.extended_care_until <= context.occurred_on:
        errors["extended_care_until"] = _("Choose a day that is still to come.")
    elif born and _beyond(born, form.extended_care_until):
        errors["extended_care_until"] = _("Care is extended until the age of %(age)s at most.", age=OLDEST)
    if form.agrees is False:
        errors["agrees"] = _("Without the young person's own agreement care is not extended.")
    return errors


def _beyond(born: date, until: date) -> bool:
    """Whether a day lies after the last birthday up to which care is extended."""
    years = years_between(born, until)
    return years > OLDEST or (years == OLDEST and (until.month, until.day) != (born.month, born.day))


def facts(form: ExtendedForm, _context: FormContext) -> Facts:
    """Tell the case until when."""
    return {"extended_care_until": str(form.extended_care_until)}


EXTENDED_CARE = RecordKind(
    kind="extended_care",
    title=lazy("Extended care"),
    form=ExtendedForm,
    table=ExtendedCare,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the decision"),
)
