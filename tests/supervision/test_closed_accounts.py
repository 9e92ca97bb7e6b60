"""Whoever leaves the office leaves cases behind: their supervisor sees them the same day."""

from datetime import timedelta

from app.db import execute, transaction
from app.home import store as home
from app.supervision import store
from app.supervision.filters import Wanted
from tests import people
from tests.supervision.oracle import Standing
from tests.supervision.standing_cases import NOW, stand
from tests.supervision.test_store import head


@transaction
async def _close(worker) -> None:
    await execute("UPDATE workers SET active = ? WHERE id = ?", False, worker)


async def test_the_cases_of_a_closed_account_are_stalled_and_wait_for_a_worker(db):
    unit = await people.organisation()
    gone = await people.worker("sari", "PEKSOS", unit=unit)
    here = await people.worker("nina", "PEKSOS", unit=unit)
    fresh = Standing("ABT", "INTAKE", NOW + timedelta(days=3), None, NOW, None, None)

    @transaction
    async def tell() -> list[str]:
        return [await stand(fresh, unit=unit, actor=here, worker=one) for one in (gone, here)]

    left, kept = await tell()
    cut, me = await store.cutoffs_at(NOW), head(here)
    assert await store.count(me, cut) == 0

    await _close(gone)

    page = await store.rows(me, cut, Wanted())
    assert [(row.number, row.causes) for row in page.rows] == [(left, ("UNASSIGNED",))]
    assert await store.count(me, cut) == 1
    assert [row.number for row in (await home.unassigned(me)).rows] == [left]
    assert kept not in {row.number for row in page.rows}
