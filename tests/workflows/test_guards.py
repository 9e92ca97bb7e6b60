"""What each kind of guard answers, and how answers combine."""

from itertools import product

import pytest
from msgspec.structs import replace

from tests.workflows.driving import START, at_assessment, example
from workflows import conditions as c
from workflows.case_state import CaseState, Deed, Progress, Result
from workflows.clock import wib_day
from workflows.guards import answer, conditions
from workflows.reasons import Answer
from workflows.view import View

YES = c.Fact("eligible", eq=True)
NO = c.Fact("eligible", eq=False)
UNKNOWN = c.Fact("placement_ready", eq=True)
FAULT = c.Fact("nowhere", eq=True)


def state() -> CaseState:
    facts = {
        "birth_date": "1990-01-01",
        "eligible": True,
        "goals": 2,
        "placement_kind": "KERABAT",
        "release_on": "2026-01-01",
    }
    result = Result(1, START, "p", 1, 60, "SEDANG")
    return replace(at_assessment().here, facts=facts, results={"social_functioning": result})


def ask(guard: c.Guard, of: CaseState | None = None) -> Answer:
    return answer(guard, View(example(), of or state(), START))


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (YES, "yes"),
        (NO, "no"),
        (UNKNOWN, "unknown"),
        (FAULT, "fault"),
        (c.Fact("goals", op=">=", value=2), "yes"),
        (c.Fact("goals", op=">", value=2), "no"),
        (c.Fact("goals", op="!=", value=3), "yes"),
        (c.Fact("release_on", op="<", value="2026-02-01"), "yes"),
        (c.Fact("goals", op="<", value="2"), "fault"),
        (c.Fact("placement_kind", op="<", value="Z"), "fault"),
        (c.Fact("placement_kind", one_of=("KERABAT", "PANTI")), "yes"),
        (c.Fact("placement_kind", one_of=("PANTI",)), "no"),
        (c.Fact("placement_kind", ne="PANTI"), "yes"),
        (c.Fact("eligible", known=True), "yes"),
        (c.Fact("eligible", known=False), "no"),
        (c.Fact("placement_ready", known=True), "no"),
        (c.Fact("placement_ready", known=False), "yes"),
        (c.Fact("eligible"), "fault"),
        (c.Fact("age", op=">=", value=36), "yes"),
        (c.Fact("age", op=">=", value=37), "no"),
        (c.Scored("social_functioning"), "yes"),
        (c.Scored("social_functioning", max_age_days=0), "yes"),
        (c.Scored("ikpb"), "fault"),
        (c.Score("social_functioning", ">=", 60), "yes"),
        (c.Score("social_functioning", "<", 60), "no"),
        (c.Band("social_functioning", ("SEDANG",)), "yes"),
        (c.Band("social_functioning", ("TINGGI",)), "no"),
        (c.Document("photo"), "no"),
        (c.DaysInStage(0), "yes"),
        (c.DaysInStage(1), "no"),
        (c.DaysSince("release_on", min=4), "yes"),
        (c.DaysSince("release_on", min=5), "no"),
        (c.DaysSince("release_on", max=4), "yes"),
        (c.DaysSince("release_on", max=3), "no"),
        (c.DaysSince("diversion_started_on", min=1), "unknown"),
        (c.DaysSince("eligible", min=1), "fault"),
        (c.Age(min=36, max=36), "yes"),
        (c.Age(max=35), "no"),
        (c.Age(min=18, at="diversion_started_on"), "unknown"),
        (c.Age(max=35, at="release_on"), "no"),
        (c.Moved("accept"), "yes"),
        (c.Moved("accept", times=2), "no"),
        (c.TaskDone("identify"), "yes"),
        (c.TaskDone("assessment"), "no"),
        (c.TaskDone("fly"), "fault"),
        (c.MilestoneReached("plan_ready"), "no"),
        (c.MilestoneReached("nothing"), "fault"),
        (c.Attempts("contact", 1, 0), "no"),
    ],
)
def test_each_kind_of_guard_answers(guard: c.Guard, expected: Answer) -> None:
    assert ask(guard) == expected


def test_a_score_that_was_never_taken_is_unknown_but_not_taken_is_no() -> None:
    bare = replace(state(), results={})
    assert ask(c.Scored("social_functioning"), bare) == "no"
    assert ask(c.Score("social_functioning", ">=", 1), bare) == "unknown"
    assert ask(c.Band("social_functioning", ("SEDANG",)), bare) == "unknown"


def test_attempts_are_spread_from_the_first_to_the_last_whatever_their_order() -> None:
    days = (20, 0, 31)
    deeds = tuple(Deed(START.replace(year=2025, month=11, day=1 + d % 30), "p") for d in days)
    told = replace(state(), tasks={"contact": Progress(deeds)})
    spread = max(wib_day(d.at) for d in deeds) - min(wib_day(d.at) for d in deeds)
    assert ask(c.Attempts("contact", 3, spread.days), told) == "yes"
    assert ask(c.Attempts("contact", 3, spread.days + 1), told) == "no"


ATOMS = {"yes": YES, "no": NO, "unknown": UNKNOWN, "fault": FAULT}
RANK_ALL = ("fault", "no", "unknown", "yes")
RANK_ANY = ("fault", "yes", "unknown", "no")


@pytest.mark.parametrize(("one", "two"), list(product(ATOMS, ATOMS)))
def test_answers_combine_as_in_three_valued_logic_and_a_fault_outranks_all(one: str, two: str) -> None:
    pair = (ATOMS[one], ATOMS[two])
    assert ask(c.AllOf(pair)) == min((one, two), key=RANK_ALL.index)
    assert ask(c.AnyOf(pair)) == min((one, two), key=RANK_ANY.index)
    turned = {"yes": "no", "no": "yes", "unknown": "unknown", "fault": "fault"}
    assert ask(c.Not(c.AllOf(pair))) == turned[ask(c.AllOf(pair))]
    assert ask(c.Not(c.AnyOf(pair))) == turned[ask(c.AnyOf(pair))]
    assert ask(c.Not(c.Not(c.AnyOf(pair)))) == ask(c.AnyOf(pair))


def test_all_inside_any_inside_not_still_names_what_is_needed() -> None:
    guard = c.Not(
        c.AnyOf((c.Fact("eligible", eq=True), c.AllOf((c.Fact("goals", op=">=", value=1), UNKNOWN))))
    )
    found = conditions(guard, View(example(), state(), START))
    assert [f.reason.code for f in found] == ["fact_is_not", "any"]
    assert [part.code for part in found[1].reason.parts] == ["not_fact_compare", "fact_missing"]
    assert found[1].answer == "unknown"


def test_every_alternative_tells_only_what_it_still_needs() -> None:
    guard = c.AnyOf((c.AllOf((YES, NO, c.Document("photo"))), UNKNOWN))
    (found,) = conditions(guard, View(example(), state(), START))
    both, single = found.reason.parts
    assert (both.code, [part.code for part in both.parts]) == ("all", ["fact_is", "document"])
    assert single.code == "fact_missing"
