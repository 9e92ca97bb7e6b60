"""Whether data can satisfy a guard, or shut every way out: worked through over the values that matter.

What people or time can bring about (a task, a document, a score's age, days, a fact not yet recorded) is
taken as brought about, whichever way the guard wants it. What a case simply is (a fact's value, a score,
a band, an age) is tried with every value that a guard in question tells apart.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from typing import Any

from workflows import conditions as c
from workflows.checks.problem import leaves
from workflows.conditions import Guard, Scalar
from workflows.definition import Definition

World = dict[str, Scalar]
MOST = 20_000
"""Worlds tried per question; journeys stay far below."""


def worlds(guards: Iterable[Guard], defn: Definition) -> Iterator[World]:
    """Give every world that these guards can tell apart."""
    domains: dict[str, set[Scalar]] = {}
    for guard in guards:
        for leaf in _through(guard, defn):
            for key, values in _domain(leaf, defn):
                domains.setdefault(key, set()).update(values)
    keys = sorted(domains)
    every = product(*(sorted(domains[key], key=str) for key in keys))
    return (dict(zip(keys, values, strict=True)) for values in islice(every, MOST))


def _through(guard: Guard, defn: Definition) -> Iterator[Guard]:
    """Give the simple guards of a guard, those behind its milestones included."""
    for leaf in leaves(guard):
        if isinstance(leaf, c.MilestoneReached) and leaf.id in defn.milestone:
            yield from _through(defn.milestone[leaf.id].when, defn)
        else:
            yield leaf


def _domain(leaf: Guard, defn: Definition) -> Iterator[tuple[str, set[Scalar]]]:
    match leaf:
        case c.Fact() if leaf.known is None:
            yield f"fact:{leaf.name}", _fact_values(leaf, defn)
        case c.Score():
            use = defn.instruments.get(leaf.instrument)
            near = {leaf.value - 1, leaf.value, leaf.value + 1}
            inside = {v for v in near if use is None or use.min <= v <= use.max}
            yield f"score:{leaf.instrument}", {*inside, use.min, use.max} if use else {*inside}
        case c.Band():
            use = defn.instruments.get(leaf.instrument)
            yield f"band:{leaf.instrument}", set(use.bands if use else leaf.one_of)
        case c.Age():
            ends = [end for end in (leaf.min, leaf.max) if end is not None]
            yield f"age:{leaf.at or ''}", {max(0, end + step) for end in ends for step in (-1, 0, 1)}


def _fact_values(leaf: c.Fact, defn: Definition) -> set[Scalar]:
    if leaf.name == "age":
        value = leaf.value if isinstance(leaf.value, int) else 0
        return {max(0, value + step) for step in (-1, 0, 1)}
    fact = defn.facts.get(leaf.name)
    if fact is None or fact.kind == "bool":
        return {True, False}
    if fact.kind == "choice":
        return set(fact.choices)
    named = [v for v in (leaf.eq, leaf.ne, leaf.value, *(leaf.one_of or ())) if v is not None]
    if fact.kind == "int":
        return {v + step for v in named if isinstance(v, int) for step in (-1, 0, 1)}
    return {*named, "~", ""}


def holds(guard: Guard, world: World, defn: Definition, *, want: bool = True) -> bool:
    """Whether a guard can be brought to answer as wanted in that world."""
    match guard:
        case c.Not():
            return holds(guard.of, world, defn, want=not want)
        case c.AllOf() | c.AnyOf():
            each = (holds(inner, world, defn, want=want) for inner in guard.of)
            return all(each) if isinstance(guard, c.AllOf) == want else any(each)
        case c.MilestoneReached() if guard.id in defn.milestone:
            return not want or holds(defn.milestone[guard.id].when, world, defn)
    answer = _given(guard, world)
    return answer is None or answer == want


def _given(guard: Guard, world: World) -> bool | None:
    """Answer a guard over what a case simply is; None for what can be brought about."""
    match guard:
        case c.Fact() if guard.known is None:
            return _compare(guard, world[f"fact:{guard.name}"])
        case c.Score():
            return bool(_OPS[guard.op](world[f"score:{guard.instrument}"], guard.value))
        case c.Band():
            return world[f"band:{guard.instrument}"] in guard.one_of
        case c.Age():
            age = int(world[f"age:{guard.at or ''}"])
            return (guard.min is None or age >= guard.min) and (guard.max is None or age <= guard.max)
    return None


def _compare(guard: c.Fact, have: Scalar) -> bool:
    if guard.eq is not None:
        return have == guard.eq
    if guard.ne is not None:
        return have != guard.ne
    if guard.one_of is not None:
        return have in guard.one_of
    if guard.op is None or isinstance(have, str) != isinstance(guard.value, str):
        return False
    return bool(_OPS[guard.op](have, guard.value))


_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
