"""The style guide in a real browser: accessible at every width, nothing against the content policy, htmx at work."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    chromium.need()
    data: Path = tmp_path_factory.mktemp("served")
    environment = {"PULIH_DATABASE_URL": f"sqlite:///{data / 'pulih.sqlite'}"}
    migrate = [sys.executable, "-m", "app.cli", "migrate"]

    subprocess.run(
        migrate, env={**os.environ, "PULIH_DATA": str(data), **environment}, check=True, capture_output=True
    )
    with chromium.served(data, **environment) as address:
        yield address


@pytest.fixture(scope="module")
def browser_window() -> Iterator[Browser]:
    with chromium.chromium() as opened:
        yield opened


@pytest.fixture
def window(browser_window: Browser) -> Iterator[Page]:
    """Give a page whose console must stay silent about the content policy."""
    context = browser_window.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert not [text for text in said if "Content Security Policy" in text or "rror:" in text]


@pytest.mark.parametrize("width", chromium.WIDTHS)
@pytest.mark.parametrize(
    "path", ["/styleguide", "/styleguide?errors=true", "/styleguide/errors/404", "/login"]
)
def test_axe_finds_nothing_and_nothing_overflows(
    browser_window: Browser, address: str, path: str, width: int
) -> None:
    context = browser_window.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_refused_form_takes_the_focus_to_what_is_wrong(window: Page, address: str) -> None:
    window.goto(f"{address}/styleguide")
    window.fill("#f-name", "Suryana")
    window.click("#sample button:has-text('Simpan') >> nth=0")
    window.wait_for_selector(".error-summary:focus")
    assert window.input_value("#f-name") == "Suryana"
    assert window.url == f"{address}/styleguide"
    window.click(".error-summary a >> nth=0")
    assert window.evaluate("document.activeElement.id") == "f-birth_date"


def test_a_fault_of_the_server_leaves_the_page_and_says_so(window: Page, address: str) -> None:
    window.goto(f"{address}/styleguide")
    window.evaluate("htmx.ajax('GET', '/styleguide/errors/500', {target: '#sample'})")
    window.wait_for_selector("#trouble:not([hidden])")
    assert "Server tidak dapat melakukan ini" in window.inner_text("#trouble")
    assert window.locator("#sample").count() == 1


def test_an_error_page_replaces_the_whole_page(window: Page, address: str) -> None:
    window.goto(f"{address}/styleguide")
    window.evaluate("htmx.ajax('GET', '/styleguide/errors/404', {target: '#sample'})")
    window.wait_for_selector("h1:has-text('Tidak ditemukan')")
    assert window.locator("main").count() == 1
    assert window.locator("#sample").count() == 0


def test_a_step_back_brings_the_whole_page(window: Page, address: str) -> None:
    window.goto(f"{address}/styleguide")
    window.click("a.brand")
    window.wait_for_selector("h1:not(:has-text('A.S.'))")
    window.go_back()
    window.wait_for_selector(".identity")
    assert window.title() == "Panduan gaya · Pulih"


def test_all_of_it_works_without_javascript(browser_window: Browser, address: str) -> None:
    context = browser_window.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/styleguide")
    page.fill("#f-birth_date", "31/02/1990")
    page.click("#sample button:has-text('Simpan') >> nth=0")
    assert page.locator(".error-summary").count() == 1
    assert page.input_value("#f-birth_date") == "31/02/1990"
    context.close()


ROWS = """<html lang="id"><title>Kasus</title><main><h1>Kasus</h1><p style="color: #ccc; background: #fff">pudar</p><ul>
<li class="a">satu <a href="/x">k</a></li><li class="a">dua <a href="/y">l</a></li><li>tiga</li>
<li class="a">empat <a href="/z"></a></li></ul></main></html>"""


def test_of_rows_of_one_shape_axe_is_shown_one_and_finds_the_same(browser_window: Browser) -> None:
    context = browser_window.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_content(ROWS)
    found = chromium.violations(page)
    assert [one.split(":")[0] for one in found] == ["color-contrast", "link-name"]
    assert [one for one in found if "contrast" not in one] == chromium.violations(page, contrast=False)
    chromium.keep_one_of_a_shape(page)
    assert chromium.violations(page) == found
    assert [row.split()[0] for row in page.locator("li").all_inner_texts()] == ["satu", "tiga", "empat"]
    context.close()
