"""The IKPB as its form asks it: the domains D1 to D10, how a sheet is scored, and the points around a release.

Words, weights, bands and caps stand in the instrument's own file; the forms write its questions in capitals.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec.structs import replace

from app.records.assessment import sheets
from workflows.instruments import Mark, instrument, mark

SHEET: Final = instrument("ikpb")
VERSION: Final = SHEET.version
FEWEST_ANSWERS: Final = SHEET.least_answered
ITEMS: Final = tuple(replace(item, code=item.code.upper()) for item in sheets.items(SHEET))
CAPS: Final = sheets.caps(SHEET)
POINTS: Final = {"T-6": -6, "T-3": -3, "T-1": -1, "T0": 0, "T+1": 1, "T+3": 3, "T+6": 6, "T+12": 12}
"""Months from the release."""


def known(levels: Mapping[str, int]) -> dict[str, int]:
    """Return the levels of the instrument's own domains, in their order."""
    return {item.code: levels[item.code] for item in ITEMS if item.code in levels}


def score(levels: Mapping[str, int], *, housing_by_family: bool) -> Mark:
    """Score a sheet; domains that are left out were not answered."""
    answered = {code.lower(): level for code, level in known(levels).items()}
    return mark(SHEET, answered, flags=("housing_by_family",) if housing_by_family else ())


def day_of(point: str, release: date) -> date:
    """Return the day of a point for a release on *release*; short months end it earlier."""
    months = release.year * 12 + release.month - 1 + POINTS[point]
    year, month = divmod(months, 12)
    day = release.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1
