"""From one text to one value: yes and no, numbers, days, times, identifiers."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from app import clock
from app.web.forms.written import in_digits
from app.web.i18n.catalogue import gettext as _

_YES = frozenset({"on", "1", "true", "yes", "ya"})
_NO = frozenset({"off", "0", "false", "no", "tidak"})
_GROUPED = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{2})(\d{2})(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH_NAMED = re.compile(r"(\d{1,2})[\s\-]+([a-z]{3,9})\.?[\s\-]+(\d{4})", re.IGNORECASE)
_MONTHS = {
    **{
        name: number
        for number, name in enumerate(
            ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"], 1
        )
    },
    "peb": 2,
    "may": 5,
    "agt": 8,
    "ags": 8,
    "aug": 8,
    "oct": 10,
    "nop": 11,
    "dec": 12,
}
"""By their first three letters, as offices write them: Pebruari, Agt, Nopember."""
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?:\s*WIB)?", re.IGNORECASE)
_DIGITS = 20  # as many as a sum or a number on a card may have, dots included
_YEARS = range(1900, 2101)


class Wrong(Exception):
    """One field cannot be accepted; the text is the sentence the worker reads."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def wrong_code() -> str:
    """Return the sentence for a choice that is not on the list."""
    return _("This choice is not on the list. Choose one of the options.")


def _bool(text: str) -> bool:
    lowered = text.lower()
    if lowered in _YES:
        return True
    if lowered in _NO:
        return False
    raise Wrong(_("Answer yes or no."))


def _int(text: str) -> int:
    bare = text.replace(" ", "")
    if not _GROUPED.fullmatch(bare) or len(bare) > _DIGITS:
        raise Wrong(_("Write a whole number in digits, such as 12."))
    return int(bare.replace(".", ""))


def _date(text: str) -> date:
    text = in_digits(text)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups() if part)
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif (match := _MONTH_NAMED.fullmatch(text)) and match[2][:3].casefold() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS[match[2][:3].casefold()], int(match[3])
    else:
        raise Wrong(_("Write the date as day/month/year, such as 22/03/2022."))
    try:
        result = date(year, month, day)
    except ValueError:
        raise Wrong(_("This date does not exist. Check the day and the month.")) from None
    if year not in _YEARS:
        raise Wrong(_("Check the year: it must lie between 1900 and 2100."))
    return result


def _time(text: str) -> time:
    if match := _TIME.fullmatch(text):
        with suppress(ValueError):
            return time(int(match[1]), int(match[2]))
    raise Wrong(_("Write the time as hours and minutes, such as 14.30."))


def _datetime(text: str) -> datetime:
    """Read a WIB day and time of day as an instant; a day alone is its midnight."""
    day, _sep, clock_time = text.replace("T", " ").partition(" ")
    moment = _time(clock_time.strip()) if clock_time.strip(" ,") else time()
    return datetime.combine(_date(day.strip(" ,")), moment, clock.WIB).astimezone(UTC)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Wrong(wrong_code()) from None


CONVERTERS: Mapping[Any, Callable[[str], Any]] = {
    str: str,
    bool: _bool,
    int: _int,
    date: _date,
    time: _time,
    datetime: _datetime,
    UUID: _uuid,
}
