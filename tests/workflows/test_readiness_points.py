"""Readiness is asked for six, three and one month before release, and only at points that still lie ahead."""

from datetime import timedelta

import pytest

from tests.workflows.driving import SUPERVISOR, Case, calendar, wib
from tests.workflows.walk import begin
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.definition import load_all
from workflows.engine import plan


def inmate(*, days_before: int) -> Case:
    """Open the case of somebody who is to be released so many days later."""
    case = begin(load_all()["BWBLP"])
    planned = wib_day(case.here.opened_at) + timedelta(days=days_before)
    case.facts("release", release_status="NAPI", release_planned_on=planned.isoformat())
    return case


def points(case: Case) -> dict[str, int]:
    """Give the points still asked for, by the days from the opening to them."""
    told = plan(case.defn, case.here, actor=SUPERVISOR, now=case.now, calendar=calendar())
    begun = wib_day(case.here.opened_at)
    return {
        one.id.removeprefix("readiness_"): (wib_day(one.due_at) - begun).days
        for one in told.clocks
        if one.id.startswith("readiness_")
    }


def assess(case: Case) -> None:
    case.do(
        cmd.Score(instrument="ikpb", assessment_id=f"i{len(case.history)}", score=600, band="SIAP_DUKUNGAN")
    )


@pytest.mark.parametrize(
    ("days_before", "asked"),
    [
        (200, {"t6": 18, "t3": 109, "t1": 170}),
        (182, {"t6": 0, "t3": 91, "t1": 152}),
        (100, {"t3": 9, "t1": 70}),
        (31, {"t1": 1}),
        (10, {}),
    ],
)
def test_a_short_sentence_has_only_the_points_that_lie_ahead(days_before: int, asked: dict[str, int]) -> None:
    assert points(inmate(days_before=days_before)) == asked


def test_an_assessment_settles_the_point_it_is_nearest_to_and_stays() -> None:
    case = inmate(days_before=200)
    case.later(days=20)
    assess(case)
    assert points(case).keys() == {"t3", "t1"}
    case.later(days=60)
    assert points(case).keys() == {"t3", "t1"}
    case.later(days=30)
    assess(case)
    assert points(case).keys() == {"t1"}


def test_a_release_that_moves_takes_its_points_along() -> None:
    case = inmate(days_before=200)
    later = wib_day(case.here.opened_at) + timedelta(days=230)
    case.facts("release", release_planned_on=later.isoformat())
    assert points(case) == {"t6": 48, "t3": 139, "t1": 200}


def test_after_the_release_only_that_days_point_is_asked_for() -> None:
    case = inmate(days_before=40)
    case.now = wib((wib_day(case.here.opened_at) + timedelta(days=40)).isoformat())
    case.facts("release", release_status="PB", release_on=wib_day(case.now).isoformat())
    assert points(case) == {"t0": 43}
    assess(case)
    assert points(case) == {}
