"""An administrator's day on a phone: an account, its code on paper, the new person at the door, and out again."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser
PHONE = 390
OWN = "kebun teh di lereng gunung"
CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-javascript"])
def test_an_administrator_lets_somebody_in_and_throws_them_out(
    site: Site, browser_program: Browser, *, scripts: bool
) -> None:
    admin = Person(browser_program, site, "admin", PHONE, scripts)
    username = "wulan" if scripts else "wulan.dua"
    page = admin.sign_in()
    code = _make_account(page, username)

    newcomer = Person(browser_program, site, username, PHONE, scripts, password=OWN)
    _set_password(browser_program, site, username, code, scripts=scripts)
    hers = newcomer.sign_in()
    assert hers.url == f"{site.address}/"
    assert "Wulan Sari" in (hers.text_content("header") or "")

    submit(page, page.get_by_role("link", name="Sudah saya serahkan"))
    assert "Aktif" in page.locator(".identity").inner_text()
    page.locator("summary", has_text="Tutup akun").click()
    submit(page, page.get_by_role("button", name="Tutup sekarang"))
    assert "Akun ditutup" in page.locator(".identity").inner_text()

    hers.goto(f"{site.address}/cases")
    assert "/login" in hers.url
    assert not newcomer.complaints
    assert not admin.complaints


def _make_account(page: Page, username: str) -> str:
    """Go by the menu to the accounts, make one, and read the code off the slip as it is printed."""
    page.locator("details.menu > summary").click()
    submit(page, page.locator("details.menu a[href='/admin/accounts']"))
    submit(page, page.get_by_role("link", name="Buat akun"))
    page.fill("[name=name]", "Wulan Sari")
    page.fill("[name=username]", username)
    page.locator("[name=roles][value=PEKSOS]").check(force=True)
    page.locator("[name=organisation]").select_option(label="Dinas Sosial Provinsi Banten")
    submit(page, page.get_by_role("button", name="Buat akun"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.emulate_media(media="print")
    slip = page.locator(".slip").inner_text()
    assert username in slip
    assert not page.locator("#link").is_visible(), "the link is not for paper"
    page.emulate_media(media="screen")
    found = CODE.search(slip)
    assert found
    return found[0]


def _set_password(program: Browser, site: Site, username: str, code: str, *, scripts: bool) -> None:
    """Type the code from the paper on another phone; the second time it is void."""
    context = program.new_context(viewport={"width": PHONE, "height": 844}, java_script_enabled=scripts)
    page = context.new_page()
    for wanted in ("/login", "/activate"):
        page.goto(f"{site.address}/login")
        submit(page, page.get_by_role("link", name="Saya punya kode"))
        page.fill("[name=username]", username)
        page.fill("[name=code]", code.lower())
        page.fill("[name=new_password]", OWN)
        page.fill("[name=new_password_again]", OWN)
        submit(page, page.get_by_role("button", name="Simpan kata sandi"))
        assert wanted in page.url
    assert "tidak cocok" in page.locator(".error-summary").inner_text()
    context.close()
