"""Reasons as the engine really gives them, with the arguments they really carry: conditions and refusals."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from tests.workflows.driving import (
    PEKSOS,
    START,
    STRANGER,
    SUPERVISOR,
    Case,
    at_assessment,
    at_intervention,
    at_plan,
    example,
    opened,
    wib,
)
from tests.workflows.walk import begin, travel
from workflows import commands as cmd
from workflows import conditions as c
from workflows.case_state import CaseState, Deed, Progress, Result
from workflows.clock import calendar
from workflows.conditions import Scalar
from workflows.definition import Definition, FactKind, load_all
from workflows.engine import Fault, Refused, decide, plan
from workflows.guards import conditions
from workflows.reasons import Actor, Reason
from workflows.view import View

Told = tuple[Reason, bool]
"""A reason, and whether its condition holds."""

LATER = START + timedelta(days=40)
GUARDS: tuple[c.Guard, ...] = (
    c.TaskDone("visit"),
    c.TaskDone("placement"),
    c.MilestoneReached("plan_ready"),
    c.Scored("social_functioning"),
    c.Scored("social_functioning", 60),
    c.Scored("social_functioning", 5),
    c.Score("social_functioning", ">=", 80),
    c.Score("social_functioning", "<", 80),
    c.Band("social_functioning", ("TINGGI",)),
    c.Band("social_functioning", ("RENDAH", "SEDANG")),
    c.Fact("consent_valid", eq=True),
    c.Fact("consent_valid", ne=True),
    c.Fact("placement_kind", eq="KERABAT"),
    c.Fact("placement_kind", ne="PANTI"),
    c.Fact("placement_kind", one_of=("KERABAT", "PANTI")),
    c.Fact("placement_kind", one_of=("KERABAT",)),
    c.Fact("goals", one_of=(3, 4)),
    c.Fact("placement_kind", known=True),
    c.Fact("placement_kind", known=False),
    *(c.Fact("goals", op=op, value=2) for op in ("<", "<=", "==", "!=", ">=", ">")),
    *(c.Fact("release_on", op=op, value="2026-02-01") for op in ("<", "<=", "==", "!=", ">=", ">")),
    c.Fact("age", op=">=", value=60),
    c.Fact("no_such_fact", eq=True),
    c.Document("referral_letter"),
    c.Document("photo"),
    c.DaysInStage(90),
    c.DaysInStage(30),
    c.DaysSince("release_on", min=30),
    c.DaysSince("release_on", min=-60),
    c.DaysSince("release_on", max=3),
    c.DaysSince("release_on", min=0, max=90),
    c.Attempts("contact", 3, 30),
    c.Attempts("contact", 2, 10),
    c.Age(min=60),
    c.Age(max=17),
    c.Age(min=17, max=59),
    c.Age(min=60, max=70),
    c.Moved("accept"),
    c.Moved("skip_skills", 2),
    c.AnyOf((c.Age(min=60), c.AllOf((c.Document("photo"), c.Fact("eligible", eq=True))))),
    c.AnyOf((c.Age(min=17), c.Document("photo"))),
)


def told() -> list[Told]:
    """Gather them all, the parts of a reason too; every refusal is open."""
    found = [*_conditions(), *((reason, False) for reason in _refusals())]
    return [*found, *((part, False) for reason, _met in found for part in _parts(reason))]


def told_of(definition: Definition) -> list[Told]:
    """Gather the reasons of every move of a journey, with nothing recorded and with everything once."""
    begun = replace(opened().here, journey=definition.meta.id, facts={})
    full = replace(
        begun,
        facts={name: _some(kind) for name, kind in definition.facts.items()},
        results={
            name: Result(2, START, "p", 1, use.max, (use.bands or ("",))[0])
            for name, use in definition.instruments.items()
        },
    )
    plans = (
        plan(definition, replace(state, stage=stage.id), actor=PEKSOS, now=LATER, calendar=calendar())
        for state in (begun, full)
        for stage in definition.stages
    )
    moves = [move for made in plans for move in made.moves]
    found = [
        (reason, met)
        for move in moves
        for met in (False, True)
        for reason in (move.met if met else move.blocked)
    ]
    return [*found, *((part, False) for reason, met in found if not met for part in _parts(reason))]


def _some(kind: FactKind) -> Scalar:
    match kind.kind:
        case "bool":
            return False
        case "int":
            return 1
        case "choice":
            return next(iter(kind.choices))
        case "text":
            return "x"
        case _:
            return "2026-01-02"


def _parts(reason: Reason) -> Iterator[Reason]:
    for part in reason.parts:
        yield part
        yield from _parts(part)


def _conditions() -> Iterator[Told]:
    bare = replace(opened().here, facts={})
    for state in (bare, _rich()):
        view = View(example(), state, LATER)
        for guard in GUARDS:
            for asked in (guard, c.Not(guard)):
                yield from ((one.reason, one.answer == "yes") for one in conditions(asked, view))


def _rich() -> CaseState:
    """Make a case in which every kind of thing has been recorded."""
    at = START + timedelta(days=2)
    facts = {
        "birth_date": "1990-01-01",
        "consent_valid": False,
        "placement_kind": "PANTI",
        "goals": 2,
        "release_on": "2026-01-20",
    }
    return replace(
        at_plan().here,
        facts=facts,
        documents={"d1": "referral_letter"},
        milestones={"plan_ready": at},
        moved={"accept": 1, "skip_skills": 1},
        results={"social_functioning": Result(3, at, "p", 1, 76, "SEDANG")},
        tasks={
            "visit": Progress((Deed(at, "p"),)),
            "placement": Progress(excused=True),
            "contact": Progress((Deed(START, "p"), Deed(START + timedelta(days=12), "p"))),
        },
    )


def _refusals() -> Iterator[Reason]:
    for each in (_times, _moves, _closing, _reopening, _voiding, _tasks, _records, _deadlines, _opening):
        yield from each()


def _no(case: Case, *asked: cmd.Command, by: Actor = PEKSOS, **state: Any) -> Iterator[Reason]:
    """Ask for these, each of the case as it stands with *state* put into it; all must be refused."""
    case.state = replace(case.here, **state)
    for command in asked:
        answer = case.ask(command, by)
        assert isinstance(answer, Refused | Fault), command
        yield from answer.reasons


def _times() -> Iterator[Reason]:
    yield from _no(opened(), cmd.Note("x", occurred_at=LATER), cmd.Note("x", occurred_at=wib("2025-01-01")))
    yield from _no(at_assessment(), cmd.Move("conclude", occurred_at=wib("2025-01-01")))


def _moves() -> Iterator[Reason]:
    yield from _no(opened(), cmd.Move("no_such_move"), cmd.Move("accept"))
    yield from _no(opened(), cmd.Move("reclassify"), cmd.Move("reclassify", new_type="CONTOH"), by=STRANGER)
    yield from _no(
        at_assessment(), cmd.Move("conclude"), cmd.Move("hold"), cmd.Move("hold", hold_reason="LAIN")
    )
    limited = opened()
    only = [replace(m, new_types=("KPO",)) if m.kind == "reclassify" else m for m in limited.defn.moves]
    limited.defn = replace(limited.defn, moves=tuple(only))
    yield from _no(limited, cmd.Move("reclassify", new_type="AT"), by=SUPERVISOR)
    doers = {"record:goal": (SUPERVISOR.id,)}
    asked = (cmd.Move("approve_plan"), cmd.Move("return_plan", reason="x"))
    yield from _no(at_plan(), *asked, by=SUPERVISOR, doers=doers, moved={"return_plan": 2})
    yield from _no(
        at_intervention(), cmd.Move("skip_skills"), cmd.Relocate("36.04"), cmd.Relocate(""), by=SUPERVISOR
    )


def _closing() -> Iterator[Reason]:
    stop = [cmd.Move("stop", close_reason=code, outcome="MANDIRI") for code in ("", "LAIN", "MENINGGAL")]
    stop += [cmd.Move("stop", close_reason="MENINGGAL", died_on=day) for day in ("2099-01-01", "1900-01-01")]
    known = {**at_intervention().here.facts, "birth_date": "1990-01-01"}
    yield from _no(at_intervention(), *stop, by=SUPERVISOR, facts=known)
    finish = (cmd.Move("finish"), cmd.Move("finish", outcome="LAIN"), cmd.Move("finish", outcome="MANDIRI"))
    strict = {code: replace(one, min_age=60) for code, one in example().outcomes.items()}
    for facts in ({}, {"birth_date": "1990-01-01"}):
        case = at_intervention()
        case.defn = replace(case.defn, outcomes=strict)
        tasks = {"visit": Progress((Deed(START, SUPERVISOR.id),))}
        yield from _no(case, *finish, by=SUPERVISOR, stage="BINA_LANJUT", facts=facts, tasks=tasks)


def _reopening() -> Iterator[Reason]:
    case = at_intervention().later(days=500)
    closed = {"stage": "SELESAI", "closed_at": START, "close_reason": "MENINGGAL"}
    yield from _no(case, cmd.Move("reopen"), cmd.DoTask("counselling"), by=SUPERVISOR, **closed)


def _voiding() -> Iterator[Reason]:
    yield from _no(opened(), cmd.VoidMove("x"))
    yield from _no(at_assessment(), cmd.VoidMove(""), since_move=2, new_type="ABT")


def _tasks() -> Iterator[Reason]:
    case = at_assessment()
    yield from _no(case, cmd.DoTask("no_such_task"), cmd.DoTask("visit"), cmd.DoTask("assessment"))
    yield from _no(case, cmd.DoTask("family_visit", "x"), facts={**case.here.facts, "family_known": False})
    first = opened()
    first.do(cmd.DoTask("identify"))
    yield from _no(first, cmd.DoTask("identify"))
    visited = {"visit": Progress((Deed(START, PEKSOS.id),))}
    yield from _no(at_intervention(), cmd.DoTask("visit", "x"), stage="BINA_LANJUT", tasks=visited)
    later = at_intervention()
    yield from _no(
        later,
        cmd.DoTask("family_session"),
        cmd.DoTask("counselling"),
        cmd.DoTask("course"),
        cmd.DoTask("course", document="none"),
        cmd.UndoTask("counselling", ""),
        cmd.AddTask("counselling"),
        cmd.ExcuseTask("counselling", "x", START - timedelta(days=1)),
    )


def _records() -> Iterator[Reason]:
    yield from _no(
        at_assessment(),
        cmd.Record("goal", "g1", {"goals": "two"}),
        cmd.RemoveDocument("none", ""),
        cmd.Note(""),
        cmd.Score("social_functioning", "a1", score=500, band="SIAP"),
    )


def _deadlines() -> Iterator[Reason]:
    soon, far = wib("2026-01-05", 10), wib("2027-06-01")
    early = (cmd.ExtendHold(far, "x"), cmd.ExtendStage(soon, "x"), cmd.RefuseTime("x"))
    yield from _no(opened(), *early, by=SUPERVISOR)
    late = travel(begin(load_all()["AT"]), lambda edge: edge.to == "INTERVENSI").later(days=400)
    yield from _no(late, cmd.Move("renew", reason="x"), by=SUPERVISOR)
    case = at_intervention()
    case.do(cmd.Move("hold", hold_reason="DIRAWAT", reason="x"))
    held = case.here.held
    assert held is not None
    asked = (cmd.ExtendHold(soon, ""), cmd.ExtendHold(far, "x"), cmd.ExtendStage(far, "x"))
    yield from _no(case, *asked, by=SUPERVISOR, held=replace(held, renewals=2))


def _opening() -> Iterator[Reason]:
    born: Iterable[Any] = ("2020-05-01", "1930-05-01", "", 7)
    for value in born:
        yield from _unopened({"birth_date": value}, START)


def _unopened(facts: dict[str, Any], now: datetime) -> tuple[Reason, ...]:
    command = cmd.Open(pmks_type="LAIN", region="", facts=facts)
    answer = decide(example(), None, command, actor=STRANGER, now=now, calendar=calendar())
    assert isinstance(answer, Refused)
    return answer.reasons
