"""What sets the journeys of children apart, driven by hand where it matters."""

from datetime import timedelta

import pytest

from tests.workflows.driving import KASI, OTHER, SUPERVISOR, Case, calendar
from tests.workflows.walk import begin, make, travel
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.definition import load_all
from workflows.engine import ClockView, plan
from workflows.reasons import Actor, Reason

CHECKER = Actor("penyelia-2", frozenset({"SUPERVISOR"}))


def opened(journey: str, **facts: Scalar) -> Case:
    return begin(load_all()[journey], **facts)


def at(journey: str, stage: str, **facts: Scalar) -> Case:
    """Go the shortest way to a stage."""
    case = opened(journey, **facts)
    return case if case.here.stage == stage else travel(case, lambda edge: edge.to == stage)


def named(reasons: tuple[Reason, ...]) -> set[str]:
    """Give what a move's reasons are about: facts, tasks, milestones, and codes of the rest; alternatives too."""
    found: set[str] = set()
    for reason in reasons:
        about = (
            reason.args.get("fact") or reason.args.get("task") or reason.args.get("milestone") or reason.code
        )
        found |= named(reason.parts) if reason.parts else {str(about)}
    return found


def blocked(case: Case, trigger: str, by: Actor = SUPERVISOR) -> set[str]:
    return named(case.move(trigger, by).blocked)


def clock(case: Case, name: str) -> ClockView | None:
    told = plan(case.defn, case.here, actor=SUPERVISOR, now=case.now, calendar=calendar())
    return next((one for one in told.clocks if one.id == name), None)


def today(case: Case, days: int = 0) -> str:
    return (wib_day(case.now) + timedelta(days=days)).isoformat()


# -------------------------------------------------------------------------------------------- neglected children


def at_the_fork(capacity: str) -> Case:
    case = at("AT", "RENCANA")
    case.facts("family_capacity", family_capacity=capacity, family_capacity_on=today(case))
    case.facts("assessment", needs_residential=True)
    case.facts("goal", OTHER, goals=1)
    return case


def test_an_able_family_shuts_the_way_to_an_institution() -> None:
    case = at_the_fork("MAMPU_DUKUNGAN")
    assert case.move("approve_family", SUPERVISOR).allowed
    assert "family_capacity" in blocked(case, "approve_lksa", KASI)


def test_an_institution_is_the_last_way_and_asks_for_a_conference() -> None:
    case = at_the_fork("BELUM_MAMPU")
    assert "family_capacity" in blocked(case, "approve_family")
    assert {"conference_on", "lksa_conference", "lksa_found"} <= blocked(case, "approve_lksa", KASI)
    case.facts("conference", conference_held=True, conference_on=today(case))
    case.do(cmd.DoTask(task="lksa_found", note="LKSA Melati."))
    assert case.move("approve_lksa", KASI).allowed


def test_six_more_months_in_an_institution_need_a_review_and_a_conference() -> None:
    case = at("AT", "LKSA")
    case.later(days=175)
    assert {"review_decision", "review_on", "conference_on"} <= blocked(case, "renew_lksa", KASI)
    case.facts("review", review_decision="KELUAR", review_on=today(case))
    case.facts("conference", conference_held=True, conference_on=today(case))
    assert blocked(case, "renew_lksa", KASI) == {"review_decision"}
    case.facts("review", review_decision="TETAP", review_on=today(case))
    assert case.move("renew_lksa", KASI).allowed


def test_care_goes_on_beyond_eighteen_only_for_who_is_finishing_something() -> None:
    case = at("AT", "LKSA", birth_date="2008-09-01")
    assert "extended_care_until" in blocked(case, "extend_care", KASI)
    case.facts("extended_care", OTHER, extended_care_until="2027-06-30")
    case.facts("conference", conference_held=True, conference_on=today(case))
    case.do(cmd.Move(trigger="extend_care", reason="Kelas 12."), KASI)
    assert wib_day(case.here.due.due_at).isoformat() == "2027-07-14"  # type: ignore[union-attr]
    ends = clock(case, "extended_care_ends")
    assert ends is not None
    assert wib_day(ends.due_at).isoformat() == "2027-06-30"


def test_a_child_in_care_is_announced_ninety_days_before_eighteen() -> None:
    case = at("AT", "LKSA", birth_date="2008-09-01")
    turns = clock(case, "turns_18")
    assert turns is not None
    assert (turns.due_at - turns.warn_at).days >= 90
    case.facts("extended_care", extended_care_until="2027-06-30")
    assert clock(case, "turns_18") is None


def test_who_is_too_young_is_not_announced() -> None:
    assert clock(at("AT", "LKSA", birth_date="2012-09-01"), "turns_18") is None


# ------------------------------------------------------------------------------------------------ street children


@pytest.mark.parametrize(("contacts", "allowed"), [(0, False), (2, False), (3, True)])
def test_three_meetings_come_before_registration(contacts: int, allowed: bool) -> None:
    case = opened("AJ", urgency="BIASA")
    case.facts("outreach", outreach_contacts=contacts, street_group="BEKERJA")
    assert case.move("register").allowed is allowed


def test_an_emergency_does_not_wait_for_trust() -> None:
    case = opened("AJ", urgency="DARURAT")
    assert case.move("register").allowed


def test_a_contact_asks_for_no_consent_but_the_service_does() -> None:
    case = opened("AJ", urgency="BIASA")
    case.facts("outreach", outreach_contacts=3, street_group="HIDUP")
    case.do(cmd.Move(trigger="register"))
    assert {"consent_valid", "assent"} & blocked(case, "accept")


def test_three_months_off_the_street_begin_anew_after_a_return() -> None:
    case = at("AJ", "BINA_LANJUT")
    case.later(days=190)
    case.facts("street_status", street_presence="TIDAK", off_street_since=today(case, -89))
    assert "days_since" in str(case.move("finish", SUPERVISOR).blocked)
    case.facts("street_status", street_presence="KADANG", off_street_since="")
    assert "street_presence" in blocked(case, "finish")
    case.do(cmd.Move(trigger="back_to_street", reason="Terlihat di terminal."))
    assert case.here.stage == "INTERVENSI"
    assert "three_months_off" not in case.here.milestones


def test_relapse_is_stated_only_of_a_child_who_is_back_there() -> None:
    case = at("AJ", "INTERVENSI")
    case.facts("street_status", street_presence="TIDAK", off_street_since=today(case))
    outcome = next(o for o in case.move("finish_without", SUPERVISOR).outcomes if o.code == "KAMBUH")
    assert named(outcome.blocked) == {"street_presence"}


# ------------------------------------------------------------------------------------- children with a disability


def test_reintegration_waits_for_the_aid() -> None:
    case = at("ADK", "KETERAMPILAN")
    rated = cmd.Score(
        instrument="daily_living", assessment_id="a", score=120, band="DIBANTU", facts={"device_needed": True}
    )
    case.do(rated)
    case.facts("skills", skills_mode="ADL", skills_done=True)
    case.facts("device", devices_waiting=1, devices_in_use=0, device_requested_on=today(case))
    assert "devices_waiting" in blocked(case, "finish_practice")
    wait = clock(case, "device_wait")
    assert wait is not None
    assert wib_day(wait.due_at).isoformat() == today(case, 60)
    case.facts("device", devices_waiting=0, devices_in_use=1, device_requested_on="")
    assert case.move("finish_practice").allowed
    assert clock(case, "device_wait") is None


def test_a_case_that_turned_eighteen_is_decided_before_it_closes_as_a_success() -> None:
    case = at("ADK", "BINA_LANJUT", birth_date="2009-01-01")
    case.later(days=400)
    assert "turned_18" in blocked(case, "finish")


# ------------------------------------------------------------------------------------ child victims of violence


def rescued(*, secret: bool = True, **protection: Scalar) -> Case:
    case = opened("AKTK")
    case.facts("safety_check", safety="AMAN", safety_on=today(case))
    facts = {
        "suspect": "AYAH",
        "suspected_parent": True,
        "safe_guardian": False,
        "location_hidden": True,
        **protection,
    }
    case.facts("protection", **facts, protection_on=today(case))
    case.facts(
        "shelter", sheltered=True, shelter_kind="RUMAH_AMAN", shelter_secret=secret, sheltered_on=today(case)
    )
    for task in ("medical", "ppa"):
        case.do(cmd.DoTask(task=task, note="Dilaksanakan."))
    return case


def test_a_parents_consent_does_not_count_where_nobody_is_safe_to_ask() -> None:
    case = rescued()
    case.facts("consent", consent_valid=True, consent_basis="PG")
    assert {"consent_basis", "safe_guardian"} <= blocked(case, "accept")
    case.facts("consent", consent_valid=True, consent_basis="STATE")
    assert case.move("accept", SUPERVISOR).allowed


def test_a_safe_parent_may_consent() -> None:
    case = rescued(safe_guardian=True)
    case.facts("consent", consent_valid=True, consent_basis="PG_A")
    assert case.move("accept", SUPERVISOR).allowed


def test_a_place_that_a_suspected_parent_knows_is_no_safe_place() -> None:
    case = rescued(secret=False)
    case.facts("consent", consent_valid=True, consent_basis="STATE")
    assert {"shelter_secret", "shelter"} <= blocked(case, "accept")


def test_the_safety_decision_is_due_within_a_day() -> None:
    case = opened("AKTK")
    decision = clock(case, "safety_decision")
    assert decision is not None
    assert decision.due_at - case.here.opened_at == timedelta(hours=24)


def test_nobody_signs_off_the_safety_they_checked() -> None:
    case = at("AKTK", "PINTU_AMAN")
    on = today(case)
    case.facts("placement", placement_kind="KERABAT")
    case.facts("safety_check", SUPERVISOR, safety="AMAN", safety_on=on)
    case.facts(
        "protection", suspected_parent=True, safe_guardian=False, location_hidden=True, protection_on=on
    )
    case.facts("conference", conference_held=True, conference_on=on)
    assert blocked(case, "sign_off", SUPERVISOR) == {"four_eyes"}
    assert case.move("sign_off", CHECKER).allowed
    case.facts("placement", placement_kind="ORANG_TUA")
    assert {"suspected_parent", "safe_guardian", "placement_kind"} <= blocked(case, "sign_off", CHECKER)


def test_the_first_visit_comes_within_seven_days_of_the_return() -> None:
    case = at("AKTK", "BINA_LANJUT")
    first = clock(case, "first_follow_up")
    assert first is not None
    assert wib_day(first.due_at).isoformat() == today(case, 7)
    case.later(days=1).do(cmd.DoTask(task="visit", note="Anak merasa aman."))
    assert clock(case, "first_follow_up") is None


# ------------------------------------------------------------------------- children in need of special protection


def grouped(group: str, *, specific: bool = False) -> Case:
    case = opened("AMPK")
    case.facts("safety_check", safety="AMAN", safety_on=today(case))
    case.facts("protection_group", ampk_group=group, specific_type=specific)
    case.facts("consent", consent_valid=True, consent_basis="PG_A")
    return case


def test_the_centres_group_can_only_be_referred_there() -> None:
    case = grouped("LAYANAN_PUSAT")
    for trigger in ("accept", "refer_out"):
        assert "ampk_group" in blocked(case, trigger)
    case.do(cmd.Move(trigger="to_centre", reason="Kewenangan pusat."), SUPERVISOR)
    assert {"handover_signed", "letter", "weekly_safety"} <= blocked(case, "hand_to_centre", KASI)
    make(case, "hand_to_centre")
    assert case.here.close_reason == "RUJUK_PUSAT"


def test_a_specific_type_goes_first() -> None:
    assert blocked(grouped("KEKERASAN", specific=True), "accept") == {"specific_type"}
    assert blocked(grouped("STIGMA"), "to_centre") == {"ampk_group"}


@pytest.mark.parametrize(
    ("group", "work"),
    [
        ("PORNOGRAFI", {"police", "content_removed"}),
        ("EKSPLOITASI", {"police", "labour"}),
        ("STIGMA", {"neighbourhood"}),
        ("PERILAKU_MENYIMPANG", {"neighbourhood", "guidance"}),
        ("TERORISME", {"programme"}),
        ("DARURAT", {"identity", "emergency_care"}),
    ],
)
def test_the_work_follows_the_group(group: str, work: set[str]) -> None:
    case = at("AMPK", "INTERVENSI")
    case.facts("protection_group", ampk_group=group, specific_type=False)
    open_tasks = {
        task.id for task in case.plan().tasks if task.stage == "INTERVENSI" and task.status == "open"
    }
    assert open_tasks - {"counselling"} == work


def test_only_a_found_family_in_an_emergency_is_reunited_at_once() -> None:
    case = at("AMPK", "RENCANA")
    case.facts("goal", OTHER, goals=1)
    case.facts("protection_group", ampk_group="STIGMA", specific_type=False)
    assert "ampk_group" in blocked(case, "reunite")
    case.facts("protection_group", ampk_group="DARURAT", specific_type=False)
    case.facts("family_tracing", family_found=True, tracing_efforts=1)
    case.facts("safety_check", safety="AMAN", safety_on=today(case))
    assert case.move("reunite", SUPERVISOR).allowed


# --------------------------------------------------------------------------------------- adoption of a small child


def chosen_for_adoption() -> Case:
    case = at("ABT", "INTERVENSI")
    case.facts("placement", placement_kind="ADOPSI")
    case.facts("conference", conference_held=True, conference_on=today(case))
    case.facts("safety_check", safety="AMAN", safety_on=today(case))
    return case


def test_adoption_begins_with_application_home_study_and_foster_permit() -> None:
    case = chosen_for_adoption()
    missing = blocked(case, "begin_foster_period", KASI)
    assert {"adoption_application", "home_study", "document", "social_report_done"} <= missing
    assert "placement_kind" in blocked(case, "skip_stimulation")


def test_the_court_comes_after_six_months_of_foster_care() -> None:
    case = chosen_for_adoption()
    make(case, "begin_foster_period")
    assert case.here.stage == "ASUHAN_ADOPSI"
    for paper in ("adoption_permit", "court_order"):
        case.document(paper)
    case.later(days=183)
    waiting = case.move("adoption_granted").blocked
    assert {"foster_visits", "second_report"} <= named(waiting)
    assert any(reason.code == "days_in_stage" for reason in waiting)
    make(case, "adoption_granted")
    assert case.here.stage == "REINTEGRASI"


def test_a_small_child_is_announced_before_its_sixth_birthday() -> None:
    case = at("ABT", "INTERVENSI", birth_date="2020-06-01")
    six = clock(case, "turns_6")
    assert six is not None
    assert wib_day(six.due_at).isoformat() == "2026-06-01"


# --------------------------------------------------------------------------------- children before the law


def young(act_on: str) -> Case:
    """Bring a child born in 2014 to its plan."""
    case = at("ABH", "RENCANA", birth_date="2014-01-01")
    case.facts("legal_status", abh_role="PELAKU", act_on=act_on, legal_status="PENYIDIKAN")
    case.facts("goal", OTHER, goals=1)
    return case


def test_under_twelve_only_the_way_of_its_own_is_open() -> None:
    case = young("2025-12-31")
    case.document("conference_minutes")
    case.do(cmd.DoTask(task="under12_decision"))
    assert {"age", "abh_role"} & blocked(case, "approve_plan")
    assert case.move("return_to_parents", SUPERVISOR).allowed
    assert case.move("join_programme", SUPERVISOR).allowed


def test_from_twelve_on_the_usual_way_is_open() -> None:
    case = young("2026-01-01")
    assert case.move("approve_plan", SUPERVISOR).allowed
    assert not case.move("join_programme", SUPERVISOR).allowed


def test_the_programme_is_extended_once_and_after_its_evaluation() -> None:
    case = at("ABH", "PROGRAM_ANAK")
    assert "programme_evaluation" in blocked(case, "extend_programme")
    make(case, "extend_programme")
    assert "max_times" in blocked(case, "extend_programme")


@pytest.mark.parametrize(("possible", "runs"), [("", True), (True, True), (False, False)])
def test_no_clock_of_diversion_runs_where_the_law_allows_none(possible: Scalar, runs: bool) -> None:
    case = opened("ABH", birth_date="2010-01-01")
    case.facts(
        "legal_status",
        abh_role="PELAKU",
        act_on=today(case, -5),
        legal_status="PENYIDIKAN",
        investigation_started_on=today(case),
        diversion_possible=possible,
    )
    assert (clock(case, "diversion_begins") is not None) is runs


def test_the_court_decides_within_three_days_of_receiving_the_agreement() -> None:
    case = opened("ABH", birth_date="2010-01-01")
    agreed = {"abh_role": "PELAKU", "legal_status": "DIVERSI_BERHASIL", "diversion_ended_on": today(case)}
    case.facts("legal_status", act_on=today(case, -30), **agreed)
    sent = clock(case, "to_court")
    assert sent is not None
    assert wib_day(sent.due_at).isoformat() == today(case, 3)
    assert clock(case, "determination") is None
    case.facts("legal_status", court_received_on=today(case))
    assert clock(case, "to_court") is None
    decided = clock(case, "determination")
    assert decided is not None
    assert decided.legal
    assert wib_day(decided.due_at).isoformat() == today(case, 3)
