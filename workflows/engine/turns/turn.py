"""Whose turn it is: what is really next in a case, who can do it, and what its worker has to do by when.

Pure and the same for every reader: drawn with the case's other columns, so that desks and lists ask no plan.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

import msgspec

from workflows.definition import Definition, Move
from workflows.engine.answers import Act, ClockView, TaskView, Turn
from workflows.engine.move_view import did, move_conditions
from workflows.engine.turns.ripening import ripens_at
from workflows.guards import conditions
from workflows.lists.roles import LEADERS
from workflows.reasons import Actor, Reason
from workflows.view import View

TIME = "time"
"""What an act opens that answers a request for more time."""
OPEN = ("open", "unknown")
WAIT = "wait"
"""What an act opens where only time helps."""
_EVER = datetime.max.replace(tzinfo=UTC)


def turn(view: View, tasks: Iterable[TaskView], clocks: Iterable[ClockView]) -> Turn | None:
    """Tell whose turn it is; None where the case is closed."""
    if view.state.closed:
        return None
    running = [clock for clock in clocks if not clock.paused]
    if view.state.time_asked:
        answer = Act(opens=TIME, who=LEADERS[:1], due_at=view.state.due_at)
        tasks = () if view.state.held else tasks
        return _turn(view, answer, _work(view, [task for task in tasks if task.status in OPEN], running))
    if view.state.held:
        return _turn(view, _resume(view), _work(view, [], running))
    open_tasks = [task for task in tasks if task.status in OPEN]
    work = _work(view, open_tasks, running)
    blocking = [_task(task) for task in open_tasks if task.blocks and not _unripe(task)]
    if blocking:
        mine = [act for act in blocking if is_workers(act.who, view.defn)]
        return _turn(view, _first(mine or blocking), work)
    move, act = _onward(view, [clock for clock in running if clock.id == "stage"])
    return _turn(view, act, work, move)


def _turn(view: View, act: Act | None, work: list[Act], move: Move | None = None) -> Turn:
    """Put together whose turn an act is; the worker's own first act is that one where it is due no later."""
    act = act or Act(opens=WAIT)
    who = act.who or (view.defn.meta.workers if act.opens != WAIT else ())
    act = msgspec.structs.replace(act, who=who)
    side: Literal["WORKER", "OTHERS", "TIME"] = "TIME" if act.opens == WAIT else "OTHERS"
    if side == "OTHERS" and is_workers(who, view.defn):
        side = "WORKER"
    return Turn(
        next=act,
        work=_first([act, *work] if side == "WORKER" else work),
        side=side,
        holders=tuple(sorted(LEADERS if act.opens == TIME else view.defn.holders(who))),
        since=view.state.time_asked.at if view.state.time_asked else _since(view),
        until=ripens_at(view),
        barred=tuple(sorted({by for key in move.four_eyes for by in did(key, view)})) if move else (),
        sent_back_by=_sent_back_by(view),
    )


def is_workers(who: tuple[str, ...], defn: Definition) -> bool:
    """Tell whether an act is for whoever works the case; what names nobody is."""
    return not who or bool(defn.holders(who).intersection(defn.meta.workers))


def onward(defn: Definition, stage: str) -> list[Move]:
    """Return the usual ways out of a stage: forward, or where there is none, the close that asks for every task."""
    moves = defn.moves_from.get(stage, ())
    forward = [move for move in moves if move.kind == "forward" and not move.skip_required]
    return forward or [move for move in moves if move.kind == "close" and not move.skip_required]


def _task(task: TaskView) -> Act:
    return Act(opens=f"task:{task.id}", who=task.owner, due_at=task.due_at)


def _unripe(task: TaskView) -> bool:
    """Tell whether the next turn of a task does not count yet: nobody's turn, though its day is known."""
    return task.ripe_on is not None and task.count < task.least


def _work(view: View, tasks: list[TaskView], clocks: list[ClockView]) -> list[Act]:
    """List what has a day and is the worker's: clocks that an act of theirs stops, which say why, and tasks."""
    acts = list[Act]()
    rules = {rule.id: rule for rule in view.defn.clocks}
    for clock in clocks:
        if clock.id in rules and clock.ours:
            reasons = [one.reason for one in conditions(rules[clock.id].stops, view) if one.answer != "yes"]
            act = _clearing(reasons)
            acts.append(_dated(act, clock))
    acts += [_task(task) for task in tasks if task.due_at is not None]
    return [act for act in acts if is_workers(act.who, view.defn) and act.opens != WAIT]


def _dated(act: Act, clock: ClockView) -> Act:
    return msgspec.structs.replace(act, due_at=clock.due_at, why=f"clock:{clock.id}", legal=clock.legal)


def _resume(view: View) -> Act:
    """On hold the next thing is to look at the hold."""
    moves = [move for move in view.defn.moves_from[view.state.stage] if move.kind in {"resume", "renew"}]
    who = dict.fromkeys(role for move in moves for role in move.by)
    return Act(opens="hold", who=tuple(who), due_at=view.state.due_at)


def _onward(view: View, stage_clock: list[ClockView]) -> tuple[Move | None, Act]:
    """Find the way on with the fewest conditions open: the move itself, or what the first of them asks for."""
    due_at = stage_clock[0].due_at if stage_clock else None
    legal = bool(stage_clock and stage_clock[0].legal)
    ways = [(move, _blocked(move, view)) for move in onward(view.defn, view.state.stage)]
    if not ways:
        return None, Act(opens=WAIT, due_at=due_at, legal=legal)
    move, blocked = min(ways, key=lambda way: (not _clearable(way[1]), len(way[1])))
    if not blocked:
        return move, Act(opens=f"move:{move.trigger}", who=move.by, due_at=due_at, legal=legal)
    return None, msgspec.structs.replace(_clearing(blocked), due_at=due_at, legal=legal)


def _blocked(move: Move, view: View) -> list[Reason]:
    """Return what blocks a move whoever makes it."""
    anybody = Actor("", view.defn.holders(move.by))
    return [one.reason for one in move_conditions(move, view, anybody) if one.answer != "yes"]


def _clearable(reasons: list[Reason]) -> bool:
    return not reasons or any(_opens(reason) for reason in reasons)


def _clearing(reasons: list[Reason]) -> Act:
    """Return the first act that clears one of these reasons; where nobody can act, time must."""
    leaves = [leaf for reason in reasons if (leaf := _opens(reason))]
    acts = [leaf for leaf in leaves if leaf.opens != WAIT] or leaves
    return Act(opens=acts[0].opens, who=acts[0].who) if acts else Act(opens=WAIT)


def _opens(reason: Reason) -> Reason | None:
    """Return the first condition behind a reason that somebody can clear."""
    if reason.opens:
        return reason
    leaves = [leaf for part in reason.parts if (leaf := _opens(part))]
    return next((leaf for leaf in leaves if leaf.opens != WAIT), leaves[0] if leaves else None)


def _sent_back_by(view: View) -> str:
    """Return who sent the case back to its stage, or nobody where it came there otherwise."""
    last = view.state.last_move
    if last is None or view.state.held or last.at != view.state.entered_at:
        return ""
    kinds = {move.kind for move in view.defn.moves if move.trigger == last.trigger}
    return last.by if kinds & {"back", "reopen"} else ""


def _first(acts: Iterable[Act]) -> Act | None:
    """Return what is due first, of equals the first named; what has no day comes last."""
    return min(acts, key=lambda act: (act.due_at is None, act.due_at or _EVER), default=None)


def _since(view: View) -> datetime:
    """Give when the case came to wait for what it waits for: at its last work that counts for the stage."""
    state = view.state
    deeds = (deed.at for progress in state.tasks.values() for deed in progress.deeds)
    made = (one.at for one in state.records.values())
    results = (one.at for one in state.results.values())
    return max([state.entered_at, *deeds, *made, *results])
