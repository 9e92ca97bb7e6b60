"""The promises every definition keeps: it is sound, two readings agree, and every arrow can be travelled."""

import tomllib
from itertools import product
from typing import Any

import msgspec
import pytest
from statemachine import State, StateChart
from statemachine.exceptions import TransitionNotAllowed

from tests.counts import Tell
from tests.workflows import golden_table
from tests.workflows.driving import PEKSOS, Case, calendar
from tests.workflows.journeys import DEFINITIONS, FILES, GOLDEN, arrived
from tests.workflows.walk import begin, make, travel
from workflows.case_state import CaseState
from workflows.checks import check
from workflows.definition import HISTORY, SAME, Definition, canonical, from_canonical
from workflows.engine import destination, plan
from workflows.engine.walk import Edge, edges
from workflows.events import Voided
from workflows.fold import fold
from workflows.standard import expand

every_journey = pytest.mark.parametrize("name", DEFINITIONS)
every_edge = pytest.mark.parametrize(
    ("name", "edge"),
    [(name, edge) for name, defn in DEFINITIONS.items() for edge in edges(defn)],
    ids=lambda value: value if isinstance(value, str) else f"{value.origin}-{value.trigger}-{value.to}",
)


@every_journey
def test_a_journey_passes_every_check(name: str) -> None:
    assert check(DEFINITIONS[name]) == []


@every_journey
def test_a_journey_survives_its_stored_form(name: str) -> None:
    defn = DEFINITIONS[name]
    again = from_canonical(canonical(defn))
    assert again == defn
    assert again.digest == defn.digest


@every_journey
def test_a_journey_is_as_its_golden_table_says(name: str) -> None:
    told = golden_table.table(FILES[name].read_bytes())
    kept = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert told == kept, "meant? then run: python -m tests.workflows.golden_table"


def plain_table(name: str) -> dict[tuple[str, str], str]:
    """Read (stage, trigger) → stage straight from the file, without the engine."""
    data = expand(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    return {(stage, move["trigger"]): move["to"] for move in data["moves"] for stage in move["from"]}


def second_engine(name: str) -> dict[tuple[str, str], str | None]:
    """Ask another state-machine library, built from the same file, about every pair."""
    data = expand(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    states = {s["id"]: State(s["id"], initial=s["id"] == data["meta"]["initial"]) for s in data["stages"]}
    body: dict[str, Any] = dict(states)
    for move in data["moves"]:
        for stage in move["from"]:
            to = stage if move["to"] in {HISTORY, SAME} else move["to"]
            arrow = states[stage].to(states[to])
            body[move["trigger"]] = body[move["trigger"]] | arrow if move["trigger"] in body else arrow
    chart: Any = type("Oracle", (StateChart,), {**body, "allow_event_without_transition": False})
    triggers = sorted({move["trigger"] for move in data["moves"]})
    return {(stage, trigger): _sent(chart, stage, trigger) for stage, trigger in product(states, triggers)}


def _sent(chart: Any, stage: str, trigger: str) -> str | None:
    machine = chart(start_value=stage)
    try:
        machine.send(trigger)
    except TransitionNotAllowed:
        return None
    return str(next(iter(machine.configuration)).id)


@every_journey
def test_two_other_readings_agree_on_every_stage_and_trigger(name: str, tell: Tell) -> None:
    defn, plain, other = DEFINITIONS[name], plain_table(name), second_engine(name)
    triggers = sorted({trigger for _, trigger in plain})
    pairs = list(product((stage.id for stage in defn.stages), triggers))
    assert set(pairs) == set(other)
    for stage, trigger in pairs:
        declared = plain.get((stage, trigger))
        expected = {HISTORY: "ASAL", SAME: stage}.get(declared or "", declared)
        found = destination(defn, stage, trigger, home="ASAL")
        assert found == expected, (stage, trigger)
        assert other[stage, trigger] == (stage if declared == HISTORY else expected), (stage, trigger)
    tell("stages and triggers on which two other readings agree", journeys=1, pairs=len(pairs))


@every_journey
def test_a_plan_offers_exactly_the_moves_of_the_table(name: str) -> None:
    defn, plain = DEFINITIONS[name], plain_table(name)
    case = begin(defn)
    for stage in defn.stages:
        state = msgspec.structs.replace(case.here, stage=stage.id)
        told = plan(defn, state, actor=PEKSOS, now=case.now, calendar=calendar())
        assert {m.trigger for m in told.moves} == {t for s, t in plain if s == stage.id}


@every_edge
def test_every_arrow_can_be_travelled_by_the_shortest_way(name: str, edge: Edge, tell: Tell) -> None:
    case = arrived(name, edge)
    assert case.here.stage == edge.to
    assert case.here.last_move is not None
    assert case.here.last_move.trigger == edge.trigger
    folds_the_same(case)
    tell("arrows travelled by the shortest way", arrows=1, events=len(case.history))


def folds_the_same(case: Case) -> None:
    """Compare: the state applied step by step is the state folded from the whole history, and survives JSON."""
    assert fold(case.history) == case.here
    assert msgspec.json.decode(msgspec.json.encode(case.here), type=CaseState) == case.here
    assert not any(isinstance(each.event, Voided) for each in case.history)


@every_journey
def test_every_close_reason_and_every_outcome_can_be_reached(name: str) -> None:
    defn = DEFINITIONS[name]
    for move in defn.moves:
        for code in move.close_reasons:
            outcomes = move.outcomes if defn.close_reasons[code].outcome else ("",)
            for outcome in outcomes:
                case = begin_for(defn, outcome)
                if case.here.stage not in move.source:
                    travel(case, leads_into(move.source, move.trigger))
                make(case, move.trigger, close_reason=code, outcome=outcome)
                assert (case.here.close_reason, case.here.outcome) == (code, outcome)


def begin_for(defn: Definition, outcome: str) -> Case:
    """Open a case old enough for an outcome."""
    rule = defn.outcomes.get(outcome)
    if rule is None or rule.min_age is None:
        return begin(defn)
    years = max(rule.min_age, defn.meta.age.min or 0)
    return begin(defn, birth_date=f"{2026 - years}-01-01")


def leads_into(stages: tuple[str, ...], trigger: str) -> Any:
    """Find an arrow into a stage a move starts from."""
    return lambda edge: edge.to in stages and edge.trigger != trigger
