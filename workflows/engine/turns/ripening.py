"""When time alone changes what a case waits for: the first day on which a condition of its way on turns over."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from workflows import conditions as c
from workflows.clock import start_of, wib_day
from workflows.conditions import Guard
from workflows.engine.lateness import turns_late_at
from workflows.engine.task_view import ripe_on
from workflows.view import View

Turns = Iterable[date | None]


def ripens_at(view: View) -> datetime | None:
    """Give the first instant after now at which a guard of the stage's moves or tasks may answer otherwise."""
    days = [day for guard in _guards(view) for day in _days(guard, view) if day > view.today]
    tasks = view.defn.active_tasks[view.state.home]
    days += [day for task in tasks if (day := ripe_on(task, view)) is not None]
    instants = [start_of(day) for day in days]
    instants += [one.excused_until for one in view.state.tasks.values() if one.excused and one.excused_until]
    instants += turns_late_at(view)
    return min((at for at in instants if at > view.at), default=None)


def _guards(view: View) -> Iterator[Guard]:
    """Walk every guard that the way on asks: of moves, closes, outcomes, and whether tasks and clocks apply."""
    for move in view.defn.moves_from[view.state.stage]:
        yield from move.guards
        for code in move.close_reasons:
            yield from view.defn.close_reasons[code].guards
        for code in move.outcomes:
            rule = view.defn.outcomes[code]
            if rule.when is not None:
                yield rule.when
            if rule.min_age is not None:
                yield c.Age(min=rule.min_age)
    for task in view.defn.active_tasks[view.state.home]:
        if task.applies is not None:
            yield task.applies
    for clock in view.defn.clocks:
        yield clock.stops
        if clock.applies is not None:
            yield clock.applies


def _days(guard: Guard, view: View) -> Iterable[date]:
    """Give the days on which the answer of a guard may turn, past ones among them."""
    match guard:
        case c.AnyOf() | c.AllOf():
            return [day for part in guard.of for day in _days(part, view)]
        case c.Not():
            return _days(guard.of, view)
        case c.MilestoneReached():
            milestone = view.defn.milestone.get(guard.id)
            waits = milestone is not None and guard.id not in view.state.milestones
            return _days(milestone.when, view) if milestone and waits else ()
    leaf = _LEAVES.get(type(guard))
    return (day for day in leaf(guard, view) if day is not None) if leaf else ()


def _days_in_stage(guard: c.DaysInStage, view: View) -> Turns:
    return (view.today + timedelta(days=guard.min - view.days_in_stage()),)


def _days_since(guard: c.DaysSince, view: View) -> Turns:
    day, turns = view.day(guard.fact), (guard.min, None if guard.max is None else guard.max + 1)
    return [day + timedelta(days=days) for days in turns if day is not None and days is not None]


def _scored(guard: c.Scored, view: View) -> Turns:
    result = view.result(guard.instrument)
    if result is None or guard.max_age_days is None:
        return ()
    return (wib_day(result.at) + timedelta(days=guard.max_age_days + 1),)


def _age(guard: c.Age, view: View) -> Turns:
    years = (guard.min, None if guard.max is None else guard.max + 1)
    return [view.birthday(year) for year in years if year] if guard.at is None else ()


def _fact(guard: c.Fact, view: View) -> Turns:
    have = view.age(None) if guard.name == "age" else None
    return () if have is None else (view.birthday(have + 1),)


_LEAVES: dict[type, Callable[[Any, View], Turns]] = {
    c.DaysInStage: _days_in_stage,
    c.DaysSince: _days_since,
    c.Scored: _scored,
    c.Age: _age,
    c.Fact: _fact,
}
