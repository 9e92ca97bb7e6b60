"""Diversion at its three levels, a child under twelve, victims who take their time or stay at home, and who is not taken."""

import pytest

from tests.workflows.driving import KASI, OTHER, SUPERVISOR, Case
from tests.workflows.field_rows import field_row
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.test_law_victims import at, clock, today
from tests.workflows.walk import begin, make
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.reasons import Actor

LEVELS = (
    ("PENYIDIKAN", "PENYIDIKAN", "investigation_started_on", "diversion_begins"),
    ("PENUNTUTAN", "PENUNTUTAN", "prosecution_received_on", "diversion_begins_prosecution"),
    ("PENGADILAN", "SIDANG", "judge_appointed_on", "diversion_begins_court"),
)


def accused(**facts: Scalar) -> Case:
    case = begin(DEFINITIONS["abh"], birth_date="2010-01-01")
    case.facts("legal_status", abh_role="PELAKU", act_on=today(case, -9), **facts)
    return case


@field_row("L6")
@pytest.mark.parametrize(("level", "status", "since", "name"), LEVELS)
def test_diversion_begins_within_seven_days_at_each_level_and_ends_within_thirty(
    level: str, status: str, since: str, name: str
) -> None:
    case = accused(legal_status=status, **{since: today(case_day := accused())})
    assert case_day.now == case.now
    begins = clock(case, name)
    assert begins is not None
    assert wib_day(begins.due_at).isoformat() == today(case, 7)
    case.facts(
        "legal_status",
        legal_status="DIVERSI_PROSES",
        diversion_level=level,
        diversion_started_on=today(case, 0),
    )
    assert clock(case, name) is None
    ends = clock(case, "diversion_ends")
    assert ends is not None
    assert wib_day(ends.due_at).isoformat() == today(case, 30)


@field_row("L6")
def test_a_diversion_that_failed_at_the_police_does_not_count_for_the_prosecutor() -> None:
    case = accused(
        legal_status="PENUNTUTAN",
        diversion_level="PENYIDIKAN",
        diversion_started_on=today(accused(), -20),
        prosecution_received_on=today(accused()),
    )
    assert clock(case, "diversion_begins_prosecution") is not None


@field_row("L6")
@pytest.mark.parametrize(
    ("status", "over"),
    [
        ("DIVERSI_BERHASIL", False),
        ("DIVERSI_DILAKSANAKAN", True),
        ("PIDANA_SYARAT", True),
        ("PELAYANAN_MASYARAKAT", True),
        ("PENGAWASAN", True),
        ("MENJALANI", False),
        ("SELESAI", True),
    ],
)
def test_follow_up_begins_once_the_agreement_is_carried_out_or_the_sentence_is_served_at_home(
    status: str, over: bool
) -> None:
    case = at("abh", "REINTEGRASI", birth_date="2010-01-01")
    case.facts("legal_status", abh_role="PELAKU", act_on=today(case, -200), legal_status=status)
    named = {
        str(part.args.get("fact")) for r in case.move("start_follow_up").blocked for part in (r, *r.parts)
    }
    assert ("legal_status" not in named) is over


def under_twelve() -> Case:
    case = at("abh", "RENCANA", birth_date="2016-01-01")
    case.facts("legal_status", abh_role="PELAKU", act_on=today(case, -30), legal_status="PENYIDIKAN")
    case.facts("goal", OTHER, goals=1)
    return case


@field_row("L5")
def test_the_joint_decision_on_a_child_under_twelve_goes_to_the_court_within_three_days() -> None:
    case = under_twelve()
    case.facts("legal_status", joint_decision_on=today(case))
    sent = clock(case, "under12_order")
    assert sent is not None
    assert wib_day(sent.due_at).isoformat() == today(case, 3)
    case.document("court_order")
    assert clock(case, "under12_order") is None


@field_row("L5")
def test_the_programme_reports_to_bapas_every_month_and_is_evaluated_with_its_officer() -> None:
    tasks = DEFINITIONS["abh"].task
    report = tasks["progress_to_bapas"]
    assert report.required
    assert report.repeat is not None
    assert report.repeat.every_days == 30
    assert {"PEKSOS", "BAPAS_PK"} <= set(tasks["programme_evaluation"].owner)


@field_row("L5")
def test_nobody_under_twelve_leaves_reintegration_without_the_courts_determination() -> None:
    case = under_twelve()
    make(case, "return_to_parents")
    assert "under12_order" in repr(case.move("start_follow_up").blocked)


@field_row("L5")
def test_from_twelve_on_no_joint_decision_is_asked_for() -> None:
    case = at("abh", "KETERAMPILAN", birth_date="2010-01-01")
    case.facts("legal_status", abh_role="PELAKU", act_on=today(case, -30))
    make(case, "finish_education")
    assert "under12_order" not in repr(case.move("start_follow_up").blocked)


@field_row("W8")
def test_a_victim_may_leave_restitution_undecided_and_is_asked_again() -> None:
    case = at("kpo", "INTERVENSI")
    case.facts("restitution", restitution="DIJELASKAN", criminal_status="PENYIDIKAN")
    assert "'restitution'" in repr(case.move("stay_here", SUPERVISOR).blocked)
    again = today(case, 30)
    case.facts("restitution", restitution="BELUM_DIPUTUSKAN", restitution_review_on=again)
    assert "'restitution'" not in repr(case.move("stay_here", SUPERVISOR).blocked)
    asked = clock(case, "restitution_again")
    assert asked is not None
    assert wib_day(asked.due_at).isoformat() == again
    case.facts("restitution", restitution="DIAJUKAN")
    assert clock(case, "restitution_again") is None


@field_row("W9")
def test_a_victim_who_is_safe_at_home_is_assessed_without_being_moved() -> None:
    case = at("kpo", "PERLINDUNGAN")
    case.facts("shelter", sheltered=True, shelter_kind="RUMAH_SENDIRI", sheltered_on=today(case))
    make(case, "begin_assessment")
    assert case.here.facts["shelter_kind"] == "RUMAH_SENDIRI"


@field_row("W9")
@pytest.mark.parametrize("name", ["aktk", "ampk", "kpo", "ktk"])
def test_nobody_is_asked_to_leave_the_home_they_stayed_in(name: str) -> None:
    case = at(name, "REINTEGRASI")
    leaving = next(t for t in case.plan().tasks if t.id in {"left_shelter", "leave_shelter"})
    case.facts("shelter", sheltered=True, shelter_kind="RUMAH_SENDIRI", sheltered_on=today(case))
    shown = next(t for t in case.plan().tasks if t.id == leaving.id)
    assert shown.status in {"not_applicable", "done"}
    case.facts("shelter", sheltered=True, shelter_kind="KERABAT", sheltered_on=today(case))
    if leaving.status != "done":
        assert next(t for t in case.plan().tasks if t.id == leaving.id).status == "open"


def of_the_centre() -> Case:
    case = begin(DEFINITIONS["ampk"])
    case.facts("safety_check", safety="AMAN", safety_on=today(case))
    case.facts("protection_group", ampk_group="LAYANAN_PUSAT", specific_type=False)
    case.facts("consent", consent_valid=True, consent_basis="PG_A")
    case.do(cmd.Move(trigger="to_centre", reason="Kewenangan pusat."), SUPERVISOR)
    return case


def guarded_by_group(case: Case, trigger: str, by: Actor = SUPERVISOR) -> bool:
    return "ampk_group" in repr(case.move(trigger, by).blocked)


@field_row("W19")
def test_whom_the_centre_does_not_take_is_served_here_for_care_and_neglect() -> None:
    case = of_the_centre()
    case.do(cmd.Move(trigger="not_taken", reason="Sentra penuh, surat 12/2026."), SUPERVISOR)
    assert not guarded_by_group(case, "conclude_assessment")
    make(case, "conclude_assessment")
    assert not guarded_by_group(case, "approve_plan")
    make(case, "approve_plan")
    for trigger in ("start_education", "skip_education", "finish_without", "refer_out"):
        assert not guarded_by_group(case, trigger, KASI)
    assert case.move("to_centre", KASI).allowed, "the referral is tried again"


@field_row("W7")
def test_a_child_that_stayed_at_school_goes_past_the_skills_stage_in_every_journey() -> None:
    for name, trigger in (("abh", "skip_education"), ("aktk", "skip_therapy"), ("ampk", "skip_education")):
        move = next(m for m in DEFINITIONS[name].moves if m.trigger == trigger)
        assert move.reason
        assert not set(move.by) & {"PEKSOS", "SAKTI"}


@field_row("L13")
def test_a_sexual_crime_and_other_violence_are_two_groups_and_only_one_has_the_duty_to_report() -> None:
    groups = DEFINITIONS["ampk"].facts["ampk_group"].choices
    assert {"KEKERASAN", "KEJAHATAN_SEKSUAL"} <= set(groups)
    for group in ("KEKERASAN", "KEJAHATAN_SEKSUAL"):
        case = at("ampk", "INTERVENSI")
        case.facts("protection_group", ampk_group=group, specific_type=False)
        police = next(t for t in case.plan().tasks if t.id == "police")
        assert police.status in {"open", "done"}, group


@field_row("L10")
def test_health_at_the_border_is_looked_at_with_the_office_that_there_is_now() -> None:
    told = repr(DEFINITIONS["pmbs"])
    assert "kantor kesehatan pelabuhan" not in told
    assert "Kekarantinaan Kesehatan" in told


SCHEDULED = [
    (name, task.id)
    for name, defn in DEFINITIONS.items()
    if name != "example"
    for task in defn.stage["BINA_LANJUT" if "BINA_LANJUT" in defn.stage else defn.meta.initial].tasks
    if task.repeat and task.repeat.schedule and task.applies is None
]


@pytest.mark.parametrize(("name", "task"), SCHEDULED)
def test_no_turn_of_a_schedule_counts_on_the_day_its_stage_begins(name: str, task: str) -> None:
    case = at(name, "BINA_LANJUT")
    shown = next(one for one in case.plan().tasks if one.id == task)
    assert shown.count == 0
    assert shown.ripe_on is not None
    assert shown.ripe_on > wib_day(case.here.entered_at)


def test_a_readiness_score_on_the_first_day_of_follow_up_is_not_the_visit_of_month_one() -> None:
    case = at("bwblp", "BINA_LANJUT")
    tasks = [t for t in case.defn.stage["BINA_LANJUT"].tasks if t.instrument == "ikpb" and t.repeat]
    assert tasks
    case.do(cmd.Score(instrument="ikpb", assessment_id="first-day", score=700, band="SIAP"))
    assert [t.count for t in case.plan().tasks if t.id in {one.id for one in tasks}] == [0] * len(tasks)
    case.later(days=20)
    case.do(cmd.Score(instrument="ikpb", assessment_id="month-one", score=700, band="SIAP"))
    assert [t.count for t in case.plan().tasks if t.id in {one.id for one in tasks}] == [1] * len(tasks)
