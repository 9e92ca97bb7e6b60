"""Every kind of page of the demo, found by following links as each role: read by axe, measured, and quiet."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page

from tests import chromium
from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
PEOPLE = ("sari", "ratu", "hendra", "kabid", "data", "admin", "dpo")
"""A worker, a supervisor, heads of section and division, the officers of data, accounts and data protection: between
them every page."""
ALWAYS = frozenset({"/", "/cases", "/cases/#", "/clients/#"})
"""Pages that look different to each of them."""
OTHERWISE = re.compile(r"^/(static|logout|schema)|\.(pdf|csv|xlsx|json|svg)$|/documents/#$|/choice$")
DEPTH = 4
PER_KIND = 2
"""How many pages of one kind are searched for links."""
BUDGETS = {"/cases/#": 8 * 1024, "/sop/#": 16 * 1024}
BUDGET = 10 * 1024
"""Bytes of a page as it goes over the line, compressed; the page of a journey holds its drawing."""


def kind_of(address: str) -> str:
    """Name the kind of a page: its path without numbers, ids and names of people's own."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    named = ["#" if any(sign.isdigit() for sign in part) else part for part in parts]
    for place, part in enumerate(named[:-1]):
        if part in ("tasks", "moves", "sop") or (part == "accounts" and parts[place + 1] != "new"):
            named[place + 1] = "#"
    return "/" + "/".join(named)


def found(asking: APIRequestContext, site: Site) -> dict[str, str]:
    """Follow links from the first page; give one address for each kind of page that answers."""
    known: dict[str, str] = {}
    tried: dict[str, int] = {}
    level = {"/"}
    for _ in range(DEPTH):
        ahead: set[str] = set()
        for address in sorted(level):
            kind = kind_of(address)
            if tried.get(kind, 0) >= PER_KIND or OTHERWISE.search(kind):
                continue
            tried[kind] = tried.get(kind, 0) + 1
            answer = asking.get(site.address + address, max_redirects=0)
            if answer.status == 200 and "text/html" in answer.headers["content-type"]:
                known.setdefault(kind, address)
                ahead |= {link.replace("&amp;", "&") for link in LINK.findall(answer.text())}
        level = ahead
    return known


@pytest.fixture(scope="module")
def pages(site: Site, browser_program: Browser) -> Iterator[list[tuple[Person, Page, str, str]]]:
    """Give the kinds of pages, each with somebody who sees it."""
    told: list[tuple[Person, Page, str, str]] = []
    seen: set[str] = set()
    opened = []
    for username in PEOPLE:
        person = Person(browser_program, site, username, 1280, bypass=True)
        page = person.sign_in()
        opened.append(person)
        assert person.context is not None
        for kind, address in found(person.context.request, site).items():
            if kind in ALWAYS or kind not in seen:
                told.append((person, page, kind, address))
            seen.add(kind)
    yield told
    for person in opened:
        if person.context:
            person.context.close()


def test_all_kinds_of_pages_are_reached(pages: list[tuple[Person, Page, str, str]]) -> None:
    kinds = {kind for _person, _page, kind, _address in pages}
    assert {
        "/", "/account", "/cases", "/cases/#", "/cases/#/moves/#", "/cases/#/tasks/#", "/cases/#/timeline",
        "/cases/#/assign", "/cases/#/records/consent", "/cases/#/assessments/ikpb", "/cases/#/documents/new",
        "/clients", "/clients/#", "/clients/#/edit", "/clients/new", "/cases/new", "/reports/monthly/#",
        "/reports/monthly/#/cases", "/sop", "/sop/#", "/supervision/stalled",
    } <= kinds  # fmt: skip


def test_axe_finds_nothing_on_any_page_at_any_width_in_either_language(
    pages: list[tuple[Person, Page, str, str]], site: Site
) -> None:
    faults = []
    for language, widths in (("id", (320, 1280)), ("en", (390,))):
        for person, page, kind, address in pages:
            page.goto(site.address + address)
            if page.get_attribute("html", "lang") != language:
                submit(page, page.locator("form[action='/account/language'] button").first)
                page.goto(site.address + address)
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            for width in widths:
                page.set_viewport_size({"width": width, "height": 844})
                told = chromium.violations(page)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    told.append("overflows")
                faults += [f"{person.username} {kind} {language} {width}: {one}" for one in told]
            assert page.get_attribute("html", "lang") == language
    assert faults == []


def test_no_page_is_heavier_than_its_budget_and_none_complains(
    pages: list[tuple[Person, Page, str, str]], browser_program: Browser, site: Site
) -> None:
    heavy, quiet = [], {username: Person(browser_program, site, username, 390) for username in PEOPLE}
    own = {username: person.sign_in() for username, person in quiet.items()}
    for person, _page, kind, address in pages:
        answer = own[person.username].goto(site.address + address)
        assert answer is not None
        size = answer.request.sizes()["responseBodySize"]
        if size > BUDGETS.get(kind, BUDGET):
            heavy.append((kind, size))
    assert heavy == []
    assert {name: person.complaints for name, person in quiet.items() if person.complaints} == {}
