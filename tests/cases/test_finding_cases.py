"""Finding cases by whatever is known: their number however it is pasted, and all by which clients are found."""

from datetime import date

import pytest

from app import clock
from app.cases.listing import store
from app.cases.listing.filters import CaseFilter
from tests import people
from tests.browser import Browser
from tests.cases.world import case
from tests.clients.world import client, me_of


@pytest.fixture
async def opened(db):
    await people.worker("sari", "PEKSOS")
    number = await client(
        "sari",
        "Tb. Juhaeri Langgeng",
        nik="3604051202540099",
        kk="3604051203100001",
        phone="0812-3456-7890",
        birth_date=date(1954, 2, 12),
        home_address="Kp. Cikuluwung",
        about=None,
    )
    await case("sari", "Siti Aminah", about=30)
    return number, await case("sari", client=number)


async def found(typed):
    me, now = await me_of("sari"), clock.now()
    wanted = CaseFilter(q=typed)
    listed = await store.listing(wanted, me, now=now)
    rows = [line.number for line in listed.page.rows]
    assert listed.count == len(rows) == await store.count(wanted, me, now=now)
    return rows


async def test_a_case_is_found_by_all_that_finds_its_client(opened):
    client_number, number = opened
    for typed in (
        "Tubagus Juhaeri",
        "TB. JUHAERI LANGGENG, S.H.",
        "3604051203100001",
        "\u200e3604 0512 0254 0099",
        "+62 812 3456 7890",
        "12/2/1954",
        "cikuluwung",
        client_number.rpartition("-")[2],
        client_number.lower(),
        number,
        number.lower().replace("-", " "),
        f"\u200b{number[:4]}\u2011{number[5:]}\u00a0",
    ):
        assert await found(typed) == [number], typed


@pytest.mark.parametrize("typed", ["zzzz", "zzz", "%", "_", "---", "qq", "0000000", "@"])
async def test_what_is_not_understood_finds_no_case(opened, typed):
    assert await found(typed) == []


async def test_lists_filtered_by_signs_of_the_database_are_empty(app_on_both):
    await people.worker("kepala", "KABID")
    await people.worker("sari", "PEKSOS")
    await people.worker("admin", "ADMIN")
    await people.worker("audit", "AUDITOR")
    number = await case("sari", "Siti Aminah", about=30)
    for username, place, known, there in (
        ("kepala", "/cases?q={}", number, number),
        ("kepala", "/cases?worker={}", "sari", number),
        ("kepala", "/clients?q={}", "siti aminah", "/clients/BTN-"),
        ("admin", "/admin/accounts?q={}", "sari", "/admin/accounts/sari"),
        ("audit", "/audit?who={}", "sari", number),
    ):
        async with Browser(app_on_both) as browser:
            await browser.enter(username)
            assert there in (await browser.get(place.format(known))).text, place
            for typed in ("%25", "_", "zzzz", "%25%25"):
                assert there not in (await browser.get(place.format(typed))).text, (place, typed)


async def test_a_number_pasted_small_or_with_spaces_leads_to_its_page(app_on_both):
    await people.worker("sari", "PEKSOS")
    number = await case("sari", "Siti Aminah", about=30)
    async with Browser(app_on_both) as sari:
        await sari.enter("sari")
        assert (await sari.get(f"/cases/{number.lower()}")).status_code == 200
        assert (await sari.get(f"/cases/{number.replace('-', ' ')}")).status_code == 200
        assert (await sari.get("/clients/btn 2026 1")).status_code in (200, 303)
