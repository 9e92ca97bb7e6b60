"""A form that is left half filled in, by a link, Back or another door: its text waits for its writer, and for nobody else."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
TYPED = "Ibunya bercerita di teras, kami sepakat bertemu Selasa."


def case_of(page: Page, site: Site) -> str:
    page.goto(f"{site.address}/cases")
    href = page.locator("main th a[href^='/cases/']").first.get_attribute("href")
    assert href
    return f"{site.address}{href}"


def note(page: Page) -> Locator:
    return page.locator("main form[action$='/notes'] textarea[name=text]")


def write(page: Page, text: str) -> None:
    note(page).evaluate(
        "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
    )
    note(page).fill(text)


@pytest.fixture
def sari(browser_program: Browser, site: Site):
    person = Person(browser_program, site, "sari", 390)
    page = person.sign_in()
    yield person, page
    assert person.complaints == []
    person.context.close()


def test_a_form_left_by_a_link_is_told_of_and_holds_its_text_after_back(sari, site: Site) -> None:
    _person, page = sari
    case = case_of(page, site)
    answer = page.goto(case)
    assert answer and answer.headers["cache-control"] == "no-store"
    write(page, TYPED)
    submit(page, page.locator("a.brand"))
    expect(page.locator("#unsent")).to_be_visible()
    assert page.locator("#unsent a").get_attribute("href") in case
    stored = page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
    assert "teras" not in stored

    page.go_back()
    expect(note(page)).to_have_value(TYPED)
    submit(page, page.locator("main form[action$='/notes'] button").first)
    expect(page.locator("main")).to_contain_text(TYPED)
    page.goto(case)
    page.wait_for_load_state("networkidle")
    expect(note(page)).to_have_value("")
    page.goto(site.address)
    assert page.locator("main a[href^='/drafts/']").count() == 0


def test_it_is_found_again_after_the_tab_was_closed(sari, site: Site) -> None:
    person, page = sari
    case = case_of(page, site)
    page.goto(case)
    write(page, TYPED)
    page.close(run_before_unload=True)
    page = person.context.new_page()
    page.wait_for_timeout(300)
    page.goto(site.address)
    submit(page, page.locator("main a[href^='/drafts/']").first)
    submit(page, page.get_by_role("link", name="Lanjutkan mengisi"))
    expect(note(page)).to_have_value(TYPED)
    page.goto(site.address)
    submit(page, page.locator("main a[href^='/drafts/']").first)
    page.locator("details.confirm summary").click()
    submit(page, page.locator("details.confirm button"))


def test_who_signs_in_there_next_finds_nothing_of_it(sari, site: Site) -> None:
    _person, page = sari
    case = case_of(page, site)
    page.goto(case)
    write(page, TYPED)
    page.evaluate("document.querySelector(\"form[action='/logout'] button\").click()")
    page.wait_for_url(re.compile("/login"))
    page.fill("[name=username]", "ratu")
    page.fill("[name=password]", _person.password)
    submit(page, page.locator("form[action='/login'] button"))
    for place in (case, site.address, f"{site.address}/cases"):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        assert TYPED not in page.content()
        assert page.locator("#unsent:visible").count() == 0
        if note(page).count():
            expect(note(page)).to_have_value("")
