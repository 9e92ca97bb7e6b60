"""Every kind of page of the demo, found by following links as each role: read by axe, measured, and quiet."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.browser_journeys import acts, crawl
from tests.browser_journeys.crawl import PEOPLE, Seen
from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
BUDGETS = {"/cases/#": 8 * 1024, "/sop/#": 16 * 1024}
BUDGET = 10 * 1024
"""Bytes of a page as it goes over the line, compressed; the page of a journey holds its drawing."""


@pytest.fixture(scope="module")
def pages(site: Site, browser_program: Browser) -> list[Seen]:
    """Give the kinds of pages, each with somebody who sees it."""
    acts.prepare(browser_program, site)
    return crawl.pages(browser_program, site)


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


@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing_on_any_page_at_any_width(
    pages: list[Seen], browser_program: Browser, site: Site, language: str
) -> None:
    faults = []
    for username, seen in groupby(pages, key=lambda one: one.username):
        page = _at_the_desk(browser_program, site, username, language)
        for one in seen:
            page.goto(site.address + one.address)
            assert page.get_attribute("html", "lang") == language, one
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            faults += [f"{username} {one.kind} {told}" for told in _faults(page)]
        page.context.close()
    assert faults == []


def _faults(page: Page) -> Iterator[str]:
    for width in chromium.WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        yield from (f"{width}: {one}" for one in chromium.violations(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"{width}: overflows"


def _at_the_desk(program: Browser, site: Site, username: str, language: str) -> Page:
    """Sign in, or stay at the door where there is nobody, and choose the language by the page's own button."""
    if username:
        page = Person(program, site, username, 1280, bypass=True).sign_in()
    else:
        page = program.new_context(bypass_csp=True).new_page()
        page.goto(f"{site.address}/login")
    if page.get_attribute("html", "lang") != language:
        submit(page, page.locator("form[action='/account/language'] button").first)
    return page


def test_no_page_is_heavier_than_its_budget_and_none_complains(
    pages: list[Seen], browser_program: Browser, site: Site
) -> None:
    heavy, complaints = [], {}
    for username, seen in groupby(pages, key=lambda one: one.username):
        if not username:
            continue
        person = Person(browser_program, site, username, 390)
        page = person.sign_in()
        for one in seen:
            answer = page.goto(site.address + one.address)
            assert answer is not None
            size = answer.request.sizes()["responseBodySize"]
            if size > BUDGETS.get(one.kind, BUDGET):
                heavy.append((one.kind, size))
        complaints[username] = person.complaints
        page.context.close()
    assert heavy == []
    assert {name: told for name, told in complaints.items() if told} == {}
