"""A calendar month, as reports are made for."""

import re
from datetime import date, timedelta

import msgspec

_TEXT = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


class Month(msgspec.Struct, frozen=True, order=True):
    """A month; `first` is its first day in western Indonesia."""

    first: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def next(self) -> "Month":
        """Return the month after."""
        return of(self.first + timedelta(days=31))

    @property
    def previous(self) -> "Month":
        """Return the month before."""
        return of(self.first - timedelta(days=1))

    @property
    def end(self) -> date:
        """Return the first day that is no longer of this month."""
        return self.next.first

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.end - timedelta(days=1)


def of(day: date) -> Month:
    """Return the month in which *day* lies."""
    return Month(day.replace(day=1))


def read(text: str) -> Month | None:
    """Return the month that `2026-10` names, or None."""
    match = _TEXT.fullmatch(text)
    return Month(date(int(match[1]), int(match[2]), 1)) if match else None


def since(first: Month, last: Month) -> list[Month]:
    """Return the months from *last* back to *first*, both included."""
    months = [last]
    while months[-1] > first:
        months.append(months[-1].previous)
    return months
