"""Children in danger and before the law: what a gate asks, and whose clock runs."""

from datetime import timedelta

import pytest

from tests.workflows.driving import KASI, PEKSOS, SUPERVISOR, Case
from tests.workflows.field_rows import field_row
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.test_law_victims import at, clock, today
from tests.workflows.walk import begin, make
from workflows import commands as cmd
from workflows import conditions as c
from workflows.checks.problem import leaves
from workflows.conditions import Scalar
from workflows.reasons import Actor

CHILDREN = ("abh", "abt", "aktk", "ampk")
DECIDED = ("AMAN", "AMAN_DENGAN_RENCANA")


def checked(case: Case, safety: str) -> None:
    case.facts("safety_check", safety=safety, safety_on=today(case))


def child(name: str) -> Case:
    case = begin(DEFINITIONS[name])
    if name == "abh":
        case.facts("legal_status", legal_status="PENYIDIKAN", abh_role="KORBAN")
    return case


@field_row("W1")
@pytest.mark.parametrize("name", CHILDREN)
def test_a_child_that_is_not_safe_is_taken_in_and_protected_that_day(name: str) -> None:
    case = child(name)
    assert not case.move("protect", KASI).allowed, "the decision comes first"
    checked(case, "TIDAK_AMAN")
    assert not case.move("accept", KASI).allowed
    case.do(cmd.Move(trigger="protect", reason="Terduga tinggal serumah."), KASI)
    assert case.here.stage == "PERLINDUNGAN"
    assert case.defn.stage["PERLINDUNGAN"].spine == 1


@field_row("W1")
@pytest.mark.parametrize("name", CHILDREN)
@pytest.mark.parametrize("safety", DECIDED)
def test_a_recorded_decision_opens_the_assessment_also_where_safety_hangs_on_a_plan(
    name: str, safety: str
) -> None:
    case = child(name)
    checked(case, safety)
    assert "safety" not in _facts_named(case, "accept")
    make(case, "accept")
    checked(case, safety)
    assert "safety" not in _facts_named(case, "conclude_assessment", PEKSOS)


def _facts_named(case: Case, trigger: str, by: Actor = KASI) -> set[str]:
    return {str(reason.args.get("fact")) for reason in case.move(trigger, by).blocked}


@field_row("W1")
@pytest.mark.parametrize("name", CHILDREN)
def test_protection_leads_on_without_calling_a_child_safe_that_is_not(name: str) -> None:
    case = child(name)
    checked(case, "TIDAK_AMAN")
    case.do(cmd.Move(trigger="protect", reason="Bahaya."), KASI)
    assert not case.move("safe_again", KASI).allowed
    case.later(days=9)
    case.do(cmd.Move(trigger="renew", reason="Terduga belum ditangkap."), SUPERVISOR)
    checked(case, "AMAN_DENGAN_RENCANA")
    make(case, "safe_again")
    assert case.here.stage == "ASESMEN"
    assert case.here.facts["safety"] == "AMAN_DENGAN_RENCANA"


@field_row("W1")
@pytest.mark.parametrize("name", CHILDREN)
def test_danger_found_later_leads_back_to_protection(name: str) -> None:
    case = at(name, "ASESMEN")
    assert case.move("danger").allowed
    case.do(cmd.Move(trigger="danger", reason="Terduga kembali."))
    assert case.here.stage == "PERLINDUNGAN"


@field_row("W1")
@pytest.mark.parametrize("name", [*CHILDREN, "kpo", "ktk"])
def test_only_safe_opens_the_way_back_to_a_family(name: str) -> None:
    for move in DEFINITIONS[name].moves:
        if move.to != "BINA_LANJUT" and not (move.to == "REINTEGRASI" and move.kind == "forward"):
            continue
        safety = [x for g in move.guards for x in leaves(g) if isinstance(x, c.Fact) and x.name == "safety"]
        assert all(x.eq == "AMAN" for x in safety), move.trigger


@field_row("W1")
@pytest.mark.parametrize("name", [*CHILDREN, "kpo", "ktk"])
def test_every_answer_to_is_the_client_safe_leads_on_from_intake(name: str) -> None:
    for safety in (*DECIDED, "TIDAK_AMAN"):
        case = child(name)
        checked(case, safety)
        if name == "kpo":
            case.facts("trafficking_screen", trafficking="TERINDIKASI", trafficking_on=today(case))
        views = [m for m in case.plan(KASI).moves if m.kind == "forward"]
        open_to_it = [m.trigger for m in views if "safety" not in _facts_named(case, m.trigger)]
        assert open_to_it, safety


@field_row("W1")
@pytest.mark.parametrize("name", [*CHILDREN, "kpo", "ktk"])
def test_safety_by_a_plan_is_checked_again_on_the_day_it_names(name: str) -> None:
    case = child(name)
    case.facts(
        "safety_check", safety="AMAN_DENGAN_RENCANA", safety_on=today(case), safety_next_on=today(case, 7)
    )
    again = clock(case, "safety_again")
    assert again is not None
    assert (again.due_at - case.now).days in {6, 7}
    checked(case, "AMAN")
    assert clock(case, "safety_again") is None


def before_the_law(role: str, **facts: Scalar) -> Case:
    case = begin(DEFINITIONS["abh"])
    case.facts("legal_status", legal_status="PENYIDIKAN", abh_role=role, act_on=today(case, -5), **facts)
    return case


@field_row("L4")
@pytest.mark.parametrize(("role", "runs"), [("KORBAN", True), ("SAKSI", True), ("PELAKU", False)])
def test_the_social_report_on_a_victim_or_witness_is_due_72_hours_after_the_letter(
    role: str, runs: bool
) -> None:
    case = before_the_law(role)
    assert clock(case, "social_report") is None, "no letter yet"
    case.facts("social_report", social_report_requested_at=case.now.isoformat(), social_report_done=False)
    due = clock(case, "social_report")
    assert (due is not None) is runs
    if due is None:
        return
    assert due.legal
    assert due.due_at - case.now == timedelta(hours=72)
    case.facts("social_report", social_report_done=True)
    assert clock(case, "social_report") is None


@field_row("L4")
def test_the_assessment_of_a_child_before_the_law_is_ten_working_days_and_no_deadline_of_law() -> None:
    sla = DEFINITIONS["abh"].stage["ASESMEN"].sla
    assert sla is not None
    assert (sla.limit, sla.unit, sla.legal, sla.anchor) == (10, "working", False, None)


@field_row("L4")
def test_a_conference_not_held_is_never_a_missed_deadline_of_law() -> None:
    case = at("abh", "ASESMEN")
    case.facts("legal_status", abh_role="KORBAN", litmas_requested_at=case.now.isoformat())
    case.later(days=30)
    missed = {one.id for one in case.plan().clocks if one.legal and one.overdue}
    assert missed == set()
