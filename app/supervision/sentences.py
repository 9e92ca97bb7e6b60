"""The causes in words, each with its own day or figure."""

from datetime import datetime, timedelta

import msgspec

from app.supervision.rules import (
    ANSWER,
    DOCUMENT,
    HOLD,
    INACTIVE,
    LEGAL,
    QUIET,
    REVIEW,
    SLA,
    UNASSIGNED,
    VISIT,
)
from app.supervision.store import Stalled
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy, ngettext
from app.web.i18n.formats import short_day as day
from workflows.clock import Calendar, elapsed
from workflows.definition import Definition

CAUSE_NAMES = {
    LEGAL: lazy("Legal deadline missed"),
    SLA: lazy("Stage over its limit"),
    HOLD: lazy("Hold past its end"),
    VISIT: lazy("Follow-up visit overdue"),
    REVIEW: lazy("Plan review missed"),
    DOCUMENT: lazy("Required document missing"),
    ANSWER: lazy("No answer from the other body"),
    INACTIVE: lazy("No activity"),
    UNASSIGNED: lazy("Nobody assigned"),
}


class Told(msgspec.Struct, frozen=True):
    """All that a sentence about a stalled case may need."""

    row: Stalled
    definition: Definition
    now: datetime
    calendar: Calendar


def tone(cause: str) -> str:
    """Return how loudly a cause is shown."""
    return "bad" if cause == LEGAL else "warn"


def sentence(cause: str, told: Told) -> str:
    """Say why this case is stalled."""
    return _SENTENCES[cause](told)


def _legal(told: Told) -> str:
    return _("Legal deadline missed on %(day)s", day=day(told.row.legal_due_at))


def _sla(told: Told) -> str:
    return _("Stage was due on %(day)s", day=day(told.row.due_at))


def _hold(told: Told) -> str:
    return _("The hold ended on %(day)s", day=day(told.row.due_at))


def _visit(told: Told) -> str:
    return _("Follow-up visit was due on %(day)s", day=day(told.row.visit_due_at))


def _review(told: Told) -> str:
    """Name the day of the review as the case page does; that it was missed counts from some days later."""
    row, active = told.row, told.definition.active_tasks.get(told.row.stage, ())
    grace = max((one.repeat.tolerance_days for one in active if one.review and one.repeat), default=0)
    late = row.review_due_at
    return _(
        "The plan was to be reviewed by %(day)s", day=day(late - timedelta(days=grace) if late else None)
    )


def _document(told: Told) -> str:
    return _("A required document was due on %(day)s", day=day(told.row.document_due_at))


def _answer(told: Told) -> str:
    return _("The other body's answer was due on %(day)s: remind them", day=day(told.row.answer_due_at))


def _inactive(told: Told) -> str:
    stage = told.definition.stage.get(told.row.stage)
    limit = (stage and stage.inactivity) or told.definition.meta.inactivity or QUIET
    days = elapsed(told.row.last_human_at, told.now, limit.unit, told.calendar)
    if limit.unit == "working":
        return ngettext("No activity for %(n)s working day", "No activity for %(n)s working days", days)
    return ngettext("No activity for %(n)s day", "No activity for %(n)s days", days)


def _unassigned(told: Told) -> str:
    if told.row.unassigned_since is None:
        return _("Its worker no longer works on cases")
    since = told.row.unassigned_since
    days = elapsed(since, told.now, "working", told.calendar)
    return ngettext("Nobody assigned for %(n)s working day", "Nobody assigned for %(n)s working days", days)


_SENTENCES = {
    LEGAL: _legal,
    SLA: _sla,
    HOLD: _hold,
    VISIT: _visit,
    REVIEW: _review,
    DOCUMENT: _document,
    ANSWER: _answer,
    INACTIVE: _inactive,
    UNASSIGNED: _unassigned,
}
