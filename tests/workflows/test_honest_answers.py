"""Every gate of every journey walked with honest answers: "indicated", "not clear", "not safe", "safe with a plan".

Whatever somebody truly finds, the case can go on from where it is: nobody has to write what is not so to pass a gate.
"""

from collections.abc import Iterator

import pytest

from tests.workflows.journeys import DEFINITIONS
from workflows import conditions as c
from workflows.checks.problem import leaves
from workflows.checks.worlds import World, holds, worlds
from workflows.conditions import Guard, Scalar
from workflows.definition import Definition, Move
from workflows.parts import Stage, Task

NO_ANSWER = {"cancel", "reject", "close_early", "close_lost", "hold", "renew"}
"""Moves that do not follow from what was found: a case is not cancelled because its client is unclear."""
JOURNEYS = pytest.mark.parametrize("defn", DEFINITIONS.values(), ids=lambda defn: defn.meta.id)


def gated(defn: Definition, fact: str) -> Iterator[Stage]:
    """Give the stages with a way forward, of journeys that know the fact."""
    if fact in defn.facts:
        yield from (
            stage for stage in defn.stages if any(m.kind == "forward" for m in defn.moves_from[stage.id])
        )


def open_ways(defn: Definition, stage: Stage, fact: str, value: Scalar) -> list[Move]:
    """Give the moves that some case of this stage can make while the fact stays as it was honestly answered."""
    return [
        move
        for move in defn.moves_from[stage.id]
        if move.trigger not in NO_ANSWER and _can(defn, _asked(defn, stage, move), {f"fact:{fact}": value})
    ]


def _asked(defn: Definition, stage: Stage, move: Move) -> tuple[Guard, ...]:
    """Give what a move asks, what it asks of the stage's required tasks among it."""
    tasks = (
        () if move.skip_required else [task for task in stage.tasks if task.required and not task.waivable]
    )
    return (*move.guards, *(guard for task in tasks for guard in _done(task)))


def _done(task: Task) -> Iterator[Guard]:
    if task.done_when is not None and task.applies is not None:
        yield c.AnyOf(of=(c.Not(of=task.applies), task.done_when))
    elif task.done_when is not None:
        yield task.done_when


def _can(defn: Definition, guards: tuple[Guard, ...], fixed: World) -> bool:
    asked = [guard for guard in guards if any(_names(leaf, fixed) for leaf in leaves(guard))]
    found = (
        world | {key: value for key, value in fixed.items() if key in world} for world in worlds(asked, defn)
    )
    return any(all(holds(guard, world, defn) for guard in asked) for world in found)


def _names(leaf: Guard, fixed: World) -> bool:
    return isinstance(leaf, c.Fact) and f"fact:{leaf.name}" in fixed


@JOURNEYS
def test_who_is_not_clear_is_served_on_at_every_gate(defn: Definition) -> None:
    for stage in gated(defn, "trafficking"):
        kinds = {move.kind for move in open_ways(defn, stage, "trafficking", "PERLU_DIDALAMI")}
        assert "forward" in kinds, f"{stage.id}: only “no signs” or “signs” leads on"


@JOURNEYS
def test_who_goes_on_unclear_is_asked_again_on_a_day_that_is_kept(defn: Definition) -> None:
    if "trafficking" in defn.facts and defn.meta.id != "PEMULANGAN":  # there a conference decides
        assert "next_screen" in {clock.id for clock in defn.clocks}


@JOURNEYS
def test_signs_of_trafficking_lead_to_a_victims_protection_at_every_gate(defn: Definition) -> None:
    for stage in gated(defn, "trafficking"):
        ways = open_ways(defn, stage, "trafficking", "TERINDIKASI")
        to_victim = any("KPO" in move.new_types for move in ways)
        assert to_victim or (defn.meta.id == "KPO" and any(move.kind == "forward" for move in ways)), stage.id


@JOURNEYS
@pytest.mark.parametrize("answer", ["TIDAK_AMAN", "AMAN_DENGAN_RENCANA"])
def test_a_client_who_is_not_simply_safe_is_protected_or_served_on_at_every_gate(
    defn: Definition, answer: str
) -> None:
    for stage in gated(defn, "safety"):
        ways = open_ways(defn, stage, "safety", answer)
        stays = stage.id in {"PERLINDUNGAN", "PENYELAMATAN"} and answer == "TIDAK_AMAN"
        assert stays or {move.kind for move in ways} & {"forward", "back"}, stage.id


@JOURNEYS
def test_no_answer_to_a_question_shuts_every_way_but_that_of_giving_up(defn: Definition) -> None:
    facts = {
        leaf.name for move in defn.moves for guard in move.guards for leaf in leaves(guard) if _told(leaf)
    }
    for fact in sorted(facts & defn.facts.keys()):
        declared = defn.facts[fact]
        values: tuple[Scalar, ...] = declared.choices if declared.kind == "choice" else (True, False)
        if declared.kind not in {"choice", "bool"}:
            continue
        for stage in gated(defn, fact):
            for value in values:
                assert open_ways(defn, stage, fact, value), f"{stage.id}: {fact} = {value}"


def _told(leaf: Guard) -> bool:
    return isinstance(leaf, c.Fact) and leaf.known is None
