"""`plan`: everything that may be done with a case now, and by when; `agenda` and `move` are parts of it."""

from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.conditions import AllOf, AnyOf, Document, Fact, Guard, Scalar, TaskDone
from workflows.definition import Definition, Task
from workflows.engine.answers import (
    Agenda,
    ClockView,
    Danger,
    MilestoneView,
    MoveView,
    NextDue,
    Plan,
    Planned,
    TaskView,
)
from workflows.engine.clocks import clock_views, legal_views
from workflows.engine.danger import dangers as dangers_of
from workflows.engine.move_view import move_view
from workflows.engine.task_view import blocking, task_view
from workflows.engine.turns import turn
from workflows.guards import Conditions, conditions
from workflows.reasons import Actor, Reason
from workflows.view import View


def plan(defn: Definition, state: CaseState, *, actor: Actor, now: datetime, calendar: Calendar) -> Plan:
    """Give every move out of the stage with all reasons, the tasks, the milestones and the clocks.

    On hold the tasks are those of the stage the case was held from.
    """
    view = View(defn, state, now)
    moves = tuple(move_view(move, view, actor) for move in defn.moves_from[state.stage])
    waiting = _agenda(view, actor, calendar)
    return Plan(
        stage=state.stage,
        home=state.home,
        moves=moves,
        tasks=waiting.tasks,
        milestones=_milestones(view),
        clocks=waiting.clocks,
        next_due=waiting.next_due,
        turn=waiting.turn,
        dangers=waiting.dangers,
        planned=waiting.planned,
        faults=_faults(moves),
    )


def agenda(defn: Definition, state: CaseState, *, now: datetime, calendar: Calendar) -> Agenda:
    """Give the tasks, the clocks and the nearest deadline alone, as `plan` gives them to nobody in particular."""
    return _agenda(View(defn, state, now), _NOBODY, calendar)


_NOBODY = Actor("", frozenset())


def _agenda(view: View, actor: Actor, calendar: Calendar) -> Agenda:
    clocks = clock_views(view, calendar)
    tasks = _by_their_clocks(_tasks(view, actor, calendar), clocks, view)
    return Agenda(
        tasks,
        clocks,
        _next_due(clocks, tasks),
        turn(view, tasks, clocks),
        dangers_of(view, clocks),
        _planned(view, tasks, clocks),
    )


def move(defn: Definition, state: CaseState, trigger: str, *, actor: Actor, now: datetime) -> MoveView | None:
    """Give one move out of the stage as `plan` gives it; None where there is no such move here."""
    for one in defn.moves_from[state.stage]:
        if one.trigger == trigger:
            return move_view(one, View(defn, state, now), actor)
    return None


def stoppers(defn: Definition, state: CaseState, clock: str, *, now: datetime) -> tuple[Reason, ...]:
    """Name what still has to be recorded so that a running clock stops; each says where."""
    return _stoppers(View(defn, state, now), clock)


def missed(
    defn: Definition, state: CaseState, *, now: datetime, calendar: Calendar
) -> tuple[tuple[ClockView, tuple[Reason, ...]], ...]:
    """Name the deadlines of law that we missed, the first one first, each with what would stop it."""
    view = View(defn, state, now)
    late = [one for one in legal_views(view, calendar) if one.ours and one.overdue]
    return tuple((one, _stoppers(view, one.id)) for one in sorted(late, key=lambda one: one.due_at))


def _stoppers(view: View, clock: str) -> tuple[Reason, ...]:
    defn, state = view.defn, view.state
    rule = next((rule for rule in defn.clocks if rule.id == clock), None)
    if rule is not None:
        return tuple(
            condition.reason for condition in conditions(rule.stops, view) if condition.answer != "yes"
        )
    tasks = (blocking(task, view) for task in defn.stage[state.home].tasks)
    return tuple(reason for reason in tasks if reason is not None)


def running(
    defn: Definition, state: CaseState, *, now: datetime, calendar: Calendar
) -> tuple[ClockView, ...]:
    """Give the clocks alone, for lists that ask many cases what is due."""
    return clock_views(View(defn, state, now), calendar)


def dangers(defn: Definition, state: CaseState, *, now: datetime, calendar: Calendar) -> tuple[Danger, ...]:
    """Give the dangers alone, now or to come, for the band that names many cases."""
    view = View(defn, state, now)
    return dangers_of(view, clock_views(view, calendar))


def _tasks(view: View, actor: Actor, calendar: Calendar) -> tuple[TaskView, ...]:
    if view.state.closed:
        return ()
    defn = view.defn
    active = defn.active_tasks[view.state.home]
    return tuple(task_view(t, view, defn.holders(t.owner), actor.roles, calendar) for t in active)


def _milestones(view: View) -> tuple[MilestoneView, ...]:
    views: list[MilestoneView] = []
    for milestone in view.defn.milestones:
        reached = view.state.milestones.get(milestone.id)
        missing: tuple[Reason, ...] = ()
        if reached is None:
            waits_for: Conditions = view.once(
                ("milestone", milestone.id), partial(conditions, milestone.when, view)
            )
            missing = tuple(c.reason for c in waits_for if c.answer != "yes")
        views.append(MilestoneView(milestone.id, milestone.title, milestone.stage, reached, missing))
    return tuple(views)


FOLLOW_UP = "BINA_LANJUT"
"""The stage whose schedule of visits stands for all other activity."""


def _planned(view: View, tasks: tuple[TaskView, ...], running: tuple[ClockView, ...]) -> Planned:
    """Give until when the first planned contact, visit and review are in time."""
    rules = {rule.id: rule for rule in view.defn.clocks}
    clocks = [one for one in running if one.id in rules and not one.paused and not view.state.held]
    contacts, visits, reviews = list[datetime](), list[datetime](), list[datetime]()
    for one in tasks:
        task = view.defn.task[one.id]
        if one.due_at is None or not (task.repeat or task.due):
            continue
        late = one.due_at + timedelta(days=task.repeat.tolerance_days if task.repeat else 0)
        contacts.append(late)
        if task.review:
            reviews.append(late)
        elif (
            task.required
            and task.repeat
            and task.repeat.schedule
            and one.stage == FOLLOW_UP
            and not one.early
        ):
            visits.append(one.due_at)
    return Planned(
        min(contacts, default=None),
        min(visits, default=None),
        min(reviews, default=None),
        _document(view, tasks),
        min((one.due_at for one in clocks if rules[one.id].answer), default=None),
    )


def _document(view: View, tasks: tuple[TaskView, ...]) -> datetime | None:
    """Give the day of the first required document that is missing and has a day of its own in this stage."""
    days = [
        one.due_at
        for one in tasks
        if one.due_at
        and one.required
        and not one.early
        and one.status == "open"
        and _is_dated_paper(one, view)
    ]
    return min(days, default=None)


def _is_dated_paper(one: TaskView, view: View) -> bool:
    task = view.defn.task[one.id]
    return task.evidence.startswith("document:") and task.due is not None


def _by_their_clocks(
    tasks: tuple[TaskView, ...], clocks: tuple[ClockView, ...], view: View
) -> tuple[TaskView, ...]:
    """Give a task for which a clock of ours waits the clock's day where that comes first: one act has one day."""
    rules = {rule.id: rule for rule in view.defn.clocks}
    days: dict[str, datetime] = {}
    shown = [view.defn.task[task.id] for task in tasks]
    for one in clocks:
        if one.id in rules and one.ours and not one.paused:
            for task in _waited_for(rules[one.id].stops, shown):
                days[task] = min(one.due_at, days.get(task, one.due_at))
    return tuple(_sooner(task, days[task.id], view.at) if task.id in days else task for task in tasks)


def _sooner(task: TaskView, day: datetime, now: datetime) -> TaskView:
    if task.status not in ("open", "unknown") or (task.due_at is not None and task.due_at <= day):
        return task
    return replace(task, due_at=day, overdue=now > day)


def _waited_for(stops: Guard, shown: list[Task]) -> frozenset[str]:
    """Name the tasks that by themselves, or among others, stop a clock: by name, by their document, by their record."""
    match stops:
        case AllOf() | AnyOf():
            return frozenset().union(*(_waited_for(part, shown) for part in stops.of))
        case TaskDone():
            return frozenset({stops.task})
        case Document():
            return frozenset(one.id for one in shown if one.evidence == f"document:{stops.document}")
        case Fact():
            return frozenset(one.id for one in shown if _tells(one.done_when, stops))
    return frozenset()


def _tells(done: Guard | None, stops: Fact) -> bool:
    """Tell whether a task that is done when *done* holds has told the very fact that stops a clock."""
    if isinstance(done, AllOf):
        return any(_tells(part, stops) for part in done.of)
    if not isinstance(done, Fact) or done.name != stops.name:
        return False
    ends, stopping = _values(done), _values(stops)
    return (
        done == stops or (stops.known is True and done.known is not False) or bool(ends and ends <= stopping)
    )


def _values(guard: Fact) -> set[Scalar]:
    return {guard.eq} if guard.eq is not None else set(guard.one_of or ())


def _next_due(clocks: tuple[ClockView, ...], tasks: tuple[TaskView, ...]) -> NextDue | None:
    """Pick the nearest of what runs: a paused clock, and one of another office, wait for nobody here."""
    dues = [
        NextDue("clock" if c.id not in {"stage", "hold"} else c.id, c.id, c.due_at, c.legal, c.overdue)
        for c in clocks
        if not c.paused and c.ours
    ]
    dues += [NextDue("task", t.id, t.due_at, overdue=t.overdue) for t in tasks if t.due_at is not None]
    return min(dues, key=lambda due: due.due_at, default=None)


def _faults(moves: tuple[MoveView, ...]) -> tuple[Reason, ...]:
    """Gather the defects met on the way, each once."""
    faults: list[Reason] = []
    for move in moves:
        faults += [r for r in move.blocked if r.code == "fault" and r not in faults]
    return tuple(faults)
