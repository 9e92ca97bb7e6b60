"""The day of a Sakti Peksos on a phone: three homes, a photo, a village without signal, a session that ran out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys import site as sites
from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.pictures import HIGH, WIDE, photo
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PHONE = 390  # pixels
LONG_SIDE = 1600  # pixels: what a phone with JavaScript makes of a photo
AGREED = (
    "section[aria-labelledby='visits'] a[href$='/visit'], section[aria-labelledby='late'] a[href$='/visit']"
)
TOLD = (
    "Ibu menunjukkan buku tabungan; simpanan pertama sudah dicatat.",
    "Klien berlatih berjalan sampai pagar, ditemani tetangga.",
    "Obat diminum teratur; anak sulung akan datang setiap Ahad.",
)


@pytest.fixture
def site(demo_data: Path, tmp_path: Path) -> Iterator[Site]:
    """Serve the demo to each test afresh: a day can be walked once only."""
    with sites.serving(demo_data, tmp_path) as serving:
        yield serving


def test_a_sakti_peksos_makes_three_visits_with_a_photo_no_signal_and_an_ended_session(
    site: Site, browser_program: Browser
) -> None:
    person = Person(browser_program, site, "ujang", PHONE)
    page = person.sign_in()
    assert _due(page) == 3

    first = _open_next(page)
    _visit(page, site, TOLD[0])
    _choose_photo(page, shrinks=True)
    _save(page)
    assert _on_timeline(page, site, first, TOLD[0]) == 1
    _assert_photo(page, site, first, shrunk=True)

    second = _open_next(page)
    _visit(page, site, TOLD[1])
    _lose_signal(page, TOLD[1])
    _save(page)
    assert not page.locator("#trouble").is_visible()
    assert _on_timeline(page, site, second, TOLD[1]) == 1

    third = _open_next(page)
    _visit(page, site, TOLD[2])
    _choose_photo(page, shrinks=True)
    _come_back(person, page, TOLD[2], shrinks=True)
    assert _on_timeline(page, site, third, TOLD[2]) == 1
    _assert_photo(page, site, third, shrunk=True)

    assert len({first, second, third}) == 3
    assert _due(page) == 0
    lost = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    assert [one for one in person.complaints if not any(words in one for words in lost)] == []


def test_without_javascript_the_same_three_visits_are_made(site: Site, browser_program: Browser) -> None:
    person = Person(browser_program, site, "ujang", PHONE, scripts=False)
    page = person.sign_in()
    seen = []
    for told in TOLD[:2]:
        seen.append(_open_next(page))
        _visit(page, site, told)
        if told == TOLD[0]:
            _choose_photo(page, shrinks=False)
        _save(page)
        assert _on_timeline(page, site, seen[-1], told) == 1
    _assert_photo(page, site, seen[0], shrunk=False)

    seen.append(_open_next(page))
    _visit(page, site, TOLD[2])
    _choose_photo(page, shrinks=False)
    _come_back(person, page, TOLD[2], shrinks=False)
    assert _on_timeline(page, site, seen[2], TOLD[2]) == 1
    _assert_photo(page, site, seen[2], shrunk=False)

    assert len(set(seen)) == 3
    assert _due(page) == 0


def _due(page: Page) -> int:
    """Count the visits that the first page reminds of and that are due by today."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    return page.locator(AGREED).filter(has_text="Catat kunjungan").count()


def _open_next(page: Page) -> str:
    """Go by the first page to the visit that is due next; return the number of its case."""
    assert _due(page)
    link = page.locator(AGREED).filter(has_text="Catat kunjungan").first
    if not link.is_visible():
        page.locator("section[aria-labelledby='late'] summary").click()
    number = (link.get_attribute("href") or "").split("/")[2]
    submit(page, link)
    assert page.url.endswith(f"/cases/{number}/visit")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    return number


def _visit(page: Page, site: Site, told: str) -> None:
    """Fill in what happened, who was there, which task it does, and when to come again."""
    page.get_by_label("Apa yang terjadi").fill(told)
    page.get_by_label("Klien sendiri").check()
    page.get_by_label("Keluarga", exact=True).check()
    page.get_by_label("Rumah", exact=True).check()
    page.locator("main [name=task]").select_option(index=1)
    again = site.today + timedelta(days=14)
    field = page.locator("main [name=next_on]")
    field.fill(again.isoformat() if field.get_attribute("type") == "date" else f"{again:%d/%m/%Y}")


def _choose_photo(page: Page, *, shrinks: bool) -> None:
    agreed = page.locator("main [name=photo_agreed][type=checkbox]")
    if agreed.count():
        agreed.check()
    page.locator("main [name=photo]").set_input_files(photo())  # type: ignore[arg-type]
    if shrinks:
        for _ in range(100):
            if page.locator("main [name=photo]").evaluate("e => e.files[0].name").endswith(".jpg"):
                return
            page.wait_for_timeout(100)
        raise AssertionError("the photo was not made smaller")


def _save(page: Page) -> None:
    submit(page, page.get_by_role("button", name="Simpan kunjungan"))
    assert not page.url.endswith("/visit"), page.locator(".error-summary").all_inner_texts()
    assert "Kunjungan tersimpan" in page.locator("main").inner_text()


def _on_timeline(page: Page, site: Site, number: str, told: str) -> int:
    """Count how often the visit stands on the case's timeline: what, where, who, when again, and in the same act its task."""
    page.goto(f"{site.address}/cases/{number}")
    entries = page.locator("#timeline li", has_text=told)
    assert entries.filter(has_text="Tugas selesai:").count() == 1, entries.all_inner_texts()
    visits = entries.filter(has_text="Kunjungan: Bimbingan sosial")
    for words in ("Rumah", "hadir: Klien sendiri, Keluarga", "kunjungan berikutnya"):
        assert words in visits.first.inner_text()
    assert entries.count() == visits.count()
    return visits.count()


def _assert_photo(page: Page, site: Site, number: str, *, shrunk: bool) -> None:
    """Open the case's picture and measure it."""
    page.goto(f"{site.address}/cases/{number}")
    links = page.locator("#documents a[href*='/documents/']:not([href$='/remove'])", has_text="Foto")
    assert links.count() == 1
    answer = page.context.request.get(site.address + (links.first.get_attribute("href") or ""))
    content, sent = answer.body(), photo()["buffer"]
    assert len(content) < len(sent)
    assert content[:2] == b"\xff\xd8", "not a JPEG"
    assert _sides(content) == ((LONG_SIDE, HIGH * LONG_SIDE // WIDE) if shrunk else (WIDE, HIGH))


def _sides(jpeg: bytes) -> tuple[int, int]:
    """Read width and height from the frame header of a JPEG."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])


def _lose_signal(page: Page, told: str) -> None:
    """Send without a connection: the page says so and keeps everything."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.locator("#trouble").wait_for(state="visible")
    assert "belum terkirim" in page.locator("#trouble").inner_text()
    assert page.get_by_label("Apa yang terjadi").input_value() == told
    assert page.get_by_label("Klien sendiri").is_checked()
    assert page.locator("main [name=next_on]").input_value()
    page.context.set_offline(False)


def _come_back(person: Person, page: Page, told: str, *, shrinks: bool) -> None:
    """Send after the session has ended, sign in again, choose the photo again, send what was kept."""
    person.site.pass_days(1)
    submit(page, page.get_by_role("button", name="Simpan kunjungan"))
    said = page.locator("main").inner_text()
    assert "belum terkirim" in said
    assert "dipilih lagi" in said
    with page.expect_navigation():
        page.get_by_role("link", name="Masuk dan lanjutkan").click()
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", person.password)
    submit(page, page.locator("form[action='/login'] button"))
    assert "/drafts/" in page.url
    kept = page.url
    _assert_readable(page, told)
    _choose_photo(page, shrinks=shrinks)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="Kirim sekarang").click()
    assert "Kunjungan tersimpan" in page.locator("main").inner_text()
    page.goto(kept)
    assert "tidak ditemukan" in page.locator("main").inner_text().lower()


def _assert_readable(page: Page, told: str) -> None:
    """The page of what was kept speaks in words and asks for the photo again."""
    said = page.locator("main").inner_text()
    assert told in said
    assert "dipilih lagi" in said
    assert "Klien sendiri" in said
    assert "BIMBINGAN" not in said, "a raw code"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
