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


def save(page: Page) -> Locator:
    return page.locator("main form[action$='/notes'] button:not([type=button])").first


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
    submit(page, save(page))
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


def test_who_signs_in_there_next_finds_nothing_of_it_and_its_writer_does(sari, site: Site) -> None:
    person, page = sari
    case = case_of(page, site)
    page.goto(case)
    write(page, "Kalimat kedua, belum terkirim.")
    page.evaluate("document.querySelector(\"form[action='/logout'] button\").click()")
    enter(page, "ratu", person.password)
    for place in (case, site.address, f"{site.address}/cases"):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        assert "Kalimat kedua" not in page.content()
        assert page.locator("#unsent:visible").count() == 0
        assert page.locator("main a[href^='/drafts/']").count() == 0
    page.goto(case)
    expect(note(page)).to_have_value("")
    page.evaluate("document.querySelector(\"form[action='/logout'] button\").click()")

    enter(page, "sari", person.password)
    page.goto(site.address)
    submit(page, page.locator("main a[href^='/drafts/']").first)
    submit(page, page.get_by_role("link", name="Lanjutkan mengisi"))
    expect(note(page)).to_have_value("Kalimat kedua, belum terkirim.")
    submit(page, save(page))


def enter(page: Page, username: str, password: str) -> None:
    page.wait_for_url(re.compile("/login"))
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.locator("[name=password]").focus()
    submit(page, page.locator("form[action='/login'] button"))


def test_what_else_stood_half_filled_in_on_the_page_stays_when_one_form_is_sent(sari, site: Site) -> None:
    _person, page = sari
    case = case_of(page, site)
    page.goto(case)
    write(page, "Yang ini belum selesai.")
    page.evaluate("document.querySelector(\"form[action='/account/language'] button\").click()")
    page.wait_for_load_state("domcontentloaded")
    expect(note(page)).to_have_value("Yang ini belum selesai.")
    submit(page, save(page))
    page.evaluate("document.querySelector(\"form[action='/account/language'] button\").click()")
    page.wait_for_load_state("domcontentloaded")


def test_two_taps_save_once_and_say_so(sari, site: Site) -> None:
    _person, page = sari
    case = case_of(page, site)
    page.goto(case)
    write(page, "Dua kali ketuk.")
    save(page).dblclick()
    expect(page.locator("main .notice").first).to_contain_text("tersimpan")
    page.goto(case)
    assert page.locator("main").inner_text().count("Dua kali ketuk.") == 1


def test_two_taps_on_what_asks_for_confirmation_leave_it_asking(sari, site: Site) -> None:
    _person, page = sari
    page.goto(case_of(page, site))
    write(page, "Dibuang nanti.")
    submit(page, page.locator("a.brand"))
    expect(page.locator("#unsent")).to_be_visible()
    page.goto(site.address)
    submit(page, page.locator("main a[href^='/drafts/']").first)
    page.locator("details.confirm summary").dblclick()
    expect(page.locator("details.confirm button")).to_be_visible()
    submit(page, page.locator("details.confirm button"))
    assert page.locator("main a[href^='/drafts/']").count() == 0


def test_a_day_is_typed_in_digits_or_chosen_from_the_calendar(sari, site: Site) -> None:
    _person, page = sari
    page.goto(f"{site.address}/clients/new")
    day = page.locator("main input[data-day]").first
    assert day.get_attribute("inputmode") == "numeric"
    day.fill("05032024")
    day.blur()
    expect(day).to_have_value("05/03/2024")
    calendar = day.locator("xpath=following-sibling::input[@type='date']")
    expect(day.locator("xpath=following-sibling::button")).to_have_text("Kalender")
    calendar.evaluate("e => { e.value = '2024-04-06'; e.dispatchEvent(new Event('change')); }")
    expect(day).to_have_value("06/04/2024")


def test_after_signing_in_with_the_keyboard_no_ring_stands_round_the_page(
    browser_program, site: Site
) -> None:
    person = Person(browser_program, site, "sari", 390)
    page = person.sign_in()
    page.evaluate("document.querySelector(\"form[action='/logout'] button\").click()")
    page.wait_for_url(re.compile("/login"))
    page.fill("[name=username]", "sari")
    page.fill("[name=password]", person.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    assert page.evaluate("getComputedStyle(document.getElementById('main')).outlineStyle") == "none"
    person.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-javascript"])
def test_what_came_with_a_file_that_is_too_large_is_given_back(
    browser_program: Browser, site: Site, scripts: bool
) -> None:
    person = Person(browser_program, site, "sari", 390, scripts)
    page = person.sign_in()
    page.goto(f"{case_of(page, site)}/documents/new")
    page.fill("main [name=title]", "Surat rujukan dari puskesmas, halaman satu sampai sembilan")
    large = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" + b"x" * 13 * 2**20}
    page.locator("main input[type=file]").set_input_files(large)
    page.locator("main form.panel button:not([type=button])").last.click()
    expect(page.locator("main")).to_contain_text("halaman satu sampai sembilan", timeout=15_000)
    expect(page.locator("main h1")).to_have_text("Berkas terlalu besar")
    assert page.locator("main input[type=file]").count() == 1
    page.context.close()
