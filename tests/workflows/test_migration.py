"""A case comes over to the next version of its journey, wholly or not at all."""

import copy
import tomllib
from typing import Any

import msgspec
import pytest

from tests.workflows.driving import (
    EXAMPLE,
    PEKSOS,
    Case,
    at_assessment,
    at_intervention,
    at_plan,
    calendar,
    example,
    wib,
)
from workflows import commands as cmd
from workflows.definition import Definition
from workflows.events import Happened, Migrated
from workflows.fold import apply, fold
from workflows.migration import check, migrate

DATA: dict[str, Any] = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def second(sla: str = "restart", **more: Any) -> Definition:
    """Make version 2: planning renamed, a task renamed, one dropped, intervention shorter."""
    text = EXAMPLE.read_text(encoding="utf-8").replace('"RENCANA"', '"PERENCANAAN"')
    text = text.replace('"counselling"', '"guidance"')
    data = tomllib.loads(text)
    data["meta"].update(version=2, supersedes=1)
    stages = {s["id"]: s for s in data["stages"]}
    stages["INTAKE"]["tasks"] = [t for t in stages["INTAKE"]["tasks"] if t["id"] != "identify"]
    stages["INTERVENSI"]["sla"]["limit"] = 60
    rule = {"stages": {"RENCANA": "PERENCANAAN"}, "tasks": {"counselling": "guidance"}, "drop": ["identify"]}
    data["migrate"] = {"1": rule | {"sla": sla} | more}
    return msgspec.convert(data, Definition)


def bring(case: Case, new: Definition) -> Case:
    event = migrate(case.defn, new, case.here, calendar())
    told = Happened(case.here.ordinal + 1, case.now, case.now, "admin", event)
    case.history.append(told)
    case.state, case.defn = apply(case.here, told), new
    assert fold(case.history) == case.state
    return case


def test_a_whole_mapping_has_no_problem() -> None:
    assert check(example(), second()) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"stages": {}}, "unmapped"),
        ({"stages": {"RENCANA": "TUNDA"}}, "mapped_kind"),
        ({"stages": {"RENCANA": "PERENCANAAN", "LAMA": "INTAKE"}}, "unknown_stage"),
        ({"tasks": {}}, "unmapped"),
        ({"drop": []}, "unmapped"),
        ({"tasks": {"counselling": "guidance", "plan": "guidance"}}, "mapped_twice"),
        ({"tasks": {"counselling": "guidance", "fly": "visit"}}, "unknown_task"),
    ],
)
def test_what_has_no_place_in_the_new_version_is_told(rule: dict[str, Any], code: str) -> None:
    assert code in {problem.code for problem in check(example(), second(**rule))}


def test_a_version_that_says_nothing_takes_nobody_over() -> None:
    data = copy.deepcopy(DATA)
    data["meta"]["version"] = 2
    (problem,) = check(example(), msgspec.convert(data, Definition))
    assert problem.code == "no_migration"


def test_a_version_takes_only_older_cases_of_its_own_journey() -> None:
    new = second()
    other = msgspec.structs.replace(new, meta=msgspec.structs.replace(new.meta, id="LAIN"))
    assert {p.code for p in check(example(), other)} == {"other_journey"}


def test_a_case_in_a_renamed_stage_goes_on_under_its_new_name() -> None:
    case = bring(at_plan(), second())
    assert (case.here.stage, case.here.version, case.here.digest) == ("PERENCANAAN", 2, second().digest)
    assert "PERENCANAAN" in case.here.visits
    assert "RENCANA" not in case.here.visits
    assert "identify" not in case.here.tasks
    case.facts("goal", goals=1)
    assert [m.trigger for m in case.plan().moves if m.trigger == "approve_plan"]


def test_work_done_under_the_old_name_counts_under_the_new() -> None:
    case = at_intervention()
    case.do(cmd.DoTask(task="counselling", note="Sesi."))
    bring(case, second())
    assert len(case.here.tasks["guidance"].deeds) == 1
    case.do(cmd.DoTask(task="guidance", note="Sesi."))
    assert case.move("start_skills").allowed


def test_a_shorter_limit_counts_from_the_entry_where_the_mapping_says_so() -> None:
    kept, restarted = at_intervention(), at_intervention()
    before = kept.here.due
    bring(kept, second("keep_start"))
    bring(restarted, second("restart"))
    assert kept.here.due == before
    assert restarted.here.due_at == wib("2026-03-06", 23, 59).replace(second=59)


def test_a_held_case_goes_back_to_the_renamed_stage() -> None:
    case = at_plan()
    case.do(cmd.Move(trigger="hold", reason="x", hold_reason="DIRAWAT"), PEKSOS)
    bring(case, second())
    assert (case.here.stage, case.here.home) == ("TUNDA", "PERENCANAAN")
    case.do(cmd.Move(trigger="resume"))
    assert case.here.stage == "PERENCANAAN"


def test_a_case_that_has_come_over_cannot_undo_the_move_before() -> None:
    case = bring(at_assessment(), second())
    assert isinstance(case.history[-1].event, Migrated)
    assert case.here.since_move > 0
