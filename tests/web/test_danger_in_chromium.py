"""On a phone an unsafe child stands on three people's first screens, whichever process serves them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app import db
from tests import chromium, databases
from tests.browser import PASSWORD
from tests.journeys.test_in_danger import STAFF, child, staff

pytestmark = pytest.mark.browser
HEIGHT = 844


async def _prepare(address: str) -> str:
    """Make the people and the child's case in the database at an address; return the case's number."""
    db.use(address)
    await db.start()
    await staff()
    number = await child()
    await db.stop()
    return number


@pytest.fixture(params=["sqlite", "postgres"])
def served(
    request: pytest.FixtureRequest, tmp_path: Path, data_folder: Path
) -> Iterator[tuple[str, str, str]]:
    """Give the addresses at which a worker and the others are served, and the case's number.

    On PostgreSQL these are two processes; SQLite has one.
    """
    chromium.need()
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        address = databases.apart(lambda: databases.new_sqlite(template, tmp_path))
    else:
        request.getfixturevalue("postgres_template")
        address = databases.apart(databases.new_postgres)
    number = databases.apart(lambda: _prepare(address))
    with ExitStack() as running:
        first = running.enter_context(chromium.served(data_folder, PULIH_DATABASE_URL=address))
        second = first
        if request.param == "postgres":
            second = running.enter_context(chromium.served(data_folder, PULIH_DATABASE_URL=address))
        yield first, second, number
    if request.param == "postgres":
        databases.apart(lambda: databases.drop_postgres(address))


def phone(program: Browser, address: str, username: str) -> Page:
    context = program.new_context(viewport={"width": 390, "height": HEIGHT}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/login")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form[action='/login'] button")
    page.wait_for_selector("main h1")
    return page


def test_an_unsafe_child_is_on_the_first_screen_of_three_phones_in_the_next_request(served):
    here, there, number = served
    with chromium.chromium() as program:
        worker = phone(program, here, "peksos")
        others = [phone(program, there, name) for name in STAFF]
        assert [page.locator(".in-danger").count() for page in others] == [0, 0, 0]

        worker.goto(f"{here}/cases/{number}/records/safety_check")
        worker.check("[name=safety][value=TIDAK_AMAN]")
        worker.check("[name=safe_place][value=off]")
        worker.fill("[name=threat]", "Terduga pelaku tinggal serumah.")
        worker.fill("[name=actions]", "Anak dibawa guru ke kantor sekolah.")
        worker.click("form.record-form .actions button:not(.secondary)")
        worker.wait_for_selector("#standing .in-danger")

        for page in others:
            page.goto(f"{there}/")
            act = page.locator(".in-danger .button").first
            box = act.bounding_box()
            assert box
            assert box["y"] + box["height"] <= HEIGHT, "the one next act stands on the first screen"
            assert box["height"] >= 44
            assert "hours left" in page.locator(".in-danger .left").first.inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert chromium.violations(page) == []
        assert chromium.violations(worker) == []
        act = worker.locator("#standing .in-danger .button").first.bounding_box()
        assert act
        assert act["y"] + act["height"] <= HEIGHT
