"""The first page in a browser, for each kind of person."""

import pytest

from app.web.pages.menu import links_for
from tests import people
from tests.cases.case_driver import case_of

ROLES = (
    "PEKSOS",
    "SAKTI",
    "TKSK",
    "LKS",
    "UPTD",
    "KABKOTA",
    "BAPAS_PK",
    "SUPERVISOR",
    "KASI",
    "KABID",
    "KADIS",
    "DATA",
    "AUDITOR",
    "DPO",
    "ADMIN",
    "SOP_OWNER",
)


@pytest.mark.parametrize("role", ROLES)
async def test_everybody_who_signs_in_has_a_first_page(app, signed_in, role):
    await people.worker("orang", role, section="ANAK", region="36.04")
    browser = await signed_in("orang")

    page = await browser.get("/")

    assert page.status_code == 200
    assert "<h1>Today" in page.text


async def test_nobody_sees_it_who_has_not_signed_in(browser):
    page = await browser.get("/")

    assert str(page.url).endswith("/login")


async def test_a_worker_sees_the_next_thing_on_top_with_its_link(app, signed_in):
    case = await case_of("ABT")
    browser = await signed_in("peksos")

    page = await browser.get("/")

    top = page.text.split('id="late"')[1]
    assert f'href="/cases/{case.number}' in top.split("</li>")[0]
    assert "Your turn, late" in page.text


async def test_a_restricted_client_is_not_named(app, signed_in):
    await case_of("ABT")

    page = await (await signed_in("peksos")).get("/")

    assert "Sudirja" not in page.text
    assert "S. · BTN-2026-000001" in page.text


async def test_a_supervisor_is_led_to_what_waits_and_what_is_stalled(app, signed_in):
    await case_of("ABT")

    page = await (await signed_in("supervisor")).get("/")

    assert 'href="/supervision/stalled"' in page.text
    assert "You can decide now" in page.text


async def test_heads_see_the_figures_of_this_month_and_the_last(app, signed_in):
    await case_of("ABT")
    await people.worker("kadis", "KADIS")

    page = await (await signed_in("kadis")).get("/")

    assert page.text.count('<h2 id="head-') == 2
    assert "/cases" not in page.text


@pytest.mark.parametrize("role", ["ADMIN", "AUDITOR", "DPO", "SOP_OWNER"])
async def test_whoever_works_without_cases_is_led_to_all_that_is_theirs(app, signed_in, role):
    await people.worker("someone", role)

    main = (await (await signed_in("someone")).get("/")).text.partition('<main id="main"')[2]

    for link in links_for([role]):
        assert link.path == "/" or f'href="{link.path}"' in main, link.path
    assert main.count('class="hint"') >= 2, "each place says what it is for"


async def test_an_administrator_is_shown_the_doors(app, signed_in):
    await people.worker("admin", "ADMIN")

    page = await (await signed_in("admin")).get("/")

    assert 'href="/sop"' in page.text
    assert 'href="/admin/accounts"' in page.text
