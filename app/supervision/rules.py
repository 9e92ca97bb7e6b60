"""The causes for which a case counts as stalled, and the instants that decide. Pure; `sql` asks them of all cases.

The causes are the division's own practice, except LEGAL, which is a deadline of law. A row of the list is one
case with all its causes.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from workflows.clock import CLOSING, DAY, WIB, Calendar, end_of, start_of, wib_day
from workflows.parts import Inactivity

LEGAL, SLA, HOLD, VISIT, INACTIVE, UNASSIGNED = "LEGAL", "SLA", "HOLD", "VISIT", "INACTIVE", "UNASSIGNED"
CAUSES = (LEGAL, SLA, HOLD, VISIT, INACTIVE, UNASSIGNED)
"""Gravest first: a missed deadline of law stands above everything else."""

HOLD_STAGE, FOLLOW_UP = "TUNDA", "BINA_LANJUT"
QUIET = Inactivity(10, "working")
"""No human activity, where the journey does not say otherwise."""
ALONE = Inactivity(2, "working")
"""Nobody assigned."""
VISIT_LATE = Inactivity(7, "calendar")
"""A follow-up visit after its day."""


class Cutoffs(msgspec.Struct, frozen=True):
    """The instants that decide, computed once for all cases.

    `unassigned`, `visit` and `quiet` are inclusive: what began then or earlier has run out.
    """

    now: datetime
    unassigned: datetime
    visit: datetime
    quiet: Mapping[str, datetime]  # by journey, and by `JOURNEY/STAGE` where a stage has a limit of its own
    quiet_else: datetime


def cutoffs(limits: Mapping[str, Inactivity], *, now: datetime, calendar: Calendar) -> Cutoffs:
    """Turn limits in days into instants; *limits* says how long each journey may stay without activity.

    A key `JOURNEY/STAGE` says it for one stage.
    """
    quiet = {journey: last_start(limit, now=now, calendar=calendar) for journey, limit in limits.items()}
    return Cutoffs(
        now,
        last_start(ALONE, now=now, calendar=calendar),
        last_start(VISIT_LATE, now=now, calendar=calendar),
        quiet,
        last_start(QUIET, now=now, calendar=calendar),
    )


def last_start(limit: Inactivity, *, now: datetime, calendar: Calendar) -> datetime:
    """Return the latest instant from which *limit* has run out by *now*.

    So that SQL need not count days: `due(start, limit) < now` is the same as `start <= last_start`.
    """
    today = wib_day(now)
    passed = today if end_of(today) < now else today - DAY  # the last due day that is over
    if limit.unit == "calendar":
        return start_of(passed - limit.limit * DAY + DAY) - timedelta(microseconds=1)
    day = calendar.previous_working(passed)
    for _ in range(limit.limit):
        day = calendar.previous_working(day - DAY)
    return datetime.combine(day, CLOSING, WIB)
