"""Making a move, and taking the last one back."""

from datetime import date

from msgspec.structs import replace

from workflows import clock
from workflows.clock import wib_day
from workflows.commands import Move as MoveCommand
from workflows.commands import VoidMove
from workflows.definition import Move
from workflows.engine.asking import Asked, Decision, missing, refused
from workflows.engine.clocks import resumed_due, stage_due
from workflows.engine.machine import destination
from workflows.engine.move_view import asks, close_conditions, move_conditions, outcome_conditions
from workflows.engine.task_view import applicability
from workflows.events import AutoDone, Due, Happened, HoldData, Moved, Voided
from workflows.fold import apply
from workflows.guards import answer
from workflows.lists.roles import VOIDERS
from workflows.reasons import Reason
from workflows.view import View


def make_move(asked: Asked, command: MoveCommand) -> Decision:
    """Decide a move: the machine says where it leads, the guards whether it may be made."""
    state = asked.state
    to = destination(asked.defn, state.stage, command.trigger, home=state.home)
    move = next((m for m in asked.defn.moves_from[state.stage] if m.trigger == command.trigger), None)
    if to is None or move is None:
        args: dict[str, str | int] = {"trigger": command.trigger, "stage": state.stage}
        return refused([*time_reasons(asked), Reason("no_such_move", args)])
    reasons = time_reasons(asked)
    reasons += [c.reason for c in move_conditions(move, asked.view, asked.actor) if c.answer != "yes"]
    reasons += [*_form_reasons(move, command, asked.view), *_death_reasons(command, asked)]
    if reasons:
        return refused(_distinct(reasons))
    return asked.decided(_moved(move, command, to, asked))


def _distinct(reasons: list[Reason]) -> list[Reason]:
    """Drop repetitions: a single close reason is judged with the move and again as the chosen one."""
    reasons_once: list[Reason] = []
    for reason in reasons:
        if reason not in reasons_once:
            reasons_once.append(reason)
    return reasons_once


def time_reasons(asked: Asked) -> list[Reason]:
    """Refuse a move in the future or before the move before it (or the opening, or the taking over)."""
    if asked.at > asked.now:
        return [Reason("in_future")]
    state = asked.state
    begun = state.adopted_at or state.opened_at
    last = max(state.last_move.at if state.last_move else begun, state.relocated_at or begun)
    if asked.at < last:
        return [Reason("before_last_move", {"last": last.isoformat()})]
    return []


def _form_reasons(move: Move, command: MoveCommand, view: View) -> list[Reason]:
    """Name what the form left out, and what the chosen codes need."""
    fields = asks(move, view)
    reasons: list[Reason] = missing("reason", command.reason) if "reason" in fields else []
    close = chosen(command.close_reason, move.close_reasons)
    if move.close_reasons:
        reasons += _one_of("close_reason", close, move.close_reasons)
        if close in move.close_reasons:
            reasons += [c.reason for c in close_conditions(close, view) if c.answer != "yes"]
            reasons += _outcome_reasons(move, command, close, view)
    if move.hold is not None:
        reasons += _one_of("hold_reason", command.hold_reason, move.hold.reasons)
    if move.kind == "reclassify":
        reasons += missing("new_type", command.new_type)
        if command.new_type == view.state.pmks_type:
            reasons.append(Reason("same_type", {"type": command.new_type}))
        if move.new_types and command.new_type:
            reasons += _one_of("new_type", command.new_type, move.new_types)
    return reasons


def _death_reasons(command: MoveCommand, asked: Asked) -> list[Reason]:
    """Hold the day of a death between the birth and the close."""
    if not command.died_on:
        return []
    died, born = date.fromisoformat(command.died_on), asked.view.day("birth_date")
    if died > wib_day(asked.at):
        return [Reason("died_after_close", {"field": "died_on"})]
    if born is not None and died < born:
        return [Reason("died_before_birth", {"field": "died_on", "born": born.isoformat()})]
    return []


def _outcome_reasons(move: Move, command: MoveCommand, close: str, view: View) -> list[Reason]:
    if not view.defn.close_reasons[close].outcome:
        return [Reason("outcome_not_asked", {"close_reason": close})] if command.outcome else []
    outcome = chosen(command.outcome, move.outcomes)
    reasons = _one_of("outcome", outcome, move.outcomes)
    if outcome in move.outcomes:
        reasons += [c.reason for c in outcome_conditions(outcome, view) if c.answer != "yes"]
    return reasons


def chosen(code: str, allowed: tuple[str, ...]) -> str:
    """Give the code chosen, or the only one there is."""
    return allowed[0] if not code and len(allowed) == 1 else code


def _one_of(field: str, code: str, allowed: tuple[str, ...]) -> list[Reason]:
    if not code:
        return [Reason(f"{field}_missing", {"field": field})]
    return [] if code in allowed else [Reason(f"{field}_not_allowed", {"field": field, "code": code})]


def _moved(move: Move, command: MoveCommand, to: str, asked: Asked) -> Moved:
    state, defn = asked.state, asked.defn
    close = chosen(command.close_reason, move.close_reasons)
    rule = defn.close_reasons.get(close)
    reset = reset_tasks(move, to, asked)
    moved = Moved(
        trigger=move.trigger,
        sort=move.kind,
        origin=state.stage,
        to=to,
        episode=state.episode + (move.kind == "reopen"),
        due=_due(move, to, asked),
        reason=command.reason,
        outcome=chosen(command.outcome, move.outcomes) if rule and rule.outcome else "",
        close_reason=close,
        new_type=command.new_type,
        hold=HoldData(command.hold_reason, state.home) if move.kind == "hold" else None,
        reset=reset,
        lost=tuple(m.id for m in defn.milestones if move.trigger in m.lost_on and m.id in state.milestones),
        cleared=tuple(key for key in move.four_eyes if key in state.doers),
        flow=_flow(move, close, asked),
        died_on=command.died_on if rule and rule.death else "",
    )
    return replace(moved, done=_already(moved, asked))


def _flow(move: Move, close: str, asked: Asked) -> str:
    if move.kind == "reopen":
        return "REOPENED"
    rule = asked.defn.close_reasons.get(close)
    return rule.flow.upper() if rule else ""


def _due(move: Move, to: str, asked: Asked) -> Due | None:
    if move.kind == "resume":
        return resumed_due(asked.defn, asked.state, asked.at, asked.cal)
    if move.hold is not None:
        hold = move.hold
        return clock.due(asked.at, hold.max_days, "calendar", asked.cal, warn_before=hold.warn_before)
    return stage_due(asked.defn.stage[to], asked.at, asked.state.facts, asked.cal)


def reset_tasks(move: Move, to: str, asked: Asked) -> tuple[str, ...]:
    """Tell which tasks start anew: those active in the entered stage that were not active before it."""
    if move.kind in {"hold", "resume", "renew", "close", "reclassify"}:
        return ()
    active, state = asked.defn.active_tasks, asked.state
    before = set() if state.closed else {task.id for task in active[state.home]}
    return tuple(t.id for t in active[to] if t.id not in before and not t.once and t.id in state.tasks)


def _already(moved: Moved, asked: Asked) -> tuple[AutoDone, ...]:
    """Complete tasks of the entered stage for which a record or result was made ahead of time.

    It must be newer than the last visit to that stage, so that a return asks for a new one.
    """
    if moved.sort in {"hold", "resume", "renew", "close", "reclassify", "reopen"}:
        return ()
    state = asked.state
    visit = state.visits.get(moved.to)
    floor = visit.ordinal if visit else state.episode_ordinal
    envelope = Happened(state.ordinal + 1, asked.at, asked.now, asked.actor.id, moved)
    view = View(asked.defn, apply(state, envelope), asked.at)
    done: list[AutoDone] = []
    for task in asked.defn.active_tasks[moved.to]:
        made = state.records.get(task.record or "") or state.results.get(task.instrument or "")
        if made is None or made.ordinal <= floor or task.repeat or view.progress(task.id).deeds:
            continue
        if applicability(task, view)[0] == "no" or (task.done_when and answer(task.done_when, view) != "yes"):
            continue
        via = f"record:{task.record}" if task.record else f"instrument:{task.instrument}"
        done.append(AutoDone(task.id, made.by, via))
    return tuple(done)


def void_move(asked: Asked, command: VoidMove) -> Decision:
    """Decide whether the last move may be taken back.

    Only while nothing leans on the stage it led to: no task done, added or excused, no deadline changed
    since. Notes, records, results and documents belong to the case and stay.
    """
    last, state = asked.state.last_move, asked.state
    reasons = asked.role_reasons(VOIDERS) + missing("reason", command.reason)
    if last is None:
        return refused([*reasons, Reason("no_move_to_void")])
    if state.since_move:
        reasons.append(Reason("move_leaned_on", {"trigger": last.trigger, "count": state.since_move}))
    if state.new_type:
        reasons.append(Reason("void_reclassified", {"type": state.new_type}))
    if reasons:
        return refused(reasons)
    also = tuple(range(last.ordinal + 1, last.ordinal + 1 + last.reached))
    return asked.decided(Voided(last.ordinal, last.trigger, command.reason, also))
