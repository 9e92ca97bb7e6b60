"""Cases that ran before they stood here: taken over in mid-stage, with what is known of their past."""

from datetime import date, timedelta

import pytest

from tests.workflows.driving import KASI, PEKSOS, STRANGER, SUPERVISOR, Case, example, wib
from tests.workflows.journeys import FILES
from tests.workflows.walk import make, travel
from workflows import commands as cmd
from workflows import events as ev
from workflows.clock import calendar, start_of
from workflows.conditions import Scalar
from workflows.definition import Definition, decode
from workflows.engine import Refused
from workflows.engine.clocks import stage_due
from workflows.fold.counting import flow

AS_OF = wib("2026-02-28", 23)
OPENED, ENTERED = date(2025, 11, 3), date(2026, 1, 12)
BORN: dict[str, Scalar] = {"birth_date": "1990-01-01"}


def adopt(stage: str = "INTERVENSI", **changes: object) -> cmd.Adopt:
    told: dict[str, object] = {
        "pmks_type": example().meta.pmks_types[0],
        "region": "36.04",
        "opened_on": OPENED,
        "stage": stage,
        "entered_on": ENTERED,
        "facts": BORN,
        "occurred_at": AS_OF,
        **changes,
    }
    return cmd.Adopt(**told)  # type: ignore[arg-type]


def adopted(defn: Definition | None = None, stage: str = "INTERVENSI", **changes: object) -> Case:
    case = Case(defn or example(), now=wib("2026-03-02"))
    case.do(adopt(stage, **{"pmks_type": case.defn.meta.pmks_types[0], **changes}), SUPERVISOR)
    return case


def codes(*, by: object = SUPERVISOR, **changes: object) -> list[str]:
    answer = Case(example(), now=wib("2026-03-02")).ask(adopt(**changes), by)  # type: ignore[arg-type]
    assert isinstance(answer, Refused), answer
    return [reason.code for reason in answer.reasons]


def test_an_adopted_case_stands_where_it_is_told_since_when_it_is_told() -> None:
    state = adopted().here
    assert state.stage == "INTERVENSI"
    assert state.opened_at == start_of(OPENED)
    assert state.entered_at == state.clock_at == start_of(ENTERED)
    assert state.adopted_at == AS_OF


def test_the_stages_clock_runs_from_the_true_entry() -> None:
    case = adopted()
    expected = stage_due(case.defn.stage["INTERVENSI"], start_of(ENTERED), BORN, calendar())
    assert expected is not None
    assert case.here.due == expected
    clock = next(one for one in case.plan().clocks if one.id == "stage")
    assert clock.started_at == start_of(ENTERED)


def test_it_counts_as_adopted_and_never_as_new() -> None:
    event = adopted().history[0].event
    assert flow(event) == "ADOPTED"
    assert ev.decode(ev.encode(event)) == event


def test_only_what_is_told_counts_as_done() -> None:
    tasks = example().stage["INTERVENSI"].tasks
    task = next(one for one in tasks if one.repeat is None or one.repeat.least == 1)
    nothing = {one.id: one.status for one in adopted().plan().tasks}
    told = {one.id: one for one in adopted(done=(cmd.Known(task.id, date(2026, 2, 1)),)).plan().tasks}
    assert "done" not in nothing.values()
    assert told[task.id].status == "done"
    assert told[task.id].last_by == ""
    assert [one.id for one in told.values() if one.status == "done"] == [task.id]


def test_a_move_may_not_reach_back_before_the_taking_over() -> None:
    case = adopted()
    trigger = case.defn.moves_from["INTERVENSI"][0].trigger
    early = case.codes(cmd.Move(trigger=trigger, occurred_at=wib("2026-02-20")), SUPERVISOR)
    assert "before_last_move" in early
    assert "before_last_move" not in case.codes(
        cmd.Move(trigger=trigger, occurred_at=wib("2026-03-01")), KASI
    )


def test_work_may_be_entered_late_back_to_the_true_opening() -> None:
    case = adopted()
    case.facts("consent", consent_valid=True)
    case.do(cmd.Note(text="Kunjungan", occurred_at=wib("2025-11-10")))
    assert case.codes(cmd.Note(text="Kunjungan", occurred_at=wib("2025-10-10"))) == ["before_opening"]


def test_there_is_no_move_to_take_back_on_the_first_day() -> None:
    assert adopted().codes(cmd.VoidMove(reason="x"), SUPERVISOR) == ["no_move_to_void"]


def test_a_told_milestone_is_reached_and_one_that_follows_is_reached_by_itself() -> None:
    case = adopted(milestones={example().milestones[0].id: date(2026, 1, 10)})
    assert example().milestones[0].id in case.here.milestones


@pytest.mark.parametrize("by", [PEKSOS, STRANGER])
def test_only_supervisors_section_heads_and_data_officers_adopt(by: object) -> None:
    assert codes(by=by) == ["role"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"stage": "NIRWANA"}, "no_such_stage"),
        ({"stage": "SELESAI"}, "adopt_closed"),
        ({"stage": "TUNDA"}, "adopt_hold_stage"),
        ({"opened_on": date(2026, 1, 20)}, "adopt_before_opening"),
        ({"entered_on": date(2026, 3, 1)}, "adopt_after"),
        ({"occurred_at": wib("2026-03-20")}, "in_future"),
        ({"done": (cmd.Known("tidur", date(2026, 2, 1)),)}, "no_such_task"),
        ({"milestones": {"bulan": date(2026, 2, 1)}}, "no_such_milestone"),
        ({"entered": {"ASESMEN": date(2026, 2, 1)}}, "adopt_stage_later"),
        ({"outcome": "HEBAT"}, "outcome_not_allowed"),
        ({"region": ""}, "region_missing"),
        ({"pmks_type": "XX"}, "wrong_type"),
        ({"facts": {"birth_date": True}}, "fact_type"),
        ({"hold_reason": "SAKIT"}, "held_on_missing"),
        ({"held_on": date(2026, 2, 1)}, "hold_reason_missing"),
        ({"held_on": date(2026, 2, 1), "hold_reason": "MALAS"}, "hold_reason_not_allowed"),
    ],
)
def test_what_cannot_be_true_is_refused(changes: dict[str, object], code: str) -> None:
    assert code in codes(**changes)


def test_everything_against_it_is_said_at_once() -> None:
    found = codes(region="", entered_on=date(2026, 3, 1), outcome="HEBAT")
    assert {"region_missing", "adopt_after", "outcome_not_allowed"} <= set(found)


def test_an_age_outside_the_band_only_warns() -> None:
    case = Case(decode(FILES["abt"].read_bytes()), now=wib("2026-03-02"))
    command = adopt("ASESMEN", pmks_type="ABT", facts={"birth_date": "2000-01-01"})
    answer = case.ask(command, SUPERVISOR)
    assert [reason.code for reason in answer.warnings] == ["age_above"]  # type: ignore[union-attr]


def test_a_case_on_hold_is_adopted_on_hold_and_goes_back_where_it_came_from() -> None:
    defn = example()
    hold = next(move for move in defn.moves if move.hold)
    assert hold.hold
    stage, since = hold.source[0], date(2026, 2, 10)
    case = adopted(stage=stage, hold_reason=hold.hold.reasons[0], held_on=since)
    assert case.here.stage == hold.to
    assert case.here.home == stage
    assert case.here.held
    assert case.here.held.since == start_of(since)
    resume = next(move for move in defn.moves if move.kind == "resume")
    make(case, resume.trigger)
    assert case.here.stage == stage
    assert case.here.entered_at == start_of(ENTERED)


def _stages() -> list[tuple[str, str]]:
    found = []
    for name, path in FILES.items():
        defn = decode(path.read_bytes())
        found += [(name, stage.id) for stage in defn.stages if stage.kind not in ("final", "hold")]
    return found


@pytest.mark.parametrize(("name", "stage"), _stages())
def test_no_stage_traps_an_adopted_case(name: str, stage: str) -> None:
    """From every stage it goes on to an end that counts as a success, by what can still be done there."""
    defn = decode(FILES[name].read_bytes())
    age = defn.meta.age
    years = (age.min or 0) + 1 if age.min is not None else 30
    facts: dict[str, Scalar] = {"birth_date": f"{2026 - years}-01-01", "safe_now": "AMAN"}
    case = adopted(defn, stage=stage, facts=facts, milestones=_before(defn, stage))
    good = {code for code, reason in defn.close_reasons.items() if reason.success}
    ends = {move.trigger for move in defn.moves if move.kind == "close" and good & set(move.close_reasons)}
    travel(case, lambda edge: edge.trigger in ends)
    assert case.here.closed


def _before(defn: Definition, stage: str) -> dict[str, date]:
    """Tell every milestone of the stages before: whoever adopts says so, since their tasks are past."""
    order = [one.id for one in defn.stages]
    past = [m for m in defn.milestones if m.stage and order.index(m.stage) < order.index(stage)]
    return {milestone.id: ENTERED - timedelta(days=1) for milestone in past}
