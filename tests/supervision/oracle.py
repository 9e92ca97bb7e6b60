"""What makes a case stalled, in plain Python: the oracle of the SQL. A case as it stands in, causes out."""

from datetime import datetime

import msgspec

from app.supervision.rules import (
    ANSWER,
    CAUSES,
    DOCUMENT,
    HOLD,
    HOLD_STAGE,
    INACTIVE,
    LEGAL,
    REVIEW,
    SLA,
    UNASSIGNED,
    VISIT,
    Cutoffs,
)
from workflows.engine.planning import FOLLOW_UP


class Standing(msgspec.Struct, frozen=True):
    """What the rules read of an open case."""

    journey: str
    stage: str
    due_at: datetime | None
    legal_due_at: datetime | None
    last_human_at: datetime
    unassigned_since: datetime | None
    visit_due_at: datetime | None
    contact_due_at: datetime | None = None
    review_due_at: datetime | None = None
    document_due_at: datetime | None = None
    answer_due_at: datetime | None = None
    worker_gone: bool = (
        False  # the account of the case's worker is closed: nobody works it, since no matter when
    )


def causes(case: Standing, cut: Cutoffs) -> tuple[str, ...]:
    """Return why the case counts as stalled, gravest first; nothing when it does not."""
    holds = {
        LEGAL: _past(case.legal_due_at, cut.now),
        SLA: case.stage != HOLD_STAGE and _past(case.due_at, cut.now),
        HOLD: case.stage == HOLD_STAGE and _past(case.due_at, cut.now),
        VISIT: _by(case.visit_due_at, cut.visit),
        REVIEW: _past(case.review_due_at, cut.now),
        DOCUMENT: _by(case.document_due_at, cut.paper),
        ANSWER: _by(case.answer_due_at, cut.paper),
        INACTIVE: _counts_activity(case.stage) and _is_quiet(case, cut),
        UNASSIGNED: case.worker_gone or _by(case.unassigned_since, cut.unassigned),
    }
    return tuple(cause for cause in CAUSES if holds[cause])


def _is_quiet(case: Standing, cut: Cutoffs) -> bool:
    """Nobody was active, and none is planned ahead, or too far ahead."""
    place = f"{case.journey}/{case.stage}"
    quiet = cut.quiet.get(place, cut.quiet.get(case.journey, cut.quiet_else))
    longest = cut.longest.get(place, cut.longest.get(case.journey, cut.longest_else))
    planned = case.contact_due_at is not None and case.contact_due_at >= cut.now
    return case.last_human_at <= (min(quiet, longest) if planned else quiet)


def _counts_activity(stage: str) -> bool:
    """On hold the hold's end counts instead, in follow-up the visits do."""
    return stage not in (HOLD_STAGE, FOLLOW_UP)


def _past(due: datetime | None, now: datetime) -> bool:
    return due is not None and due < now


def _by(start: datetime | None, cutoff: datetime) -> bool:
    return start is not None and start <= cutoff
