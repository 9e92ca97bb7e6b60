"""A former inmate from registration to a close with an outcome, in a real browser, by the page's own advice."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, answer, fill, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PLACES = 200
"""More pages than the whole way can ask for."""
YEAR_AND_A_HALF = 550  # days


def register(page: Page, site: Site, name: str) -> str:
    """Register a man with one name and no NIK; return the client's address."""
    page.goto(f"{site.address}/clients/new")
    fill(
        page,
        {"full_name": name, "sex": "L", "about": "36", "nik_status": "BELUM_PUNYA", "safe_contact": "BEBAS"},
    )
    submit(page, page.locator("main form button:not([name])").last)
    another = page.locator("main button[name=another]")
    if another.count():
        submit(page, another.first)
    return page.url


def open_case(page: Page, client: str) -> str:
    """Open a case for the client; return its address."""
    page.goto(client)
    submit(page, page.locator("a[href^='/cases/new']").first)
    fill(
        page,
        {
            "pmks_type": "BWBLP",
            "source": "BAPAS_LAPAS",
            "urgency": "BIASA",
            "safe_now": "AMAN",
            "region": "36.04",
        },
    )
    submit(page, page.locator("main form button:not([name])").last)
    assert "/cases/new" not in page.url, page.locator(".error-summary").all_inner_texts()
    return page.url.split("#")[0].split("?")[0]


@pytest.mark.parametrize(
    ("width", "scripts"),
    [(1280, True), (390, True), (390, False)],
    ids=["desktop", "phone", "without-javascript"],
)
def test_a_former_inmate_goes_the_whole_way(
    site: Site, browser_program: Browser, width: int, scripts: bool
) -> None:
    worker = Person(browser_program, site, "sari", width, scripts)
    head = Person(browser_program, site, "hendra", width, scripts)
    desk, other = worker.sign_in(), head.sign_in()
    case = open_case(desk, register(desk, site, f"Suparta{uuid4().hex[:6]}"))
    known: dict[str, object] = {"birth_date": f"{site.today.year - 36}-07-01"}
    began = site.days

    desk.goto(case)
    _every_reason_can_be_read(desk)

    for _ in range(PLACES):
        desk.goto(case)
        if not desk.locator("[aria-current=step]").count():
            break  # the case is closed
        if not _one_step(desk, other, case, site, known):
            assert site.days - began < YEAR_AND_A_HALF, desk.locator("#moves").inner_text()
            site.pass_days(31)
            desk, other = worker.sign_in(), head.sign_in()

    told = " ".join(desk.locator(".identity .badge").all_inner_texts()).lower()
    assert "tujuan tercapai" in told, (told, desk.locator("#moves").inner_text())
    assert worker.complaints + head.complaints == []


def _every_reason_can_be_read(page: Page) -> None:
    blocked = page.locator("#moves .panel-bad .reasons li")
    assert page.locator("#moves .panel-bad").count() == 1
    assert blocked.count() >= 3
    assert all((blocked.nth(place).text_content() or "").strip() for place in range(blocked.count()))


def _one_step(desk: Page, other: Page, case: str, site: Site, known: dict[str, object]) -> bool:
    """Do what the first panel says; false when only time helps."""
    first = desk.locator("#moves section").first
    style = first.get_attribute("class") or ""
    if "panel-info" in style:
        _move(other, case)
    elif "panel-good" in style:
        _move(desk, case)
    elif first.locator("p.actions a.button").count():
        submit(desk, first.locator("p.actions a.button").first)
        answer(desk, site, known)
    else:
        return False
    return True


def _move(page: Page, case: str) -> None:
    """Make the first possible move, filling in what it asks for."""
    page.goto(case)
    ready = page.locator("#moves section.panel-good").first
    if ready.locator("form button").count():
        submit(page, ready.locator("form button").first)
        return
    submit(page, ready.locator("p.actions a.button").first)
    fill(page, {"reason": "Sesuai keadaan klien.", "outcome": "BEKERJA"})
    submit(page, page.locator("main form.panel button").last)
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").first.inner_text()
