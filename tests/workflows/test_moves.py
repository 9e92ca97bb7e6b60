"""Moves: what is in the way, who may, what is asked, where it leads."""

import pytest
from msgspec.structs import replace

from tests.workflows.driving import (
    KASI,
    OTHER,
    PEKSOS,
    STRANGER,
    SUPERVISOR,
    at_assessment,
    at_intervention,
    at_plan,
    example,
    opened,
    wib,
)
from workflows import commands as cmd
from workflows import events as ev
from workflows.engine import Fault
from workflows.fold.counting import flow


def test_a_blocked_move_names_every_reason_at_once_with_who_and_where() -> None:
    view = opened().move("accept", STRANGER)
    assert not view.allowed
    told = {(r.code, r.args.get("task") or r.args.get("fact"), r.opens) for r in view.blocked}
    assert told == {
        ("task", "identify", "task:identify"),
        ("task", "consent", "record:consent"),
        ("fact_missing", "consent_valid", "record:consent"),
        ("role", None, ""),
    }
    assert all(reason.who for reason in view.blocked)


def test_what_already_holds_is_counted_beside_what_does_not() -> None:
    case = opened()
    case.do(cmd.DoTask(task="identify"))
    view = case.move("accept")
    assert [reason.args["task"] for reason in view.met] == ["identify"]
    assert view.total == len(view.met) + len(view.blocked) == 3


def test_an_unknown_fact_blocks_as_unknown_and_a_denied_one_as_denied() -> None:
    case = opened()
    (unknown,) = [r for r in case.move("accept").blocked if r.unknown]
    assert (unknown.code, unknown.args["want"]) == ("fact_missing", True)
    case.facts("consent", consent_valid=False)
    (denied,) = [r for r in case.move("accept").blocked if r.args.get("fact") == "consent_valid"]
    assert (denied.code, denied.unknown, denied.args["have"]) == ("fact_is", False, False)


def test_an_allowed_move_changes_the_stage_and_sets_its_deadline() -> None:
    case = at_assessment()
    assert case.here.stage == "ASESMEN"
    assert case.here.due_at == wib("2026-01-20", 23, 59).replace(second=59), (
        "ten working days, Isra Mikraj left out"
    )
    assert case.here.visits["ASESMEN"].at == case.now


def test_a_refused_move_leaves_no_event() -> None:
    case = opened()
    before = case.here
    assert set(case.codes(cmd.Move(trigger="accept"))) == {"task", "fact_missing"}
    assert case.here == before


def test_a_move_that_does_not_start_here_is_named() -> None:
    assert case_codes("graduate") == ["no_such_move"]
    assert case_codes("fly") == ["no_such_move"]


def case_codes(trigger: str) -> list[str]:
    return opened().codes(cmd.Move(trigger=trigger))


def test_somebody_who_stands_in_for_the_role_may_move() -> None:
    case = at_plan()
    case.facts("goal", goals=1)
    assert case.move("approve_plan", KASI).allowed, "KASI stands in for SUPERVISOR"
    (role,) = case.move("approve_plan", OTHER).blocked
    assert (role.code, role.who) == ("role", ("SUPERVISOR",))


def test_four_eyes_keep_every_author_of_a_plan_from_approving_it() -> None:
    case = at_plan()
    case.facts("goal", KASI_AS_WORKER, goals=1)
    case.facts("goal", PEKSOS, goals=2)
    blocked = case.move("approve_plan", KASI_AS_WORKER).blocked
    assert [(r.code, r.args["did"]) for r in blocked] == [("four_eyes", "record:goal")]
    assert case.move("approve_plan", SUPERVISOR).allowed


KASI_AS_WORKER = type(KASI)("kasi-2", frozenset({"KASI", "PEKSOS"}))


def test_an_approval_forgets_the_authors_so_that_the_next_plan_starts_clean() -> None:
    case = at_plan()
    case.facts("goal", KASI_AS_WORKER, goals=1)
    case.do(cmd.Move(trigger="approve_plan"), SUPERVISOR)
    assert "record:goal" not in case.here.doers


def test_a_reason_is_asked_by_the_form_and_refused_when_missing() -> None:
    case = at_plan()
    view = case.move("return_plan", SUPERVISOR)
    assert view.allowed
    assert view.asks == ("reason",)
    assert case.codes(cmd.Move(trigger="return_plan"), SUPERVISOR) == ["reason_missing"]
    assert case.codes(cmd.Move(trigger="return_plan", reason="  "), SUPERVISOR) == ["reason_missing"]


def test_going_back_starts_the_stage_tasks_anew_but_keeps_those_done_once() -> None:
    case = at_plan()
    case.do(cmd.Move(trigger="return_plan", reason="Kurang lengkap."), SUPERVISOR)
    tasks = {task.id: task.status for task in case.plan().tasks}
    assert tasks["assessment"] == "open"
    assert tasks["functioning"] == "open"
    assert case.here.tasks["consent"].deeds, "consent was asked once"
    assert case.here.facts["assessment_signed"] is True, "what was found stays known"


def test_a_move_can_be_limited_in_number() -> None:
    case = at_plan()
    for _ in range(2):
        case.do(cmd.Move(trigger="return_plan", reason="Ulang."), SUPERVISOR)
        case.facts("assessment", assessment_signed=True, eligible=True)
        case.do(cmd.Score(instrument="social_functioning", assessment_id="a", score=50, band="SEDANG"))
        case.do(cmd.Move(trigger="conclude"))
    assert case.codes(cmd.Move(trigger="return_plan", reason="Lagi."), SUPERVISOR) == ["max_times"]


def test_one_of_several_ways_is_enough_and_each_way_is_told() -> None:
    case = at_intervention()
    for _ in range(2):
        case.do(cmd.DoTask(task="counselling", note="Sesi."))
    (reason,) = case.move("skip_skills", SUPERVISOR).blocked
    assert reason.code == "any"
    assert [part.code for part in reason.parts] == ["age", "band"]
    case.do(cmd.ChangeFacts(facts={"birth_date": "1970-01-01"}))
    assert case.move("skip_skills", SUPERVISOR).allowed


def test_a_negated_condition_says_what_must_not_be() -> None:
    case = at_reintegration()
    case.facts("placement", placement_ready=True, placement_kind="PANTI")
    (reason,) = case.move("place").blocked
    assert (reason.code, reason.args["want"]) == ("fact_is_not", "PANTI")
    case.facts("placement", placement_kind="KERABAT")
    assert case.move("place").allowed


def test_under_a_negation_unknown_stays_unknown_and_tells_the_turned_rule() -> None:
    case = at_reintegration()
    case.facts("placement", placement_ready=True)
    (reason,) = case.move("place").blocked
    assert (reason.code, reason.args["rule"], reason.unknown) == ("fact_missing", "fact_is_not", True)


def at_reintegration():
    case = at_intervention()
    for _ in range(2):
        case.do(cmd.DoTask(task="counselling", note="Sesi."))
    case.document("certificate")
    case.do(cmd.Move(trigger="start_skills"))
    case.do(cmd.DoTask(task="course"))
    case.do(cmd.Move(trigger="graduate"))
    return case


def at_followup():
    case = at_reintegration()
    case.facts("placement", placement_ready=True, placement_kind="KERABAT")
    case.do(cmd.Move(trigger="place"))
    return case


def test_a_guard_that_only_time_clears_says_from_when() -> None:
    case = at_followup()
    waits = [r for r in case.move("finish", SUPERVISOR).blocked if r.opens == "wait"]
    (wait,) = [r for r in waits if r.code != "task_waits"]
    assert (wait.code, wait.args["have"], wait.args["on"]) == ("days_in_stage", 0, "2026-04-05")


def test_a_success_asks_for_an_outcome_and_takes_the_only_reason() -> None:
    case = at_followup().later(days=200)
    for _ in range(3):
        case.later(days=8).do(cmd.DoTask(task="visit", note="Baik."))
    assert case.move("finish", SUPERVISOR).asks == ("outcome",)
    assert case.codes(cmd.Move(trigger="finish"), SUPERVISOR) == ["outcome_missing"]
    assert case.codes(cmd.Move(trigger="finish", outcome="KAYA"), SUPERVISOR) == ["outcome_not_allowed"]
    (moved,) = case.do(cmd.Move(trigger="finish", outcome="MANDIRI"), SUPERVISOR)
    assert isinstance(moved, ev.Moved)
    assert (moved.close_reason, moved.outcome, moved.flow) == ("TUJUAN_TERCAPAI", "MANDIRI", "CLOSED")
    assert case.here.closed
    assert case.plan().tasks == ()
    assert case.plan().clocks == ()


def test_whoever_made_a_visit_does_not_close_the_case() -> None:
    case = at_followup().later(days=200)
    both = type(PEKSOS)("rangkap", frozenset({"PEKSOS", "SUPERVISOR"}))
    for by in (PEKSOS, both, PEKSOS):
        case.later(days=8).do(cmd.DoTask(task="visit", note="Baik."), by)
    assert [r.code for r in case.move("finish", both).blocked] == ["four_eyes"]


def test_an_outcome_can_ask_for_an_age() -> None:
    case = at_followup().later(days=200)
    for _ in range(3):
        case.later(days=8).do(cmd.DoTask(task="visit", note="Baik."))
    case.do(cmd.ChangeFacts(facts={"birth_date": "2010-01-01"}))
    choices = {choice.code: choice.blocked for choice in case.move("finish", SUPERVISOR).outcomes}
    assert [r.code for r in choices["MANDIRI"]] == ["outcome_age"]
    assert choices["BERFUNGSI"] == ()
    assert case.codes(cmd.Move(trigger="finish", outcome="MANDIRI"), SUPERVISOR) == ["outcome_age"]


def test_each_close_reason_has_its_own_papers() -> None:
    case = opened()
    choices = {choice.code: choice.blocked for choice in case.move("stop", SUPERVISOR).close_reasons}
    assert [r.args["document"] for r in choices["MENINGGAL"]] == ["death_certificate"]
    assert [r.code for r in choices["TIDAK_DAPAT_DIHUBUNGI"]] == ["attempts"]
    (reason,) = case.move("stop", SUPERVISOR).blocked
    assert [part.args["close_reason"] for part in reason.parts] == list(choices)
    case.document("refusal_statement")
    assert case.move("stop", SUPERVISOR).allowed
    wrong = cmd.Move(trigger="stop", reason="Meninggal.", close_reason="MENINGGAL")
    assert case.codes(wrong, SUPERVISOR) == ["document"]
    case.do(cmd.Move(trigger="stop", reason="Menolak.", close_reason="MENOLAK_LAYANAN"), SUPERVISOR)
    assert case.here.close_reason == "MENOLAK_LAYANAN"


def test_an_outcome_nobody_asked_for_is_refused() -> None:
    case = opened()
    case.document("refusal_statement")
    odd = cmd.Move(trigger="stop", reason="x", close_reason="MENOLAK_LAYANAN", outcome="MANDIRI")
    assert case.codes(odd, SUPERVISOR) == ["outcome_not_asked"]


def test_lost_contact_needs_three_attempts_over_thirty_days() -> None:
    case = at_assessment()
    lost = cmd.Move(trigger="stop", reason="Hilang.", close_reason="TIDAK_DAPAT_DIHUBUNGI")
    for _ in range(3):
        case.do(cmd.DoTask(task="contact"))
        case.later(days=10)
    (any_reason, reason) = case.refused(lost, SUPERVISOR)
    assert any_reason.code == "any_close_reason"
    assert (reason.code, reason.args["count"], reason.args["spread"]) == ("attempts", 3, 20)
    case.do(cmd.DoTask(task="contact"))
    case.do(lost, SUPERVISOR)
    assert case.here.closed


def test_a_referral_out_has_its_own_column_in_reports() -> None:
    case = opened()
    case.document("referral_letter")
    (moved,) = case.do(cmd.Move(trigger="stop", reason="Napza.", close_reason="RUJUK_PUSAT"), SUPERVISOR)
    assert flow(moved, None) == "REFERRED_OUT"


def test_a_reclassification_may_be_to_certain_types_only() -> None:
    defn = example()
    moves = tuple(
        replace(m, new_types=("KPO", "KTK")) if m.trigger == "reclassify" else m for m in defn.moves
    )
    case = opened(replace(defn, moves=moves))
    other = cmd.Move(trigger="reclassify", reason="Terindikasi.", new_type="AT")
    assert case.codes(other, SUPERVISOR) == ["new_type_not_allowed"]
    assert case.move("reclassify", SUPERVISOR).new_types == ("KPO", "KTK")
    case.do(replace(other, new_type="KPO"), SUPERVISOR)
    assert case.here.new_type == "KPO"


def test_reclassifying_closes_and_names_the_new_type() -> None:
    case = opened()
    move = cmd.Move(trigger="reclassify", reason="Usia.")
    assert case.codes(move, SUPERVISOR) == ["new_type_missing"]
    same = cmd.Move(trigger="reclassify", reason="Usia.", new_type="CONTOH")
    assert case.codes(same, SUPERVISOR) == ["same_type"]
    (moved,) = case.do(cmd.Move(trigger="reclassify", reason="Usia.", new_type="AT"), SUPERVISOR)
    assert (case.here.closed, case.here.new_type, flow(moved, None)) == (True, "AT", "RECLASSIFIED_OUT")


def test_a_renewal_restarts_the_deadline_and_nothing_else() -> None:
    case = at_intervention().later(days=80)
    entered, tasks = case.here.entered_at, case.here.tasks
    case.do(cmd.Move(trigger="renew", reason="Perlu waktu."), SUPERVISOR)
    assert case.here.entered_at == entered
    assert case.here.tasks == tasks
    assert case.here.due_at == wib("2026-06-24", 23, 59).replace(second=59)


@pytest.mark.parametrize(
    ("day", "codes"), [("2026-01-04", ["before_last_move"]), ("2026-01-20", ["in_future"])]
)
def test_a_move_lies_between_the_move_before_it_and_now(day: str, codes: list[str]) -> None:
    case = at_plan().later(days=5)
    late = cmd.Move(trigger="return_plan", reason="x", occurred_at=wib(day))
    assert case.codes(late, SUPERVISOR) == codes


def test_a_late_entry_runs_its_clock_from_the_day_it_happened() -> None:
    case = at_plan().later(days=9)
    case.facts("goal", goals=1)
    case.do(cmd.Move(trigger="approve_plan", occurred_at=wib("2026-01-10")), SUPERVISOR)
    assert case.here.entered_at == wib("2026-01-10")
    assert case.here.due_at == wib("2026-04-10", 23, 59).replace(second=59)
    assert case.history[-1].recorded_at == case.now


def test_a_broken_fact_is_a_fault_and_not_a_no() -> None:
    case = opened()
    case.do(cmd.DoTask(task="identify"))
    case.facts("consent", consent_valid=True)
    broken = {**case.here.facts, "consent_valid": "mungkin"}
    case.state = type(case.here)(
        **{f: getattr(case.here, f) for f in case.here.__struct_fields__} | {"facts": broken}
    )
    answer = case.ask(cmd.Move(trigger="accept"))
    assert isinstance(answer, Fault)
    assert answer.reasons[0].args == {"about": "fact_type", "name": "consent_valid"}
    assert case.plan().faults == answer.reasons
    assert case.plan().faults[0].who == ("ADMIN",)
