"""The review of a residential stay: whether the client stays, leaves, or needs another kind of care."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import ResidentialReview
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

LEAVES = "KELUAR"
LONGEST = 184  # calendar days to the next review: six months; design choice


class ReviewForm(Struct, frozen=True):
    """How the client fares, what the client and the family say, what is decided."""

    condition: Annotated[str, Meta(max_length=4000)]
    wish: Annotated[str, Meta(max_length=1000)]
    decision: Annotated[str, Code("review_decision")]
    family_asked: bool | None = None
    family_answer: Annotated[str | None, Meta(max_length=1000)] = None
    participants: Annotated[str | None, Meta(max_length=500)] = None
    reason: Annotated[str | None, Meta(max_length=1000)] = None
    next_on: date | None = None


FIELDS = (
    Field(
        "condition",
        lazy("How the client fares"),
        hint=lazy("Health, daily living, company, needs met and unmet."),
    ),
    Field(
        "wish",
        lazy("What the client wants"),
        heading=lazy("What the client and the family say"),
        hint=lazy("In the client's own words, or what they show."),
    ),
    Field("family_asked", lazy("Was the family asked again?"), "yesno"),
    Field("family_answer", lazy("What the family said")),
    Field("participants", lazy("Who took part"), heading=lazy("Decision")),
    Field("decision", lazy("What is decided"), "radios"),
    Field("reason", lazy("Why"), hint=lazy("Needed unless the client stays as before.")),
    Field(
        "next_on", lazy("Next review"), hint=lazy("At most six months later; empty when the client leaves.")
    ),
)


def check(form: ReviewForm, context: FormContext) -> dict[str, str]:
    """Ask a change for its reason, and a stay for its next review."""
    errors: dict[str, str] = {}
    if form.decision != "TETAP" and not form.reason:
        errors["reason"] = _("Say why the client leaves or needs another kind of care.")
    if form.decision == LEAVES:
        return errors | ({"next_on": _("Who leaves has no next review.")} if form.next_on else {})
    last = context.occurred_on + timedelta(days=LONGEST)
    if form.next_on is None:
        errors["next_on"] = _("Fill in the day of the next review.")
    elif not context.occurred_on < form.next_on <= last:
        errors["next_on"] = _("Choose a day within six months after this review.")
    return errors


def doubts(form: ReviewForm, _context: FormContext) -> list[str]:
    """Ask again when somebody stays whose family was not asked."""
    if form.decision != LEAVES and form.family_asked is False:
        return [_("The family was not asked again. Does the client stay all the same?")]
    return []


def facts(form: ReviewForm, context: FormContext) -> Facts:
    """Tell the case what was decided, when, and when it is looked at again."""
    return {
        "review_on": str(context.occurred_on),
        "review_decision": form.decision,
        "review_next_on": str(form.next_on) if form.next_on else "",
    }


REVIEW = RecordKind(
    kind="review",
    title=lazy("Review of the stay"),
    form=ReviewForm,
    table=ResidentialReview,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    readers=WITH_CARE,
    when=lazy("Day of the review"),
    intro=lazy("A stay in an institution is never for good: at each review the way home is looked at again."),
)
