"""The day of a kecamatan's welfare worker on a phone: who lives here, one more to report, a visit; nobody else."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PHONE = 390  # pixels
KECAMATAN = "Rangkasbitung"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-javascript"])
SEEN = "Anak sudah di sekolah pagi ini; ketua RT ikut mengantar."


@BOTH
def test_a_tksk_sees_the_people_of_their_kecamatan_and_no_case_of_another(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    person = Person(browser_program, site, "tksk", PHONE, scripts)
    page = person.sign_in()
    numbers = _listed(page)
    assert len(numbers) >= 3
    for number in numbers:
        page.goto(f"{site.address}/cases/{number}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        submit(page, page.get_by_role("link", name="Tentang klien"))
        assert KECAMATAN in page.locator(".identity").inner_text()
    for number in _cases_of(browser_program, site, "sari"):
        answer = page.goto(f"{site.address}/cases/{number}")
        assert answer
        assert answer.status == 404, number
    assert person.complaints == []


@BOTH
def test_a_tksk_registers_somebody_reports_them_and_the_supervisor_finds_the_report(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    name = "Sumarni Kaduagung" if scripts else "Rohayati Cijoro"
    person = Person(browser_program, site, "tksk", PHONE, scripts)
    page = person.sign_in()
    _register(page, name)
    number = _report(page)

    page.goto(f"{site.address}/")
    assert name in page.locator("section[aria-labelledby='shared']").inner_text()
    assert number in _listed(page)
    _visit(page, number, "Nenek tinggal sendiri; kompor dan atap diperiksa bersama tetangga.")
    assert "kompor dan atap" in page.locator("#timeline").inner_text()
    assert person.complaints == []

    theirs = Person(browser_program, site, "euis", PHONE, scripts).sign_in()
    to_assign = theirs.locator("section[aria-labelledby='assign']")
    assert to_assign.locator(f"a[href^='/cases/{number}']").count()


@BOTH
def test_a_tksk_does_a_task_of_a_case_in_their_kecamatan_by_a_visit(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    person = Person(browser_program, site, "tksk", PHONE, scripts)
    page = person.sign_in()
    due = page.locator("main .work li > div > a[href*='/']").first
    number = (due.get_attribute("href") or "").split("/")[2]
    submit(page, due)
    assert page.locator("main [name=task]").input_value(), "the task it was opened from is chosen"
    told = f"{SEEN} ({'sore' if scripts else 'pagi'})"
    _tell(page, told)
    assert number in page.url
    entries = page.locator("#timeline li", has_text=told)
    assert entries.filter(has_text="Tugas selesai").count() == 1
    assert entries.filter(has_text="Kunjungan:").count() == 1
    for forbidden in ("records/assessment", "documents/new", "assign"):
        answer = page.goto(f"{site.address}/cases/{number}/{forbidden}")
        assert answer
        assert answer.status == 403, forbidden


def _listed(page: Page) -> list[str]:
    """Return the numbers of the cases on the first page's list."""
    links = page.locator("section[aria-labelledby='shared'] li a[href^='/cases/']")
    found = [one.get_attribute("href") or "" for one in links.all()]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    return [one.split("/")[2] for one in found if not one.endswith("/visit")]


def _cases_of(program: Browser, site: Site, username: str) -> set[str]:
    """Return some numbers of cases that a colleague of the province works on."""
    page = Person(program, site, username).sign_in()
    page.goto(f"{site.address}/cases")
    links = page.locator("main a[href^='/cases/']").all()
    found = {(one.get_attribute("href") or "").split("/")[2].split("?")[0] for one in links}
    page.context.close()
    assert found
    return set(sorted(found)[:3])


def _register(page: Page, name: str) -> None:
    """Register from the first page; the kecamatan is filled in already."""
    submit(page, page.get_by_role("link", name="Daftarkan klien"))
    page.fill("[name=full_name]", name)
    page.locator("[name=sex][value=P]").check(force=True)
    page.fill("[name=about]", "71")
    page.select_option("[name=safe_contact]", "BEBAS")
    assert page.locator("[name='home.2'] option:checked").inner_text() == KECAMATAN
    submit(page, page.locator("main form .actions button").last)
    assert "/clients/BTN-" in page.url, page.locator(".error-summary").all_inner_texts()
    assert name in page.locator(".identity").inner_text()


def _report(page: Page) -> str:
    """Report the person to the division; return the number of the case that this opens."""
    submit(page, page.get_by_role("link", name="Laporkan ke bidang"))
    assert page.locator("h1").inner_text() == "Laporkan ke bidang"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.locator("[name=pmks_type][value=LUT]").check(force=True)
    assert page.locator("[name=source]").input_value() == "TKSK_PSM"
    page.locator("[name=urgency][value=BIASA]").check(force=True)
    page.locator("[name=safe_now][value=AMAN]").check(force=True)
    page.fill("[name=note]", "Tinggal sendiri sejak suaminya meninggal.")
    submit(page, page.get_by_role("button", name="Kirim laporan"))
    assert "/cases/new" not in page.url, page.locator(".error-summary").all_inner_texts()
    return page.url.split("/cases/")[1].split("#")[0].split("?")[0]


def _visit(page: Page, number: str, told: str) -> None:
    link = page.locator(f"section[aria-labelledby='shared'] a[href='/cases/{number}/visit']")
    submit(page, link)
    _tell(page, told)


def _tell(page: Page, told: str) -> None:
    page.get_by_label("Apa yang terjadi").fill(told)
    page.get_by_label("Klien sendiri").check()
    submit(page, page.get_by_role("button", name="Simpan kunjungan"))
    assert "Kunjungan tersimpan" in page.locator("main").inner_text()
