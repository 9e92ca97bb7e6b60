"""Opening a case: the age band of the type, what only warns, and what the opening says."""

from typing import Literal

import msgspec
import pytest

from tests.workflows.driving import PEKSOS, START, STRANGER, SUPERVISOR, Case, calendar, example, opened, wib
from workflows import commands as cmd
from workflows import events as ev
from workflows.conditions import Scalar
from workflows.definition import AgeBand
from workflows.engine import Decided, age_reasons, decide
from workflows.fold import counting


def asks(born: str | None, **more: Scalar) -> cmd.Open:
    facts: dict[str, Scalar] = {"birth_date": born} if born else {}
    return cmd.Open(pmks_type="CONTOH", region="36.04", facts=facts | more)


def test_a_client_of_the_right_age_is_taken() -> None:
    case = opened()
    assert (case.here.stage, case.here.episode, case.here.pmks_type) == ("INTAKE", 1, "CONTOH")
    assert case.here.due_at == wib("2026-01-06")
    assert (case.here.version, case.here.digest) == (1, example().digest)


@pytest.mark.parametrize(
    ("born", "code", "suggested"), [("2008-01-06", "age_below", "AT"), ("1966-01-05", "age_above", "LUT")]
)
def test_outside_the_age_band_another_type_is_suggested(born: str, code: str, suggested: str) -> None:
    (reason,) = Case(example()).refused(asks(born))
    assert (reason.code, reason.args["suggested"]) == (code, suggested)


@pytest.mark.parametrize("born", ["2008-01-05", "1966-01-06"])
def test_the_limits_of_the_band_are_inside_it_to_the_day(born: str) -> None:
    assert isinstance(Case(example()).ask(asks(born)), Decided)


def test_an_estimated_age_near_a_limit_only_warns() -> None:
    near = Case(example()).ask(asks("2009-06-01", birth_estimated=True))
    assert isinstance(near, Decided)
    assert [r.code for r in near.warnings] == ["age_below"]
    assert Case(example()).codes(asks("2013-06-01", birth_estimated=True)) == ["age_below"]


def test_an_unknown_birth_date_is_asked_for() -> None:
    (reason,) = Case(example()).refused(asks(None))
    assert (reason.code, reason.unknown, reason.opens) == ("fact_missing", True, "client")


def test_a_band_can_be_overridden_with_a_reason_where_it_says_so() -> None:
    band = msgspec.structs.replace(example().meta.age, overridable=True)
    meta = msgspec.structs.replace(example().meta, age=band)
    case = Case(msgspec.structs.replace(example(), meta=meta))
    assert case.codes(asks("1950-01-01")) == ["age_above"]
    command = msgspec.structs.replace(asks("1950-01-01"), override="Tidak ada tempat lansia.")
    decided = case.ask(command)
    assert isinstance(decided, Decided)
    assert [r.code for r in decided.warnings] == ["age_above"]
    assert isinstance(decided.events[0], ev.Opened)
    assert decided.events[0].note == "Tidak ada tempat lansia."


@pytest.mark.parametrize(("side", "born"), [("above", "2012-01-01"), ("below", "1950-01-01")])
def test_a_reason_passes_only_the_side_it_is_meant_for(side: Literal["below", "above"], born: str) -> None:
    band = msgspec.structs.replace(example().meta.age, overridable=side)
    meta = msgspec.structs.replace(example().meta, age=band)
    case = Case(msgspec.structs.replace(example(), meta=meta))
    command = msgspec.structs.replace(asks(born), override="Tetap saja.")
    assert case.codes(command) == ["age_above" if side == "below" else "age_below"]


def test_age_can_be_read_on_the_day_of_the_act() -> None:
    meta = msgspec.structs.replace(example().meta, age=AgeBand(min=0, max=17, at="act_on"))
    defn = msgspec.structs.replace(example(), meta=meta)
    facts: dict[str, Scalar] = {"birth_date": "2007-06-01"}
    assert [r.code for r in age_reasons(defn, facts, START)[0]] == ["age_above"]
    assert age_reasons(defn, facts | {"act_on": "2025-05-31"}, START) == ([], [])


def test_everything_wrong_is_said_at_once() -> None:
    command = cmd.Open(pmks_type="LAIN", region=" ", facts={"birth_date": "2020-01-01"})
    codes = Case(example()).codes(command, STRANGER)
    assert codes == ["wrong_type", "region_missing", "role", "age_below"]


def test_a_case_cannot_be_opened_tomorrow_but_late() -> None:
    case = Case(example())
    command = msgspec.structs.replace(asks("1990-01-01"), occurred_at=wib("2026-01-06"))
    assert case.codes(command) == ["in_future"]
    case.do(msgspec.structs.replace(command, occurred_at=wib("2026-01-03")))
    assert case.here.opened_at == wib("2026-01-03")
    assert case.here.due_at == wib("2026-01-04"), "the clock runs from when it happened"


@pytest.mark.parametrize("flow", ["NEW", "REFERRED_IN", "RECLASSIFIED_IN"])
def test_an_opening_says_in_which_column_it_counts(flow: str) -> None:
    case = Case(example())
    command = msgspec.structs.replace(asks("1990-01-01"), flow=flow, linked_case="kasus-lama")
    (event,) = case.do(command, SUPERVISOR)
    assert counting.flow(event) == flow
    assert case.here.linked_case == "kasus-lama"


def test_only_an_opening_begins_a_case() -> None:
    with pytest.raises(ValueError, match="Open"):
        decide(example(), None, cmd.Note(text="x"), actor=PEKSOS, now=START, calendar=calendar())


def test_a_client_born_on_a_leap_day_grows_older_in_march() -> None:
    on = {
        day: age_reasons(example(), {"birth_date": "2008-02-29"}, wib(day))[0]
        for day in ("2026-02-28", "2026-03-01")
    }
    assert [len(reasons) for reasons in on.values()] == [1, 0]
