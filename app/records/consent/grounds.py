"""Grounds of consent: who can agree for a client of this age in this journey."""

from app.records.kind import FormContext
from app.web.i18n.lists import CODES

ASSENT_AGE = 10  # from about this age the child's own view is recorded; design choice
ADULT = 18
MARGIN = 2  # years by which an estimated age may be wrong
CHILD_BASES = frozenset({"PG", "PG_A"})
OF_A_CHILD = ("PG", "PG_A", "STATE", "EXCEPTION")
OF_AN_ADULT = ("OWN", "OWN_C", "STATE", "EXCEPTION")


def age_is_clear(context: FormContext) -> bool:
    """Tell on which side of 18 the client is for certain: an estimate within two years of it leaves that open."""
    return context.age is not None and not (context.age_is_estimated and abs(context.age - ADULT) <= MARGIN)


def may_be_a_child(context: FormContext) -> bool:
    """Tell whether the client may be under 18."""
    return context.age is None or context.age < ADULT or not age_is_clear(context)


def possible(context: FormContext) -> tuple[str, ...]:
    """Return who can consent: by an age that is known for certain, and by the journey; nothing where neither says."""
    able = tuple(CODES["consent_basis"])
    if context.age is not None and age_is_clear(context):
        able = OF_A_CHILD if context.age < ADULT else OF_AN_ADULT
    elif not _of_journey(context):
        return ()
    return tuple(basis for basis in able if _serves(basis, context))


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
