"""Every kind of page of the demo, found by following links as each role: read by axe, measured, and quiet."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from tests import chromium, kept, rotation
from tests.browser_journeys import acts, crawl
from tests.browser_journeys import site as sites
from tests.browser_journeys.crawl import PEOPLE, Seen
from tests.browser_journeys.desk import Person
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
BUDGETS = {"/cases/#": 8 * 1024, "/sop/#": 17 * 1024}
BUDGET = 10 * 1024
"""Bytes of a page as it goes over the line, compressed; the page of a journey holds its drawing: ABH, with the most legal
clocks, took 16,559."""
PARTS = 6
"""So many shares of the pages, for processes that run side by side."""
ALIKE = (320, 390)
"""Widths of phones at which the same things have the same colours: contrast is looked at on the narrower."""
LANGUAGES = ["id", "en"] if rotation.is_whole() else ["id"]
"""Axe reads every page in the language of the house; in the other one it does so in `make soak`."""


@pytest.fixture(scope="module")
def crawled(
    need_browser: None, kept_folder: Path, demo_data: Path, browser_program: Browser
) -> tuple[Path, list[Seen]]:
    """Give the data folder after what people do first, and the kinds of pages, each with somebody who sees it."""

    def build(folder: Path) -> None:
        with sites.serving(demo_data, folder) as site:
            acts.prepare(browser_program, site)
            seen = crawl.pages(browser_program, site)
        (folder / "pages.json").write_bytes(msgspec.json.encode(seen))

    folder = kept.built(kept_folder, "crawled", (*kept.PRODUCT, *kept.PAGES), build)
    return folder / "data", msgspec.json.decode((folder / "pages.json").read_bytes(), type=list[Seen])


@pytest.fixture(scope="module")
def site(crawled: tuple[Path, list[Seen]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of that folder."""
    with sites.serving(crawled[0], tmp_path_factory.mktemp("site")) as serving:
        yield serving


@pytest.fixture(scope="module")
def pages(crawled: tuple[Path, list[Seen]]) -> list[Seen]:
    return crawled[1]


def test_all_kinds_of_pages_are_reached(pages: list[Seen]) -> None:
    kinds = {page.kind for page in pages}
    expected = {
        "/",
        "/account",
        "/cases",
        "/cases/#",
        "/cases/#/moves/#",
        "/cases/#/tasks/#",
        "/cases/#/timeline",
        "/cases/#/assign",
        "/cases/#/records/consent",
        "/cases/#/assessments/ikpb",
        "/cases/#/documents/new",
        "/cases/#/visit",
        "/clients",
        "/clients/#",
        "/clients/#/edit",
        "/clients/new",
        "/cases/new",
        "/clients/#/verify",
        "/verifications",
        "/clients/#/merge",
        "/clients/#/merge?with",
        "/clients/#/reason",
        "/reports/monthly/#",
        "/reports/monthly/#/cases",
        "/sop",
        "/sop/#",
        "/supervision/stalled",
        "/supervision/stalled/workers",
        "/opened",
        "/adoptions",
        "/adoptions/#",
        "/adoptions/new",
        "/drafts/#",
        "/referrals",
        "/referrals/#",
        "/referrals/new",
        "/outreach",
        "/outreach/#",
        "/outreach/new",
        "/outreach/#/new",
        "/outreach/#/edit",
        "/types",
        "/audit",
        "/rights/access",
        "/admin/holds",
        "/admin/retention",
        "/admin/accounts",
        "/admin/accounts/#",
        "/admin/accounts/#/edit",
        "/admin/organisations",
        "/admin/organisations/#",
        "/login",
        "/activate",
        "not allowed",
        "not there",
    }
    assert expected - kinds == set()
    assert {page.username for page in pages if page.kind == "/"} == set(PEOPLE)


def test_no_page_is_heavier_than_its_budget(pages: list[Seen]) -> None:
    assert all(page.weight for page in pages if page.username)
    assert [page for page in pages if page.weight > BUDGETS.get(page.kind, BUDGET)] == []


shared = pytest.mark.parametrize("part", range(PARTS), ids=[f"part-{part}" for part in range(PARTS)])


@pytest.mark.parametrize("language", LANGUAGES)
@shared
def test_axe_finds_nothing_on_any_page_at_any_width(
    pages: list[Seen], browser_program: Browser, site: Site, language: str, part: int
) -> None:
    assert _walk(browser_program, site, _share(pages, part), language, _faults, bypass=True) == []


@shared
def test_no_page_overflows_in_english_at_any_width_and_none_complains(
    pages: list[Seen], browser_program: Browser, site: Site, part: int
) -> None:
    assert _walk(browser_program, site, _share(pages, part), "en", _overflows, bypass=False) == []


def _share(pages: list[Seen], part: int) -> list[Seen]:
    return pages[len(pages) * part // PARTS : len(pages) * (part + 1) // PARTS]


def _walk(
    program: Browser,
    site: Site,
    pages: list[Seen],
    language: str,
    look: Callable[[Page], Iterator[str]],
    *,
    bypass: bool,
) -> list[str]:
    """Open each page as who sees it, in a language, everything unfolded; return what is wrong with them.

    What the browser complains of counts too, unless its content policy is bypassed.
    """
    faults = []
    for username, seen in groupby(pages, key=lambda one: one.username):
        person = Person(program, site, username, 1280, bypass=bypass)
        page = _at_the_desk(person, language)
        for one in seen:
            page.goto(site.address + one.address)
            assert page.get_attribute("html", "lang") == language, one
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            faults += [f"{username} {one.kind} {fault}" for fault in look(page)]
        faults += [f"{username} {complaint}" for complaint in person.complaints if not bypass]
        page.context.close()
    return faults


def _faults(page: Page) -> Iterator[str]:
    yield from _overflows(page)
    chromium.keep_one_of_a_shape(page)
    for width in _widths(page):
        contrast = width != ALIKE[1] or rotation.is_whole()
        yield from (f"{width}: {one}" for one in chromium.violations(page, contrast=contrast))


def _overflows(page: Page) -> Iterator[str]:
    for width in _widths(page):
        yield from _overflow(page, width)


def _widths(page: Page) -> Iterator[int]:
    for width in chromium.WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        yield width


def _overflow(page: Page, width: int) -> Iterator[str]:
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield f"{width}: overflows"


def _at_the_desk(person: Person, language: str) -> Page:
    """Sign in, or stay at the door where there is nobody, and choose the language by the page's own button."""
    if person.username:
        page = person.sign_in()
    else:
        page = person.program.new_context(bypass_csp=person.bypass).new_page()
        page.goto(f"{person.site.address}/login")
    if page.get_attribute("html", "lang") != language:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("form[action='/account/language'] button").first.click()
    return page
