"""The causes for which a case counts as stalled, and the instants that decide. Pure; `sql` asks them of all cases.

The causes are the division's own practice, except LEGAL, which is a deadline of law. A row of the list is one
case with all its causes.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from workflows.clock import CLOSING, DAY, WIB, Calendar, end_of, start_of, wib_day
from workflows.definition import Definition
from workflows.parts import Inactivity, Stage

LEGAL, SLA, HOLD, VISIT, REVIEW = "LEGAL", "SLA", "HOLD", "VISIT", "REVIEW"
DOCUMENT, ANSWER = "DOCUMENT", "ANSWER"
INACTIVE, UNASSIGNED = "INACTIVE", "UNASSIGNED"
CAUSES = (LEGAL, SLA, HOLD, VISIT, REVIEW, DOCUMENT, ANSWER, INACTIVE, UNASSIGNED)
"""Gravest first: a missed deadline of law stands above everything else."""

HOLD_STAGE = "TUNDA"
QUIET = Inactivity(10, "working")
"""No human activity, where the journey does not say otherwise."""
ALONE = Inactivity(2, "working")
"""Nobody assigned."""
VISIT_LATE = Inactivity(7, "calendar")
"""A follow-up visit after its day."""
PAPER_LATE = Inactivity(5, "working")
"""A required document, or an acknowledgement that another body owes us, after its day."""


class ByPlace(dict[str, datetime]):
    """An instant for each journey, and by `JOURNEY/STAGE` where a stage has a limit of its own; one is like itself only."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class Cutoffs(msgspec.Struct, frozen=True, eq=False):
    """The instants that decide, computed once for all cases.

    `unassigned`, `visit`, `paper`, `quiet` and `longest` are inclusive: what began then or earlier has run out. No activity
    counts since `quiet`; since `longest` it counts even where the next contact is planned for later.
    """

    now: datetime
    unassigned: datetime
    visit: datetime
    paper: datetime
    quiet: ByPlace
    quiet_else: datetime
    longest: ByPlace
    longest_else: datetime


def cutoffs(limits: Mapping[str, Inactivity], *, now: datetime, calendar: Calendar) -> Cutoffs:
    """Turn limits in days into instants; *limits* says how long each journey may stay without activity.

    A key `JOURNEY/STAGE` says it for one stage.
    """

    def longest(limit: Inactivity) -> datetime:
        return last_start(Inactivity(limit.longest, "calendar"), now=now, calendar=calendar)

    return Cutoffs(
        now,
        last_start(ALONE, now=now, calendar=calendar),
        last_start(VISIT_LATE, now=now, calendar=calendar),
        last_start(PAPER_LATE, now=now, calendar=calendar),
        ByPlace({place: last_start(limit, now=now, calendar=calendar) for place, limit in limits.items()}),
        last_start(QUIET, now=now, calendar=calendar),
        ByPlace({place: longest(limit) for place, limit in limits.items()}),
        longest(QUIET),
    )


def limits(journeys: Collection[Definition]) -> dict[str, Inactivity]:
    """Return how long cases may stay without activity, by journey, and by `JOURNEY/STAGE` where a stage differs."""
    found = {one.meta.id: one.meta.inactivity for one in journeys if one.meta.inactivity}
    for one in journeys:
        for stage in one.stages:
            own, review = stage.inactivity, _review_interval(stage)
            if own or review:
                limit = own or one.meta.inactivity or QUIET
                found[f"{one.meta.id}/{stage.id}"] = replace(limit, longest=review or limit.longest)
    return found


def _review_interval(stage: Stage) -> int | None:
    """Return after how many days a stage's plan is to have been reviewed, its tolerance included."""
    rhythms = [task.repeat for task in stage.tasks if task.review and task.repeat and task.repeat.every_days]
    days = [rhythm.every_days + rhythm.tolerance_days for rhythm in rhythms if rhythm.every_days]
    return min(days, default=None)


def last_start(limit: Inactivity, *, now: datetime, calendar: Calendar) -> datetime:
    """Return the latest instant from which *limit* has run out by *now*.

    So that SQL need not count days: `due(start, limit) < now` is the same as `start <= last_start`.
    """
    passed = last_over(now)
    if limit.unit == "calendar":
        return start_of(passed - limit.limit * DAY + DAY) - timedelta(microseconds=1)
    day = calendar.previous_working(passed)
    for _ in range(limit.limit):
        day = calendar.previous_working(day - DAY)
    return datetime.combine(day, CLOSING, WIB)


def last_over(now: datetime) -> date:
    """Return the last due day that is over."""
    today = wib_day(now)
    return today if end_of(today) < now else today - DAY
