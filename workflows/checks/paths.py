"""The journey can be travelled: every stage reached and left, a success found, no case trapped."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from workflows import conditions as c
from workflows.checks.problem import Problem, guards_of, leaves
from workflows.checks.worlds import holds, worlds
from workflows.conditions import Guard
from workflows.definition import HISTORY, SAME, Definition, Move


def paths(defn: Definition) -> Iterator[Problem]:
    """Find stages and guards that no case can use, and cases that no move can help."""
    yield from _reach(defn)
    yield from _success(defn)
    yield from _never(defn)
    yield from _traps(defn)
    yield from _tasks_in_reach(defn)


def targets(move: Move, stage: str, defn: Definition) -> tuple[str, ...]:
    """Give where a move can lead from a stage; a resume leads to every stage that can be held into it."""
    if move.to == SAME:
        return (stage,)
    if move.to != HISTORY:
        return (move.to,)
    return tuple(sorted({s for m in defn.moves if m.to == stage and m.kind == "hold" for s in m.source}))


def edges(defn: Definition, moves: Iterable[Move] | None = None) -> dict[str, set[str]]:
    """Give the stages that each stage leads to."""
    reached: dict[str, set[str]] = {stage.id: set() for stage in defn.stages}
    for move in defn.moves if moves is None else moves:
        for stage in move.source:
            reached.setdefault(stage, set()).update(targets(move, stage, defn))
    return reached


def reach(start: str, graph: dict[str, set[str]]) -> set[str]:
    """Give every stage that can be come to, the start included."""
    seen, waiting = {start}, deque([start])
    while waiting:
        for after in graph.get(waiting.popleft(), ()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


def _reach(defn: Definition) -> Iterator[Problem]:
    graph = edges(defn)
    from_start = reach(defn.meta.initial, graph)
    finals = {stage.id for stage in defn.stages if stage.kind == "final"}
    for stage in defn.stages:
        path = f"stages.{stage.id}"
        if stage.id not in from_start:
            yield Problem(path, "unreachable", f"No move leads to {stage.id}.")
        if stage.kind == "final":
            continue
        if not graph.get(stage.id, set()) - {stage.id}:
            yield Problem(path, "no_way_out", f"No move leads out of {stage.id}.")
        elif not reach(stage.id, graph) & finals:
            yield Problem(path, "no_way_out", f"From {stage.id} no way leads to the end.")
        if stage.kind == "hold" and all(m.kind != "resume" for m in defn.moves_from[stage.id]):
            yield Problem(path, "no_resume", f"What waits in {stage.id} cannot be resumed.")


def _success(defn: Definition) -> Iterator[Problem]:
    """Look for a way from the start to a successful close on which no required task is skipped."""
    onward = [m for m in defn.moves if m.kind == "forward" and not m.skip_required]
    here = reach(defn.meta.initial, edges(defn, onward))
    for move in defn.moves:
        success = any(defn.close_reasons[r].success for r in move.close_reasons if r in defn.close_reasons)
        if move.kind == "close" and success and not move.skip_required and here & set(move.source):
            return
    sentence = "No way leads to a successful close without skipping required tasks."
    yield Problem("moves", "no_success_path", sentence)


def _never(defn: Definition) -> Iterator[Problem]:
    """Guards that no case can satisfy, alone or with the others of the same move."""
    declared = _Declared(defn)
    for path, guard in guards_of(defn):
        if not _can((guard,), declared):
            yield Problem(path, "never", "No case can ever satisfy this guard.")
    for move in defn.moves:
        if all(_can((guard,), declared) for guard in move.guards) and not _can(move.guards, declared):
            yield Problem(f"moves.{move.trigger}.guards", "never", "These guards contradict each other.")


class _Declared:
    """What says which worlds there are: facts, instruments and milestones. Equal where these are."""

    def __init__(self, defn: Definition) -> None:
        self.defn = defn
        self.key = msgspec.msgpack.encode((defn.facts, defn.instruments, defn.milestones))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Declared) and self.key == other.key


@lru_cache(maxsize=2000)
def _can(guards: tuple[Guard, ...], declared: _Declared) -> bool:
    """Whether some world satisfies these guards. Versions of one journey ask this mostly about the same."""
    defn = declared.defn
    return any(all(holds(guard, world, defn) for guard in guards) for world in worlds(guards, defn))


def _traps(defn: Definition) -> Iterator[Problem]:
    """Stages in which some data shut every way out, holds and limited moves not counted as ways."""
    for stage in defn.stages:
        exits = [
            m for m in defn.moves_from[stage.id] if m.kind not in {"hold", "renew"} and m.max_times is None
        ]
        if stage.kind == "final" or not exits:
            continue
        ways = [_needs(move, defn) for move in exits]
        if any(not way for alternatives in ways for way in alternatives):
            continue
        every = [guard for alternatives in ways for way in alternatives for guard in way]
        trapped = next((w for w in worlds(every, defn) if not _open(ways, w, defn)), None)
        if trapped is not None:
            shown = ", ".join(f"{key.partition(':')[2]} = {value}" for key, value in sorted(trapped.items()))
            sentence = f"A case with {shown} could never leave {stage.id}."
            yield Problem(f"stages.{stage.id}", "trap", sentence)


def _needs(move: Move, defn: Definition) -> list[tuple[Guard, ...]]:
    """Give the guards of a move, one alternative for each close reason."""
    rules = [defn.close_reasons[code] for code in move.close_reasons if code in defn.close_reasons]
    data = tuple(guard for guard in move.guards if _is_data(guard))
    if not rules:
        return [data]
    return [data + tuple(guard for guard in rule.guards if _is_data(guard)) for rule in rules]


def _is_data(guard: Guard) -> bool:
    return any(
        isinstance(leaf, c.Fact | c.Score | c.Band | c.Age | c.MilestoneReached) for leaf in leaves(guard)
    )


def _open(ways: list[list[tuple[Guard, ...]]], world: dict[str, bool | int | str], defn: Definition) -> bool:
    return any(all(holds(g, world, defn) for g in way) for alternatives in ways for way in alternatives)


def _tasks_in_reach(defn: Definition) -> Iterator[Problem]:
    """Find a move that waits for a task of a stage no case can have been in."""
    graph = edges(defn)
    for move in defn.moves:
        for guard in move.guards:
            for leaf in leaves(guard):
                if not isinstance(leaf, c.TaskDone | c.Attempts) or leaf.task not in defn.task:
                    continue
                active = {defn.task_stage[leaf.task], *defn.task[leaf.task].early_from}
                late = [s for s in move.source if all(s not in reach(a, graph) for a in active)]
                if late:
                    sentence = f"In {', '.join(late)} nobody can have done “{leaf.task}”."
                    yield Problem(f"moves.{move.trigger}.guards", "task_out_of_reach", sentence)
