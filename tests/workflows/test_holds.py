"""A hold gives back the days in which a clock ran, no more; and until it ends nothing that it pauses is late."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.projection import columns
from tests.workflows.driving import SUPERVISOR, Case, at_intervention, calendar, wib
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.engine import Decided, agenda
from workflows.engine.clocks import redated

HOLD = cmd.Move(trigger="hold", reason="Menunggu sidang.", hold_reason="MENUNGGU_PUTUSAN")
RESUME = cmd.Move(trigger="resume")
LIMIT = 90
"""Calendar days of the stage, from its entry or from the release, whichever is later."""


def released(case: Case, day: date) -> None:
    case.facts("release", release_on=day.isoformat())


def test_a_hold_that_began_before_the_clock_gives_back_only_the_days_in_which_both_ran() -> None:
    case = at_intervention()
    case.now = wib("2026-08-06")
    released(case, date(2026, 10, 12))
    case.do(HOLD)
    case.now = wib("2026-11-30")
    case.do(RESUME)
    assert case.here.due_at is not None
    assert wib_day(case.here.due_at) == date(2027, 2, 28)
    assert redated(case.defn, case.here, calendar()) == case.here.due


def test_more_time_given_by_a_supervisor_outlives_a_re_dating_while_it_is_the_later_day() -> None:
    case = at_intervention()
    case.do(cmd.ExtendStage(until=wib("2026-06-01"), reason="Rujukan belum kembali."), SUPERVISOR)
    released(case, date(2026, 2, 1))
    assert wib_day(case.here.due.due_at) == date(2026, 6, 1)
    released(case, date(2026, 4, 1))
    assert wib_day(case.here.due.due_at) == date(2026, 6, 30), "ninety days after release are later"
    released(case, date(2026, 2, 1))
    assert wib_day(case.here.due.due_at) == date(2026, 6, 1)


def test_more_time_ends_with_the_stay_that_it_was_given_for() -> None:
    case = at_intervention()
    case.do(cmd.ExtendStage(until=wib("2026-06-01"), reason="Rujukan belum kembali."), SUPERVISOR)
    case.later(days=3).do(HOLD)
    assert case.here.extended is not None
    case.later(days=3).do(RESUME)
    assert case.here.extended is not None
    renew = next(m.trigger for m in case.defn.moves if m.kind == "renew")
    if case.move(renew, SUPERVISOR).allowed:
        case.do(cmd.Move(trigger=renew, reason="x"), SUPERVISOR)
        assert case.here.extended is None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hold"), st.just(0)),
        st.tuples(st.just("release"), st.integers(-60, 160)),
        st.tuples(st.just("extend"), st.integers(1, 60)),
        st.tuples(st.just("wait"), st.integers(1, 50)),
    ),
    max_size=14,
)


class Plain:
    """The same told in whole days, by hand: what was entered, released, held and granted."""

    def __init__(self, entered: date) -> None:
        self.entered, self.released = entered, entered
        self.holds: list[tuple[date, date | None]] = []
        self.granted: tuple[date, int] | None = None

    def due(self) -> date:
        start = max(self.entered, self.released)
        days = start + timedelta(days=LIMIT + self.both(start, 0))
        if self.granted is None:
            return days
        until, holds_before = self.granted
        return max(days, until + timedelta(days=self.both(start, holds_before)))

    def both(self, start: date, first: int) -> int:
        """Count the days of ended holds on which the clock ran, one by one."""
        ended = [(a, b) for a, b in self.holds[first:] if b is not None]
        return sum(1 for a, b in ended for n in range((b - a).days) if a + timedelta(days=n) >= start)


def step(case: Case, plain: Plain, what: str, days: int) -> None:
    today = wib_day(case.now)
    if what == "wait":
        case.later(days=days)
    elif what == "hold" and case.here.held:
        case.do(RESUME)
        plain.holds[-1] = (plain.holds[-1][0], today)
    elif what == "hold":
        case.do(HOLD)
        plain.holds.append((today, None))
    elif what == "release":
        day = today + timedelta(days=days)
        released(case, day)
        plain.released = day
    elif what == "extend" and not case.here.held and case.here.due:
        until = max(wib_day(case.here.due.due_at), today) + timedelta(days=days)
        at = datetime.combine(until, datetime.min.time(), case.now.tzinfo) + timedelta(hours=3)
        asked = cmd.ExtendStage(until=at, reason="Masih perlu.")
        if isinstance(case.ask(asked, SUPERVISOR), Decided):
            case.do(asked, SUPERVISOR)
            plain.granted = (until, len(plain.holds))


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_a_deadline_kept_up_step_by_step_is_the_one_counted_anew_from_all_that_happened(steps) -> None:
    case = at_intervention()
    plain = Plain(wib_day(case.now))
    for what, days in steps:
        step(case, plain, what, days)
        here = case.here
        due = here.held.due if here.held else here.due
        assert due is not None
        assert wib_day(due.due_at) == plain.due(), (what, days)
        assert redated(case.defn, here, calendar()) == due


@pytest.mark.parametrize("days", [1, 20, 45, 200])
def test_until_a_hold_ends_nothing_that_it_pauses_is_late(days: int) -> None:
    case = at_intervention()
    case.later(days=100).do(HOLD)
    case.later(days=days)
    plan = case.plan()
    assert not [task.id for task in plan.tasks if task.overdue or task.due_at]
    assert {task.paused for task in plan.tasks if task.status == "open"} == {True}
    assert {one.id for one in plan.clocks if one.overdue} <= {"hold"}
    drawn = columns(case.here, agenda(case.defn, case.here, now=case.now, calendar=calendar()))
    assert drawn.next_due_at == drawn.due_at == case.here.due_at, "only the end of the hold is due"
