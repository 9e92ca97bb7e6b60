"""One history as a stamp: its texts once, with places for whatever differs from copy to copy.

A place is a day (shifted by so many days), the id of a person or thing, or the region. All rows of a copy are filled
from one list of values, so that what belongs together stays together.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from tests.bench.province import bulk
from tests.bench.province.walking import REGION

_PLACE = re.compile(
    rf"00000000-0000-4000-8000-\d{{12}}|\d{{4}}-\d\d-\d\d(?=[T \"]|$)|(?<![\d.]){re.escape(REGION)}(?![\d.])"
)
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2060, 1, 1).toordinal()
DAYS = [date.fromordinal(number).isoformat() for number in range(_FIRST, _LAST)]
"""Every day as text, counted from the first of 1900."""

Values = list[str]
Text = Callable[[Values], str]


def day_number(day: str) -> int:
    """Return where a day stands in `DAYS`."""
    return date.fromisoformat(day).toordinal() - _FIRST


class Places:
    """The places of one history, in the order in which they were met."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, found: str) -> int:
        """Return the number of a place, a new one if it was not met before."""
        return self._known.setdefault(found, len(self._known))

    def text(self, text: str) -> Text:
        """Turn a text into a function that fills its places."""
        pattern, _count = _PLACE.subn("%s", text.replace("%", "%%"))
        numbers = [self.of(found) for found in _PLACE.findall(text)]
        if not numbers:
            return lambda _values: text
        chosen = itemgetter(*numbers)
        if len(numbers) == 1:
            return lambda values: pattern % (chosen(values),)
        return lambda values: pattern % chosen(values)

    def filler(self) -> Callable[[int, Mapping[str, str], Callable[[], str]], Values]:
        """Return what makes a copy's values: a shift in days, who stands for whom, and fresh ids for things."""
        shifted = [day_number(name) if len(name) == 10 else -1 for name in self._known]
        names = list(self._known)

        def fill(shift: int, given: Mapping[str, str], fresh: Callable[[], str]) -> Values:
            return [
                DAYS[number + shift] if number >= 0 else given.get(name) or fresh()
                for number, name in zip(shifted, names, strict=True)
            ]

        return fill


def row(places: Places, values: Sequence[Any]) -> Callable[[Values], list[Any]]:
    """Turn a row into a function that fills it; instants, days, ids and truths become what both databases read."""
    plain = [bulk.plain(value) for value in values]
    texts = [
        (number, value)
        for number, value in enumerate(plain)
        if isinstance(value, str) and _PLACE.search(value)
    ]
    changing = [(number, places.text(value)) for number, value in texts]

    def fill(filled: Values) -> list[Any]:
        made = plain.copy()
        for number, text in changing:
            made[number] = text(filled)
        return made

    return fill
