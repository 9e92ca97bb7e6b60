"""The arithmetic and the words of the IKPB, version 1: the division's own instrument, to be validated by it.

Score = sum of weight × level / 4 over the answered domains, re-weighted to 100, in whole tenths rounded half up;
integers throughout, so that 76.25 becomes 76.3. The band is read on the rounded score and then capped.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from app.cases.records import Item
from app.web.i18n import Lazy, lazy

VERSION: Final = 1
FEWEST_ANSWERS: Final = 8
HIGHEST: Final = 4
WEIGHTS: Final = {
    "D1": 10, "D2": 15, "D3": 15, "D4": 10, "D5": 15, "D6": 10, "D7": 10, "D8": 5, "D9": 5, "D10": 5,
}  # fmt: skip
BANDS: Final = ((750, "SIAP"), (550, "SIAP_DUKUNGAN"), (350, "BELUM_SIAP"), (0, "RISIKO_TINGGI"))
INCOMPLETE: Final = "TIDAK_LENGKAP"
CAPPED_AT: Final = "BELUM_SIAP"
CAPS: Final[Mapping[str, Lazy]] = {
    "HOUSING": lazy("housing is missing or seriously lacking."),
    "PAPERS": lazy("the client has no papers at all."),
    "HEALTH": lazy("a severe illness is not treated."),
    "FAMILY": lazy("the family rejects the client, and the housing depends on it."),
}
POINTS: Final = {"T-6": -6, "T-3": -3, "T-1": -1, "T0": 0, "T+1": 1, "T+3": 3, "T+6": 6, "T+12": 12}
"""Months from the release."""

_LACK, _PARTLY, _MOSTLY = lazy("Serious lack"), lazy("Partly"), lazy("Mostly")


def _item(code: str, label: Lazy, hint: Lazy, none: Lazy, secure: Lazy) -> Item:
    return Item(code, label, hint, (none, _LACK, _PARTLY, _MOSTLY, secure))


ITEMS: Final = (
    _item(
        "D1", lazy("Identity and papers"), lazy("Identity card, NIK, family card, BPJS, release letter."),
        lazy("No papers"), lazy("All papers in hand"),
    ),
    _item(
        "D2", lazy("Housing"), lazy("Address, host's written agreement, safety."),
        lazy("No address"), lazy("Stable for six months, host agrees"),
    ),
    _item(
        "D3", lazy("Acceptance by the family"), lazy("Visits, statement of acceptance, carer, conflicts."),
        lazy("Rejected"), lazy("Welcomed, regular visits"),
    ),
    _item(
        "D4", lazy("Acceptance by the neighbourhood"), lazy("Letter of village head or RT, relation to the victim."),
        lazy("Refused by the village"), lazy("Supported, a role is offered"),
    ),
    _item(
        "D5", lazy("Work and income"), lazy("Job offer, business plan, tools or capital, debt."),
        lazy("None, and no plan"), lazy("Paid work or business that meets living needs"),
    ),
    _item(
        "D6", lazy("Skills and education"), lazy("Certificate, literacy, courses attended."),
        lazy("None"), lazy("A certified skill in use"),
    ),
    _item(
        "D7", lazy("Physical and mental health"), lazy("Chronic disease, medication plan, mental health screen."),
        lazy("Severe and untreated"), lazy("Well, or under stable care"),
    ),
    _item(
        "D8", lazy("Addictive substances"), lazy("By screening; a positive one is referred to the centre."),
        lazy("Active use"), lazy("None for 12 months"),
    ),
    _item(
        "D9", lazy("Attitude and self-control"), lazy("Statement, disciplinary record, peers."),
        lazy("Denies, aggressive"), lazy("Responsible, has a way to cope"),
    ),
    _item(
        "D10", lazy("Plan and compliance"), lazy("Weekly plan, reporting to Bapas."),
        lazy("None"), lazy("Follows a written plan, reports on time"),
    ),
)  # fmt: skip


class Result(Struct, frozen=True):
    """What a sheet came to: the score in tenths, the band, and the rules that held the band down."""

    score: int | None
    band: str
    caps: tuple[str, ...] = ()


def known(levels: Mapping[str, int]) -> dict[str, int]:
    """Return the levels of the instrument's own domains, in their order."""
    return {code: levels[code] for code in WEIGHTS if code in levels}


def score(levels: Mapping[str, int], *, housing_by_family: bool) -> Result:
    """Score a sheet; domains that are left out were not answered."""
    answered = known(levels)
    if len(answered) < FEWEST_ANSWERS:
        return Result(None, INCOMPLETE)
    reached = sum(WEIGHTS[code] * level for code, level in answered.items()) * 1000
    whole = sum(WEIGHTS[code] for code in answered) * HIGHEST
    total = (2 * reached + whole) // (2 * whole)
    band = next(name for least, name in BANDS if total >= least)
    caps = _caps(answered, housing_by_family=housing_by_family)
    if caps and band in {"SIAP", "SIAP_DUKUNGAN"}:
        return Result(total, CAPPED_AT, caps)
    return Result(total, band)


def _caps(levels: Mapping[str, int], *, housing_by_family: bool) -> tuple[str, ...]:
    found = {
        "HOUSING": levels.get("D2", HIGHEST) <= 1,
        "PAPERS": levels.get("D1") == 0,
        "HEALTH": levels.get("D7") == 0,
        "FAMILY": levels.get("D3") == 0 and housing_by_family,
    }
    return tuple(code for code, holds in found.items() if holds)


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
