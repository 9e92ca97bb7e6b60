"""Which cases there are to be: types in their shares, how far each got, and when."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import NamedTuple

from tests.bench.province.copies import Stamp
from tests.bench.province.register import SHARES
from tests.bench.province.stamps import day_number

MIX = {
    "AT": 22.0,
    "LUT": 18.0,
    "PD": 20.0,
    "ADK": 8.0,
    "GLD": 5.0,
    "PGM": 5.0,
    "PML": 5.0,
    "ABT": 2.0,
    "ABH": 3.0,
    "AJ": 3.0,
    "AKTK": 2.0,
    "AMPK": 1.0,
    "TS": 1.5,
    "KM": 0.5,
    "BWBLP": 1.0,
    "KPO": 0.5,
    "KTK": 1.5,
    "PMBS": 1.0,
}
"""Percent of open cases by type; only published journeys count, a journey that is not named here gets half of one."""
YEARS = 5
"""Over so many years the people were registered and the closed cases ended."""
EARLY = 7.0
"""The larger, the more open cases stand near their beginning."""
LATE, DRAWN_AGAIN = 0.1, 12
"""How readily a case is taken that is late already, and how often another is drawn instead."""
_LONGEST = 760
"""Days: no history lasts longer, so none begins before those years."""


class Size(NamedTuple):
    """How much there is to be."""

    clients: int = sum(SHARES.values())
    open_cases: int = 100_000
    events: int = 1_600_000
    workers: int = 600

    def part(self, share: float) -> "Size":
        """Return the same in small."""
        return Size(*(max(1, round(number * share)) for number in self))


class Copy(NamedTuple):
    """One case to be: by which history, how far, shifted by how many days."""

    opened: int  # number of the day
    journey: str
    history: int
    cut: int
    shift: int


def shares_of(clients: int) -> dict[str, int]:
    """Divide the people among the regions; the largest takes what rounding leaves."""
    total = sum(SHARES.values())
    shares = {region: clients * people // total for region, people in SHARES.items()}
    shares[max(shares, key=shares.__getitem__)] += clients - sum(shares.values())
    return shares


def planned(stamps: Mapping[str, list[Stamp]], size: Size, as_of: date, chance: Random) -> Iterator[Copy]:
    """Draw the open cases, then closed ones until there are enough events."""
    today = day_number(as_of.isoformat()) - 1
    kinds = sorted(stamps)
    weights = [MIX.get(kind, 0.5) for kind in kinds]
    events = 0
    for kind in chance.choices(kinds, weights, k=size.open_cases):
        copy = _open(kind, stamps[kind], today, chance)
        events += stamps[kind][copy.history].counts[copy.cut]
        yield copy
    while events < size.events:
        kind = chance.choices(kinds, weights)[0]
        history, stamp = _drawn(stamps[kind], chance)
        cut = len(stamp.steps) - 1
        if stamp.states[cut].closed:
            events += stamp.counts[cut]
            yield _copy(kind, history, stamp, cut, today - chance.randrange(5, 365 * YEARS - _LONGEST))


def _open(kind: str, stamps: list[Stamp], today: int, chance: Random) -> Copy:
    """Draw an open case; most are within their limits, so that one which would be late is mostly drawn again."""
    for _ in range(DRAWN_AGAIN):
        history, stamp = _drawn(stamps, chance)
        cut = min(int(len(stamp.steps) * chance.random() ** EARLY), len(stamp.steps) - 1)
        while stamp.states[cut].closed:
            cut -= 1
        copy = _copy(kind, history, stamp, cut, today - _idle(chance))
        due = stamp.dues[cut]
        if due is None or due + copy.shift > today or chance.random() < LATE:
            break
    return copy


def _drawn(histories: list[Stamp], chance: Random) -> tuple[int, Stamp]:
    history = chance.randrange(len(histories))
    return history, histories[history]


def _idle(chance: Random) -> int:
    """Return for how many days nothing has happened in an open case: most are alive, some have stalled."""
    return chance.randrange(*chance.choices(((0, 9), (9, 30), (30, 300)), (85, 11, 4))[0])


def _copy(kind: str, history: int, stamp: Stamp, cut: int, last: int) -> Copy:
    """Shift a history by whole weeks, so that its last event falls into the week before a day."""
    shift = (last - stamp.last[cut]) // 7 * 7
    return Copy(stamp.opened + shift, kind, history, cut, shift)
