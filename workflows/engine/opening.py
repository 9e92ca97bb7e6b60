"""Opening a case: whether the type takes this client."""

from datetime import datetime

from workflows.clock import Calendar, instant, wib_day
from workflows.commands import Open
from workflows.conditions import Scalar
from workflows.definition import Definition
from workflows.engine.answers import Decided, Fault, Refused
from workflows.engine.asking import missing, refused
from workflows.engine.clocks import stage_due
from workflows.events import Opened
from workflows.lists.roles import LEADERS, REPORTERS
from workflows.reasons import Actor, Reason
from workflows.view import fits, years_between

NEAR = 2
"""An estimated age within so many years of a limit only warns."""


def age_reasons(
    defn: Definition, facts: dict[str, Scalar], at: datetime
) -> tuple[list[Reason], list[Reason]]:
    """Give what stops the client's age from fitting the type, and what only warns.

    Usable before a case exists, to suggest another type while the form is filled in.
    """
    band = defn.meta.age
    if band.min is None and band.max is None:
        return [], []
    born = facts.get("birth_date")
    if not isinstance(born, str) or not born:
        return [
            Reason("fact_missing", {"fact": "birth_date", "rule": "age"}, opens="client", unknown=True)
        ], []
    act = facts.get(band.at) if band.at else None
    day = wib_day(instant(act)) if isinstance(act, str) and act else wib_day(at)
    age = years_between(wib_day(instant(born)), day)
    reason = _outside(defn, age)
    if reason is None:
        return [], []
    limit = band.min if reason.code == "age_below" else band.max
    near = bool(facts.get("birth_estimated")) and limit is not None and abs(age - limit) <= NEAR
    return ([], [reason]) if near else ([reason], [])


def _outside(defn: Definition, age: int) -> Reason | None:
    band = defn.meta.age
    if band.min is not None and age < band.min:
        return Reason("age_below", {"age": age, "min": band.min, "suggested": band.below}, opens="client")
    if band.max is not None and age > band.max:
        return Reason("age_above", {"age": age, "max": band.max, "suggested": band.above}, opens="client")
    return None


def open_case(
    defn: Definition, command: Open, actor: Actor, now: datetime, calendar: Calendar
) -> Decided | Refused | Fault:
    """Decide whether a case of this journey may be opened."""
    at = command.occurred_at or now
    reasons = [Reason("in_future")] if at > now else []
    if command.pmks_type not in defn.meta.pmks_types:
        reasons.append(Reason("wrong_type", {"type": command.pmks_type}))
    reasons += missing("region", command.region)
    reasons += fact_type_reasons(defn, command.facts)
    if not defn.holders((*defn.meta.workers, *LEADERS, *REPORTERS)) & actor.roles:
        reasons.append(Reason("role", {"trigger": "open"}, defn.meta.workers))
    if any(reason.code == "fact_type" for reason in reasons):
        return refused(reasons)
    stops, warnings = age_reasons(defn, command.facts, at)
    if command.override.strip() and _overridable(defn, stops):
        stops, warnings = [], stops
    if reasons or stops:
        return refused([*reasons, *stops])
    return Decided((_opened(defn, command, at, calendar),), at, tuple(warnings))


def _overridable(defn: Definition, stops: list[Reason]) -> bool:
    """Whether a reason is enough to pass the limit that stands in the way: one of the sides, or both."""
    allowed = defn.meta.age.overridable
    return bool(stops) and not stops[0].unknown and allowed in {True, stops[0].code.removeprefix("age_")}


def _opened(defn: Definition, command: Open, at: datetime, calendar: Calendar) -> Opened:
    initial = defn.stage[defn.meta.initial]
    return Opened(
        journey=defn.meta.id,
        version=defn.meta.version,
        digest=defn.digest,
        pmks_type=command.pmks_type,
        region=command.region,
        stage=initial.id,
        facts=command.facts,
        due=stage_due(initial, at, command.facts, calendar),
        flow=command.flow,
        linked_case=command.linked_case,
        note=command.override or command.note,
    )


def fact_type_reasons(defn: Definition, facts: dict[str, Scalar]) -> list[Reason]:
    """Refuse a declared fact of the wrong kind. Facts the journey does not read are kept as they are."""
    return [
        Reason("fact_type", {"fact": name, "kind": defn.facts[name].kind})
        for name, value in facts.items()
        if name in defn.facts and value != "" and not fits(defn.facts[name], value)
    ]
