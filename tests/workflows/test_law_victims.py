"""What the law asks of the institution, the police and the court where somebody was hurt, clock by clock."""

from datetime import timedelta

import pytest

from app.records.victims.sexual_violence import JOURNEYS
from tests.workflows.driving import SUPERVISOR, Case, calendar
from tests.workflows.field_rows import field_row
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.walk import begin, travel
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.engine import ClockView, plan

REPORTING = ("abt", "aktk", "ampk", "kpo", "ktk")
DEFN = DEFINITIONS


def clock(case: Case, name: str) -> ClockView | None:
    told = plan(case.defn, case.here, actor=SUPERVISOR, now=case.now, calendar=calendar())
    return next((one for one in told.clocks if one.id == name), None)


def today(case: Case, days: int = 0) -> str:
    return (wib_day(case.now) + timedelta(days=days)).isoformat()


def at(name: str, stage: str, **facts: Scalar) -> Case:
    case = begin(DEFN[name], **facts)
    return case if case.here.stage == stage else travel(case, lambda edge: edge.to == stage)


def told_of_sexual_violence(case: Case, **more: Scalar) -> None:
    facts = {"safety": "AMAN", "safety_on": today(case), "sexual_violence": True}
    case.facts("safety_check", **facts, violence_reported_at=case.now.isoformat(), **more)


@field_row("L1")
@pytest.mark.parametrize("name", REPORTING)
def test_sexual_violence_is_reported_within_72_hours_of_its_telling(name: str) -> None:
    case = begin(DEFN[name])
    assert clock(case, "violence_report") is None
    case.later(hours=5)
    told_of_sexual_violence(case)
    due = clock(case, "violence_report")
    assert due is not None
    assert due.legal
    assert due.due_at - case.now == timedelta(hours=72)
    case.document("violence_report")
    assert clock(case, "violence_report") is None


@field_row("L1")
@pytest.mark.parametrize("name", [name for name in REPORTING if "police_status" in DEFN[name].facts])
def test_a_family_that_does_not_report_ends_no_duty_of_the_institution(name: str) -> None:
    case = begin(DEFN[name])
    told_of_sexual_violence(case)
    case.facts("victim_process", police_status="TIDAK_MELAPOR")
    assert clock(case, "violence_report") is not None
    case.facts("victim_process", police_status="DILAPORKAN", police_report_on=today(case))
    assert clock(case, "violence_report") is not None, "the family's report is not the institution's"


@field_row("L1")
@pytest.mark.parametrize("name", REPORTING)
def test_the_assessment_does_not_end_before_the_report_is_made(name: str) -> None:
    case = at(name, "ASESMEN")
    told_of_sexual_violence(case)
    assert "violence_report" in repr(case.move("conclude_assessment").blocked)
    case.document("violence_report")
    case.do(cmd.DoTask(task="violence_report"))
    assert "'violence_report'" not in repr(case.move("conclude_assessment").blocked)


@field_row("L1")
@pytest.mark.parametrize("name", REPORTING)
def test_a_report_that_reached_the_office_is_passed_on_the_same_day_and_one_to_the_unit_is_not(
    name: str,
) -> None:
    case = begin(DEFN[name])
    told_of_sexual_violence(case, report_receiver="UPTD")
    assert clock(case, "violence_forwarded") is None
    told_of_sexual_violence(case, report_receiver="DINAS")
    due = clock(case, "violence_forwarded")
    assert due is not None
    assert wib_day(due.due_at) == wib_day(case.now)
    case.facts("safety_check", forwarded_at=case.now.isoformat())
    assert clock(case, "violence_forwarded") is None


@field_row("L1")
@pytest.mark.parametrize("name", REPORTING)
def test_no_hold_and_no_later_stage_stops_the_duty_to_report(name: str) -> None:
    case = at(name, "BINA_LANJUT")
    told_of_sexual_violence(case)
    assert clock(case, "violence_report") is not None
    assert "violence_report" in {task.id for task in case.plan().tasks}


def protected(*, domestic: bool, sexual: bool) -> Case:
    case = at("ktk", "PERLINDUNGAN")
    case.facts(
        "protection_order",
        domestic=domestic,
        sexual_violence=sexual,
        police_protection_on=today(case),
        protection_order="BELUM_DIMINTA",
    )
    return case


@field_row("L2")
@pytest.mark.parametrize(("sexual", "days"), [(False, 7), (True, 14)])
def test_police_protection_ends_after_seven_days_at_home_and_fourteen_after_sexual_violence(
    sexual: bool, days: int
) -> None:
    case = protected(domestic=True, sexual=sexual)
    names = ("police_protection_ends", "sexual_protection_ends")
    running = [one for name in names if (one := clock(case, name))]
    assert [wib_day(one.due_at).isoformat() for one in running] == [today(case, days)]


@field_row("L2")
def test_police_ask_lpsk_within_a_day_of_protecting_a_victim_of_sexual_violence() -> None:
    assert clock(protected(domestic=True, sexual=False), "lpsk_asked") is None
    case = protected(domestic=False, sexual=True)
    asked = clock(case, "lpsk_asked")
    assert asked is not None
    assert (asked.limit, asked.unit, asked.legal) == (24, "hours", True)
    case.facts("protection_order", lpsk_requested_on=today(case))
    assert clock(case, "lpsk_asked") is None


@field_row("L3")
def test_police_ask_the_court_within_a_day_of_protecting_somebody_at_home() -> None:
    assert clock(protected(domestic=False, sexual=True), "court_asked") is None
    case = protected(domestic=True, sexual=False)
    asked = clock(case, "court_asked")
    assert asked is not None
    assert (asked.limit, asked.unit, asked.legal) == (24, "hours", True)
    case.facts("protection_order", protection_order="DIMINTA", protection_requested_on=today(case))
    assert clock(case, "court_asked") is None
    assert clock(case, "court_order") is not None


@field_row("L2")
@pytest.mark.parametrize("name", ["abt", "aktk", "ampk", "kpo", "ktk"])
def test_wherever_sexual_violence_may_be_found_fourteen_days_of_protection_are_recorded(name: str) -> None:
    case = begin(DEFINITIONS[name])
    case.facts("safety_check", safety="TIDAK_AMAN", sexual_violence=True, violence_reported_at=today(case))
    assert "protection_order" in case.defn.records
    case.facts("protection_order", police_protection_on=today(case), protection_order="BELUM_DIMINTA")
    ends, asked = clock(case, "sexual_protection_ends"), clock(case, "lpsk_asked")
    assert ends is not None
    assert asked is not None
    assert wib_day(ends.due_at).isoformat() == today(case, 14)
    assert (asked.limit, asked.unit, asked.theirs) == (24, "hours", "POLRI")
    case.facts("protection_order", protection_order="BERAKHIR", lpsk_requested_on=today(case))
    assert clock(case, "sexual_protection_ends") is None
    assert clock(case, "lpsk_asked") is None


@field_row("L2")
def test_the_journeys_asked_for_sexual_violence_are_those_that_can_record_the_protection_after_it() -> None:
    can = {name.upper() for name, defn in DEFINITIONS.items() if "protection_order" in defn.records}
    assert can >= JOURNEYS
