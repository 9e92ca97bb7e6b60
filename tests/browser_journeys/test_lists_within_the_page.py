"""Looking through a list with htmx: what surrounds it stays, the address follows, Back leads to what was seen before."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_journeys.desk import Person
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser


def test_a_list_is_filtered_and_gone_back_from_within_the_page(site: Site, browser_program: Browser) -> None:
    person = Person(browser_program, site, "kabid", 1280)
    page = person.sign_in()
    filter_and_go_back(page, site.address)
    assert person.complaints == []


def filter_and_go_back(page: Page, address: str) -> None:
    page.goto(f"{address}/cases")
    page.evaluate("document.querySelector('header.top').dataset.stayed = 'yes'")
    everything = page.locator("main tbody tr").first.inner_text()

    kind = page.locator("#f-type option:not([value=''])").last.get_attribute("value")
    page.select_option("#f-type", kind)
    page.locator("form.toolbar button").click()
    expect(page.locator("main .chips")).to_be_visible()

    assert f"type={kind}" in page.url
    assert page.locator("header.top").get_attribute("data-stayed") == "yes"
    assert page.evaluate("document.activeElement.id") == "main"
    expect(page.locator("#told")).not_to_be_empty()
    assert page.locator("#f-type").input_value() == kind

    page.locator("main .chip").first.click()
    expect(page.locator("main .chips")).to_have_count(0)
    assert f"type={kind}" not in page.url
    assert page.locator("header.top").get_attribute("data-stayed") == "yes"

    page.go_back()
    expect(page.locator("main .chips")).to_be_visible()
    assert f"type={kind}" in page.url
    page.go_back()
    expect(page.locator("main .chips")).to_have_count(0)
    assert page.locator("main tbody tr").first.inner_text() == everything
