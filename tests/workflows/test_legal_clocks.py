"""Every deadline of law names what stops it, and stops once that is recorded."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest

from tests.workflows.driving import START, Case
from workflows import commands as cmd
from workflows.checks.worlds import holds, worlds
from workflows.clock import calendar
from workflows.conditions import Scalar
from workflows.definition import Clock, Definition, load_all
from workflows.engine import Actor, Decided, running, stoppers
from workflows.engine.walk import Step, remedy
from workflows.lists.roles import ROLES
from workflows.reasons import Reason

LEGAL = [
    (name, clock.id) for name, defn in sorted(load_all().items()) for clock in defn.clocks if clock.legal
]
EVERYBODY = Actor("siapa-saja", frozenset(ROLES))


def test_there_are_deadlines_of_law_of_ours_and_of_others() -> None:
    theirs = {bool(clock.theirs) for d in load_all().values() for clock in d.clocks if clock.legal}
    assert theirs == {True, False}


@pytest.mark.parametrize(("journey", "key"), LEGAL)
def test_a_missed_deadline_of_law_stops_once_what_it_names_is_recorded(journey: str, key: str) -> None:
    case = running_with(load_all()[journey], key)
    assert key in ids(case), "the clock never ran here, so nothing was shown"
    for _ in range(12):
        named = stoppers(case.defn, case.here, key, now=case.now)
        assert named
        assert any(one.opens for reason in named for one in flat(reason)), named
        (step, *_rest) = remedy(case.defn, case.here, named[0], now=case.now)
        assert isinstance(step, Step)
        case.do(step.command, EVERYBODY)
        if key not in ids(case):
            return
    pytest.fail(f"{key} never stops")


def ids(case: Case) -> set[str]:
    return {one.id for one in running(case.defn, case.here, now=case.now, calendar=calendar())}


def flat(reason: Reason) -> Iterator[Reason]:
    yield reason
    for part in reason.parts:
        yield from flat(part)


def running_with(defn: Definition, key: str) -> Case:
    """Open a case in whose facts the clock has begun, and let its time pass."""
    clock = next(one for one in defn.clocks if one.id == key)
    case = Case(defn, START)
    for told, born in product(applying(clock, defn), (2012, 1990, 2022)):
        facts: dict[str, Scalar] = {"birth_date": f"{born}-03-01", **told}
        sort, _, name = clock.start.partition(":")
        if sort == "fact":
            facts[name] = "2026-01-02"
        case = Case(defn, START)
        opening = cmd.Open(pmks_type=defn.meta.pmks_types[0], region="36.04", facts=facts, override="Uji.")
        if isinstance(case.ask(opening, EVERYBODY), Decided):
            case.do(opening, EVERYBODY)
            case.later(days=120)
            if key in ids(case):
                return case
    return case


def applying(clock: Clock, defn: Definition) -> Iterator[dict[str, Scalar]]:
    """Give facts in which the clock may apply."""
    guards = [clock.applies] if clock.applies else []
    for world in worlds(guards, defn):
        if all(holds(guard, world, defn) for guard in guards):
            facts = {name[5:]: value for name, value in world.items() if name.startswith("fact:")}
            facts |= {name[4:]: "2026-01-01" for name in world if name.startswith("age:") and name[4:]}
            yield {name: value for name, value in facts.items() if value not in ("~", "")}


def test_time_alone_stops_no_deadline_of_law() -> None:
    case = running_with(load_all()["KPO"], "service_begins")
    case.now += timedelta(days=900)
    assert "service_begins" in ids(case)
