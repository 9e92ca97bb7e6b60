"""What a filter that filters nothing says is read whole on an office screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.web.i18n import catalogue
from tests import chromium

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
ALL = re.compile(r'_\("((?:All|Everybody|Open and closed|Nobody assigned|My own)[^"%]*)"\)')
ROOM = """() => [...document.querySelectorAll("select")].map(one => {
  const pen = document.createElement("canvas").getContext("2d"), style = getComputedStyle(one);
  pen.font = style.font;
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [one.value, pen.measureText(one.value).width, room];
})"""


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    chromium.need()
    with chromium.chromium() as browser:
        yield browser


def choices() -> list[str]:
    pages = [*ROOT.glob("templates/cases/*.html"), *ROOT.glob("templates/supervision/*.html")]
    found = sorted({sentence for page in pages for sentence in ALL.findall(page.read_text())})
    return [catalogue.catalogue("id")[None, sentence] for sentence in found]


def test_no_filter_says_less_than_its_choice_at_1280(opened: Browser) -> None:
    words = choices()
    assert len(words) >= 6
    style = "".join(path.read_text() for path in ROOT.glob("static/vendor/**/*.css"))
    fields = "".join(
        f'<div class="field"><select aria-label="x"><option>{one}</option></select></div>' for one in words
    )
    page = opened.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(
        f"<style>{style}{(ROOT / 'static/app.css').read_text()}</style>"
        f'<main class="frame"><form class="toolbar"><div class="field sought"><input></div>{fields}</form></main>'
    )
    assert [one for one in page.evaluate(ROOM) if one[1] > one[2]] == []
    page.close()
