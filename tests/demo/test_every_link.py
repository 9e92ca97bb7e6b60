"""Whoever follows a link of the demo finds a page, on either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from litestar import Litestar

from app.demo.people import PASSWORD
from tests import databases
from tests.browser import Browser
from tests.conftest import started_app, using
from tests.demo import crawl
from tests.templating.both_ways import compare_all

PEOPLE = (
    "sari",
    "ratu",
    "hendra",
    "kabid",
    "kadis",
    "data",
    "admin",
    "dpo",
    "audit",
    "tksk",
    "lksa",
    "bapas",
    "lebak",
    "sop",
)


@pytest.fixture(params=["sqlite", "postgres"])
async def demo_app(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Litestar]:
    """Start the application on a copy of the demo."""
    if request.param == "sqlite":
        address = await databases.new_sqlite(request.getfixturevalue("demo_made")[0], tmp_path)
    else:
        made = request.getfixturevalue("postgres_demo_made")[0]
        address = await databases.new_postgres(databases.name_of(made))
    async for _database in using(address):
        async for started in started_app():
            yield started
    if request.param == "postgres":
        await databases.drop_postgres(address)


async def test_every_link_leads_somebody_to_a_page(
    demo_app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = compare_all(monkeypatch)
    reached, dead = set(), dict[str, list[str]]()
    for username in PEOPLE:
        async with Browser(demo_app) as browser:
            await browser.enter(username, PASSWORD)
            kinds, nowhere = await crawl.walk(browser)
            reached |= kinds
            dead |= {username: nowhere} if nowhere else {}
    assert dead == {}
    assert {
        "/",
        "/account",
        "/cases",
        "/cases/#",
        "/cases/#/tasks/#",
        "/cases/#/timeline",
        "/clients/#",
        "/clients/#/verify",
        "/verifications",
        "/outreach/#",
        "/referrals/#",
        "/reports/monthly/#",
        "/supervision/stalled",
        "/audit",
        "/admin/accounts",
        "/admin/accounts/#",
        "/admin/holds",
        "/rights/access",
        "/sop/#",
        "/types",
        "/adoptions",
    } <= reached
    assert len(compared) > 40, "the pages were also rendered by Jinja, and compared"
