"""A task is done, a note written and a move made on the case page: by regions with JavaScript, by pages without."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, fill, submit
from tests.browser_journeys.site import Site

SAVES = "main form.panel button:not([type=button]):not(.danger)"  # beside it a field may open its calendar
NOTE = "Bertemu kakak klien di rumah; ia siap membantu."


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_an_act_leads_back_to_the_case_with_what_it_changed(
    site: Site, browser_program: Browser, scripts: bool
) -> None:
    person = Person(browser_program, site, "sari", 1200, scripts)
    page = person.sign_in()
    case = _open_with_a_task(page, site)
    _mark(page, scripts)

    page.locator("details.note > summary").click()
    page.fill("#timeline [name=text]", NOTE)
    submit(page, page.get_by_role("button", name="Simpan catatan"))
    assert NOTE in page.locator("#timeline").inner_text()

    task = page.locator("#tasks a[href*='/tasks/']").first
    title = task.inner_text()
    submit(page, task)
    assert "/tasks/" in page.url
    assert page.locator("main form.panel").count() >= 1
    submit(page, page.locator(SAVES).first)
    if page.locator(".error-summary").count():
        focused = page.evaluate("document.activeElement.className")
        assert focused == "error-summary" or not scripts
        fill(page, {"note": "Sudah dikerjakan bersama klien.", "document": "x"})
        submit(page, page.locator(SAVES).first)

    assert page.url.split("#")[0] == case
    assert title in page.locator("#entries").inner_text()
    assert _is_marked(page) == scripts, "with JavaScript the page itself stays, without it is made anew"
    if scripts:
        page.go_back()
        page.locator("main h1", has_text=title).wait_for()
    assert person.complaints == []


def _open_with_a_task(page: Page, site: Site) -> str:
    """Open the first case one of whose tasks may now be done by a short form of its own."""
    page.goto(f"{site.address}/cases?worker=sari")
    links = page.locator("main a[href^='/cases/']").evaluate_all("all => all.map(a => a.pathname)")
    for path in dict.fromkeys(one for one in links if one.count("/") == 2):
        page.goto(site.address + path)
        task = page.locator("#tasks a[href*='/tasks/']")
        if task.count():
            page.goto(site.address + (task.first.get_attribute("href") or ""))
            doable = page.locator("main form.panel").count()
            page.goto(site.address + path)
            if doable:
                return site.address + path
    raise AssertionError("no case with a task")


def _mark(page: Page, scripts: bool) -> None:
    if scripts:
        page.evaluate("document.querySelector('#about').dataset.mark = 'stays'")


def _is_marked(page: Page) -> bool:
    return page.locator("#about[data-mark]").count() == 1
