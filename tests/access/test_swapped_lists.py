"""Lists by htmx: filters and pages swap the content within the frame; without htmx the same address gives the whole page."""

import gzip
import html
import re
from pathlib import Path

import pytest

from tests.access.test_matrix import EXPECTED, address

HTMX = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "main#main"}
LISTS = {"/cases", "/clients", "/referrals", "/audit", "/accounts"}
"""Pages that must be among those found: each has filters."""
ASKED = {"GET /audit": "?who=kasi"}
"""What is asked of a list that grows by being read."""
BUDGET = 4 * 1024
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLES = "GET /styleguide"
_ONCE = re.compile(r'value="(?:[0-9a-f]{8}-[0-9a-f-]{27}|[\w=-]{80,})"')
SWAPS = re.compile(r'hx-target(?::inherited)?="#main"')


def content(page: str) -> str:
    """Return what stands within a page's frame, without tokens and keys, which no two pages share."""
    inner = page.partition('<main id="main"')[2].partition(">")[2].partition("</main>")[0]
    return plain(inner)


def plain(text: str) -> str:
    return _ONCE.sub("", text).strip()


def pages_without_places() -> list[str]:
    return sorted(name for name in EXPECTED if name.startswith("GET") and "{" not in name and name != STYLES)


@pytest.mark.parametrize("username", ["kabid", "supervisor", "peksos", "admin", "auditor", "dpo"])
async def test_every_list_gives_its_content_to_htmx_and_the_whole_page_to_everybody_else(at_hand, username):
    browser = await at_hand.browser(username)
    swapped = set()
    for name in pages_without_places():
        place = address(name, at_hand) + ASKED.get(name, "")
        whole = await browser.get(place, follow_redirects=False)
        if whole.status_code != 200 or not SWAPS.search(whole.text):
            continue
        swapped.add(place.partition("?")[0])
        part = await browser.get(place, headers=HTMX)
        assert "<main" not in part.text, place
        assert plain(part.text) == content(whole.text), place
        assert len(gzip.compress(part.content)) <= BUDGET, place
        assert "HX-Target" in part.headers["vary"]
        back = await browser.get(place, headers={**HTMX, "HX-History-Restore-Request": "true"})
        assert content(back.text) == content(whole.text), place
    led = {
        place for place in LISTS if f'href="{place}"' in html.unescape((await browser.get("/account")).text)
    }
    assert led <= swapped


async def test_what_is_no_view_of_a_list_brings_its_own_frame(at_hand):
    nobody, sari = await at_hand.browser("nobody"), await at_hand.browser("peksos")
    lost = await sari.get("/cases/AAA-000", headers=HTMX)
    door = await nobody.get("/cases", headers=HTMX)

    for answer in (lost, door):
        assert "<html" in answer.text
        assert answer.headers["hx-retarget"] == "body"


async def test_a_filter_that_is_refused_comes_back_within_the_frame_with_what_was_typed(at_hand):
    sari = await at_hand.browser("peksos")
    answer = await sari.get("/cases?state=odd&q=Ahmad", headers=HTMX)

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert 'value="Ahmad"' in answer.text


def test_every_filter_form_swaps_the_content():
    forms = [
        (path.name, form)
        for path in TEMPLATES.rglob("*.html")
        for form in re.findall(r'<form class="toolbar"[^>]*>', path.read_text())
    ]
    assert len(forms) >= 8
    assert [name for name, form in forms if 'hx-target="#main"' not in form] == []
