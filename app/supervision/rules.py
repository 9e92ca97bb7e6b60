"""What makes a case stalled. Pure: a case as it stands and some instants in, causes out.

The causes are the division's own practice, except LEGAL, which is a deadline of law. A row of the list is one
case with all its causes; the SQL beside this module asks the same questions of all cases at once.
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


class Standing(msgspec.Struct, frozen=True):
    """What the rules read of an open case; `visit_due_at` is its first open task of the follow-up stage."""

    journey: str
    stage: str
    due_at: datetime | None
    legal_due_at: datetime | None
    last_human_at: datetime
    unassigned_since: datetime | None
    visit_due_at: datetime | None
    worker_gone: bool = (
        False  # the account of the case's worker is closed: nobody works it, since no matter when
    )


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


def causes(case: Standing, cut: Cutoffs) -> tuple[str, ...]:
    """Return why the case counts as stalled, gravest first; nothing when it does not."""
    holds = {
        LEGAL: _past(case.legal_due_at, cut.now),
        SLA: case.stage != HOLD_STAGE and _past(case.due_at, cut.now),
        HOLD: case.stage == HOLD_STAGE and _past(case.due_at, cut.now),
        VISIT: case.stage == FOLLOW_UP and _by(case.visit_due_at, cut.visit),
        INACTIVE: _counts_activity(case.stage) and case.last_human_at <= _quiet(case, cut),
        UNASSIGNED: case.worker_gone or _by(case.unassigned_since, cut.unassigned),
    }
    return tuple(cause for cause in CAUSES if holds[cause])


def _quiet(case: Standing, cut: Cutoffs) -> datetime:
    whole = cut.quiet.get(case.journey, cut.quiet_else)
    return cut.quiet.get(f"{case.journey}/{case.stage}", whole)


def _counts_activity(stage: str) -> bool:
    """On hold the hold's end counts instead, in follow-up the visits do."""
    return stage not in (HOLD_STAGE, FOLLOW_UP)


def _past(due: datetime | None, now: datetime) -> bool:
    return due is not None and due < now


def _by(start: datetime | None, cutoff: datetime) -> bool:
    return start is not None and start <= cutoff
