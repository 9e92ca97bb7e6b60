"""Clocks that count from a birthday: ahead of it they warn, no hold moves them."""

from datetime import date
from functools import cache

import pytest

from tests.workflows.driving import EXAMPLE, SUPERVISOR, Case, calendar, wib
from workflows import commands as cmd
from workflows.checks import check
from workflows.clock import end_of
from workflows.definition import Definition, decode
from workflows.engine import ClockView, plan
from workflows.view import View

CLOCK = """
[[clocks]]
id = "grown_up"
title = { id = "Berumur 21 tahun", en = "Turns 21" }
start = "age:21"
limit = 0
unit = "calendar"
warn_before = 90
stops = { kind = "fact", name = "family_known", eq = true }
"""


@cache
def journey() -> Definition:
    return decode(EXAMPLE.read_bytes() + CLOCK.encode())


def born(day: str) -> Case:
    case = Case(journey(), wib("2026-01-05"))
    facts = {"birth_date": day}
    case.do(cmd.Open(pmks_type=case.defn.meta.pmks_types[0], region="36.04", facts=facts))
    return case


def clock(case: Case) -> ClockView:
    told = plan(case.defn, case.here, actor=SUPERVISOR, now=case.now, calendar=calendar())
    return next(one for one in told.clocks if one.id == "grown_up")


def test_such_a_clock_may_warn_long_before_it_starts() -> None:
    assert check(journey()) == []


def test_it_is_due_on_the_birthday_and_warns_ninety_days_before() -> None:
    case = born("2005-06-10")
    assert clock(case).due_at == end_of(date(2026, 6, 10))
    assert not clock(case).warning
    case.now = wib("2026-03-13")
    assert clock(case).warning
    case.now = wib("2026-06-11")
    assert clock(case).overdue


def test_a_hold_does_not_keep_anybody_young() -> None:
    case = born("2005-06-10")
    case.do(cmd.DoTask(task="identify"))
    case.facts("consent", consent_valid=True)
    case.do(cmd.Move(trigger="accept"))
    move = next(m for m in case.plan().moves if m.kind == "hold")
    case.do(cmd.Move(trigger=move.trigger, reason="Sakit.", hold_reason=move.hold_reasons[0].code))
    case.later(days=20)
    assert clock(case).due_at == end_of(date(2026, 6, 10))
    assert not clock(case).paused


@pytest.mark.parametrize(("day", "runs"), [("2005-01-04", False), ("2005-01-05", True), ("2005-01-06", True)])
def test_a_birthday_from_before_the_opening_announces_nothing(day: str, runs: bool) -> None:
    case = born(day)
    told = plan(case.defn, case.here, actor=SUPERVISOR, now=case.now, calendar=calendar())
    assert any(one.id == "grown_up" for one in told.clocks) is runs


def test_a_leap_day_counts_as_the_first_of_march() -> None:
    case = born("2004-02-29")
    view = View(case.defn, case.here, case.now)
    assert (view.birthday(18), view.birthday(20)) == (date(2022, 3, 1), date(2024, 2, 29))
