"""The stalled list of the demo is what a plain reading of its event log says, on both engines; and that can fail."""

from datetime import datetime, timedelta

import pytest

from app.db import query
from app.supervision import store
from app.supervision.filters import Wanted
from tests import databases
from tests.conftest import using
from tests.kept import AS_OF
from tests.supervision.log_days import Days, journeys
from tests.supervision.log_guards import WIB
from tests.supervision.log_reading import Told, read
from tests.supervision.test_store import head

NOW = datetime.combine(AS_OF, datetime.min.time(), WIB) + timedelta(hours=14)
MOMENTS = (NOW, NOW + timedelta(days=9), NOW + timedelta(days=45), NOW + timedelta(days=200))


@pytest.fixture(params=["sqlite", "postgres"])
async def demo(request, tmp_path):
    if request.param == "sqlite":
        address = await databases.new_sqlite(request.getfixturevalue("demo_made")[0], tmp_path)
    else:
        made = request.getfixturevalue("postgres_demo_made")[0]
        address = await databases.new_postgres(databases.name_of(made))
    async for database in using(address):
        yield database
    if request.param == "postgres":
        await databases.drop_postgres(address)


async def from_the_log(now: datetime) -> dict[str, set[str]]:
    decreed = {row[0]: row[1] for row in await query("SELECT day, kind FROM holiday_overrides")}
    days, known = Days(decreed), journeys()
    here = {
        row[0]
        for row in await query(
            "SELECT DISTINCT worker FROM worker_roles WHERE role IN ('PEKSOS', 'SAKTI', 'SUPERVISOR', 'KASI')"
        )
    }
    gone = {
        str(row[0])
        for row in await query("SELECT id, active FROM workers")
        if row[0] not in here or not row[1]
    }
    logs: dict[str, list[object]] = {}
    for row in await query(
        """SELECT c.number, e.ordinal, e.occurred_at, e.kind, e.data FROM case_events e JOIN cases c ON c.id = e."case"
           ORDER BY c.number, e.ordinal"""
    ):
        logs.setdefault(row[0], []).append((row[1], row[2], row[3], read(row[4])))
    found = {number: Told(log, known, days, now).causes(gone) for number, log in logs.items()}
    return {number: causes for number, causes in found.items() if causes}


async def from_the_list(now: datetime) -> dict[str, set[str]]:
    worker = (
        await query("SELECT id FROM workers WHERE username = 'kabid'")
        or await query("SELECT id FROM workers")
    )[0][0]
    me, cut, wanted, found = head(worker), await store.cutoffs_at(now), Wanted(), {}
    while True:
        page = await store.rows(me, cut, wanted)
        found |= {row.number: set(row.causes) for row in page.rows}
        if page.next is None:
            assert len(found) == await store.count(me, cut)
            return found
        wanted = Wanted(after=page.next)


async def test_the_list_is_what_the_log_says(demo):
    seen = set[str]()
    for now in MOMENTS:
        log, listed = await from_the_log(now), await from_the_list(now)
        numbers = sorted({*log, *listed})
        differing = {
            one: (log.get(one), listed.get(one)) for one in numbers if log.get(one) != listed.get(one)
        }
        assert not differing, (now, len(differing), dict(list(differing.items())[:6]))
        seen |= set().union(*log.values())
    assert seen >= {"SLA", "HOLD", "VISIT", "REVIEW", "INACTIVE", "UNASSIGNED"}, seen


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases SET visit_due_at = '2020-01-01 00:00:00.000000+00:00' WHERE stage = 'BINA_LANJUT'",
        "UPDATE cases SET contact_due_at = NULL",
        "UPDATE cases SET review_due_at = '2020-01-01 00:00:00.000000+00:00' WHERE stage = 'INTERVENSI'",
        "UPDATE cases SET due_at = '2099-01-01 00:00:00.000000+00:00'",
    ],
)
async def test_a_wrong_column_is_found(demo_db, change):
    from app.db import execute, transaction

    @transaction
    async def spoil() -> None:
        await execute(change)

    await spoil()
    assert await from_the_log(NOW) != await from_the_list(NOW)
