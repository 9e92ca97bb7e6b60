"""A row of the stalled list for a deadline of law: which it is, what stops it, and that this clears it."""

from datetime import timedelta

import pytest

from app import clock
from tests.browser import Browser
from tests.cases.case_driver import case_of
from workflows import commands

LIST = "/supervision/stalled"


@pytest.fixture
async def late(app_on_both, monkeypatch):
    """A trafficked person's service was asked for long ago; nothing of it has begun."""
    case = await case_of("KPO")
    asked = {"service_requested_on": case.now.date().isoformat()}
    await case.give(
        commands.Record(record="victim_service", record_id="1", facts=asked), case.staff.me["PEKSOS"]
    )
    case.now += timedelta(days=20)
    monkeypatch.setattr(clock, "now", lambda: case.now)
    async with Browser(app_on_both) as browser:
        await browser.enter("supervisor")
        yield case, browser


async def test_a_missed_deadline_of_law_is_named_and_leads_to_what_stops_it(late):
    case, browser = late
    page = (await browser.get(LIST)).text
    assert "Deadline of law missed: Rehabilitation begins (7 days from the request)" in page
    assert "Deadline of law missed: Psychological first aid (7 days from the request)" in page
    assert f'href="/cases/{case.number}/records/victim_service' in page


async def test_the_row_goes_once_that_is_recorded(late):
    case, browser = late
    done = {"service_started_on": case.now.date().isoformat(), "first_aid_on": case.now.date().isoformat()}
    await case.give(
        commands.Record(record="victim_service", record_id="2", facts=done), case.staff.me["PEKSOS"]
    )
    page = (await browser.get(LIST)).text
    assert "Deadline of law missed" not in page
