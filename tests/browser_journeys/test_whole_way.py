"""A former inmate from registration to a close with an outcome, in a real browser, by the page's own advice."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests import rotation
from tests.browser_journeys.desk import Person, answer, fill, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PLACES = 200
"""More pages than the whole way can ask for."""
YEAR_AND_A_HALF = 550  # days
HOW = {"without-javascript": (390, False), "desktop": (1280, True), "phone": (390, True)}
WHOLE_WAY = list(HOW) if rotation.is_whole() else ["without-javascript"]
EVERY_FORM = ["desktop"]
"""Whose way ends where only visits follow, unless the run leaves nothing out; a phone with JavaScript walks in that."""


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


@pytest.mark.parametrize(("width", "scripts"), [HOW[name] for name in WHOLE_WAY], ids=WHOLE_WAY)
def test_a_former_inmate_goes_the_whole_way(
    site: Site, browser_program: Browser, width: int, scripts: bool
) -> None:
    desk = _go(site, browser_program, width, scripts, until=_is_closed)

    told = " ".join(desk.locator(".identity .badge").all_inner_texts()).lower()
    assert "tujuan tercapai" in told, (told, desk.locator("#moves").inner_text())


@pytest.mark.skipif(rotation.is_whole(), reason="they go the whole way in this run")
@pytest.mark.parametrize(("width", "scripts"), [HOW[name] for name in EVERY_FORM], ids=EVERY_FORM)
def test_a_former_inmate_is_brought_to_aftercare_by_every_form_on_the_way(
    site: Site, browser_program: Browser, width: int, scripts: bool
) -> None:
    desk = _go(site, browser_program, width, scripts, until=_is_in_aftercare)

    assert _is_in_aftercare(desk)


def _is_closed(desk: Page) -> bool:
    return not desk.locator("[aria-current=step]").count()


def _is_in_aftercare(desk: Page) -> bool:
    """Tell whether nothing but visits, all alike, lies ahead."""
    now = desk.locator("[aria-current=step]").first.text_content()  # a phone shows it folded
    return "bina lanjut" in (now or "").lower()


def _go(
    site: Site, browser_program: Browser, width: int, scripts: bool, *, until: Callable[[Page], bool]
) -> Page:
    """Register somebody and go on by what the page of the case says; return that page when it is as wanted."""
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
        if until(desk):
            break
        if not _one_step(desk, other, case, site, known):
            assert site.days - began < YEAR_AND_A_HALF, desk.locator("#moves").inner_text()
            site.pass_days(31)
            desk, other = worker.sign_in(), head.sign_in()

    assert worker.complaints + head.complaints == []
    return desk


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
