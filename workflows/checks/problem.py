"""What a check finds."""

from collections.abc import Iterator

import msgspec

from workflows import conditions as c
from workflows.conditions import Guard
from workflows.definition import Definition


class Problem(msgspec.Struct, frozen=True, order=True):
    """A fault of a definition: where (ids joined by dots), which, and a sentence for its author."""

    path: str
    code: str
    sentence: str


def guards_of(defn: Definition) -> Iterator[tuple[str, Guard]]:
    """Give every guard of a definition with its path, the outer ones only."""
    for path, guards in _lists(defn):
        yield from ((f"{path}[{n}]", guard) for n, guard in enumerate(guards))
    for path, guard in _single(defn):
        if guard is not None:
            yield path, guard


def _lists(defn: Definition) -> Iterator[tuple[str, tuple[Guard, ...]]]:
    yield from ((f"moves.{move.trigger}.guards", move.guards) for move in defn.moves)
    yield from ((f"close_reasons.{code}.guards", rule.guards) for code, rule in defn.close_reasons.items())


def _single(defn: Definition) -> Iterator[tuple[str, Guard | None]]:
    for task in defn.task.values():
        yield f"tasks.{task.id}.applies", task.applies
        yield f"tasks.{task.id}.done_when", task.done_when
    yield from ((f"milestones.{milestone.id}.when", milestone.when) for milestone in defn.milestones)
    for clock in defn.clocks:
        yield f"clocks.{clock.id}.stops", clock.stops
        yield f"clocks.{clock.id}.applies", clock.applies
    yield from ((f"outcomes.{code}.when", outcome.when) for code, outcome in defn.outcomes.items())


def leaves(guard: Guard) -> Iterator[Guard]:
    """Give the simple guards inside a guard."""
    match guard:
        case c.AnyOf() | c.AllOf():
            for inner in guard.of:
                yield from leaves(inner)
        case c.Not():
            yield from leaves(guard.of)
        case _:
            yield guard
