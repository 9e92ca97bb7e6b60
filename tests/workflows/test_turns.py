"""Whose turn it is, held against the plan: a line waits with whoever can clear it, and with nobody else.

The oracle is `plan`, asked once for each role: what it allows, what blocks it, and who may do it.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import rotation
from tests.workflows.driving import Case
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.test_random_walks import STEPS, Walk
from tests.workflows.walk import MOST, begin, clear, look, person, travel
from workflows.engine import Turn, onward
from workflows.engine.turns import is_workers
from workflows.reasons import Actor

walks = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
every_journey = pytest.mark.parametrize("name", rotation.in_turn(list(DEFINITIONS)))


def turn_of(case: Case) -> Turn:
    found = case.plan().turn
    assert found is not None
    return found


def allowed(case: Case, trigger: str) -> bool:
    """Tell whether somebody may make a move now: any of three people of the roles that it names."""
    move = next(m for m in case.defn.moves_from[case.here.stage] if m.trigger == trigger)
    actors = [person(move.by, case.defn, number) for number in range(3)]
    return any(m.allowed for by in actors for m in case.plan(by).moves if m.trigger == trigger)


def holds(case: Case) -> None:
    """Compare the turn with what the plan says of the same moment."""
    if case.here.closed:
        assert case.plan().turn is None
        return
    found = turn_of(case)
    ways = [] if case.here.held else [move.trigger for move in onward(case.defn, case.here.stage)]
    decidable = [trigger for trigger in ways if allowed(case, trigger)]
    kind, _, name = found.next.opens.partition(":")
    if kind == "move":
        assert name in decidable
        barred = Actor(found.barred[0], case.defn.holders(found.next.who)) if found.barred else None
        assert barred is None or not next(m for m in case.plan(barred).moves if m.trigger == name).allowed
    elif ways:
        assert not decidable, (found.next, decidable)
    if kind == "task":
        assert next(task for task in case.plan().tasks if task.id == name).blocks


@every_journey
@walks
@given(draw=st.data())
def test_a_decision_is_waited_for_only_where_it_can_be_made(name: str, draw: st.DataObject) -> None:
    walk = Walk(name, draw)
    for _ in range(STEPS):
        walk.step()
        holds(walk.case)


@every_journey
@walks
@given(draw=st.data())
def test_a_turn_changes_by_time_only_at_the_instant_that_it_names(name: str, draw: st.DataObject) -> None:
    walk = Walk(name, draw)
    for _ in range(STEPS // 3):
        walk.step()
        if walk.case.here.closed:
            return
        found = turn_of(walk.case)
        then = walk.case.now
        last = then + timedelta(days=400) if found.until is None else found.until - timedelta(seconds=1)
        for share in (0.3, 0.8, 1):
            walk.case.now = then + (last - then) * share
            later = turn_of(walk.case)
            assert (later.next.opens, later.next.who) == (found.next.opens, found.next.who)
        walk.case.now = then


def test_a_turn_is_the_workers_while_a_required_task_of_theirs_is_open() -> None:
    case = begin(DEFINITIONS["lut"])
    assert turn_of(case).next == turn_of(case).work
    assert turn_of(case).next.opens.startswith("task:")


def test_a_turn_is_the_approvers_once_the_worker_has_done_all() -> None:
    case = travel(begin(DEFINITIONS["lut"]), lambda edge: edge.to == "RENCANA")
    trigger = onward(case.defn, "RENCANA")[0].trigger
    assert not turn_of(case).next.opens.startswith("move:")
    for _ in range(MOST):
        view, by = look(case, trigger, 2)
        if view.allowed:
            break
        assert [clear(case, reason) for reason in view.blocked]
    assert turn_of(case).next.opens == f"move:{trigger}"
    assert by.roles <= case.defn.holders(turn_of(case).next.who)
    assert not is_workers(turn_of(case).next.who, case.defn)


def test_a_held_case_waits_for_the_look_at_its_hold() -> None:
    case = travel(begin(DEFINITIONS["lut"]), lambda edge: edge.to == "TUNDA")
    assert turn_of(case).next.opens == "hold"
    assert turn_of(case).next.due_at == case.here.due_at


def test_every_turn_names_an_act_that_has_a_place_in_its_journey() -> None:
    for name in DEFINITIONS:
        case = begin(DEFINITIONS[name])
        assert turn_of(case).next.opens, name
