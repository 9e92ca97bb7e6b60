"""What is printed is whole, or says in words what it leaves out and where all of it is: without JavaScript."""

import re
from pathlib import Path

import pytest

from app.db import query
from app.web.pages.pagination import PAGE_SIZE, Page, whole, whole_address
from tests import people
from tests.adoption.test_sheets import send, take
from tests.adoption.world import row, sheet
from tests.browser import Browser

ROOT = Path(__file__).parents[2]
MANY = PAGE_SIZE + 7
LEFT_OUT = re.compile(r'<p class="print-only">Only [\d,.]+ (row|event)s? ')
LISTS = ["/cases", "/clients", "/admin/accounts", "/audit"]


@pytest.fixture
async def full(app):
    """A division with more of everything than a page holds."""
    await people.worker("ratu", "SUPERVISOR")
    await people.worker("admin", "ADMIN")
    await people.worker("kepala", "DATA", "AUDITOR")
    for number in range(MANY):
        await people.worker(f"petugas{number}", "PEKSOS")
    async with Browser(app) as ratu:
        await ratu.enter("ratu")
        rows = [
            row(n, name=f"Orang {chr(65 + n // 26)}{chr(97 + n % 26)}", born=None, sex=None)
            for n in range(MANY)
        ]
        where = (await send(ratu, sheet([{**one, "client": "BARU"} for one in rows]))).url.path
        await take(ratu, where, "all")
    return where


def printed_rows(text: str) -> int:
    body = re.sub(r'<nav class="pager".*?</nav>', "", text, flags=re.DOTALL)
    return len(re.findall(r'<tr[^>]*>\s*<t[hd](?![^>]*scope="col")', body)) or len(re.findall(r"<li>", body))


async def test_a_list_says_on_paper_what_it_leaves_out_and_shows_all_of_it_when_asked(app, full):
    whoever = {"/admin/accounts": "admin", "/audit": "kepala"}
    for address in [*LISTS, full]:
        async with Browser(app) as reader:
            await reader.enter(whoever.get(address, "ratu"))
            first = (await reader.get(address)).text
            assert LEFT_OUT.search(first), address
            link = re.search(r'href="([^"]*all=1[^"]*)"', first)
            assert link, address
            everything = (await reader.get(link[1].replace("&amp;", "&"))).text
        assert not LEFT_OUT.search(everything), address
        assert printed_rows(everything) >= MANY, address
        assert printed_rows(first) < printed_rows(everything), address


async def test_the_whole_history_of_a_case_can_be_printed_and_a_part_says_that_it_is_one(app, full):
    number, case = (await query("SELECT number, id FROM cases ORDER BY number LIMIT 1"))[0]
    async with Browser(app) as ratu:
        await ratu.enter("ratu")
        for turn in range(14):
            page = (await ratu.get(f"/cases/{number}")).text
            version = re.search(r'name="version" value="(\d+)"', page)
            form = {"text": f"Catatan ke-{turn}.", "version": version[1] if version else ""}
            await ratu.send_form(f"/cases/{number}/notes", form)
        first = (await ratu.get(f"/cases/{number}")).text
        everything = (await ratu.get(f"/cases/{number}?history=all")).text
    notes = (await query('SELECT COUNT(*) FROM case_events WHERE "case" = ?', case))[0][0]
    assert notes > 14
    assert LEFT_OUT.search(first)
    assert "history=all#timeline" in first
    assert not LEFT_OUT.search(everything)
    assert all(f"Catatan ke-{turn}." in everything for turn in range(14))
    assert len(re.findall(r"<li", everything.partition('class="timeline"')[2].partition("</ol>")[0])) == notes


def test_every_list_with_pages_can_be_shown_whole():
    """Whoever draws the pager for a list must gather all of it when asked; the sentence on paper promises it."""
    sources = {path: path.read_text() for path in (ROOT / "app").rglob("*.py")}
    templates = [
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*.html")
        if "{{ pager(" in path.read_text() and path.name not in ("_controls.html", "styleguide.html")
    ]
    assert len(templates) >= 10
    for name in templates:
        drawing = [text for text in sources.values() if f'"{name}"' in text]
        assert any("await whole(" in text for text in drawing), name


async def test_all_pages_of_a_list_come_in_their_order_and_no_further_than_a_page_can_hold(monkeypatch):
    pages = {"": Page([1, 2], "b"), "b": Page([3, 4], "c"), "c": Page([5])}

    async def more(after):
        return pages[after]

    assert await whole(pages[""], more, asked=True) == Page([1, 2, 3, 4, 5], None)
    assert await whole(pages[""], more, asked=False) is pages[""]
    monkeypatch.setattr("app.web.pages.pagination.MOST_AT_ONCE", 3)
    assert await whole(pages[""], more, asked=True) == Page([1, 2, 3, 4], "c")


def test_the_whole_of_a_list_keeps_what_was_asked_of_it():
    assert whole_address("/cases?q=siti&type=LUT&after=abc") == "/cases?q=siti&type=LUT&all=1"
    assert whole_address("/audit?kind=a&kind=b") == "/audit?kind=a&kind=b&all=1"
