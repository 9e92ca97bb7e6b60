"""The retention schedule: which rule a closed case falls under, and when its time is over. Pure but for its own file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from workflows.definition import Label
from workflows.view import years_between

_FILE = Path(__file__).with_name("retention.toml")


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The conditions of a rule; those not named do not matter."""

    close_reasons: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = {}
    under_age: int | None = None
    birth: Literal["unknown", ""] = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long something is kept, and why."""

    title: Label
    basis: Label
    id: str = ""
    when: When = When()
    years: int = 0
    until_age: int | None = None
    permanent: bool = False


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules for cases in their order, for clients who never had one, and for the audit log."""

    case: tuple[Rule, ...]
    client: Rule
    audit: Rule


class Closed(msgspec.Struct, frozen=True):
    """What the schedule asks of a closed case."""

    opened_on: date
    closed_on: date
    close_reason: str
    birth_date: date | None
    facts: Mapping[str, object] = {}


@cache
def schedule() -> Schedule:
    """Read the schedule; a file that says nothing sensible stops the caller with the place of the fault."""
    rules = msgspec.toml.decode(_FILE.read_bytes(), type=Schedule)
    if rules.case[-1].when != When():
        raise ValueError("the last rule for cases must fit every case")
    return rules


def rule_for(case: Closed, rules: Sequence[Rule]) -> Rule:
    """Return the first rule that fits."""
    return next(rule for rule in rules if _fits(case, rule.when))


def _fits(case: Closed, when: When) -> bool:
    if when.close_reasons and case.close_reason not in when.close_reasons:
        return False
    if any(str(case.facts.get(name, "")) not in values for name, values in when.facts.items()):
        return False
    if when.birth == "unknown" and case.birth_date is not None:
        return False
    if when.under_age is None:
        return True
    return case.birth_date is not None and years_between(case.birth_date, case.opened_on) < when.under_age


def ends_on(case: Closed, rule: Rule) -> date | None:
    """Return the first day on which the case need no longer be kept, or None when there is none."""
    if rule.permanent:
        return None
    after_closing = years_after(case.closed_on, rule.years) + timedelta(days=1)
    if rule.until_age is None or case.birth_date is None:
        return after_closing
    return max(after_closing, years_after(case.birth_date, rule.until_age))


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def shortest(rules: Sequence[Rule]) -> int:
    """Return after how many years at the least a case can pass under these rules."""
    return min((rule.years for rule in rules if not rule.permanent), default=0)
