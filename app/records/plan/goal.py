"""A goal of the case plan. It counts only with an indicator and an owner, and only while it was not replaced."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import Goal
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

DRAFTING = frozenset({"INTAKE", "ASESMEN", "RENCANA"})
"""Stages before the plan's approval; a change made later begins a new version of the plan."""
SETTLED = frozenset({"TERCAPAI", "TIDAK_TERCAPAI", "DIGANTI"})


class GoalForm(Struct, frozen=True):
    """One goal. `goal` names the one that is brought up to date; without it the goal is new."""

    area: Annotated[str, Code("goal_area")]
    statement: Annotated[str, Meta(max_length=500)]
    indicator: Annotated[str | None, Meta(max_length=500)] = None
    baseline: Annotated[str | None, Meta(max_length=300)] = None
    target: Annotated[str | None, Meta(max_length=300)] = None
    owner: Annotated[str | None, Code("goal_owner")] = None
    owner_name: Annotated[str | None, Meta(max_length=200)] = None
    due_on: date | None = None
    status: Annotated[str, Code("goal_status")] = "BELUM"
    status_note: Annotated[str | None, Meta(max_length=1000)] = None
    goal: UUID | None = None


FIELDS = (
    Field("goal", lazy("Goal"), "hidden"),
    Field("area", lazy("Area"), "choice"),
    Field("statement", lazy("What is to be reached"), hint=lazy("In words the client would use.")),
    Field("indicator", lazy("Indicator"), hint=lazy("How anyone can see that it is reached.")),
    Field("baseline", lazy("Now"), "text", hint=lazy("Where the client stands today.")),
    Field("target", lazy("Target"), "text"),
    Field("owner", lazy("Who sees to it"), "choice", heading=lazy("Who and by when")),
    Field("owner_name", lazy("Name"), hint=lazy("Only when it is not clear who is meant.")),
    Field("due_on", lazy("By when")),
    Field("status", lazy("Status"), "radios", heading=lazy("How it stands"), later=True),
    Field("status_note", lazy("What was reached, or why not"), later=True),
)


def check(form: GoalForm, context: FormContext) -> dict[str, str]:
    """Ask a goal that failed why, and a new one for a day to come."""
    errors: dict[str, str] = {}
    if form.goal and form.goal not in _latest(context):
        errors[""] = _("This goal does not belong to the case. Open it again from the list below.")
    if form.status in SETTLED - {"TERCAPAI"} and not form.status_note:
        errors["status_note"] = _("Say why the goal was not reached or was replaced.")
    if form.status in SETTLED and not form.goal and not context.earlier:
        errors["status"] = _("A first goal is still to be reached.")
    if form.due_on and form.due_on < context.occurred_on and form.status not in SETTLED:
        errors["due_on"] = _("Choose a day that is still to come.")
    return errors


def doubts(form: GoalForm, _context: FormContext) -> list[str]:
    """Say it when the goal will not count."""
    if counts(form.indicator, form.owner, form.status) or form.status == "DIGANTI":
        return []
    return [_("Without an indicator and somebody who sees to it, this goal does not count for the plan yet.")]


def counts(indicator: str | None, owner: str | None, status: str) -> bool:
    """Tell whether a goal counts for the plan."""
    return bool(indicator and owner) and status != "DIGANTI"


def _latest(context: FormContext) -> dict[UUID, Mapping[str, Any]]:
    """Return each goal of the case as it stands now."""
    found: dict[UUID, Mapping[str, Any]] = {}
    for row in context.earlier:
        found.setdefault(UUID(str(row["goal"])), row)
    return found


def facts(form: GoalForm, context: FormContext) -> Facts:
    """Count the goals as they will stand with this one."""
    others = sum(bool(row["counts"]) for goal, row in _latest(context).items() if goal != form.goal)
    own = counts(form.indicator, form.owner, form.status)
    return {"goals": others + own, "plan_version": plan_version(context)}


def plan_version(context: FormContext) -> int:
    """Return the plan's version with this entry: changes within one later stage make one new version together."""
    if not context.earlier:
        return 1
    version = max(int(row["plan_version"]) for row in context.earlier)
    if context.state.stage in DRAFTING:
        return version
    newest = max(row["recorded_at"] for row in context.earlier)
    return version if newest > context.state.entered_at else version + 1


def columns(form: GoalForm, context: FormContext) -> dict[str, Any]:
    """Give a new goal its key, and work out the version and whether it counts."""
    return {
        "goal": form.goal or uuid4(),
        "plan_version": plan_version(context),
        "counts": counts(form.indicator, form.owner, form.status),
    }


GOAL = RecordKind(
    kind="goal",
    title=lazy("Goal"),
    form=GoalForm,
    table=Goal,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    begin=lambda _: {"status": "BELUM"},
    several="goal",
    when=lazy("Day it was agreed"),
    intro=lazy("One goal at a time. The plan is made with the client, not for the client."),
    readers=WITH_CARE,
)
