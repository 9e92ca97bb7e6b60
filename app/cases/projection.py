"""What the tables show of a case, drawn from its folded state. Pure: the same state gives the same columns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from workflows.case_state import CaseState
from workflows.engine import Agenda, Danger, Plan, Turn
from workflows.events import (
    Adopted,
    Assigned,
    Event,
    FactsChanged,
    Happened,
    Migrated,
    MilestoneReached,
    Redated,
    RelocatedIn,
    RelocatedOut,
    Voided,
)

# What happens to a case without anybody working with the client does not count as activity.
NOT_WORK = (Adopted, Assigned, FactsChanged, MilestoneReached, Migrated, Redated, RelocatedIn, RelocatedOut)

_encode = msgspec.json.Encoder().encode

ORDINARY = "BIASA"
"""How urgent a case is of which nothing else is known."""

MERGED = "merged:"
"""How the cause of what a case hears of a merge of client records begins."""


class Columns(msgspec.Struct, frozen=True):
    """The columns of ``cases`` that follow from the state."""

    stage: str
    episode: int
    entered_at: datetime
    due_at: datetime | None
    legal_due_at: datetime | None
    next_due_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    close_reason: str | None
    region: str
    tasks_left: int
    urgency: str
    danger: str | None  # what it is: a code of the list of dangers
    danger_at: datetime | None  # from when it holds: it may lie ahead
    danger_due: datetime | None  # when its time runs out
    turn_side: str  # WORKER, OTHERS, TIME; nothing once closed
    turn_act: str
    turn_who: str
    turn_roles: str
    turn_since: datetime | None
    turn_until: datetime | None
    turn_barred: str
    sent_back_by: str
    work_act: str
    work_why: str
    work_due_at: datetime | None
    contact_due_at: datetime | None  # until when the next planned contact is in time
    visit_due_at: datetime | None  # the day of the next follow-up visit
    review_due_at: datetime | None  # until when the review of the plan is in time
    document_due_at: datetime | None  # the day of the first required document that is missing
    answer_due_at: datetime | None  # the day of an acknowledgement that another body owes us
    state: str


def columns(state: CaseState, agenda: Agenda | Plan) -> Columns:
    """Draw the columns of a case from its state and from what is due in it."""
    running = not state.closed
    legal = [clock.due_at for clock in agenda.clocks if clock.legal and clock.ours] if running else []
    return Columns(
        stage=state.stage,
        episode=state.episode,
        entered_at=state.entered_at,
        due_at=state.due.due_at if running and state.due else None,
        legal_due_at=min(legal, default=None),
        next_due_at=agenda.next_due.due_at if running and agenda.next_due else None,
        closed_at=state.closed_at,
        outcome=state.outcome or None if state.closed else None,
        close_reason=state.close_reason or None if state.closed else None,
        region=state.region,
        tasks_left=0 if state.closed or state.held else sum(task.blocks for task in agenda.tasks),
        urgency=str(state.facts.get("urgency") or ORDINARY),
        **_danger_columns(agenda.dangers),
        **_turn_columns(agenda.turn),
        contact_due_at=agenda.planned.contact,
        visit_due_at=agenda.planned.visit,
        review_due_at=agenda.planned.review,
        document_due_at=agenda.planned.document,
        answer_due_at=agenda.planned.answer,
        state=text_of(state),
    )


def _danger_columns(dangers: Sequence[Danger]) -> dict[str, Any]:
    """Draw from when the case is in danger, and when the first of its dangers has run out of time."""
    return {
        "danger": dangers[0].kind if dangers else None,
        "danger_at": dangers[0].at if dangers else None,
        "danger_due": min((one.due_at for one in dangers), default=None),
    }


def _turn_columns(turn: Turn | None) -> dict[str, Any]:
    """Draw whose turn it is and what the case's own worker does first."""
    work = turn.work if turn else None
    return {
        "turn_side": turn.side if turn else "",
        "turn_act": turn.next.opens if turn else "",
        "turn_who": ",".join(turn.next.who) if turn else "",
        "turn_roles": ",".join(turn.holders) if turn else "",
        "turn_since": turn.since if turn else None,
        "turn_until": turn.until if turn else None,
        "turn_barred": ",".join(turn.barred) if turn else "",
        "sent_back_by": turn.sent_back_by if turn else "",
        "work_act": work.opens if work else "",
        "work_why": work.why if work else "",
        "work_due_at": work.due_at if work else None,
    }


def changes(drawn: Sequence[object], columns: Columns) -> dict[str, object]:
    """Return the columns that are no longer as they were *drawn*, by name: what need not be written costs no index."""
    fresh = zip(Columns.__struct_fields__, drawn, msgspec.structs.astuple(columns), strict=True)
    return {name: value for name, before, value in fresh if value != before}


STATUS = {"open": "OPEN", "unknown": "OPEN", "done": "DONE", "excused": "EXCUSED"}
"""What of a task's status is worth a row: one that may be added, or does not apply, is nobody's work yet."""


class TaskRow(msgspec.Struct, frozen=True):
    """One row of ``case_tasks``, without its key."""

    task: str
    stage: str
    owners: str
    status: str  # OPEN, DONE, EXCUSED
    required: bool  # a forward move waits for it
    turns: int
    due_at: datetime | None
    last_at: datetime | None
    last_by: str | None


def task_rows(state: CaseState, agenda: Agenda | Plan) -> list[TaskRow]:
    """List the tasks that stand in the present stage; a closed or held case has none."""
    if state.closed or state.held is not None:
        return []
    return [
        TaskRow(
            task.id,
            task.stage,
            ",".join(task.owner),
            STATUS[task.status],
            task.blocks,
            task.count,
            task.due_at,
            task.last_at,
            task.last_by or None,
        )
        for task in agenda.tasks
        if task.status in STATUS
    ]


def text_of(state: CaseState) -> str:
    """Write the state as it is kept in its column."""
    return _encode(state).decode()


def worked_before(state: CaseState) -> datetime:
    """Return when somebody last worked on a case that begins: at its opening, or as late as its past is told."""
    if state.adopted_at is None:
        return state.opened_at
    instants = [deed.at for progress in state.tasks.values() for deed in progress.deeds]
    return (
        max(state.opened_at, state.entered_at, *instants)
        if instants
        else max(state.opened_at, state.entered_at)
    )


def last_work(before: datetime, happened: Sequence[Happened]) -> datetime:
    """Return the latest instant at which a person worked on the case."""
    worked = [one.occurred_at for one in happened if _is_work(one.event)]
    return max([before, *worked])


def _is_work(event: Event) -> bool:
    """Tell whether somebody worked on the case; taking a merge of client records back is not that."""
    parted = isinstance(event, Voided) and event.trigger.startswith(MERGED)
    return not parted and not isinstance(event, NOT_WORK)


def unassigned_since(before: datetime | None, happened: Sequence[Happened]) -> datetime | None:
    """Return since when nobody has the case, or None when somebody has."""
    for one in happened:
        if isinstance(one.event, Assigned):
            before = None if one.event.worker else one.occurred_at
    return before
