"""A stage that took more than twice its time: nobody goes on, or gives it more time, before a case conference.

The rule is the same for every journey whose cases have conferences. It leaves out the first stage, where the client's
safety comes first, and every move that ends, holds or turns back.
"""

from datetime import datetime, timedelta

from workflows.conditions import DaysSince
from workflows.engine.clocks import stage_start
from workflows.guards import conditions, fact_source
from workflows.reasons import Reason
from workflows.view import View

CONFERENCE = "conference_on"
INSTANT = timedelta(microseconds=1)
RECENT = 60
"""Days a conference may lie back: as old as one may be that closes a case."""


def late_twice(view: View) -> bool:
    """Whether the stage's deadline has passed by more than the time that it gave."""
    return any(view.at >= at for at in turns_late_at(view))


def turns_late_at(view: View) -> list[datetime]:
    """Give the first instant at which the stage has taken more than twice its time; none where that is never asked."""
    state, stage = view.state, view.defn.stage[view.state.home]
    if state.held or state.due is None or stage.sla is None or stage.spine == 1:
        return []
    start = stage_start(stage.sla, state.clock_at, state.facts)
    return [state.due.due_at + (state.due.due_at - start) + INSTANT]


def conference_first(view: View) -> list[Reason]:
    """Ask for a conference where the stage took too long and none was held lately."""
    reasons: list[Reason] = view.once(("conference", ""), lambda: _conference_first(view))
    return reasons


def _conference_first(view: View) -> list[Reason]:
    if CONFERENCE not in view.defn.facts or not late_twice(view):
        return []
    if all(condition.answer == "yes" for condition in conditions(DaysSince(CONFERENCE, max=RECENT), view)):
        return []
    who, opens = fact_source(view, CONFERENCE)
    args: dict[str, str | int] = {"fact": CONFERENCE, "rule": "days_since", "max": RECENT}
    return [Reason("conference_first", args, who, opens)]
