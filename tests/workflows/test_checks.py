"""Each check refuses its failing example and names the place."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tests.workflows.driving import EXAMPLE
from workflows.checks import Problem, check
from workflows.definition import Definition, Unreadable, decode

Table = dict[str, Any]
DATA: Table = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
TITLE = {"id": "x", "en": "x"}


def stage(data: Table, key: str) -> Table:
    return next(s for s in data["stages"] if s["id"] == key)


def task(data: Table, key: str) -> Table:
    return next(t for s in data["stages"] for t in s.get("tasks", ()) if t["id"] == key)


def move(data: Table, key: str) -> Table:
    return next(m for m in data["moves"] if m["trigger"] == key)


def clock_of(data: Table, key: str) -> Table:
    return next(one for one in data["clocks"] if one["id"] == key)


def problems(change: Callable[[Table], object]) -> list[Problem]:
    data = copy.deepcopy(DATA)
    change(data)
    return check(msgspec.convert(data, Definition))


def fact(name: str, **way: Any) -> Table:
    return {"kind": "fact", "name": name, **way}


def new_move(data: Table, **more: Any) -> None:
    data["moves"].append({"trigger": "extra", "title": TITLE, "by": ["PEKSOS"], **more})


def lonely_stage(data: Table) -> None:
    sla = {"limit": 5, "unit": "working"}
    data["stages"].append({"id": "SEPI", "title": TITLE, "spine": 3, "sla": sla})


def dead_end(data: Table) -> None:
    lonely_stage(data)
    new_move(data, **{"from": ["INTERVENSI"], "to": "SEPI"})


def round_trip(data: Table) -> None:
    dead_end(data)
    lonely = copy.deepcopy(data["stages"][-1])
    data["stages"].append(lonely | {"id": "SEPI_DUA"})
    for trigger, start, to in (("there", "SEPI", "SEPI_DUA"), ("back_again", "SEPI_DUA", "SEPI")):
        new_move(data, **{"from": [start], "to": to})
        data["moves"][-1]["trigger"] = trigger


def trap(data: Table) -> None:
    """Only what has two goals or a family may leave."""
    dead_end(data)
    new_move(
        data,
        **{
            "from": ["SEPI"],
            "to": "REINTEGRASI",
            "reason": True,
            "guards": [fact("goals", op=">=", value=2)],
        },
    )
    data["moves"][-1]["trigger"] = "onward"
    new_move(data, **{"from": ["SEPI"], "to": "KETERAMPILAN", "guards": [fact("family_known", eq=True)]})
    data["moves"][-1]["trigger"] = "homeward"


def no_trap(data: Table) -> None:
    trap(data)
    data["moves"][-1]["guards"] = [fact("goals", op="<", value=2)]


def supersede(data: Table) -> None:
    data["meta"].update(version=2, supersedes=1)


CASES: list[tuple[str, str, Callable[[Table], object]]] = [
    ("duplicate", "stages.INTAKE", lambda d: d["stages"].append(stage(d, "INTAKE"))),
    ("duplicate", "tasks.plan", lambda d: stage(d, "INTAKE")["tasks"].append(task(d, "plan"))),
    ("duplicate", "milestones.plan_ready", lambda d: d["milestones"].append(d["milestones"][0])),
    ("duplicate", "clocks.first_review", lambda d: d["clocks"].append(d["clocks"][2])),
    ("two_moves", "moves.accept", lambda d: d["moves"].append(move(d, "accept"))),
    ("unknown_stage", "meta.initial", lambda d: d["meta"].update(initial="MULAI")),
    ("unknown_stage", "moves.accept.to", lambda d: move(d, "accept").update(to="ASESMENT")),
    ("unknown_stage", "moves.accept.from", lambda d: move(d, "accept").update({"from": ["INTAK"]})),
    ("unknown_stage", "tasks.course.early_from", lambda d: task(d, "course").update(early_from=["X"])),
    ("unknown_stage", "milestones.plan_ready.stage", lambda d: d["milestones"][0].update(stage="X")),
    ("unknown_stage", "clocks.first_review.start", lambda d: d["clocks"][2].update(start="stage:X")),
    ("unknown_role", "moves.accept.by", lambda d: move(d, "accept").update(by=["PEKERJA"])),
    ("unknown_role", "tasks.plan.owner", lambda d: task(d, "plan").update(owner=["X"])),
    ("unknown_role", "roles.PEKSOS", lambda d: d["roles"].update(PEKSOS=["X"])),
    ("unknown_role", "meta.workers", lambda d: d["meta"].update(workers=["X"])),
    ("unknown_role", "records.placement.by", lambda d: d["records"]["placement"].update(by=["X"])),
    (
        "unknown_role",
        "stages.ASESMEN.sla.escalate",
        lambda d: stage(d, "ASESMEN")["sla"].update(escalate=["X"]),
    ),
    ("unknown_role", "moves.hold.hold.renew_by", lambda d: move(d, "hold")["hold"].update(renew_by=["X"])),
    ("nobody", "moves.accept.by", lambda d: move(d, "accept").update(by=[])),
    ("nobody", "tasks.plan.owner", lambda d: task(d, "plan").update(owner=[])),
    ("nobody", "meta.workers", lambda d: d["meta"].update(workers=[])),
    ("unknown_code", "outcomes.X", lambda d: move(d, "finish").update(outcomes=["X", "MANDIRI"])),
    ("unused_code", "outcomes.BERFUNGSI", lambda d: move(d, "finish").update(outcomes=["MANDIRI"])),
    ("unknown_code", "close_reasons.X", lambda d: move(d, "stop").update(close_reasons=["X"])),
    (
        "never_stops",
        "clocks.diversion_start.stops",
        lambda d: clock_of(d, "diversion_start").update(theirs="POLRI"),
    ),
    ("unknown_code", "clocks.first_review.theirs", lambda d: d["clocks"][2].update(theirs="KELURAHAN")),
    ("unknown_code", "hold_reasons.X", lambda d: move(d, "hold")["hold"].update(reasons=["X"])),
    (
        "unknown_code",
        "moves.reopen.reopen",
        lambda d: move(d, "reopen")["reopen"].update(close_reasons=["X"]),
    ),
    ("unknown_record", "facts.goals.set_by", lambda d: d["facts"]["goals"].update(set_by="record:x")),
    ("unknown_record", "tasks.plan.record", lambda d: task(d, "plan").update(record="x")),
    (
        "unknown_instrument",
        "tasks.functioning.instrument",
        lambda d: task(d, "functioning").update(instrument="x"),
    ),
    (
        "unknown_record",
        "moves.approve_plan.four_eyes",
        lambda d: move(d, "approve_plan").update(four_eyes=["record:x"]),
    ),
    ("unknown_task", "moves.finish.four_eyes", lambda d: move(d, "finish").update(four_eyes=["task:x"])),
    ("unknown_move", "moves.finish.four_eyes", lambda d: move(d, "finish").update(four_eyes=["move:x"])),
    ("unknown_move", "milestones.plan_ready.lost_on", lambda d: d["milestones"][0].update(lost_on=["x"])),
    ("choices", "facts.goals", lambda d: d["facts"]["goals"].update(kind="choice")),
    ("unknown_fact", "clocks.diversion_start.start", lambda d: d["clocks"][0].update(start="fact:x")),
    ("fact_kind", "clocks.diversion_start.start", lambda d: d["clocks"][0].update(start="fact:goals")),
    (
        "unknown_fact",
        "stages.INTERVENSI.sla.anchor",
        lambda d: stage(d, "INTERVENSI")["sla"].update(anchor={"facts": ["x"]}),
    ),
    ("unknown_fact", "meta.age.at", lambda d: d["meta"]["age"].update(at="act_on")),
    ("unknown_fact", "meta.age", lambda d: d["facts"].pop("birth_date")),
    ("unknown_fact", "moves.accept.guards[0]", lambda d: move(d, "accept").update(guards=[fact("x", eq=1)])),
    (
        "unknown_task",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[{"kind": "task", "task": "x"}]),
    ),
    (
        "unknown_milestone",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[{"kind": "milestone", "id": "x"}]),
    ),
    (
        "unknown_instrument",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[{"kind": "scored", "instrument": "x"}]),
    ),
    (
        "unknown_band",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(
            guards=[{"kind": "band", "instrument": "social_functioning", "in": ["X"]}]
        ),
    ),
    (
        "unknown_move",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[{"kind": "moved", "trigger": "x"}]),
    ),
    ("empty_guard", "moves.accept.guards[0]", lambda d: move(d, "accept").update(guards=[fact("goals")])),
    (
        "empty_guard",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[fact("goals", eq=1, ne=2)]),
    ),
    (
        "empty_guard",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[fact("goals", op=">")]),
    ),
    (
        "fact_kind",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[fact("goals", eq="dua")]),
    ),
    (
        "fact_kind",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[fact("placement_kind", eq="HOTEL")]),
    ),
    (
        "fact_kind",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(guards=[fact("eligible", op=">", value=True)]),
    ),
    (
        "unknown_fact",
        "close_reasons.MENINGGAL.guards[0]",
        lambda d: d["close_reasons"]["MENINGGAL"].update(guards=[fact("x", known=True)]),
    ),
    ("age_band", "meta.age", lambda d: d["meta"]["age"].update(min=60)),
    ("no_type", "meta.pmks_types", lambda d: d["meta"].update(pmks_types=[])),
    ("supersedes", "meta.supersedes", lambda d: d["meta"].update(supersedes=1)),
    ("no_migration", "migrate.1", supersede),
    ("final", "stages", lambda d: stage(d, "SELESAI").update(id="TUTUP")),
    ("initial", "meta.initial", lambda d: d["meta"].update(initial="TUNDA")),
    ("idle_stage", "stages.TUNDA", lambda d: stage(d, "TUNDA").update(sla={"limit": 3, "unit": "calendar"})),
    ("no_sla", "stages.RENCANA.sla", lambda d: stage(d, "RENCANA").pop("sla")),
    (
        "warn_before",
        "stages.RENCANA.sla.warn_before",
        lambda d: stage(d, "RENCANA")["sla"].update(warn_before=8),
    ),
    ("ahead", "clocks.first_review.ahead", lambda d: d["clocks"][2].update(ahead=5)),
    ("warn_before", "clocks.first_review.warn_before", lambda d: d["clocks"][2].update(warn_before=21)),
    ("no_spine", "stages.ASESMEN.spine", lambda d: stage(d, "ASESMEN").pop("spine")),
    (
        "early_from",
        "tasks.course.early_from",
        lambda d: task(d, "course").update(early_from=["KETERAMPILAN"]),
    ),
    ("two_ways", "tasks.plan", lambda d: task(d, "plan").update(instrument="social_functioning")),
    ("two_ways", "tasks.plan.evidence", lambda d: task(d, "plan").update(evidence="note")),
    (
        "two_ways",
        "tasks.identify.done_when",
        lambda d: task(d, "identify").update(done_when=fact("eligible", eq=True)),
    ),
    ("repeat", "tasks.visit.repeat", lambda d: task(d, "visit")["repeat"].update(every_days=30)),
    ("repeat", "tasks.visit.repeat", lambda d: task(d, "visit")["repeat"].update(min=4)),
    ("repeat", "tasks.counselling.repeat", lambda d: task(d, "counselling")["repeat"].update(max=1)),
    ("no_source", "moves.accept.from", lambda d: move(d, "accept").update({"from": []})),
    ("move_kind", "moves.resume.to", lambda d: move(d, "resume").update(to="ASESMEN")),
    ("move_kind", "moves.accept.new_types", lambda d: move(d, "accept").update(new_types=["KPO"])),
    ("move_kind", "moves.accept.to", lambda d: move(d, "accept").update(to="@history")),
    ("move_kind", "moves.renew.to", lambda d: move(d, "renew").update(to="RENCANA")),
    ("move_kind", "moves.finish.kind", lambda d: move(d, "finish").update(kind="forward")),
    ("move_kind", "moves.hold.kind", lambda d: move(d, "hold").update(kind="forward")),
    ("move_kind", "moves.reopen.from", lambda d: move(d, "reopen").update({"from": ["RENCANA"]})),
    ("move_kind", "moves.relapse.from", lambda d: move(d, "relapse")["from"].append("SELESAI")),
    ("move_kind", "moves.relapse.from", lambda d: move(d, "relapse")["from"].append("TUNDA")),
    ("hold_rules", "moves.hold.hold", lambda d: move(d, "hold").pop("hold")),
    ("reopen_rules", "moves.reopen.reopen", lambda d: move(d, "reopen").pop("reopen")),
    ("no_reason", "moves.relapse.reason", lambda d: move(d, "relapse").pop("reason")),
    ("no_reason", "moves.skip_skills.reason", lambda d: move(d, "skip_skills").pop("reason")),
    ("no_reason", "moves.accept.reason", lambda d: move(d, "accept").update(skip_required=True)),
    ("no_close_reason", "moves.finish.close_reasons", lambda d: move(d, "finish").pop("close_reasons")),
    ("no_outcome", "moves.finish.outcomes", lambda d: move(d, "finish").pop("outcomes")),
    ("no_outcome", "moves.stop.outcomes", lambda d: d["close_reasons"]["MENINGGAL"].update(success=True)),
    (
        "no_outcome",
        "moves.finish.outcomes",
        lambda d: [o.update(success=False) for o in d["outcomes"].values()],
    ),
    ("two_holds", "stages.RENCANA", lambda d: d["moves"].append(move(d, "hold") | {"trigger": "wait"})),
    (
        "milestone_time",
        "milestones.plan_ready.when",
        lambda d: d["milestones"][0].update(when={"kind": "days_in_stage", "min": 3}),
    ),
    ("unreachable", "stages.SEPI", lonely_stage),
    ("no_way_out", "stages.SEPI", dead_end),
    ("no_way_out", "stages.SEPI", round_trip),
    ("no_resume", "stages.TUNDA", lambda d: d["moves"].remove(move(d, "resume"))),
    ("no_success_path", "moves", lambda d: move(d, "finish").update(skip_required=True, reason=True)),
    ("no_success_path", "moves", lambda d: d["moves"].remove(move(d, "place"))),
    (
        "never",
        "moves.accept.guards[0]",
        lambda d: move(d, "accept").update(
            guards=[{"kind": "score", "instrument": "social_functioning", "op": ">", "value": 120}]
        ),
    ),
    (
        "never",
        "moves.accept.guards",
        lambda d: move(d, "accept").update(
            guards=[fact("goals", op=">", value=2), fact("goals", op="<", value=2)]
        ),
    ),
    ("trap", "stages.SEPI", trap),
    (
        "task_out_of_reach",
        "moves.accept.guards",
        lambda d: move(d, "accept").update(guards=[{"kind": "task", "task": "visit"}]),
    ),
    ("repeat_after_sla", "tasks.visit.repeat", lambda d: stage(d, "BINA_LANJUT")["sla"].update(limit=150)),
    (
        "repeat_after_sla",
        "tasks.visit.repeat",
        lambda d: task(d, "visit").update(repeat={"every_days": 90, "min": 3}),
    ),
    ("ripens_after_sla", "moves.finish.guards", lambda d: stage(d, "BINA_LANJUT")["sla"].update(limit=80)),
    (
        "four_eyes",
        "moves.finish.four_eyes",
        lambda d: (move(d, "finish").update(by=["KABID"]), task(d, "visit").update(owner=["KABID"])),
    ),
    ("four_eyes", "moves.finish.four_eyes", lambda d: move(d, "finish").update(four_eyes=["move:finish"])),
]


@pytest.mark.parametrize(("code", "path", "change"), CASES, ids=[f"{c}-{p}" for c, p, _ in CASES])
def test_a_definition_that_cannot_work_is_refused(
    code: str, path: str, change: Callable[[Table], object]
) -> None:
    found = problems(change)
    assert (code, path) in {(problem.code, problem.path) for problem in found}, found
    assert all(problem.sentence.endswith(".") for problem in found if problem.code != "two_moves")


def test_every_kind_of_problem_has_a_failing_example() -> None:
    import ast
    from pathlib import Path

    written: set[str] = set()
    for path in (Path(__file__).parents[2] / "workflows" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                code = node.args[1]
                written |= {str(code.value)} if isinstance(code, ast.Constant) else set()
    assert written - {code for code, _, _ in CASES} == set()


def test_exits_that_cover_every_value_are_no_trap() -> None:
    assert [p.code for p in problems(no_trap)] == []


def test_a_trap_names_the_data_that_shut_it() -> None:
    (problem,) = [p for p in problems(trap) if p.code == "trap"]
    assert "family_known = False" in problem.sentence
    assert "goals = 1" in problem.sentence


def test_all_problems_are_told_at_once_in_order() -> None:
    def change(data: Table) -> None:
        move(data, "accept").update(by=["X"])
        stage(data, "RENCANA").pop("sla")
        move(data, "relapse").pop("reason")

    found = problems(change)
    assert {p.code for p in found} == {"unknown_role", "no_sla", "no_reason"}
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("line", "path", "word"),
    [
        ('id = "CONTOH"', "meta.id", "str"),
        ("version = 1", "meta.version", "int"),
        ('kind = "gate"', "stages[2].kind", "Invalid enum"),
    ],
)
def test_a_file_that_does_not_decode_names_the_place(line: str, path: str, word: str) -> None:
    wrong = {"meta.id": "id = 5", "meta.version": 'version = "satu"', "stages[2].kind": 'kind = "tor"'}[path]
    with pytest.raises(Unreadable) as fault:
        decode(EXAMPLE.read_text(encoding="utf-8").replace(line, wrong, 1).encode())
    assert fault.value.path == path
    assert word in fault.value.sentence


def test_an_unknown_key_is_refused_and_so_is_broken_toml() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    with pytest.raises(Unreadable, match="deadline"):
        decode(text.replace("[roles]", "[deadline]\nx = 1\n[roles]", 1).encode())
    with pytest.raises(Unreadable, match="line"):
        decode(text.replace("[meta]", "[meta", 1).encode())
