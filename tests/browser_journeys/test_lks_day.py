"""The day of an institution's carer on a phone: who lives here, a note, a task, a paper; nobody else's clients."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.pictures import photo
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PHONE = 390  # pixels
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-javascript"])


@BOTH
def test_a_carer_sees_who_lives_in_their_institution_and_nobody_else(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    person = Person(browser_program, site, "lksa", PHONE, scripts)
    page = person.sign_in()
    residents = _residents(page)
    assert len(residents) >= 2
    placed = 0
    for number in residents:
        page.goto(f"{site.address}/cases/{number}/records/placement")
        placed += "LKSA Cahaya Ibu Serang" in page.locator("main").inner_text()  # others are sheltered there
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert placed >= 2
    page.goto(f"{site.address}/cases")
    assert page.locator("main tbody tr").count() == len(residents)
    others = _cases_of(browser_program, site, "dewi") - set(residents)
    assert others
    for number in sorted(others)[:3]:
        for place in ("", "/visit", "/records/placement"):
            answer = page.goto(f"{site.address}/cases/{number}{place}")
            assert answer
            assert answer.status == 404, number + place
    assert person.complaints == []


@BOTH
def test_a_carer_writes_the_day_down_does_a_task_and_adds_a_paper(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    person = Person(browser_program, site, "lksa", PHONE, scripts)
    page = person.sign_in()
    due = page.locator("section[aria-labelledby='shared'] a[href$='/visit']").first
    number = (due.get_attribute("href") or "").split("/")[2]
    submit(page, due)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    called = f"Anak menelepon ibunya, tertawa lama ({'sore' if scripts else 'malam'})."
    _tell(page, called)
    assert page.locator("#timeline li", has_text=called).filter(has_text="Kunjungan:").count() == 1

    noted = f"Sarapan habis, berangkat sekolah pukul tujuh ({'Senin' if scripts else 'Selasa'})."
    page.goto(f"{site.address}/cases/{number}")
    page.locator("details.note > summary").click()
    page.locator("details.note [name=text]").fill(noted)
    submit(page, page.get_by_role("button", name="Simpan catatan"))
    page.goto(f"{site.address}/cases/{number}")
    assert page.locator("#timeline li", has_text=noted).count() == 1

    _add_paper(page, f"Daftar hadir {'satu' if scripts else 'dua'}")
    assert person.complaints == []
    worker = Person(browser_program, site, "dewi" if _is_hers(browser_program, site, number) else "yanti")
    theirs = worker.sign_in()
    theirs.goto(f"{site.address}/cases/{number}/timeline")
    assert noted in theirs.locator("main").inner_text(), "the case worker reads what the carer wrote"


def _residents(page: Page) -> list[str]:
    section = page.locator("section[aria-labelledby='shared']")
    assert "Klien yang tinggal di lembaga Anda" in " ".join(section.locator("h2").inner_text().split())
    links = section.locator("li a[href^='/cases/']:not([href$='/visit'])").all()
    return [(one.get_attribute("href") or "").split("/")[2] for one in links]


def _cases_of(program: Browser, site: Site, username: str) -> set[str]:
    page = Person(program, site, username).sign_in()
    page.goto(f"{site.address}/cases")
    links = page.locator("main tbody a[href^='/cases/']").all()
    found = {(one.get_attribute("href") or "").split("/")[2] for one in links}
    page.context.close()
    return found


def _is_hers(program: Browser, site: Site, number: str) -> bool:
    return number in _cases_of(program, site, "dewi")


def _tell(page: Page, told: str) -> None:
    """Note what happened, wherever the first page led: the visit's page asks where, the children live here."""
    page.get_by_label("Apa yang terjadi").fill(told)
    page.get_by_label("Klien sendiri").check()
    page.get_by_label("Panti/LKS", exact=True).check()
    submit(page, page.get_by_role("button", name="Simpan kunjungan"))
    assert "Kunjungan tersimpan" in page.locator("main").inner_text()


def _add_paper(page: Page, title: str) -> None:
    submit(page, page.get_by_role("link", name="Tambah dokumen"))
    page.locator("main [name=kind]").select_option("attendance_list")
    page.fill("main [name=title]", title)
    page.locator("main [name=file]").set_input_files(photo())  # type: ignore[arg-type]
    submit(page, page.locator("main form.panel button").last)
    assert page.locator("#documents a", has_text=title).count() == 1
