"""A number on somebody's first page is as long as the list to which it leads, whoever reads it."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from litestar import Litestar

from app.demo.people import PASSWORD
from tests.browser import Browser
from tests.demo.test_every_link import PEOPLE, demo_app  # noqa: F401  a fixture

LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
ROW = re.compile(r'<tr[^>]*>\s*<th scope="row"')
NEXT = re.compile(r'<a [^>]*rel="next"[^>]*href="([^"]+)"|<a [^>]*href="([^"]+)"[^>]*rel="next"')
LISTS = ("/cases?", "/cases", "/supervision/stalled", "/clients/verifications")


def counted(page: str) -> Iterator[tuple[str, int]]:
    """Give the links of a page that say how many there are, with that number."""
    for href, words in LINK.findall(page.partition('<main id="main"')[2]):
        number = re.search(r"(?<![\d.])\d[\d.]*", re.sub(r"<[^>]+>", "", words))
        if number and unescape(href).partition("?")[0] in LISTS:
            yield unescape(href), int(number[0].replace(".", ""))


async def length(browser: Browser, address: str) -> int:
    """Count the rows of a list through all its pages."""
    rows, here = 0, address
    while here:
        page = await browser.get(here)
        assert page.status_code == 200, here
        main = page.text.partition('<main id="main"')[2]
        rows += len(ROW.findall(main.partition('<table class="cards')[2].partition("</table>")[0]))
        onward = NEXT.search(main)
        here = unescape(onward[1] or onward[2]) if onward else ""
    return rows


@pytest.mark.parametrize("username", PEOPLE)
async def test_a_number_on_the_first_page_is_the_length_of_its_list(
    demo_app: Litestar,  # noqa: F811
    username: str,
) -> None:
    async with Browser(demo_app) as browser:
        await browser.enter(username, PASSWORD)
        first = (await browser.get("/")).text
        for address, number in counted(first):
            assert await length(browser, address) == number, address
