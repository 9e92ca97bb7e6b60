"""The journeys as people read them, in both languages, and only when signed in."""

import re

import pytest

from tests import people
from tests.browser import Browser
from tests.conftest import SignedIn
from workflows.definition import load_all

JOURNEYS = tuple(load_all())


async def test_everyone_who_signed_in_sees_the_list(signed_in: SignedIn) -> None:
    await people.worker("rina", "AUDITOR")
    page = (await (await signed_in("rina")).get("/sop")).text
    for journey in load_all().values():
        assert f'href="/sop/{journey.meta.id}"' in page
        assert journey.meta.title.en in page


async def test_nobody_else_does(browser: Browser) -> None:
    assert "/login" in str((await browser.get("/sop")).url)
    assert "/login" in str((await browser.get("/sop/ABT")).url)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", JOURNEYS)
async def test_a_journey_shows_all_it_rules(signed_in: SignedIn, name: str, language: str) -> None:
    await people.worker("rina", "PEKSOS", language=language)
    page = (await (await signed_in("rina")).get(f"/sop/{name}")).text
    defn = load_all()[name]

    def says(words: str) -> bool:
        return words.replace("'", "&#39;") in page

    for labelled in (*defn.stage.values(), *defn.task.values(), *defn.moves, *defn.clocks):
        assert says(getattr(labelled.title, language)), labelled
    for kind in (*defn.outcomes.values(), *defn.close_reasons.values(), *defn.hold_reasons.values()):
        assert says(getattr(getattr(kind, "title", kind), language)), kind
    assert page.count("<svg") == 1
    assert defn.digest[:12] in page


async def test_a_type_is_found_in_small_letters_too(signed_in: SignedIn) -> None:
    await people.worker("rina", "PEKSOS")
    assert (await (await signed_in("rina")).get("/sop/abh")).status_code == 200


async def test_an_unknown_type_is_not_found(signed_in: SignedIn) -> None:
    await people.worker("rina", "PEKSOS")
    assert (await (await signed_in("rina")).get("/sop/XYZ")).status_code == 404


async def test_no_inline_style_or_script_breaks_the_policy(signed_in: SignedIn) -> None:
    await people.worker("rina", "PEKSOS")
    page = (await (await signed_in("rina")).get("/sop/BWBLP")).text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*src)", page)


async def test_a_legal_deadline_is_marked_as_such(signed_in: SignedIn) -> None:
    await people.worker("rina", "PEKSOS")
    browser = await signed_in("rina")
    assert (await browser.get("/sop/ABH")).text.count("law: cannot be paused") >= 6
    assert "law: cannot be paused" not in (await browser.get("/sop/BWBLP")).text


async def test_the_page_shows_how_each_regulation_of_its_legal_basis_stands(signed_in: SignedIn) -> None:
    await people.worker("rina", "PEKSOS", language="en")
    page = (await (await signed_in("rina")).get("/sop/KTK")).text
    basis = page[page.index("Legal basis") : page.index("On this page")]
    assert "UU 12/2022" in basis
    assert "In force" in basis
    assert "Status not checked yet" in basis
    assert "not in the register" not in basis
