"""A guided walk: drives a case by `plan` along the shortest way to an edge, clearing what is in the way."""

from collections.abc import Callable
from datetime import date

from tests.workflows.driving import Case, wib
from workflows import commands as cmd
from workflows.conditions import Scalar
from workflows.definition import Definition
from workflows.engine import Actor, MoveView, Refused
from workflows.engine.walk import Edge, Step, Wait, fill, remedy, reopenable, route
from workflows.reasons import Reason

MOST = 60
PEOPLE = ("satu", "dua", "tiga")
"""So many people hold each role, enough for any four-eyes rule."""


class Stalled(AssertionError):
    """Nothing that the walker knows clears these reasons."""


def person(roles: tuple[str, ...], defn: Definition, number: int = 0) -> Actor:
    role = (roles or defn.meta.workers)[0]
    return Actor(f"{role.lower()}-{PEOPLE[number]}", frozenset({role}))


def begin(defn: Definition, **facts: Scalar) -> Case:
    """Open a case whose client fits the type."""
    case = Case(defn)
    age = defn.meta.age
    years = age.min if age.min is not None else 30
    years += 1 if age.max is None or years < age.max else 0
    born = date(case.now.year - years, 1, 1).isoformat()
    opening = {"birth_date": born, "safe_now": True, **facts}
    by = person((), defn)
    case.do(cmd.Open(pmks_type=defn.meta.pmks_types[0], region="36.04", facts=opening), by)
    return case


def clear(case: Case, reason: Reason) -> bool:
    """Do what clears a reason; whether there was anything to do."""
    steps = remedy(case.defn, case.here, reason, now=case.now)
    for step in steps:
        if isinstance(step, Wait):
            case.now = max(case.now, wib(step.until.isoformat(), 10))
        else:
            _do(case, step)
    return bool(steps)


def _do(case: Case, step: Step) -> None:
    for number in range(len(PEOPLE)):
        by = person(step.who, case.defn, number)
        if not isinstance(case.ask(step.command, by), Refused):
            break
    case.do(step.command, by)


def look(case: Case, trigger: str, number: int) -> tuple[MoveView, Actor]:
    declared = next(m for m in case.defn.moves_from[case.here.stage] if m.trigger == trigger)
    by = person(declared.by, case.defn, number)
    return next(m for m in case.plan(by).moves if m.trigger == trigger), by


def make(case: Case, trigger: str, *, close_reason: str = "", outcome: str = "") -> None:
    """Clear every reason against a move of the present stage, then make it."""
    number = 0
    for _ in range(MOST):
        view, by = look(case, trigger, number)
        if any(reason.code == "four_eyes" for reason in view.blocked):
            number += 1
            continue
        blocked = _in_the_way(view, close_reason, outcome)
        if not blocked:
            case.do(fill(view, close_reason=close_reason, outcome=outcome), by)
            return
        if sum(clear(case, reason) for reason in blocked) == 0:
            raise Stalled(f"{case.here.stage} {trigger}: {blocked}")
    raise Stalled(f"{case.here.stage} {trigger}: still {blocked}")


def _in_the_way(view: MoveView, close_reason: str, outcome: str) -> tuple[Reason, ...]:
    found = [r for r in view.blocked if not (close_reason and r.code == "any_close_reason")]
    for choice in (*view.close_reasons, *view.outcomes):
        if choice.code in {close_reason, outcome}:
            found += [r for r in choice.blocked if r not in found]
    return tuple(found)


def travel(case: Case, wanted: Callable[[Edge], bool], **choices: str) -> Case:
    """Go the shortest way to an edge and make its move."""
    edges = route(case.defn, case.here.stage, wanted)
    if edges is None:
        raise Stalled(f"no way from {case.here.stage}")
    for n, edge in enumerate(edges):
        after = edges[n + 1] if n + 1 < len(edges) else None
        reopened = {"close_reason": reopening_accepts(case.defn, edge, after)} if after else choices
        make(case, edge.trigger, **reopened)
        assert case.here.stage == edge.to, (edge, case.here.stage)
    return case


def way_to(defn: Definition, edge: Edge) -> tuple[Edge, ...]:
    """Give the shortest way from the opening up to and including an arrow."""
    found = route(defn, begin(defn).here.stage, lambda other: other == edge)
    if found is None:
        raise Stalled(f"no way to {edge}")
    return found


def reopening_accepts(defn: Definition, edge: Edge, after: Edge) -> str:
    """Choose a close reason that the reopening which follows accepts; none where what follows is no reopening."""
    move = next(m for m in defn.moves_from[after.origin] if m.trigger == after.trigger)
    return reopenable(defn, edge, move)[0] if move.kind == "reopen" else ""
