"""What a guard answers, and every condition behind the answer.

`conditions(guard, view)` gives a flat list: each entry is one condition with its answer and the `Reason`
that names it, so that a page can show what holds and what does not. Negation is pushed down to the leaves
(`not any` is all of the opposites), so that a reason inside a `not` still says what is needed.
Answers follow Kleene's logic; a fault outranks everything, since it is an incident and never a no.
"""

import operator
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import msgspec

from workflows import conditions as c
from workflows.clock import wib_day
from workflows.conditions import Guard, Scalar
from workflows.definition import FactKind
from workflows.lists.roles import ADMINISTRATORS
from workflows.reasons import Answer, Reason
from workflows.view import FaultFound, View


class Condition(msgspec.Struct, frozen=True):
    """One condition of a guard: what it answers, and how it is named."""

    answer: Answer
    reason: Reason


Conditions = tuple[Condition, ...]

_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


def conditions(guard: Guard, view: View, *, want: bool = True) -> Conditions:
    """Take a guard apart into conditions that must all hold."""
    if isinstance(guard, c.Not):
        return conditions(guard.of, view, want=not want)
    if isinstance(guard, c.AllOf | c.AnyOf):
        every = isinstance(guard, c.AllOf) == want
        return _each(guard.of, view, want=want) if every else (_one_of(guard.of, view, want=want),)
    return (_leaf(guard, view, want=want),)


def answer(guard: Guard, view: View) -> Answer:
    """Answer yes, no, unknown or fault."""
    behind = conditions(guard, view)
    return behind[0].answer if len(behind) == 1 else together(condition.answer for condition in behind)


def together(answers: Iterable[Answer]) -> Answer:
    """Give the answer of conditions that must all hold."""
    given = set(answers)
    for heaviest in ("fault", "no", "unknown"):
        if heaviest in given:
            return heaviest
    return "yes"


def _each(guards: tuple[Guard, ...], view: View, *, want: bool) -> Conditions:
    return tuple(condition for guard in guards for condition in conditions(guard, view, want=want))


def _one_of(guards: tuple[Guard, ...], view: View, *, want: bool) -> Condition:
    """One of several is enough: the reason holds every alternative with its own open conditions."""
    ways = [conditions(guard, view, want=want) for guard in guards]
    answers = {together(condition.answer for condition in way) for way in ways}
    best: Answer = "no"
    for candidate in ("fault", "yes", "unknown"):
        if candidate in answers:
            best = candidate
            break
    parts = tuple(_as_one(way) for way in ways)
    return Condition(best, Reason("any", {"count": len(parts)}, parts=parts, unknown=best == "unknown"))


def _as_one(way: Conditions) -> Reason:
    unmet = tuple(condition.reason for condition in way if condition.answer != "yes")
    named = unmet or tuple(condition.reason for condition in way)
    return named[0] if len(named) == 1 else Reason("all", {"count": len(named)}, parts=named)


def _leaf(guard: Guard, view: View, *, want: bool) -> Condition:
    try:
        holds, reason = _LEAVES[type(guard)](guard, view)
    except FaultFound as fault:
        args: dict[str, str | int] = {"about": fault.about, "name": fault.name}
        return Condition("fault", Reason("fault", args, who=ADMINISTRATORS))
    if holds is None:
        args = reason.args if want or "rule" not in reason.args else _turned(reason.args)
        return Condition("unknown", msgspec.structs.replace(reason, args=args, unknown=True))
    if not want:
        reason = msgspec.structs.replace(reason, code=_opposite(reason.code))
    return Condition("yes" if holds == want else "no", reason)


def _opposite(code: str) -> str:
    return _OPPOSITE.get(code, f"not_{code}")


def _turned(args: dict[str, str | int]) -> dict[str, str | int]:
    """Turn the rule that an unknown fact must meet into the opposite that is wanted of it."""
    return {**args, "rule": _opposite(str(args["rule"]))}


_OPPOSITE = {
    "fact_is": "fact_is_not",
    "fact_is_not": "fact_is",
    "fact_known": "fact_unknown",
    "fact_unknown": "fact_known",
}

Leaf = tuple[bool | None, Reason]


def _task(guard: c.TaskDone, view: View) -> Leaf:
    task = view.task(guard.task)
    count = len(view.progress(task.id).deeds)
    args: dict[str, str | int] = {"task": task.id, "count": count, "least": task_least(task)}
    return view.complete(task), Reason("task", args, task.owner, f"task:{task.id}")


def task_least(task: Any) -> int:
    """How many turns complete a task."""
    return int(task.repeat.least) if task.repeat else 1


def _milestone(guard: c.MilestoneReached, view: View) -> Leaf:
    milestone = view.defn.milestone.get(guard.id)
    if milestone is None:
        raise FaultFound("undeclared_milestone", guard.id)
    reason = Reason("milestone", {"milestone": guard.id})
    if guard.id in view.state.milestones:
        return True, reason
    behind: Conditions = view.once(("milestone", guard.id), lambda: conditions(milestone.when, view))
    combined = together(condition.answer for condition in behind)
    if combined == "fault":
        raise FaultFound("milestone", guard.id)
    parts = tuple(condition.reason for condition in behind if condition.answer != "yes")
    reason = Reason("milestone", {"milestone": guard.id}, parts=parts)
    return {"yes": True, "no": False}.get(combined), reason


def _instrument_reason(code: str, view: View, name: str, **args: str | int) -> Reason:
    by = view.defn.instruments[name].by or view.defn.meta.workers
    return Reason(code, {"instrument": name, **args}, by, f"instrument:{name}")


def _scored(guard: c.Scored, view: View) -> Leaf:
    result = view.result(guard.instrument)
    if guard.max_age_days is None:
        return result is not None, _instrument_reason("scored", view, guard.instrument)
    args = {"max_age_days": guard.max_age_days}
    if result is None:
        return False, _instrument_reason("scored_recently", view, guard.instrument, **args)
    days = (view.today - wib_day(result.at)).days
    reason = _instrument_reason("scored_recently", view, guard.instrument, **args, days=days)
    return days <= guard.max_age_days, reason


def _score(guard: c.Score, view: View) -> Leaf:
    result = view.result(guard.instrument)
    args: dict[str, str | int] = {"op": guard.op, "value": guard.value}
    if result is None or result.score is None:
        return None, _instrument_reason("score_missing", view, guard.instrument, **args)
    reason = _instrument_reason("score", view, guard.instrument, **args, have=result.score)
    return _OPS[guard.op](result.score, guard.value), reason


def _band(guard: c.Band, view: View) -> Leaf:
    result = view.result(guard.instrument)
    wanted = " ".join(guard.one_of)
    if result is None or not result.band:
        return None, _instrument_reason("score_missing", view, guard.instrument, bands=wanted)
    reason = _instrument_reason("band", view, guard.instrument, bands=wanted, have=result.band)
    return result.band in guard.one_of, reason


def fact_source(view: View, name: str) -> tuple[tuple[str, ...], str]:
    """Tell who can record a fact, and what to open for it."""
    kind = view.defn.facts.get("birth_date" if name == "age" else name)
    source = kind.set_by if kind else "client"
    if source in {"client", "opening"}:
        return view.defn.meta.workers, "client"
    sort, _, key = source.partition(":")
    table: dict[str, Any] = view.defn.records if sort == "record" else view.defn.instruments
    by = table[key].by if key in table else ()
    return by or view.defn.meta.workers, source


def _fact_reason(code: str, view: View, name: str, **args: Scalar) -> Reason:
    who, opens = fact_source(view, name)
    return Reason(code, {"fact": name, **args}, who, opens)


def _fact(guard: c.Fact, view: View) -> Leaf:
    have = view.fact(guard.name)
    if guard.known is not None:
        code = "fact_known" if guard.known else "fact_unknown"
        return (have is not None) == guard.known, _fact_reason(code, view, guard.name)
    code, wanted, holds = _comparison(guard, have, view)
    if have is None:
        return None, _fact_reason("fact_missing", view, guard.name, rule=code, **wanted)
    return holds, _fact_reason(code, view, guard.name, have=have, **wanted)


def _comparison(guard: c.Fact, have: Scalar | None, view: View) -> tuple[str, dict[str, Scalar], bool]:
    """Read the one way a fact guard compares: its code, its arguments and what it answers."""
    if guard.eq is not None:
        return "fact_is", {"want": guard.eq}, have == guard.eq
    if guard.ne is not None:
        return "fact_is_not", {"want": guard.ne}, have != guard.ne
    if guard.one_of is not None:
        return "fact_in", {"want": " ".join(map(str, guard.one_of))}, have in guard.one_of
    if guard.op is None or guard.value is None:
        raise FaultFound("empty_guard", guard.name)
    return "fact_compare", {"op": guard.op, "want": guard.value}, _compared(guard, have, view)


def _compared(guard: c.Fact, have: Scalar | None, view: View) -> bool:
    if have is None:
        return False
    kind: FactKind | None = view.defn.facts.get(guard.name)
    if isinstance(have, str) != isinstance(guard.value, str) or (kind and kind.kind in {"choice", "text"}):
        raise FaultFound("fact_compare", guard.name)
    return _OPS[guard.op or "=="](have, guard.value)


def document_source(view: View, document: str) -> tuple[str, ...]:
    """Tell who is expected to bring a document: the owner of the task that asks for it."""
    return view.defn.document_owner.get(document, view.defn.meta.workers)


def document_reason(view: View, document: str) -> Reason:
    """Name a document that must stand on the case."""
    return Reason("document", {"document": document}, document_source(view, document), f"document:{document}")


def _document(guard: c.Document, view: View) -> Leaf:
    return guard.document in view.held, document_reason(view, guard.document)


def _days_in_stage(guard: c.DaysInStage, view: View) -> Leaf:
    have = view.days_in_stage()
    args: dict[str, str | int] = {"min": guard.min, "have": have}
    if have < guard.min:
        args["on"] = (view.today + timedelta(days=guard.min - have)).isoformat()
    return have >= guard.min, Reason("days_in_stage", args, opens="wait")


def _days_since(guard: c.DaysSince, view: View) -> Leaf:
    day = view.day(guard.fact)
    if day is None:
        return None, _fact_reason("fact_missing", view, guard.fact, rule="days_since")
    have = (view.today - day).days
    if guard.max is not None and have > guard.max:
        return False, _fact_reason("days_since_over", view, guard.fact, max=guard.max, have=have)
    if guard.min is None:
        return True, _fact_reason("days_since_over", view, guard.fact, max=guard.max or 0, have=have)
    args: dict[str, str | int] = {"fact": guard.fact, "min": guard.min, "have": have}
    args["on"] = (day + timedelta(days=guard.min)).isoformat()
    return have >= guard.min, Reason("days_since", args, opens="wait")


def _attempts(guard: c.Attempts, view: View) -> Leaf:
    task = view.task(guard.task)
    days = sorted(wib_day(deed.at) for deed in view.progress(task.id).deeds)
    spread = (days[-1] - days[0]).days if days else 0
    args: dict[str, str | int] = {"task": task.id, "times": guard.times, "over_days": guard.over_days}
    args |= {"count": len(days), "spread": spread}
    holds = len(days) >= guard.times and spread >= guard.over_days
    return holds, Reason("attempts", args, task.owner, f"task:{task.id}")


def _age(guard: c.Age, view: View) -> Leaf:
    have = view.age(guard.at)
    args: dict[str, Scalar] = {"min": guard.min or 0}
    if guard.max is not None:
        args["max"] = guard.max
    if have is None:
        missing = guard.at if guard.at and view.fact("birth_date") is not None else "birth_date"
        return None, _fact_reason("fact_missing", view, missing, rule="age", **args)
    holds = (guard.min is None or have >= guard.min) and (guard.max is None or have <= guard.max)
    return holds, _fact_reason("age", view, "birth_date", have=have, **args)


def _moved(guard: c.Moved, view: View) -> Leaf:
    have = view.state.moved.get(guard.trigger, 0)
    args: dict[str, str | int] = {"trigger": guard.trigger, "times": guard.times, "have": have}
    return have >= guard.times, Reason("moved", args)


_LEAVES: dict[type, Callable[[Any, View], Leaf]] = {
    c.TaskDone: _task,
    c.MilestoneReached: _milestone,
    c.Scored: _scored,
    c.Score: _score,
    c.Band: _band,
    c.Fact: _fact,
    c.Document: _document,
    c.DaysInStage: _days_in_stage,
    c.DaysSince: _days_since,
    c.Attempts: _attempts,
    c.Age: _age,
    c.Moved: _moved,
}
