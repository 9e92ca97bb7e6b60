"""Holds, late starts, reopening and taking a move back."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from app.cases.projection import columns
from tests.workflows.driving import (
    OTHER,
    SUPERVISOR,
    Case,
    at_assessment,
    at_intervention,
    at_plan,
    calendar,
    opened,
    wib,
)
from workflows import commands as cmd
from workflows import events as ev
from workflows.clock import Due, wib_day
from workflows.fold.counting import flow

HOLD = cmd.Move(trigger="hold", reason="Menunggu sidang.", hold_reason="MENUNGGU_PUTUSAN")


def end(day: str) -> datetime:
    return wib(day, 23, 59).replace(second=59)


def test_a_hold_remembers_where_it_came_from_and_resumes_there() -> None:
    case = at_intervention()
    before = case.here
    case.later(days=10).do(HOLD)
    assert (case.here.stage, case.here.home) == ("TUNDA", "INTERVENSI")
    assert case.here.due_at == end("2026-02-14"), "thirty days at most"
    case.later(days=5).do(cmd.Move(trigger="resume"))
    assert case.here.stage == "INTERVENSI"
    assert case.here.entered_at == before.entered_at
    assert case.here.held is None


def test_a_hold_gives_a_default_deadline_its_days_back() -> None:
    case = at_intervention()
    assert case.here.due_at == end("2026-04-05")
    case.later(days=10).do(HOLD)
    case.later(days=7).do(cmd.Move(trigger="resume"))
    assert case.here.due_at == end("2026-04-12")


def test_a_hold_in_working_days_gives_working_days_back() -> None:
    case = at_plan()
    assert case.here.due_at == end("2026-01-14"), "seven working days from Monday 5 January"
    case.later(days=4).do(HOLD)  # Friday 9 January
    case.later(days=4).do(cmd.Move(trigger="resume"))  # Tuesday 13 January: two working days later
    assert case.here.due_at == end("2026-01-19"), "14, then 15, (16 is a holiday) and 19"


def test_a_legal_clock_runs_through_a_hold() -> None:
    case = at_intervention()
    case.facts("legal_status", investigation_started_on="2026-01-05")
    case.do(HOLD)
    case.later(days=9)
    clocks = {clock.id: clock for clock in case.plan().clocks}
    assert clocks["diversion_start"].overdue
    assert not clocks["diversion_start"].paused
    assert clocks["diversion_start"].due_at == end("2026-01-12")
    assert clocks["first_review"].paused
    assert clocks["stage"].paused
    assert case.plan().next_due.id == "diversion_start"
    case.do(cmd.Move(trigger="resume"))
    clocks = {clock.id: clock for clock in case.plan().clocks}
    assert clocks["diversion_start"].due_at == end("2026-01-12")


def test_a_parallel_default_clock_is_paused_like_the_stage() -> None:
    case = at_intervention()
    before = next(c for c in case.plan().clocks if c.id == "first_review").due_at
    case.do(HOLD)
    case.later(days=14).do(cmd.Move(trigger="resume"))
    after = next(c for c in case.plan().clocks if c.id == "first_review").due_at
    assert calendar().between(wib_day(before), wib_day(after)) == 9, "fourteen days, 16 January a holiday"


def test_a_stopped_clock_is_no_longer_shown() -> None:
    case = at_intervention()
    case.facts("legal_status", investigation_started_on="2026-01-05")
    case.facts("legal_status", diversion_started_on="2026-01-08")
    assert "diversion_start" not in {clock.id for clock in case.plan().clocks}


def test_the_work_of_the_held_stage_may_go_on() -> None:
    case = at_intervention()
    case.do(HOLD)
    assert "counselling" in {task.id for task in case.plan().tasks}
    case.do(cmd.DoTask(task="counselling", note="Lewat telepon."))
    case.do(cmd.Move(trigger="resume"))
    assert len(case.here.tasks["counselling"].deeds) == 1


def test_a_hold_is_renewed_by_a_supervisor_within_its_limits() -> None:
    case = at_intervention()
    case.do(HOLD)
    later = cmd.ExtendHold(until=case.now + timedelta(days=50), reason="Sidang ditunda.")
    assert case.codes(later) == ["role"]
    case.do(later, SUPERVISOR)
    assert case.here.due_at == end("2026-02-24")
    earlier = cmd.ExtendHold(until=case.now + timedelta(days=20), reason="x")
    assert case.codes(earlier, SUPERVISOR) == ["until_not_later"]
    far = cmd.ExtendHold(until=case.now + timedelta(days=120), reason="x")
    assert case.codes(far, SUPERVISOR) == ["hold_too_long"]
    case.do(cmd.ExtendHold(until=case.now + timedelta(days=70), reason="Lagi."), SUPERVISOR)
    third = cmd.ExtendHold(until=case.now + timedelta(days=80), reason="Lagi.")
    assert case.codes(third, SUPERVISOR) == ["hold_renewals"]
    assert case.here.held is not None
    assert case.here.held.renewals == 2


def test_only_a_hold_can_be_extended_as_one() -> None:
    until = wib("2026-03-01")
    assert at_plan().codes(cmd.ExtendHold(until=until, reason="x"), SUPERVISOR) == ["not_on_hold"]


def test_a_case_can_end_on_hold() -> None:
    case = at_intervention()
    case.do(HOLD)
    case.document("death_certificate")
    case.do(cmd.Move(trigger="stop", reason="Meninggal.", close_reason="MENINGGAL"), SUPERVISOR)
    assert case.here.closed
    assert case.here.held is None
    assert case.here.pauses[-1].end is not None


def test_a_supervisor_may_extend_a_stage_but_not_a_legal_deadline() -> None:
    case = at_intervention()
    extend = cmd.ExtendStage(until=wib("2026-05-01"), reason="Rujukan belum kembali.")
    assert case.codes(extend) == ["role"]
    (redated,) = case.do(extend, SUPERVISOR)
    assert isinstance(redated, ev.Redated)
    assert case.here.due_at == end("2026-05-01")
    legal = opened()
    assert "legal_deadline" in legal.codes(cmd.ExtendStage(until=wib("2026-02-01"), reason="x"), SUPERVISOR)


def test_a_release_date_that_moves_moves_the_deadline_that_hangs_on_it() -> None:
    case = at_intervention()
    recorded, redated = case.facts("release", release_on="2026-03-01")
    assert isinstance(recorded, ev.Recorded)
    assert isinstance(redated, ev.Redated)
    assert redated.cause == "release_on"
    assert case.here.due_at == end("2026-05-30"), "ninety days after release"
    case.facts("release", release_on="2026-03-11")
    assert case.here.due_at == end("2026-06-09")
    assert len(case.facts("release", release_on="2026-03-11")) == 1, "the same date changes nothing"
    case.facts("release", release_on="2025-12-01")
    assert case.here.due_at == end("2026-04-05"), "never before the stage was entered"


def test_a_date_that_moves_during_a_hold_moves_the_deadline_behind_it() -> None:
    case = at_intervention()
    case.do(HOLD)
    case.facts("release", release_on="2026-03-01")
    case.later(days=10).do(cmd.Move(trigger="resume"))
    assert case.here.due_at == end("2026-05-30"), "the hold was over before its clock began"


def closed(reason: str = "MENOLAK_LAYANAN", paper: str = "refusal_statement") -> Case:
    case = at_intervention()
    case.document(paper)
    case.do(cmd.Move(trigger="stop", reason="x", close_reason=reason), SUPERVISOR)
    return case


REOPEN = cmd.Move(trigger="reopen", reason="Kembali.")


def test_reopening_keeps_the_case_and_begins_a_new_episode() -> None:
    case = closed().later(days=100)
    case.do(REOPEN, SUPERVISOR)
    here = case.here
    assert (here.stage, here.episode, here.closed_at, here.close_reason) == ("ASESMEN", 2, None, "")
    assert here.facts["eligible"] is True
    assert here.moved == {"reopen": 1}
    assert {t.id: t.status for t in case.plan().tasks}["assessment"] == "open"
    assert flow(case.history[-1].event) == "REOPENED"


def test_a_case_reopens_within_twelve_months_to_the_day() -> None:
    case = closed()
    case.now = wib("2027-01-05", 23, 30)
    assert case.move("reopen", SUPERVISOR).allowed
    case.now = wib("2027-01-06", 0, 30)
    (reason,) = case.move("reopen", SUPERVISOR).blocked
    assert (reason.code, reason.args["until"]) == ("reopen_late", "2027-01-05")


def test_some_close_reasons_are_final() -> None:
    case = closed("MENINGGAL", "death_certificate")
    assert case.codes(REOPEN, SUPERVISOR) == ["reopen_reason"]


@pytest.mark.parametrize(
    "command",
    [
        cmd.DoTask(task="counselling", note="x"),
        cmd.Record(record="goal", record_id="1", facts={}),
        cmd.Score(instrument="social_functioning", assessment_id="1", score=1),
        cmd.Assign(worker="w"),
        cmd.ChangeFacts(facts={}),
        cmd.Relocate(region="36.01"),
    ],
)
def test_a_closed_case_takes_no_more_work(command: cmd.Command) -> None:
    assert closed().codes(command, SUPERVISOR) == ["case_closed"]


def test_a_closed_case_still_takes_notes_and_papers() -> None:
    case = closed()
    case.do(cmd.Note(text="Keluarga menelepon."))
    case.document("closure_letter")
    assert [m.trigger for m in case.plan().moves] == ["reopen"]


VOID = cmd.VoidMove(reason="Salah kasus.")


def test_the_last_move_can_be_taken_back_and_the_case_is_as_before() -> None:
    case = at_plan()
    case.facts("goal", goals=1)
    before = case.here
    case.do(cmd.Move(trigger="approve_plan"), SUPERVISOR)
    case.do(cmd.Note(text="Keliru."))
    case.document("photo")
    (voided,) = case.do(VOID, SUPERVISOR)
    assert isinstance(voided, ev.Voided)
    here = case.here
    assert (here.stage, here.due, here.tasks, here.doers) == (
        before.stage,
        before.due,
        before.tasks,
        before.doers,
    )
    assert (here.moved, here.last_move, here.visits) == (before.moved, before.last_move, before.visits)
    assert "photo" in here.documents.values(), "what was added to the case meanwhile stays"
    assert here.ordinal == case.history[-1].ordinal


def test_a_move_that_work_leans_on_stays() -> None:
    case = at_intervention()
    case.do(cmd.DoTask(task="counselling", note="Sesi pertama."))
    assert case.codes(VOID, SUPERVISOR) == ["move_leaned_on"]


def test_only_a_supervisor_takes_a_move_back_and_says_why() -> None:
    case = at_intervention()
    assert case.codes(VOID) == ["role"]
    assert case.codes(cmd.VoidMove(reason=""), SUPERVISOR) == ["reason_missing"]
    assert opened().codes(VOID, SUPERVISOR) == ["no_move_to_void"]


def test_a_mistaken_close_can_be_taken_back() -> None:
    case = closed()
    case.do(VOID, SUPERVISOR)
    assert (case.here.stage, case.here.closed_at, case.here.episode) == ("INTERVENSI", None, 1)


def test_a_reclassification_stays_because_another_case_continues_it() -> None:
    case = opened()
    case.do(cmd.Move(trigger="reclassify", reason="Usia.", new_type="AT"), SUPERVISOR)
    assert case.codes(VOID, SUPERVISOR) == ["void_reclassified"]


def test_moves_are_taken_back_one_after_another() -> None:
    case = at_plan()
    case.do(cmd.Move(trigger="return_plan", reason="Ulang."), SUPERVISOR)
    case.do(VOID, SUPERVISOR)
    assert case.here.stage == "RENCANA"
    case.do(VOID, SUPERVISOR)
    assert case.here.stage == "ASESMEN"
    assert case.codes(VOID, SUPERVISOR) == ["move_leaned_on"], "its tasks were done before the void"


def test_a_record_made_ahead_of_time_completes_its_task_when_the_stage_is_entered() -> None:
    case = at_assessment()
    case.facts("goal", OTHER, goals=1)
    case.facts("assessment", assessment_signed=True, eligible=True, family_known=False)
    case.do(cmd.Score(instrument="social_functioning", assessment_id="a", score=60))
    moved, reached = case.do(cmd.Move(trigger="conclude"))
    assert isinstance(moved, ev.Moved)
    assert moved.done == (ev.AutoDone("plan", OTHER.id, "record:goal"),), "in its maker's name"
    assert reached == ev.MilestoneReached("plan_ready")
    assert case.here.tasks["plan"].deeds[0].by == OTHER.id
    assert case.here.last_move is not None
    assert case.here.last_move.reached == 1
    case.do(VOID, SUPERVISOR)
    assert case.here.milestones == {}, "what the move alone reached goes with it"


def test_a_record_that_served_a_stay_does_not_serve_the_next() -> None:
    case = at_plan()
    case.facts("goal", goals=1)
    case.do(cmd.Move(trigger="return_plan", reason="Ulang."), SUPERVISOR)
    case.facts("assessment", assessment_signed=True, eligible=True)
    case.do(cmd.Score(instrument="social_functioning", assessment_id="b", score=60))
    (moved,) = case.do(cmd.Move(trigger="conclude"))
    assert isinstance(moved, ev.Moved)
    assert moved.done == ()
    assert case.here.tasks.get("plan") is None
    assert moved.lost == ("plan_ready",)
    assert "plan_ready" not in case.here.milestones


def test_a_case_that_ends_keeps_no_deadline() -> None:
    case = closed()
    assert case.here.due is None
    assert case.plan().next_due is None


def test_events_carry_whole_deadlines() -> None:
    moved = at_assessment().history[-1].event
    assert isinstance(moved, ev.Moved)
    assert moved.due == Due(end("2026-01-20"), wib("2026-01-14", 0))
    assert moved.due.warn_at.tzinfo == UTC


def test_a_deadline_of_another_office_is_shown_as_theirs_and_is_nobodys_lateness_here() -> None:
    case = at_intervention()
    case.facts("legal_status", investigation_started_on="2026-01-05")
    case.later(days=90)
    assert case.plan().next_due.id == "diversion_start"
    others = (replace(clock, theirs="POLRI") if clock.legal else clock for clock in case.defn.clocks)
    case.defn = replace(case.defn, clocks=tuple(others))
    shown = next(clock for clock in case.plan().clocks if clock.id == "diversion_start")
    assert (shown.theirs, shown.overdue, shown.ours) == ("POLRI", True, False)
    assert case.plan().next_due.id != "diversion_start"
    assert columns(case.here, case.plan()).legal_due_at is None
