"""What makes a case stalled, in plain Python: the oracle of the SQL. A case as it stands in, causes out."""

from datetime import datetime

import msgspec

from app.supervision.rules import (
    CAUSES,
    FOLLOW_UP,
    HOLD,
    HOLD_STAGE,
    INACTIVE,
    LEGAL,
    SLA,
    UNASSIGNED,
    VISIT,
    Cutoffs,
)


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
