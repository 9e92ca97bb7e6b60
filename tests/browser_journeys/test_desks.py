"""The supervisor's and the division head's desks in a browser: from a count to its rows, from a figure to its cases."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
HOW = [(1280, True), (390, True), (390, False)]
WIDE = 700  # pixels
NAMES = ["desktop", "phone", "without-javascript"]


@pytest.mark.parametrize(("width", "scripts"), HOW, ids=NAMES)
def test_a_supervisor_finds_a_stalled_case_and_reads_why(
    site: Site, browser_program: Browser, width: int, scripts: bool
) -> None:
    person = Person(browser_program, site, "ratu", width, scripts)
    page = person.sign_in()
    if width < WIDE:
        page.locator("details.menu > summary").click()  # the menu is folded on a phone
    submit(page, page.locator("a[href^='/supervision/stalled'] >> visible=true").first)
    rows = page.locator("main a[href^='/cases/']")
    assert rows.count() > 0
    assert re.search(r"\d+", page.locator("main").inner_text())
    number = (rows.first.get_attribute("href") or "").split("/")[2].split("#")[0]
    submit(page, rows.first)
    assert number in page.locator(".identity").inner_text()
    assert page.locator("#moves .reasons li").count() > 0
    assert person.complaints == []


@pytest.mark.parametrize(("width", "scripts"), HOW, ids=NAMES)
def test_the_division_head_opens_last_month_and_follows_a_figure_to_its_cases(
    site: Site, browser_program: Browser, width: int, scripts: bool
) -> None:
    person = Person(browser_program, site, "kabid", width, scripts)
    page = person.sign_in()
    last = (site.today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    page.goto(f"{site.address}/reports/monthly")
    _to_month(page, site, last)
    figure = page.locator(f"main a[href^='/reports/monthly/{last}/cases']").first
    shown = int((figure.text_content() or "").strip().replace(".", ""))
    submit(page, figure)
    rows = page.locator("main tbody tr")
    told = page.locator("main").inner_text()
    assert shown > 0
    assert rows.count() == shown, told
    submit(page, rows.first.locator("a").first)
    assert page.locator(".identity, h1").first.is_visible()
    assert person.complaints == []


def _to_month(page: Page, site: Site, month: str) -> None:
    link = page.locator(f"a[href^='/reports/monthly/{month}']").first
    if link.count() and f"/reports/monthly/{month}" not in page.url:
        submit(page, link)
    elif f"/reports/monthly/{month}" not in page.url:
        page.goto(f"{site.address}/reports/monthly/{month}")
    assert f"/reports/monthly/{month}" in page.url
