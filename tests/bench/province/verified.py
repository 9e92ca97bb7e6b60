"""The data of the province's people held against a source, as the demo's are: the client's columns and the log of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from app.clients.verification.rules import UNCHECKED, columns, rule
from app.demo.verified import days_of, first_source, form_of, found_of
from tests.bench.province.stamps import DAYS

FOUND = (
    "data_source",
    "verified_on",
    "dtsen_status",
    "dtsen_decile",
    "dtsen_checked_on",
    "dtsen_source",
    "aid",
)
"""What the client carries of the latest verification, in the order of the rows here."""
COLUMNS = ("id", "client", *FOUND, "note", "recorded_at", "by")
_ONCE = 0.4
"""How often people without a case are verified, as the only time: such as those of a list from a village."""
_MORNING = " 03:30:00.000000+00:00"


class Verified(NamedTuple):
    """One verification: when it was written down, what was found, and the note."""

    at: str
    found: tuple[Any, ...]
    note: str


def at_first(day: int, chance: Random) -> tuple[Any, ...]:
    """Return what a client carries on the day of the registration."""
    source = first_source(chance)
    return (source, DAYS[day] if source in rule().verifies else None, UNCHECKED, None, None, "", "")


def later(day: int, last: int, born: str, chance: Random, *, served: bool) -> Iterator[Verified]:
    """Tell the verifications between the registration's *day* and the *last*; *served*: there is a case."""
    before, year = None, int(born[:4])
    if not served and chance.random() > _ONCE:
        return
    for passed in days_of(last - day, chance)[: None if served else 1]:
        on = date.fromisoformat(DAYS[day + passed])
        before = found_of(on.year - year, chance, before=before)
        form = form_of(before, max(on, date.fromisoformat(DAYS[day]) + timedelta(days=1)), chance)
        kept = columns(form, on)
        found = tuple(_plain(kept[name]) for name in FOUND)
        yield Verified(DAYS[day + passed] + _MORNING, found, form.note)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
