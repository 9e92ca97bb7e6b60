"""Loading the province: who, which history, how far it got, shifted to when; then every row in bulk."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from time import monotonic
from typing import NamedTuple

import msgspec

from app.cases.event_log import history
from app.db import current, query
from app.demo import load as demo
from app.regions.store import regions
from app.sop import store as sop
from tests.bench.province import bulk, making, walking
from tests.bench.province.copies import Stamp
from tests.bench.province.making import Making
from tests.bench.province.people import settle
from tests.bench.province.planning import YEARS, Size, planned, shares_of
from tests.bench.province.stamps import day_number
from workflows.case_state import CaseState
from workflows.fold import fold

SEED = 223_142
EACH = 20
"""Histories of every journey."""
SAMPLE = 500
"""So many cases are folded from their events once all is there."""


class Made(NamedTuple):
    """What was made, and in how many seconds each part."""

    clients: int
    cases: int
    events: int
    rows: int
    documents: int
    seconds: dict[str, float]


class Unlike(Exception):
    """A copy does not fold to what its row says: a mistake of the province."""


class _Clock:
    """Tells how long each part took."""

    def __init__(self) -> None:
        self._at, self.laps = monotonic(), dict[str, float]()

    def lap(self, name: str) -> None:
        """Note the seconds since the last lap."""
        now = monotonic()
        self.laps[name], self._at = round(now - self._at, 1), now


async def load(as_of: date, size: Size = Size(), *, seed: int = SEED) -> Made:  # noqa: B008  it never changes
    """Load the province as of a day into an empty database; `demo.Refused` where there is something already."""
    await demo.claim(demo.Loaded(as_of, seed))
    clock, chance, definitions = _Clock(), Random(seed), await sop.journeys()
    library = walking.library(definitions, EACH, seed=seed, calendar=await sop.calendar())
    stamps = {
        key: [Stamp(told, making.paper_size) for told in histories] for key, histories in library.items()
    }
    clock.lap("histories")
    since = datetime.combine(as_of - timedelta(days=365 * YEARS + 30), time(2), UTC)
    shares, sections = shares_of(size.clients), tuple(sorted({one.meta.section for one in definitions}))
    staff = await settle(since, shares, sections, workers=size.workers)
    clock.lap("people")
    plan = sorted(planned(stamps, size, as_of, chance))
    places = [region for region, people in shares.items() for _ in range(people)]
    chance.shuffle(places)
    first, last = day_number(since.date().isoformat()) + 1, day_number(as_of.isoformat()) - 1
    alone = sorted(chance.randrange(first, last) for _ in range(len(places) - len(plan)))
    maker = Making(
        stamps,
        definitions={one.meta.id: one for one in definitions},
        calendar=await sop.calendar(),
        staff=staff,
        chance=chance,
        book=await regions(),
        last=last,
    )
    columns = making.columns()
    async with bulk.opened(current(), sorted(columns)) as sink:
        rows = bulk.Bulk(sink, columns)
        await maker.everything(rows, plan, alone, places)
        clock.lap("rows")
    clock.lap("logs in order of time, indexes")
    await check(SAMPLE, chance)
    await demo.finish(demo.Loaded(as_of, seed, complete=True))
    clock.lap("a sample folded")
    return Made(size.clients, len(plan), maker.events, rows.written, maker.papers, clock.laps)


async def check(sample: int, chance: Random) -> int:
    """Fold some cases from their events and compare them with their rows; return how many, or raise `Unlike`."""
    ids = [row[0] for row in await query("SELECT id FROM cases")]
    chosen = chance.sample(ids, min(sample, len(ids)))
    for case in chosen:
        row = (await query("SELECT state, stage, number FROM cases WHERE id = ?", case))[0]
        folded = fold(await history(case))
        if folded != msgspec.json.decode(row[0], type=CaseState) or folded.stage != row[1]:
            raise Unlike(row[2])
    return len(chosen)
