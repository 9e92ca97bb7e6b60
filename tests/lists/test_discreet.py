"""Where a word would hurt, whoever looks over a shoulder reads a code: no list and no head of a page says the word.

Left out are pages about the types themselves: SOP, reports, the choice of a type, and the letter to the person.
"""

import re

import pytest
from litestar.enums import HttpMethod
from litestar.routes import HTTPRoute

from tests.cases.case_driver import case_of, staff
from workflows.lists import codes
from workflows.lists.pmks import BESIDE, DISCREET, PMKS

SPOKEN = frozenset({"ABH", "BWBLP", "KM", "GLD", "PGM", "PML", "TS"})
ABOUT_TYPES = ("/sop", "/reports", "/cases/new", "/adoption", "/types", "/styleguide")
"""Pages that explain types, or ask for one."""
AT_WORK = ("peksos", "supervisor", "kasi", "kabid")


def test_the_types_whose_word_hurts_are_those_that_the_field_named() -> None:
    assert DISCREET == SPOKEN
    listed = codes("pmks_listed")
    assert {code for code, one in listed.items() if one.id == one.en == code} == SPOKEN
    assert listed.keys() == (PMKS | BESIDE).keys()


def words(code: str) -> set[str]:
    return {
        text
        for name in ("pmks_all", "pmks_type")
        for one in (codes(name)[code],)
        for text in (one.id, one.en)
    }


def read_beside_a_name(page: str) -> str:
    """Take out what asks for a type: options of a choice stand beside nobody's name."""
    return re.sub(r"<select.*?</select>|<datalist.*?</datalist>", "", page, flags=re.DOTALL)


@pytest.fixture
async def one_of_each(app):
    """A case of every type whose word hurts, all within one unit."""
    at_hand = await staff("TUNA_SOSIAL")
    return [
        await case_of(code, number=f"BTN-2026-0001{place:02d}", staff_=at_hand)
        for place, code in enumerate(sorted(SPOKEN))
    ]


def pages(app, case_number: str, client_number: str) -> set[str]:
    """Give the address of every page that needs no more than a case or a client."""
    found = set()
    for route in app.routes:
        if not isinstance(route, HTTPRoute) or HttpMethod.GET not in route.methods:
            continue
        path = route.path_format
        number = client_number if path.startswith("/clients") else case_number
        path = path.replace("{number}", number)
        if "{" not in path and not path.startswith(ABOUT_TYPES) and "." not in path.rpartition("/")[2]:
            found.add(path)
    return found


async def test_no_list_and_no_head_says_the_word_that_hurts(app, one_of_each, signed_in, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: one_of_each[0].now)
    hurts = set().union(*map(words, SPOKEN))
    found, looked_at = set(), set()
    for who in AT_WORK:
        browser = await signed_in(who)
        for case in one_of_each:
            view = await case.view()
            for place in sorted(pages(app, case.number, view.client_number) - looked_at):
                answer = await browser.get(place)
                if answer.status_code == 200 and "text/html" in answer.headers.get("content-type", ""):
                    text = read_beside_a_name(answer.text)
                    found |= {(who, place, word) for word in hurts if word in text}
                    looked_at |= {place} if who == AT_WORK[0] or view.number not in place else set()
    assert {"/", "/cases", "/clients"} <= looked_at
    assert found == set()
