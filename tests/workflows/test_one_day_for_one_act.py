"""A task and the clock that waits for it are one act: no page shows two days for it."""

from datetime import UTC, datetime, timedelta

import pytest

from workflows import engine
from workflows import events as ev
from workflows.clock import calendar
from workflows.conditions import AllOf, AnyOf, Guard, TaskDone
from workflows.definition import Definition, load_all
from workflows.events import Happened
from workflows.fold import fold

START = datetime(2026, 3, 2, 3, 20, tzinfo=UTC)
DEFINITIONS = load_all()


def tasks_in(guard: Guard) -> set[str]:
    if isinstance(guard, AllOf | AnyOf):
        return {task for part in guard.of for task in tasks_in(part)}
    return {guard.task} if isinstance(guard, TaskDone) else set()


WAITS = [
    (journey, rule.id, task)
    for journey, defn in sorted(DEFINITIONS.items())
    for rule in defn.clocks
    if not rule.theirs
    for task in sorted(tasks_in(rule.stops))
]


def agenda(defn: Definition, clock: str, task: str) -> engine.Agenda:
    """Draw a case that stands in the stage of a task while the clock runs."""
    rule = next(rule for rule in defn.clocks if rule.id == clock)
    facts = {"birth_date": str(START.date().replace(year=START.year - (rule.birthday or 30)))}
    sort, _sep, name = rule.start.partition(":")
    if sort == "fact":
        facts[name] = str(START.date())
    opened = ev.Opened(
        defn.meta.id, 1, defn.digest, defn.meta.pmks_types[0], "36.04", defn.task_stage[task], facts
    )
    state = fold([Happened(1, START, START, "somebody", opened)])
    return engine.agenda(defn, state, now=START + timedelta(hours=1), calendar=calendar())


@pytest.mark.parametrize(("journey", "clock", "task"), WAITS)
def test_a_task_is_due_no_later_than_the_clock_that_waits_for_it(journey, clock, task):
    found = agenda(DEFINITIONS[journey], clock, task)
    running = [one for one in found.clocks if one.id == clock]
    standing = [one for one in found.tasks if one.id == task and one.status in ("open", "unknown")]

    for one in running:
        for other in standing:
            assert other.due_at
            assert other.due_at <= one.due_at


def test_the_first_contact_after_release_has_one_day_in_the_task_and_in_its_clock():
    found = agenda(DEFINITIONS["BWBLP"], "release_contact", "release_contact")

    [clock] = [one for one in found.clocks if one.id == "release_contact"]
    [task] = [one for one in found.tasks if one.id == "release_contact"]
    assert task.due_at == clock.due_at
