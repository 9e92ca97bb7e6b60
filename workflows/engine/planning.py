"""`plan`: everything that may be done with a case now, and by when."""

from datetime import datetime

from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.definition import Definition
from workflows.engine.answers import ClockView, MilestoneView, MoveView, NextDue, Plan, TaskView
from workflows.engine.clocks import clock_views
from workflows.engine.move_view import move_view
from workflows.engine.task_view import task_view
from workflows.guards import conditions
from workflows.reasons import Actor, Reason
from workflows.view import View


def plan(defn: Definition, state: CaseState, *, actor: Actor, now: datetime, calendar: Calendar) -> Plan:
    """Give every move out of the stage with all reasons, the tasks, the milestones and the clocks.

    On hold the tasks are those of the stage the case was held from.
    """
    view = View(defn, state, now)
    moves = tuple(move_view(move, view, actor) for move in defn.moves_from[state.stage])
    tasks = _tasks(view, actor, calendar)
    clocks = clock_views(view, calendar)
    return Plan(
        stage=state.stage,
        home=state.home,
        moves=moves,
        tasks=tasks,
        milestones=_milestones(view),
        clocks=clocks,
        next_due=_next_due(clocks, tasks),
        faults=_faults(moves),
    )


def running(
    defn: Definition, state: CaseState, *, now: datetime, calendar: Calendar
) -> tuple[ClockView, ...]:
    """Give the clocks alone, for lists that ask many cases what is due."""
    return clock_views(View(defn, state, now), calendar)


def _tasks(view: View, actor: Actor, calendar: Calendar) -> tuple[TaskView, ...]:
    if view.state.closed:
        return ()
    defn = view.defn
    active = defn.active_tasks[view.state.home]
    return tuple(task_view(t, view, defn.holders(t.owner), actor.roles, calendar) for t in active)


def _milestones(view: View) -> tuple[MilestoneView, ...]:
    found: list[MilestoneView] = []
    for milestone in view.defn.milestones:
        reached = view.state.milestones.get(milestone.id)
        missing: tuple[Reason, ...] = ()
        if reached is None:
            missing = tuple(c.reason for c in conditions(milestone.when, view) if c.answer != "yes")
        found.append(MilestoneView(milestone.id, milestone.title, milestone.stage, reached, missing))
    return tuple(found)


def _next_due(clocks: tuple[ClockView, ...], tasks: tuple[TaskView, ...]) -> NextDue | None:
    """Pick the nearest of what runs: a paused clock is not waiting for anybody here."""
    found = [
        NextDue("clock" if c.id not in {"stage", "hold"} else c.id, c.id, c.due_at, c.legal, c.overdue)
        for c in clocks
        if not c.paused
    ]
    found += [NextDue("task", t.id, t.due_at, overdue=t.overdue) for t in tasks if t.due_at is not None]
    return min(found, key=lambda due: due.due_at, default=None)


def _faults(moves: tuple[MoveView, ...]) -> tuple[Reason, ...]:
    """Gather the defects met on the way, each once."""
    found: list[Reason] = []
    for move in moves:
        found += [r for r in move.blocked if r.code == "fault" and r not in found]
    return tuple(found)
