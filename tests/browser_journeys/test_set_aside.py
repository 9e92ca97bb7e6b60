"""A long assessment on a phone, begun in a visiting room and finished later: set aside, found again, gone on with."""

import pytest
from playwright.sync_api import Browser

from tests.browser_journeys.desk import Person, submit
from tests.browser_journeys.site import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-javascript"])
def test_half_an_ikpb_is_set_aside_and_gone_on_with(
    site: Site, browser_program: Browser, scripts: bool
) -> None:
    person = Person(browser_program, site, "sari", 390, scripts)
    page = person.sign_in()
    page.goto(f"{site.address}/cases?type=BWBLP")
    case = page.locator("main th a[href^='/cases/']").first.get_attribute("href")
    page.goto(f"{site.address}{case}/assessments/ikpb")
    page.locator("#f-levels-D1").locator("xpath=ancestor::details").locator("label.s3").click()
    page.locator("#f-levels-D2").locator("xpath=ancestor::details").locator("label.s1").click()
    assert page.locator(".answered").is_visible()

    submit(page, page.get_by_role("button", name="Simpan draf, lanjutkan nanti"))
    assert "Belum dicatat pada kasus" in page.locator(".notice").first.inner_text()
    page.goto(site.address)
    submit(page, page.locator("main a[href^='/drafts/']").first)
    submit(page, page.get_by_role("link", name="Lanjutkan mengisi"))

    assert page.locator("[name='levels.D1'][value='3']").is_checked()
    assert page.locator("[name='levels.D2'][value='1']").is_checked()
    if scripts:  # the first domain that was not answered stands open, those before it are folded
        folds = page.locator("details.level").evaluate_all("all => all.map(one => one.open)")
        assert folds[:4] == [False, False, True, False]
    assert person.complaints == []
