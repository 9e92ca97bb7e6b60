"""Work inside a stage: tasks, records, results, documents, notes, and what supervisors decide about them."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.workflows.driving import (
    KASI,
    OTHER,
    PEKSOS,
    STRANGER,
    SUPERVISOR,
    Case,
    at_assessment,
    at_intervention,
    at_plan,
    opened,
    wib,
)
from workflows import commands as cmd
from workflows import events as ev
from workflows.definition import Task
from workflows.engine import TaskView
from workflows.fold.counting import flow


def task(case: Case, key: str) -> TaskView:
    return next(t for t in case.plan().tasks if t.id == key)


def test_a_task_is_ticked_by_its_owner_only() -> None:
    case = opened()
    assert case.codes(cmd.DoTask(task="identify"), STRANGER) == ["role"]
    case.do(cmd.DoTask(task="identify"))
    assert task(case, "identify").status == "done"
    assert task(case, "identify").last_by == PEKSOS.id
    assert case.codes(cmd.DoTask(task="identify")) == ["task_complete"]


def test_a_task_that_a_record_completes_is_never_ticked() -> None:
    (reason,) = opened().refused(cmd.DoTask(task="consent"))
    assert (reason.code, reason.opens) == ("done_by_record", "record:consent")


def test_a_record_completes_its_task() -> None:
    case = opened()
    recorded, done = case.facts("consent", consent_valid=True)
    assert isinstance(recorded, ev.Recorded)
    assert done == ev.TaskDone("consent", via="record:consent")
    assert task(case, "consent").status == "done"
    assert len(case.facts("consent", consent_valid=True)) == 1, "once is enough"


def test_a_record_that_does_not_meet_the_guard_leaves_its_task_open() -> None:
    case = at_assessment()
    case.facts("assessment", assessment_signed=False, eligible=True)
    assert task(case, "assessment").status == "open"
    case.facts("assessment", assessment_signed=True)
    assert task(case, "assessment").status == "done"


def test_a_result_completes_its_task() -> None:
    case = at_assessment()
    case.do(cmd.Score(instrument="social_functioning", assessment_id="a1", score=60, band="SEDANG"))
    assert task(case, "functioning").status == "done"


def test_a_result_out_of_range_or_with_a_strange_band_is_refused() -> None:
    case = at_assessment()
    wrong = cmd.Score(instrument="social_functioning", assessment_id="a1", score=121, band="HEBAT")
    assert case.codes(wrong) == ["score_range", "band_unknown"]


def test_an_older_result_entered_late_does_not_replace_the_newer() -> None:
    case = at_assessment().later(days=10)
    case.do(cmd.Score(instrument="social_functioning", assessment_id="new", score=60))
    late = cmd.Score(
        instrument="social_functioning", assessment_id="old", score=10, occurred_at=wib("2026-01-08")
    )
    case.do(late)
    assert case.here.results["social_functioning"].id == "new"
    assert case.here.results["social_functioning"].score == 60


def test_evidence_is_asked_for() -> None:
    case = at_intervention()
    assert case.codes(cmd.DoTask(task="counselling")) == ["note_missing"]
    (reason,) = case.refused(cmd.DoTask(task="course"))
    assert (reason.code, reason.opens) == ("document", "document:certificate")
    case.document("photo")
    photo = next(iter(case.here.documents))
    assert case.codes(cmd.DoTask(task="course", document=photo)) == ["document_not_held"]
    case.document("certificate")
    case.do(cmd.DoTask(task="course"))
    assert task(case, "course").status == "done"


def test_a_document_taken_off_no_longer_counts() -> None:
    case = at_intervention()
    case.document("certificate")
    held = next(iter(case.here.documents))
    assert case.codes(cmd.RemoveDocument(document_id=held, reason="")) == ["reason_missing"]
    case.do(cmd.RemoveDocument(document_id=held, reason="Salah orang."))
    assert case.codes(cmd.DoTask(task="course")) == ["document"]
    assert case.codes(cmd.RemoveDocument(document_id=held, reason="x")) == ["no_such_document"]


def test_skills_may_begin_during_intervention_and_do_not_hold_it_back() -> None:
    case = at_intervention()
    early = task(case, "course")
    assert (early.early, early.stage, early.blocks, early.may_do) == (True, "KETERAMPILAN", False, True)
    case.document("certificate")
    case.do(cmd.DoTask(task="course"))
    for _ in range(2):
        case.do(cmd.DoTask(task="counselling", note="Sesi."))
    case.do(cmd.Move(trigger="start_skills"))
    assert task(case, "course").status == "done", "begun early, still done"
    assert case.move("graduate").allowed


def test_a_repeated_task_counts_its_turns_and_says_when_the_next_is_due() -> None:
    case = at_intervention()
    assert (task(case, "counselling").count, task(case, "counselling").least) == (0, 2)
    assert task(case, "counselling").due_at == wib("2026-01-19", 23, 59).replace(second=59)
    case.later(days=10).do(cmd.DoTask(task="counselling", note="Sesi."))
    assert task(case, "counselling").due_at == wib("2026-01-29", 23, 59).replace(second=59)
    case.later(days=17)  # 1 February: three days of tolerance end today
    assert not task(case, "counselling").overdue
    case.later(days=1)
    assert task(case, "counselling").overdue


def test_followup_visits_are_due_by_months_from_the_start_of_the_stage() -> None:
    case = at_followup()
    days = []
    for _ in range(3):
        due = task(case, "visit").due_at
        assert due is not None
        days.append(due.date().isoformat())
        case.now = due
        case.do(cmd.DoTask(task="visit", note="Baik."))
    assert days == ["2026-02-05", "2026-04-05", "2026-07-05"]
    assert task(case, "visit").due_at is None
    assert case.codes(cmd.DoTask(task="visit", note="Lagi.")) == ["task_complete"]


def test_each_visit_has_its_own_window_and_the_first_day_is_no_month() -> None:
    case = at_followup()
    assert task(case, "visit").ripe_on is not None
    assert case.codes(cmd.DoTask(task="visit", note="Baik.")) == ["task_too_early"]
    case.later(days=16).do(cmd.DoTask(task="visit", note="Baik."))
    assert task(case, "visit").count == 1


def test_a_visit_that_was_missed_is_not_made_up_for_by_two_on_one_day() -> None:
    case = at_followup().later(days=95)
    case.do(cmd.DoTask(task="visit", note="Terlambat."))
    assert case.codes(cmd.DoTask(task="visit", note="Sekalian.")) == ["task_too_early"]
    case.later(days=7).do(cmd.DoTask(task="visit", note="Baik."))
    assert task(case, "visit").count == 2


def test_a_later_visit_cannot_be_made_ahead_of_its_time() -> None:
    case = at_followup().later(days=20)
    case.do(cmd.DoTask(task="visit", note="Baik."))
    assert task(case, "visit").ripe_on == date(2026, 3, 7)
    assert case.codes(cmd.DoTask(task="visit", note="Sekalian.")) == ["task_too_early"]
    assert "task_waits" in {reason.code for reason in case.move("finish").blocked}
    case.later(days=50).do(cmd.DoTask(task="visit", note="Baik."))
    assert task(case, "visit").count == 2


def test_a_visit_happens_on_the_day_it_happened_and_not_when_it_was_entered() -> None:
    case = at_followup().later(days=20)
    case.do(cmd.DoTask(task="visit", note="Baik."))
    early = case.now + timedelta(days=10)
    case.later(days=70)
    assert case.codes(cmd.DoTask(task="visit", note="x", occurred_at=early)) == ["task_too_early"]


def test_how_early_a_visit_may_be_is_data() -> None:
    case = at_followup()
    stages = tuple(
        replace(stage, tasks=tuple(_early(one) if one.id == "visit" else one for one in stage.tasks))
        for stage in case.defn.stages
    )
    case.defn = replace(case.defn, stages=stages)
    assert task(case, "visit").ripe_on == date(2026, 1, 29)


def _early(task_: Task) -> Task:
    assert task_.repeat is not None
    return replace(task_, repeat=replace(task_.repeat, early_days=7))


def at_followup() -> Case:
    case = at_intervention()
    for _ in range(2):
        case.do(cmd.DoTask(task="counselling", note="Sesi."))
    case.document("certificate")
    case.do(cmd.Move(trigger="start_skills"))
    case.do(cmd.DoTask(task="course"))
    case.do(cmd.Move(trigger="graduate"))
    case.facts("placement", placement_ready=True, placement_kind="KERABAT")
    case.do(cmd.Move(trigger="place"))
    return case


def test_days_on_hold_move_the_visits() -> None:
    case = at_followup()
    case.later(days=5).do(cmd.Move(trigger="hold", reason="x", hold_reason="DIRAWAT"))
    case.later(days=10).do(cmd.Move(trigger="resume"))
    due = task(case, "visit").due_at
    assert due is not None
    assert due.date().isoformat() == "2026-02-15"


def test_a_task_that_does_not_apply_holds_nothing_back() -> None:
    case = at_assessment()
    case.facts("assessment", assessment_signed=True, eligible=True, family_known=False)
    assert task(case, "family_visit").status == "not_applicable"
    assert case.codes(cmd.DoTask(task="family_visit", note="x")) == ["task_not_applicable"]
    case.facts("assessment", family_known=True)
    assert task(case, "family_visit").status == "open"
    assert task(case, "family_visit").blocks


def test_a_task_whose_use_is_unknown_blocks_and_says_what_to_record() -> None:
    case = at_assessment()
    view = task(case, "family_visit")
    assert (view.status, view.blocks) == ("unknown", True)
    (reason,) = [r for r in case.move("conclude").blocked if r.code == "task_applies_unknown"]
    assert (reason.args, reason.opens) == ({"task": "family_visit"}, "record:assessment")
    assert reason.parts[0].args["fact"] == "family_known"


def test_a_supervisor_excuses_what_is_waivable_and_nothing_else() -> None:
    case = at_assessment()
    case.facts("assessment", assessment_signed=True, eligible=True, family_known=True)
    excuse = cmd.ExcuseTask(task="family_visit", reason="Keluarga di luar negeri.")
    assert case.codes(excuse) == ["role"]
    gate = cmd.ExcuseTask(task="functioning", reason="x")
    assert case.codes(gate, SUPERVISOR) == ["task_not_waivable"]
    case.do(excuse, SUPERVISOR)
    assert task(case, "family_visit").status == "excused"
    assert "family_visit" in {r.args.get("task") for r in case.move("conclude").met}


def test_an_excuse_can_run_out() -> None:
    case = at_assessment()
    case.facts("assessment", assessment_signed=True, eligible=True, family_known=True)
    past = cmd.ExcuseTask(task="family_visit", reason="x", until=case.now - timedelta(days=1))
    assert case.codes(past, SUPERVISOR) == ["until_past"]
    excuse = cmd.ExcuseTask(task="family_visit", reason="Banjir.", until=case.now + timedelta(days=3))
    case.do(excuse, SUPERVISOR)
    case.later(days=4)
    assert task(case, "family_visit").status == "open"


def test_a_discretionary_task_counts_once_somebody_adds_it() -> None:
    case = at_intervention()
    for _ in range(2):
        case.do(cmd.DoTask(task="counselling", note="Sesi."))
    assert task(case, "family_session").status == "available"
    assert case.codes(cmd.DoTask(task="family_session")) == ["task_available"]
    assert case.move("start_skills").allowed
    case.do(cmd.AddTask(task="family_session"))
    assert not case.move("start_skills").allowed
    assert case.codes(cmd.AddTask(task="family_session")) == ["task_not_available"]
    case.do(cmd.DoTask(task="family_session"))
    assert case.move("start_skills").allowed


def test_a_mistaken_tick_is_taken_back_by_its_doer_or_a_supervisor() -> None:
    case = opened()
    undo = cmd.UndoTask(task="identify", reason="Salah klien.")
    assert case.codes(undo) == ["task_not_done"]
    case.do(cmd.DoTask(task="identify"))
    assert case.codes(undo, OTHER) == ["role"]
    case.do(undo)
    assert task(case, "identify").status == "open"
    case.do(cmd.DoTask(task="identify"))
    case.do(undo, KASI)
    case.facts("consent", consent_valid=True)
    assert case.codes(cmd.UndoTask(task="consent", reason="x")) == ["done_by_record"]


def test_a_task_of_another_stage_is_elsewhere() -> None:
    case = opened()
    assert case.codes(cmd.DoTask(task="visit", note="x")) == ["task_elsewhere"]
    assert case.codes(cmd.DoTask(task="fly")) == ["no_such_task"]


def test_records_have_their_makers() -> None:
    case = at_assessment()
    placement = cmd.Record(record="placement", record_id="1", facts={"placement_ready": True})
    assert case.codes(placement, STRANGER) == ["role"]
    case.do(placement, SUPERVISOR)
    unnamed = cmd.Record(record="skills", record_id="2", facts={"skills_mode": "MAGANG"})
    case.do(unnamed)
    assert case.here.facts["skills_mode"] == "MAGANG", "kept for reports though this journey does not read it"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"consent_valid": "ya"}, "bool"),
        ({"consent_valid": 1}, "bool"),
        ({"consent_repair_by": "besok"}, "date"),
        ({"goals": True}, "int"),
        ({"goals": "2"}, "int"),
        ({"placement_kind": "HOTEL"}, "choice"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused(facts: dict[str, str | bool | int], kind: str) -> None:
    (reason,) = opened().refused(cmd.Record(record="consent", record_id="1", facts=facts))
    assert (reason.code, reason.args["kind"]) == ("fact_type", kind)


def test_an_emptied_fact_is_unknown_again() -> None:
    case = at_plan()
    case.facts("assessment", family_known="")
    assert case.here.facts["family_known"] == ""


def test_late_work_reaches_back_to_the_opening_and_no_further() -> None:
    case = opened().later(days=5)
    case.do(cmd.Note(text="Telepon pertama.", occurred_at=wib("2026-01-06")))
    assert case.codes(cmd.Note(text="x", occurred_at=wib("2026-01-04"))) == ["before_opening"]
    assert case.codes(cmd.Note(text="x", occurred_at=wib("2026-02-04"))) == ["in_future"]
    assert case.codes(cmd.Note(text=" ")) == ["text_missing"]


def test_supervisors_assign_and_a_worker_may_take_what_nobody_has() -> None:
    case = opened()
    take = cmd.Assign(worker=PEKSOS.id)
    assert case.codes(cmd.Assign(worker=OTHER.id)) == ["role"]
    case.do(take)
    assert case.here.worker == PEKSOS.id
    assert case.codes(cmd.Assign(worker=OTHER.id), OTHER) == ["role"]
    case.do(cmd.Assign(worker=OTHER.id, organisation="org-1"), SUPERVISOR)
    assert (case.here.worker, case.here.organisation) == (OTHER.id, "org-1")


def test_a_case_moves_out_of_one_region_and_into_another() -> None:
    case = opened()
    assert case.codes(cmd.Relocate(region="36.01")) == ["role"]
    before = case.here
    out, into = case.do(cmd.Relocate(region="36.01", reason="Pindah."), SUPERVISOR)
    assert (flow(out, before), flow(into, before)) == ("MOVED_OUT", "MOVED_IN")
    assert isinstance(out, ev.RelocatedOut)
    assert out.region == "36.04"
    assert case.here.region == "36.01"
    assert case.codes(cmd.Relocate(region="36.01"), SUPERVISOR) == ["same_region"]


def test_a_milestone_once_reached_stays_reached() -> None:
    case = at_plan()
    events = case.facts("goal", goals=1)
    assert events[-1] == ev.MilestoneReached("plan_ready")
    case.facts("goal", goals=0)
    assert case.move("approve_plan", SUPERVISOR).allowed
    (view,) = case.plan().milestones
    assert view.reached_at is not None
    assert view.missing == ()


def test_a_milestone_not_reached_says_what_it_waits_for() -> None:
    case = at_plan()
    (view,) = case.plan().milestones
    assert [r.code for r in view.missing] == ["task", "fact_missing"]
    reason = next(r for r in case.move("approve_plan", SUPERVISOR).blocked if r.code == "milestone")
    assert [r.code for r in reason.parts] == ["task", "fact_missing"]
