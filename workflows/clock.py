"""Deadlines in Indonesian time: hours, calendar days and working days.

* `hours` count through everything, to the minute they began.
* `calendar` days end at 23.59 WIB; the day of the start is day 0.
* `working` days leave out Saturday, Sunday, holidays and collective leave (cuti bersama). Day 0 is the day
  of the start, or the next working day if the start is on a day off or later than 16.00 WIB.

A due day is never moved because it is a holiday; the reminder is brought forward to a working day instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property, lru_cache

import holidays
import msgspec

from workflows.case_state import Pause
from workflows.events import Due
from workflows.parts import Unit

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian time, without daylight saving."""
CLOSING = time(16, 0)
"""A working-day clock that starts later than this starts on the next working day."""
YEARS = range(2010, 2046)
DAY = timedelta(days=1)
SATURDAY = 5


class Override(msgspec.Struct, frozen=True):
    """A line of the override table: a decree adds a day off, or makes one a working day again.

    `kind` is `holiday`, `leave` (cuti bersama), `election` or `working`; only `working` removes.
    """

    day: date
    name: str
    kind: str
    decree: str = ""


class Calendar(msgspec.Struct, frozen=True, dict=True):
    """The days off that are not Saturdays or Sundays, over a span of years; beyond it only weekends count.

    `extra_working` are Saturdays or Sundays on which people work by decree.
    """

    holidays: frozenset[date]
    extra_working: frozenset[date] = frozenset()
    first_year: int = YEARS.start
    last_year: int = YEARS.stop - 1

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of every working day of the span, sorted: a look-up is then a bisection."""
        first, last = date(self.first_year, 1, 1).toordinal(), date(self.last_year, 12, 31).toordinal()
        off = {day.toordinal() for day in self.holidays}
        extra = {day.toordinal() for day in self.extra_working}
        return [n for n in range(first, last + 1) if n in extra or (n not in off and _weekday(n))]

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        number = day.toordinal()
        at = bisect_left(self._working, number)
        if at < len(self._working) and self._working[at] == number:
            return True
        return not self._knows(day) and day.weekday() < SATURDAY

    def next_working(self, day: date) -> date:
        """Give that day, or the first working day after it."""
        while not self._knows(day) and not self.is_working(day):
            day += DAY
        if not self._knows(day):
            return day
        at = bisect_left(self._working, day.toordinal())
        return date.fromordinal(self._working[at]) if at < len(self._working) else self._after(day, 1)

    def previous_working(self, day: date) -> date:
        """Give that day, or the last working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add(self, day: date, days: int) -> date:
        """Give the `days`-th working day after `day` (for 0: the day itself)."""
        at = bisect_right(self._working, day.toordinal()) + days - 1
        if days <= 0:
            return day
        if self._knows(day) and at < len(self._working):
            return date.fromordinal(self._working[at])
        return self._after(day, days)

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        if self._knows(start) and self._knows(end):
            low, high = start.toordinal(), end.toordinal()
            return bisect_right(self._working, high) - bisect_right(self._working, low)
        return sum(self.is_working(start + n * DAY) for n in range(1, (end - start).days + 1))

    def since(self, local: datetime, end: date) -> int:
        """Count the working days after day 0 of what began at an instant of local time, up to and including `end`."""
        begun = local.date()
        if not (self._knows(begun) and self._knows(end)):
            return self.between(day_zero(local, self), end)
        first = begun.toordinal()
        zero = bisect_left(self._working, first)
        if local.time() > CLOSING and zero < len(self._working) and self._working[zero] == first:
            zero += 1
        return max(0, bisect_right(self._working, end.toordinal()) - zero - 1)

    def _knows(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def _after(self, day: date, days: int) -> date:
        while days:
            day += DAY
            days -= self.is_working(day)
        return day


def _weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < SATURDAY


@lru_cache(maxsize=8)
def calendar(overrides: tuple[Override, ...] = (), years: range = YEARS) -> Calendar:
    """Banten's calendar: national holidays and collective leave, then the override table, which wins.

    Years whose decree has not been issued hold the package's estimates of moon-based dates.
    """
    national = holidays.country_holidays("ID", years=years, categories=("public", "government"))
    off = set(national.keys())
    off |= {line.day for line in overrides if line.kind != "working"}
    worked = {line.day for line in overrides if line.kind == "working"}
    weekends = frozenset(day for day in worked if day.weekday() >= SATURDAY)
    return Calendar(frozenset(off - worked), weekends, min(years), max(years))


def wib_day(at: datetime) -> date:
    """Give the date in Banten at that instant."""
    return at.astimezone(WIB).date()


def end_of(day: date) -> datetime:
    """Give the last second of a day in Banten, shown as 23.59 WIB."""
    return datetime.combine(day, time(23, 59, 59), WIB).astimezone(UTC)


def start_of(day: date) -> datetime:
    """Give midnight in Banten at the beginning of a day."""
    return datetime.combine(day, time(), WIB).astimezone(UTC)


def instant(value: str) -> datetime:
    """Read a fact of kind date or instant; a bare date is its first moment in Banten.

    So a clock in hours that starts from a bare date warns early rather than late.
    """
    if len(value) == 10:  # noqa: PLR2004 - the length of an ISO date
        return start_of(date.fromisoformat(value))
    read = datetime.fromisoformat(value)
    return (read if read.tzinfo else read.replace(tzinfo=WIB)).astimezone(UTC)


def day_zero(start: datetime, cal: Calendar) -> date:
    """Give the working day from which working days are counted."""
    local = start.astimezone(WIB)
    late = local.time() > CLOSING and cal.is_working(local.date())
    return cal.next_working(local.date() + DAY if late else local.date())


def due(
    start: datetime,
    limit: int,
    unit: Unit,
    cal: Calendar,
    *,
    warn_before: int = 0,
    pauses: Sequence[Pause] = (),
    now: datetime | None = None,
) -> Due:
    """Give the deadline of a clock that began at `start`, lengthened by each pause since then.

    A pause that still lasts lengthens it up to `now`, if `now` is given, and not at all otherwise.
    """
    end = _first_due(start, limit, unit, cal)
    for pause in pauses:
        until = pause.end or now
        if until is not None and until > start:
            end = lengthen(end, max(pause.start, start), until, unit, cal)
    return Due(end, max(start, _warn(end, warn_before, unit, cal)) if end > start else end)


def with_warning(end: datetime, warn_before: int, unit: Unit, cal: Calendar) -> Due:
    """Give a deadline that somebody set by hand the same reminder as a computed one."""
    return Due(end, _warn(end, warn_before, unit, cal))


def _first_due(start: datetime, limit: int, unit: Unit, cal: Calendar) -> datetime:
    if unit == "hours":
        return start + timedelta(hours=limit)
    if unit == "calendar":
        return end_of(wib_day(start) + timedelta(days=limit))
    return end_of(cal.add(day_zero(start, cal), limit))


def lengthen(end: datetime, start: datetime, until: datetime, unit: Unit, cal: Calendar) -> datetime:
    """Give a deadline moved by a pause: by its length, its calendar days, or its working days."""
    if unit == "hours":
        return end + (until - start)
    first, last = wib_day(start), wib_day(until)
    if unit == "calendar":
        return end_of(wib_day(end) + (last - first))
    return end_of(cal.add(wib_day(end), cal.between(first, last)))


def _warn(end: datetime, before: int, unit: Unit, cal: Calendar) -> datetime:
    """When to begin reminding: `before` units ahead, on a working day (but an hour is an hour)."""
    if before == 0:
        return end
    if unit == "hours":
        return end - timedelta(hours=before)
    day = wib_day(end)
    if unit == "calendar":
        return start_of(cal.previous_working(day - timedelta(days=before)))
    for _ in range(before):
        day = cal.previous_working(day - DAY)
    return start_of(day)


def elapsed(start: datetime, now: datetime, unit: Unit, cal: Calendar, pauses: Iterable[Pause] = ()) -> int:
    """Count the whole units since `start`, pauses left out: the "12" of "12 of 10 days"."""
    total = _span(start, now, unit, cal)
    for pause in pauses:
        until = min(pause.end or now, now)
        if until > start:
            total -= _span(max(pause.start, start), until, unit, cal)
    return max(0, total)


def _span(start: datetime, end: datetime, unit: Unit, cal: Calendar) -> int:
    if unit == "hours":
        return int((end - start).total_seconds() // 3600)
    if unit == "calendar":
        return (wib_day(end) - wib_day(start)).days
    return cal.since(start.astimezone(WIB), wib_day(end))


def months_later(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise ValueError(day)


def span_later(day: date, span: str) -> date:
    """Give the day that lies `10d`, `2w` or `6m` after another."""
    count = int(span[:-1])
    if span[-1] == "m":
        return months_later(day, count)
    return day + timedelta(days=count * (7 if span[-1] == "w" else 1))
