"""The days of one case are the same on the first page, in the list of cases, in the stalled list and on its own page.

Read from the pages themselves, as somebody reads them: each day that a list tells of a case stands on the case's page,
and where both name the same thing it is that thing's day.
"""

import html
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from litestar import Litestar

from app import clock
from app.cases.upkeep import redraw_ripened
from app.demo.people import PASSWORD
from tests import databases
from tests.browser import Browser
from tests.conftest import started_app, using

READERS = ("sari", "rizki", "nina", "fajar", "ujang", "aini", "wawan", "ratu", "hendra")
NUMBER = re.compile(r"/cases/([A-Z0-9]{4}-[A-Z0-9]{4})")
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (20\d\d)\b")
OF_THE_DAY = ("late", "week", "later")
"""The lists of the first page that tell until when something is to be done."""

Told = tuple[str, str, frozenset[str]]
"""A case's number, what a list says is to be done, and the days beside it."""


@pytest.fixture(params=["sqlite", "postgres"])
async def demo_app(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Litestar]:
    if request.param == "sqlite":
        address = await databases.new_sqlite(request.getfixturevalue("demo_made")[0], tmp_path)
    else:
        made = request.getfixturevalue("postgres_demo_made")[0]
        address = await databases.new_postgres(databases.name_of(made))
    async for _database in using(address):
        while await redraw_ripened(clock.now()):
            pass
        async for started in started_app():
            yield started
    if request.param == "postgres":
        await databases.drop_postgres(address)


def days(text: str) -> frozenset[str]:
    """Return the days in a text, however their months are written."""
    return frozenset(f"{year} {month[:3]} {int(day):02}" for day, month, year in DAY.findall(text))


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def on_the_first_page(page: str) -> Iterator[Told]:
    for name in OF_THE_DAY:
        section = re.search(
            rf'<section class="panel" aria-labelledby="{name}">.*?</section>', page, re.DOTALL
        )
        for row in re.findall(r"<li>.*?</li>", section[0] if section else "", re.DOTALL):
            what = re.search(r"<a [^>]*>(.*?)</a>", row, re.DOTALL)
            if "/visit" in row or "/records/" in row:
                continue  # agreed with the client, or a goal: told where it was written down
            assert what
            yield NUMBER.findall(row)[0], words(what[1]), days(row)


def in_a_table(page: str, part: str) -> Iterator[Told]:
    for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
        cells = re.findall(part, row, re.DOTALL)
        if cells:
            yield NUMBER.findall(row)[0], "", days(" ".join(cells))


def of_its_page(page: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return the tasks and deadlines of a case's page by title, and every day that stands there."""
    standing = re.search(r'<div id="standing".*?<div id="act"', page, re.DOTALL)
    tasks = re.search(r'<section class="panel" id="tasks".*?</section>', page, re.DOTALL)
    assert standing
    assert tasks
    rows = {
        words(re.split(r'<p class="hint">|<span class="badge|<strong', row)[0]): words(row)
        for row in re.findall(r"<li>.*?</li>", tasks[0], re.DOTALL)
    }
    return rows, days(standing[0]) | days(tasks[0])


async def test_every_day_that_a_list_tells_of_a_case_is_the_day_that_its_page_tells(
    demo_app: Litestar,
) -> None:
    seen, wrong = 0, list[str]()
    pages: dict[str, tuple[dict[str, str], frozenset[str]]] = {}
    for username in READERS:
        async with Browser(demo_app) as browser:
            await browser.sign_in(username, PASSWORD)
            await browser.send_form("/account/language", {"language": "en"})
            told = [("first page", one) for one in on_the_first_page((await browser.get("/")).text)]
            told += [
                ("list", one)
                for one in in_a_table((await browser.get("/cases")).text, r'data-label="Deadline">(.*?)</td>')
            ]
            if username in ("ratu", "hendra"):
                stalled = (await browser.get("/supervision/stalled")).text
                told += [("stalled", one) for one in in_a_table(stalled, r'<ul class="why">(.*?)</ul>')]
            for where, (number, what, on) in told:
                if number not in pages:
                    pages[number] = of_its_page((await browser.get(f"/cases/{number}")).text)
                rows, every = pages[number]
                own = days(rows[what]) if what in rows else every
                seen += len(on)
                if on - own:
                    wrong.append(f"{where} {number} {what}: {sorted(on - own)}, its page: {sorted(own)}")
    assert wrong == []
    assert seen > 60, "the lists tell days"
