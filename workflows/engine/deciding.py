"""`decide`: what follows from a command, or every reason why it cannot be."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from workflows import commands as cmd
from workflows import events as ev
from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.conditions import Scalar
from workflows.definition import Definition, Task
from workflows.engine import do_work
from workflows.engine.adopting import adopt_case
from workflows.engine.answers import Decided
from workflows.engine.asking import Asked, Decision, refused
from workflows.engine.clocks import redated
from workflows.engine.make_move import make_move, time_reasons, void_move
from workflows.engine.opening import open_case
from workflows.engine.task_view import applicability, may_do_more, ripe_on
from workflows.events import Event, Happened
from workflows.fold import apply
from workflows.guards import answer
from workflows.reasons import Actor, Reason
from workflows.view import View

_HANDLERS: dict[type, Callable[[Asked, Any], Decision]] = {
    cmd.Move: make_move,
    cmd.VoidMove: void_move,
    cmd.DoTask: do_work.do_task,
    cmd.UndoTask: do_work.undo_task,
    cmd.AddTask: do_work.add_task,
    cmd.ExcuseTask: do_work.excuse_task,
    cmd.Record: do_work.record,
    cmd.Score: do_work.score,
    cmd.AddDocument: do_work.add_document,
    cmd.RemoveDocument: do_work.remove_document,
    cmd.Note: do_work.note,
    cmd.Assign: do_work.assign,
    cmd.ExtendHold: do_work.extend_hold,
    cmd.ExtendStage: do_work.extend_stage,
    cmd.AskTime: do_work.ask_time,
    cmd.RefuseTime: do_work.refuse_time,
    cmd.ChangeFacts: do_work.change_facts,
    cmd.SetUrgency: do_work.set_urgency,
    cmd.Relocate: do_work.relocate,
}

_ON_A_CLOSED_CASE = (cmd.Note, cmd.AddDocument, cmd.RemoveDocument, cmd.Move, cmd.VoidMove)
"""What a closed case still takes; of moves only those that lead out of its final stage."""
_NEVER_BEFORE_LAST_MOVE = (cmd.VoidMove, cmd.ExtendHold, cmd.ExtendStage, cmd.AskTime, cmd.Relocate)
"""Decisions about the present stage: like moves, they never precede the last move. Work on the case
(tasks, records, notes, documents) may be entered late, back to the day the case was opened."""


def decide(
    defn: Definition,
    state: CaseState | None,
    command: cmd.Command,
    *,
    actor: Actor,
    now: datetime,
    calendar: Calendar,
) -> Decision:
    """Answer a command with the events to append, with all the reasons against it, or with a defect.

    Guards are asked as of the time the command is said to have happened, over the facts known now.
    """
    if isinstance(command, cmd.Open):
        return open_case(defn, command, actor, now, calendar)
    if isinstance(command, cmd.Adopt):
        return adopt_case(defn, command, actor, now, calendar)
    if state is None:
        raise ValueError("only Open and Adopt begin a case")
    asked = Asked(defn, state, command, actor=actor, now=now, cal=calendar)
    decision = refused(early) if (early := _early(asked)) else _HANDLERS[type(command)](asked, command)
    if not isinstance(decision, Decided) or isinstance(command, cmd.VoidMove):
        return decision
    return replace(decision, events=_settled(asked, decision.events))


def _early(asked: Asked) -> list[Reason]:
    """Check what every command answers to: its time, and whether the case is closed."""
    if isinstance(asked.command, cmd.Move):
        return []  # a move names its time with all its other reasons
    if asked.state.closed and not isinstance(asked.command, _ON_A_CLOSED_CASE):
        return [Reason("case_closed")]
    if isinstance(asked.command, _NEVER_BEFORE_LAST_MOVE):
        return time_reasons(asked)
    if asked.at > asked.now:
        return [Reason("in_future")]
    if asked.at < asked.state.opened_at:
        return [Reason("before_opening", {"opened": asked.state.opened_at.isoformat()})]
    return []


def _settled(asked: Asked, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Add what follows of itself: tasks a record completes, a moved deadline, milestones reached."""
    written = list(events)
    state = _after(asked, asked.state, written)
    for follow in (_completed, _redated):
        more = follow(asked, state, written)
        written += more
        state = _after(asked, state, more)
    written += _milestones(asked, state)
    return tuple(written)


def _after(asked: Asked, state: CaseState, events: list[Event]) -> CaseState:
    for event in events:
        state = apply(state, Happened(state.ordinal + 1, asked.at, asked.now, asked.actor.id, event))
    return state


def _completed(asked: Asked, state: CaseState, written: list[Event]) -> list[Event]:
    event = written[0]
    if state.closed or not isinstance(event, ev.Recorded | ev.Scored):
        return []
    via = f"record:{event.record}" if isinstance(event, ev.Recorded) else f"instrument:{event.instrument}"
    view = View(asked.defn, state, asked.at)
    active = asked.defn.active_tasks[state.home]
    return [ev.TaskDone(task.id, via=via) for task in active if _completes(task, via, view)]


def _completes(task: Task, via: str, view: View) -> bool:
    sort, _, name = via.partition(":")
    if (task.record if sort == "record" else task.instrument) != name:
        return False
    if task.discretionary and not view.progress(task.id).added:
        return False
    if not may_do_more(task, view.progress(task.id)) or applicability(task, view)[0] == "no":
        return False
    if ripe_on(task, view) is not None:
        return False
    return task.done_when is None or answer(task.done_when, view) == "yes"


def _redated(asked: Asked, state: CaseState, written: list[Event]) -> list[Event]:
    """Move the stage's deadline when a fact it hangs on has changed."""
    sla = asked.defn.stage[state.home].sla
    facts: dict[str, Scalar] = getattr(written[0], "facts", {})
    if sla is None or sla.anchor is None or state.closed or isinstance(written[0], ev.Opened):
        return []
    changed = [n for n in sla.anchor.facts if n in facts and asked.state.facts.get(n) != facts[n]]
    due = redated(asked.defn, state, asked.cal) if changed else None
    now = state.held.due if state.held else state.due
    return [ev.Redated(due, changed[0])] if due is not None and due != now else []


def _milestones(asked: Asked, state: CaseState) -> list[Event]:
    view = View(asked.defn, state, asked.at)
    open_ones = (m for m in asked.defn.milestones if m.id not in state.milestones)
    return [ev.MilestoneReached(m.id) for m in open_ones if answer(m.when, view) == "yes"]


def happened(
    decided: Decided, *, before: CaseState | None, actor: Actor, now: datetime
) -> tuple[Happened, ...]:
    """Put decided events into their envelopes, numbered on from the state before them."""
    first = before.ordinal + 1 if before else 1
    return tuple(
        Happened(first + n, decided.occurred_at, now, actor.id, event)
        for n, event in enumerate(decided.events)
    )
