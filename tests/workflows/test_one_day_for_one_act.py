"""A task and the clock that waits for it are one act: no page shows two days for it."""

from datetime import UTC, datetime, timedelta

import pytest

from workflows import engine
from workflows import events as ev
from workflows.checks.problem import leaves
from workflows.clock import calendar
from workflows.conditions import AllOf, AnyOf, Fact, Guard, TaskDone
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


def answers(guard: Guard) -> list[dict[str, object]]:
    """Give what may be recorded so that a guard holds: every answer that does, one by one; none where it is not told."""
    match guard:
        case Fact(known=True):
            return [{guard.name: None}]
        case Fact() if guard.eq is not None:
            return [{guard.name: guard.eq}]
        case Fact() if guard.one_of:
            return [{guard.name: value} for value in guard.one_of]
        case Fact(op="<="):  # a count that must grow is several acts, of which a deadline may want the first
            return [{guard.name: guard.value}]
        case AllOf():
            found = [{}]
            for part in guard.of:
                found = [one | other for one in found for other in answers(part)]
            return found
    return []


def deeds(defn: Definition, name: str) -> list[ev.Event]:
    """Give every way in which a task can be done by its own document or record."""
    task = defn.task[name]
    if task.evidence.startswith("document:"):
        return [ev.DocumentAdded(task.evidence.partition(":")[2], "d1")]
    if not task.record or task.done_when is None or task.repeat:
        return []
    told = [facts for one in answers(task.done_when) for facts in _each(defn, one)]
    return [ev.Recorded(task.record, "r1", facts) for facts in told]


def _each(defn: Definition, facts: dict[str, object]) -> list[dict[str, object]]:
    """Give every choice of what only has to be known."""
    found = [facts]
    for name, value in facts.items():
        declared = defn.facts.get(name)
        if value is None and declared is not None and declared.kind == "choice":
            found = [one | {name: choice} for one in found for choice in declared.choices]
    return [_told(defn, one) for one in found]


def _told(defn: Definition, facts: dict[str, object]) -> dict[str, object]:
    """Put a value of its kind for what only has to be known."""
    return {name: _some(defn, name) if value is None else value for name, value in facts.items()}


def _some(defn: Definition, name: str) -> object:
    declared = defn.facts.get(name)
    if declared is not None and declared.kind == "choice":
        return next(iter(declared.choices))
    return str(START.date()) if declared is None or declared.kind in ("date", "instant") else True


def agenda(defn: Definition, clock: str, task: str, *done: ev.Event) -> engine.Agenda:
    """Draw a case that stands in the stage of a task while the clock runs; with what was *done* since."""
    rule = next(rule for rule in defn.clocks if rule.id == clock)
    facts = {"birth_date": str(START.date().replace(year=START.year - (rule.birthday or 30)))}
    sort, _sep, name = rule.start.partition(":")
    if sort == "fact":
        facts[name] = str(START.date())
    for applies in (rule.applies, defn.task[task].applies):
        facts |= _told(defn, next(iter(answers(applies)), {})) if applies is not None else {}
    opened = ev.Opened(
        defn.meta.id, 1, defn.digest, defn.meta.pmks_types[0], "36.04", defn.task_stage[task], facts
    )
    log = [Happened(n, START, START, "somebody", one) for n, one in enumerate((opened, *done), start=1)]
    state = fold(log)
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


def touched(guard: Guard | None) -> set[str]:
    """Name the facts by which a deadline comes to apply: what changes them does not stop it, it makes it another case."""
    return set() if guard is None else {leaf.name for leaf in leaves(guard) if isinstance(leaf, Fact)}


def told(found: list[ev.Event]) -> set[str]:
    return {name for one in found if isinstance(one, ev.Recorded) for name in one.facts}


OURS = [
    (journey, rule.id, task)
    for journey, defn in sorted(DEFINITIONS.items())
    for rule in defn.clocks
    if not rule.theirs and rule.birthday is None
    for task in defn.task
    if deeds(defn, task) and not touched(rule.applies) & told(deeds(defn, task))
]


def running(found: engine.Agenda, clock: str) -> datetime | None:
    return next((one.due_at for one in found.clocks if one.id == clock), None)


def test_a_task_whose_paper_or_record_stops_a_deadline_has_no_later_day_than_it():
    """Whatever ends a deadline is one act with it, though the journey does not name the task in the clock."""
    held = list[str]()
    for journey, clock, task in OURS:
        defn = DEFINITIONS[journey]
        found = agenda(defn, clock, task)
        limit = running(found, clock)
        standing = [one for one in found.tasks if one.id == task and one.status in ("open", "unknown")]
        if limit is None or not standing:
            continue
        if any(running(agenda(defn, clock, task, deed), clock) for deed in deeds(defn, task)):
            continue  # some honest way of doing the task leaves the deadline running
        held.append(f"{journey}/{clock}/{task}")
        due_at = standing[0].due_at
        assert due_at, held[-1]
        assert due_at <= limit, held[-1]
    assert {"AKTK/violence_report/violence_report", "TS/screen_in_time/screen"} <= set(held)


def test_the_first_contact_after_release_has_one_day_in_the_task_and_in_its_clock():
    found = agenda(DEFINITIONS["BWBLP"], "release_contact", "release_contact")

    [clock] = [one for one in found.clocks if one.id == "release_contact"]
    [task] = [one for one in found.tasks if one.id == "release_contact"]
    assert task.due_at == clock.due_at
