"""Deadlines in Indonesian time: the worked examples, and what holds for every start and every limit."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.driving import wib
from workflows import clock
from workflows.case_state import Pause
from workflows.clock import WIB, Override, calendar

CAL = calendar()
UNITS = ("hours", "calendar", "working")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))  # noqa: DTZ001
limits = st.integers(0, 400)
units = st.sampled_from(UNITS)


def due_day(start: str, days: int, hour: int = 9) -> date:
    return clock.wib_day(clock.due(wib(start, hour), days, "working", CAL).due_at)


def test_three_working_days_from_a_day_in_the_idul_fitri_leave_start_on_the_day_after_it() -> None:
    assert clock.day_zero(wib("2026-03-18"), CAL) == date(2026, 3, 25)
    assert due_day("2026-03-18", 3) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("days", "due"), [(1, date(2026, 3, 17)), (2, date(2026, 3, 25)), (3, date(2026, 3, 26))]
)
def test_working_days_jump_over_nyepi_idul_fitri_and_their_leave(days: int, due: date) -> None:
    assert due_day("2026-03-16", days) == due


def test_every_day_of_the_example_week_is_off() -> None:
    off = [date(2026, 3, day) for day in range(18, 25)]
    assert not any(CAL.is_working(day) for day in off)
    assert CAL.is_working(date(2026, 3, 17))
    assert CAL.is_working(date(2026, 3, 25))


@pytest.mark.parametrize(
    ("year", "public", "leave"), [(2022, 16, 4), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)]
)
def test_national_holidays_and_collective_leave_are_both_counted(year: int, public: int, leave: int) -> None:
    days = [day for day in CAL.holidays if day.year == year]
    assert len(days) == public + leave


def test_a_start_after_closing_time_counts_from_the_next_working_day() -> None:
    assert clock.day_zero(wib("2026-01-05", 16, 0), CAL) == date(2026, 1, 5)
    assert clock.day_zero(wib("2026-01-05", 16, 1), CAL) == date(2026, 1, 6)
    assert clock.day_zero(wib("2026-01-09", 17), CAL) == date(2026, 1, 12), "from a Friday evening to Monday"


def test_a_due_day_ends_at_2359_in_banten() -> None:
    due = clock.due(wib("2026-01-05"), 10, "calendar", CAL).due_at.astimezone(WIB)
    assert (due.date(), due.hour, due.minute) == (date(2026, 1, 15), 23, 59)


def test_hours_run_through_nights_and_holidays_to_the_minute() -> None:
    assert clock.due(wib("2026-03-20", 22, 30), 24, "hours", CAL).due_at == wib("2026-03-21", 22, 30)
    assert clock.due(wib("2026-03-20", 22, 30), 72, "hours", CAL).due_at == wib("2026-03-23", 22, 30)


def test_a_calendar_due_day_stays_on_a_holiday_and_its_reminder_comes_earlier() -> None:
    due = clock.due(wib("2026-03-11"), 10, "calendar", CAL, warn_before=2)
    assert clock.wib_day(due.due_at) == date(2026, 3, 21), "Idul Fitri"
    assert clock.wib_day(due.warn_at) == date(2026, 3, 17), "the last working day before 19 March"


def test_a_calendar_limit_after_dark_in_utc_counts_from_the_day_in_banten() -> None:
    start = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)  # already 6 January in Banten
    assert clock.wib_day(clock.due(start, 1, "calendar", CAL).due_at) == date(2026, 1, 7)


def test_the_override_table_adds_and_takes_away_days_off() -> None:
    lines = (
        Override(date(2026, 2, 11), "Pilkada", "election", "Keppres"),
        Override(date(2026, 3, 18), "Cuti dibatalkan", "working", "SKB perubahan"),
        Override(date(2026, 2, 14), "Sabtu kerja", "working", "SE"),
    )
    cal = calendar(lines)
    assert not cal.is_working(date(2026, 2, 11))
    assert cal.is_working(date(2026, 3, 18))
    assert cal.is_working(date(2026, 2, 14))
    assert CAL.is_working(date(2026, 2, 11)), "the plain calendar is untouched"
    assert cal.add(date(2026, 2, 10), 1) == date(2026, 2, 12)


def test_the_calendar_is_made_once() -> None:
    assert calendar() is calendar()


def test_beyond_the_known_years_only_weekends_are_off() -> None:
    far = date(2080, 8, 17)
    assert CAL.is_working(far) == (far.weekday() < 5)
    assert CAL.add(date(2079, 12, 29), 5) > date(2079, 12, 29)
    assert CAL.between(date(2080, 1, 1), date(2080, 1, 8)) == 5


@given(moments, limits, units)
def test_nothing_is_due_before_it_starts(start: datetime, limit: int, unit: str) -> None:
    due = clock.due(start, limit, unit, CAL, warn_before=min(limit, 3))  # type: ignore[arg-type]
    assert start <= due.due_at
    assert due.warn_at <= due.due_at
    assert due.warn_at >= start or due.warn_at == due.due_at


@given(moments, limits, units, st.integers(0, 50))
def test_a_longer_limit_is_never_due_earlier(start: datetime, limit: int, unit: str, more: int) -> None:
    short = clock.due(start, limit, unit, CAL)  # type: ignore[arg-type]
    assert clock.due(start, limit + more, unit, CAL).due_at >= short.due_at  # type: ignore[arg-type]


@given(moments, limits, units, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_later_start_is_never_due_earlier(start: datetime, limit: int, unit: str, later: timedelta) -> None:
    early = clock.due(start, limit, unit, CAL)  # type: ignore[arg-type]
    assert clock.due(start + later, limit, unit, CAL).due_at >= early.due_at  # type: ignore[arg-type]


@given(moments, st.integers(0, 300))
def test_working_days_fall_on_working_days_and_count_back_the_same(start: datetime, limit: int) -> None:
    zero = clock.day_zero(start, CAL)
    end = clock.wib_day(clock.due(start, limit, "working", CAL).due_at)
    assert CAL.is_working(end)
    assert CAL.between(zero, end) == limit
    by_hand = sum(CAL.is_working(zero + timedelta(days=n)) for n in range(1, (end - zero).days + 1))
    assert by_hand == limit


@given(moments, limits, units, st.timedeltas(timedelta(0), timedelta(days=60)), st.integers(0, 30))
def test_a_pause_moves_a_deadline_later_and_an_empty_one_not_at_all(
    start: datetime, limit: int, unit: str, length: timedelta, after: int
) -> None:
    plain = clock.due(start, limit, unit, CAL).due_at  # type: ignore[arg-type]
    begin = start + timedelta(days=after)
    paused = clock.due(start, limit, unit, CAL, pauses=(Pause(begin, begin + length),)).due_at  # type: ignore[arg-type]
    assert paused >= plain
    empty = clock.due(start, limit, unit, CAL, pauses=(Pause(begin, begin),)).due_at  # type: ignore[arg-type]
    assert empty == plain


@given(moments, units, st.lists(st.integers(1, 20), min_size=2, max_size=2))
def test_two_pauses_move_a_deadline_as_far_as_one_after_the_other(
    start: datetime, unit: str, days: list[int]
) -> None:
    first = Pause(start + timedelta(days=1), start + timedelta(days=1 + days[0]))
    second = Pause(start + timedelta(days=40), start + timedelta(days=40 + days[1]))
    both = clock.due(start, 10, unit, CAL, pauses=(first, second)).due_at  # type: ignore[arg-type]
    one = clock.due(start, 10, unit, CAL, pauses=(first,)).due_at  # type: ignore[arg-type]
    assert second.end is not None
    assert both == clock.lengthen(one, second.start, second.end, unit, CAL)  # type: ignore[arg-type]


def test_used_units_leave_pauses_out() -> None:
    start = wib("2026-01-05")
    pause = Pause(wib("2026-01-07"), wib("2026-01-09"))
    now = wib("2026-01-15")
    assert clock.elapsed(start, now, "calendar", CAL) == 10
    assert clock.elapsed(start, now, "calendar", CAL, (pause,)) == 8
    assert clock.elapsed(start, now, "hours", CAL) == 240


@pytest.mark.parametrize(
    ("start", "span", "day"),
    [
        ("2026-01-31", "1m", date(2026, 2, 28)),
        ("2024-01-31", "1m", date(2024, 2, 29)),
        ("2026-01-05", "2w", date(2026, 1, 19)),
        ("2026-01-05", "10d", date(2026, 1, 15)),
        ("2026-11-30", "12m", date(2027, 11, 30)),
    ],
)
def test_spans_keep_the_day_of_the_month_where_there_is_one(start: str, span: str, day: date) -> None:
    assert clock.span_later(date.fromisoformat(start), span) == day


def test_a_bare_date_is_its_first_moment_in_banten() -> None:
    assert clock.instant("2026-01-05") == wib("2026-01-05", 0)
    assert clock.instant("2026-01-05T10:00:00+07:00") == wib("2026-01-05", 10)
    assert clock.instant("2026-01-05T10:00:00") == wib("2026-01-05", 10)


@given(moments, st.integers(-30, 200))
def test_elapsed_working_days_are_those_that_one_counts_day_by_day(start: datetime, ahead: int) -> None:
    now = start + timedelta(days=ahead, hours=ahead % 24)
    zero, end = clock.day_zero(start, CAL), clock.wib_day(now)
    counted = sum(CAL.is_working(zero + timedelta(days=n)) for n in range(1, (end - zero).days + 1))
    assert clock.elapsed(start, now, "working", CAL) == counted
