"""A stage that took more than twice its time asks for a case conference before anything goes on in it."""

from datetime import timedelta

import pytest

from tests.workflows.driving import PEKSOS, SUPERVISOR, Case
from tests.workflows.walk import begin, travel
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.definition import load_all
from workflows.engine import Actor

LIMIT = 180
"""Days that the family support of a neglected child may take."""


def supported(days: int) -> Case:
    """Give a neglected child so many days in family support."""
    case = travel(begin(load_all()["AT"]), lambda edge: edge.to == "INTERVENSI")
    case.facts("conference", conference_held=True, conference_on="2025-01-01")
    return case.later(days=days)


def asked(case: Case, trigger: str, by: Actor = SUPERVISOR) -> bool:
    return any(reason.code == "conference_first" for reason in case.move(trigger, by).blocked)


@pytest.mark.parametrize(("days", "asks"), [(LIMIT + 1, False), (2 * LIMIT, False), (2 * LIMIT + 2, True)])
def test_a_conference_comes_first_after_more_than_twice_the_time(days: int, asks: bool) -> None:
    case = supported(days)
    assert asked(case, "renew") is asks
    assert asked(case, "start_education", PEKSOS) is asks


def test_a_conference_of_the_last_sixty_days_is_enough() -> None:
    case = supported(2 * LIMIT + 2)
    case.facts("conference", conference_on=(wib_day(case.now) - timedelta(days=61)).isoformat())
    assert asked(case, "renew")
    case.facts("conference", conference_on=(wib_day(case.now) - timedelta(days=60)).isoformat())
    assert not asked(case, "renew")


def test_more_time_given_in_good_time_is_time_the_stage_has() -> None:
    case = supported(LIMIT - 1)
    case.do(cmd.ExtendStage(until=case.now + timedelta(days=LIMIT), reason="Menunggu penetapan."), SUPERVISOR)
    case.later(days=LIMIT + 30)
    assert not asked(case, "renew")


def test_the_last_day_is_moved_no_further_either() -> None:
    case = supported(2 * LIMIT + 2)
    command = cmd.ExtendStage(until=case.now + timedelta(days=30), reason="Belum selesai.")
    assert case.codes(command, SUPERVISOR) == ["conference_first"]
    case.facts("conference", conference_on=wib_day(case.now).isoformat())
    case.do(command, SUPERVISOR)


@pytest.mark.parametrize("trigger", ["new_plan", "close_early", "hold", "reclassify"])
def test_turning_back_ending_and_waiting_are_never_held_up(trigger: str) -> None:
    assert not asked(supported(2 * LIMIT + 2), trigger)


def test_the_first_stage_puts_the_childs_safety_first() -> None:
    case = begin(load_all()["AKTK"]).later(days=30)
    assert not asked(case, "accept")
