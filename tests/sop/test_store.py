"""Published journeys are kept as they were; the calendar listens to decrees."""

from datetime import date

import pytest

from app.db import Database, execute, transaction
from app.sop import store
from app.sop.tables import HolidayOverride
from workflows.definition import load_all


@transaction
async def _decree(day: date, kind: str) -> None:
    await HolidayOverride.insert(HolidayOverride(day=day, name="Keputusan", kind=kind, decree="SKB"))


@transaction
async def _retire(journey: str) -> None:
    await execute("UPDATE sop_versions SET status = 'RETIRED' WHERE journey = ?", journey)


async def test_the_files_seed_version_one_and_come_back_the_same(db: Database) -> None:
    for name, defn in load_all().items():
        held = await store.published(name)
        assert held == defn
        assert held.digest == defn.digest


async def test_loading_again_changes_nothing(db: Database) -> None:
    assert await store.load() == 0


async def test_a_retired_version_still_serves_its_cases(db: Database) -> None:
    await _retire("ABT")
    store.forget()
    assert (await store.definition("ABT", 1)).meta.id == "ABT"
    with pytest.raises(store.NoJourney):
        await store.published("ABT")


async def test_a_decree_makes_and_unmakes_days_off(db: Database) -> None:
    free, worked = date(2026, 4, 14), date(2026, 3, 20)  # a Tuesday; a day of collective leave
    before = await store.calendar()
    assert before.is_working(free)
    assert not before.is_working(worked)
    await _decree(free, "PEMUNGUTAN_SUARA")
    await _decree(worked, "HARI_KERJA")
    store.forget()
    after = await store.calendar()
    assert not after.is_working(free)
    assert after.is_working(worked)
