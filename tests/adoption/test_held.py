"""A case taken over on hold: until the end of the hold no page calls anything late that the hold pauses."""

from datetime import date, datetime

import pytest

from app import clock
from app.db import query_one
from app.home import gather
from app.supervision import store as supervision
from app.supervision.filters import Wanted
from tests import people
from tests.adoption.test_sheets import send, take
from tests.adoption.world import row, sheet
from tests.browser import Browser
from tests.clients.world import me_of

HELD = row(
    1,
    reference="HLD-2",
    name="Nini Dirawat Lagi",
    sex="P",
    born=date(1951, 4, 12),
    type="LUT",
    region="Kota Serang",
    opened=date(2026, 11, 2),
    stage="Asesmen",
    entered=date(2026, 11, 10),
    held=date(2026, 11, 18),
    hold_reason="RAWAT_MEDIS",
    worker="rizki",
)
"""Ten working days of assessment are over on 24 November, thirty days of hold on 18 December."""
DURING, AFTER = datetime(2026, 12, 16, 10, tzinfo=clock.WIB), datetime(2026, 12, 19, 10, tzinfo=clock.WIB)
LATE = ("Overdue", "Late", "over the limit", "Over the limit")


@pytest.fixture
async def held(app_on_both, monkeypatch):
    """Take the case over, and give two people's browsers and its number."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 30, 9, tzinfo=clock.WIB))
    await people.worker("ratu", "SUPERVISOR")
    await people.worker("rizki", "PEKSOS")
    async with Browser(app_on_both) as ratu, Browser(app_on_both) as rizki:
        await ratu.enter("ratu")
        await take(ratu, (await send(ratu, sheet([HELD]), as_of="29/11/2026")).url.path)
        found = await query_one("SELECT number FROM cases")
        assert found
        monkeypatch.setattr(clock, "now", lambda: DURING)
        await ratu.enter("ratu")
        await rizki.enter("rizki")
        yield found[0], ratu, rizki


async def test_during_the_hold_list_tasks_desk_and_stalled_list_agree_that_nothing_is_late(held):
    number, ratu, rizki = held
    row_ = await query_one("SELECT stage, due_at, next_due_at FROM cases")
    assert row_
    assert row_.stage == "TUNDA"
    assert clock.on(row_.next_due_at) == clock.on(row_.due_at) == date(2026, 12, 18)
    for browser in (ratu, rizki):
        assert number not in (await browser.get("/cases?overdue=true")).text
        listed = (await browser.get("/cases?state=open")).text
        assert number in listed
        assert 'class="badge bad"' not in listed
    page = (await rizki.get(f"/cases/{number}")).text
    assert "Rests until the hold ends" in page
    assert not [word for word in LATE if word in page.split('id="timeline"')[0]]
    mine = await gather.own(await me_of("rizki"), DURING)
    assert list(mine.late) == []
    me, cut = await me_of("ratu"), await supervision.cutoffs_at(DURING)
    assert (await supervision.rows(me, cut, Wanted())).rows == []
    assert await supervision.count(me, cut) == 0


async def test_after_its_last_day_the_hold_itself_is_late_and_only_the_hold(held, monkeypatch):
    number, ratu, rizki = held
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    await ratu.enter("ratu")
    await rizki.enter("rizki")
    listed = (await ratu.get("/cases?overdue=true")).text
    assert number in listed
    assert 'class="badge bad"' in listed
    me, cut = await me_of("ratu"), await supervision.cutoffs_at(AFTER)
    assert [one.causes for one in (await supervision.rows(me, cut, Wanted())).rows] == [("HOLD",)]
    tasks = (await rizki.get(f"/cases/{number}")).text.split('id="tasks"')[1].split("</section>")[0]
    assert "Late" not in tasks
