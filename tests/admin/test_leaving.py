"""Whoever ceases to work on cases leaves none with themselves: they stand as nobody's with supervisor and section head."""

from collections.abc import Awaitable, Callable

import pytest

from app import clock
from app.cases.unassigned import NOBODYS
from app.db import execute, query, query_one, transaction
from app.home import store as home
from app.scope import grants
from tests import people
from tests.browser import Browser
from tests.cases.world import case
from tests.clients.world import me_of

Way = Callable[[Browser], Awaitable[object]]


async def account(admin, **changes):
    unit = str(await people.organisation())
    form = {"name": "Sari", "roles": ["PEKSOS"], "organisation": unit, "language": "en", **changes}
    return await admin.send_form("/admin/accounts/sari/edit", form)


async def closed_account(admin):
    return await admin.send_form("/admin/accounts/sari/close", {})


async def to_data_officer(admin):
    return await account(admin, roles=["DATA"], leaves_cases="on")


async def to_head_of_division(admin):
    return await account(admin, roles=["KABID"], leaves_cases="on")


async def to_administrator(admin):
    return await account(admin, roles=["ADMIN"], leaves_cases="on")


async def closed_organisation(admin):
    unit = await people.organisation()
    return await admin.send_form(f"/admin/organisations/{unit}/close", {"leaves_cases": "on"})


async def to_another_unit(admin):
    unit = await people.organisation("UPTD Panti Sosial", kind="UPTD")
    return await account(admin, organisation=str(unit))


LEAVING: list[Way] = [
    closed_account,
    to_data_officer,
    to_head_of_division,
    to_administrator,
    closed_organisation,
]


@pytest.fixture
async def office(app_on_both):
    """A worker with two open cases, their supervisor and section head, and an administrator."""
    await people.worker("sari", "PEKSOS")
    await people.worker("ratu", "SUPERVISOR")
    await people.worker("kasi", "KASI", section="TUNA_SOSIAL")
    await people.worker("admin", "ADMIN")
    numbers = [await case("sari", "Ahmad Suryana"), await case("sari", "Wawan Kurniadi")]
    async with Browser(app_on_both) as admin:
        await admin.sign_in("admin")
        yield admin, numbers


async def nobodys() -> set[str]:
    return {
        row[0] for row in await query(f"SELECT c.number FROM cases c WHERE c.closed_at IS NULL AND {NOBODYS}")
    }


@pytest.mark.parametrize("leave", LEAVING, ids=lambda way: way.__name__)
async def test_every_way_out_of_case_work_leaves_the_cases_with_the_supervisor(office, leave):
    admin, numbers = office
    assert await nobodys() == set()
    answer = await leave(admin)
    assert answer.status_code == 200, answer.text
    assert await nobodys() == set(numbers)
    waiting = await home.unassigned(await me_of("ratu"))
    assert {row.number for row in waiting.rows} == set(numbers)


async def test_who_only_moves_to_another_unit_keeps_and_opens_the_cases(office, app_on_both):
    admin, numbers = office
    assert (await to_another_unit(admin)).status_code == 200
    assert await nobodys() == set()
    async with Browser(app_on_both) as sari:
        await sari.sign_in("sari")
        for number in numbers:
            assert (await sari.get(f"/cases/{number}")).status_code == 200


async def test_the_role_form_says_first_how_many_cases_are_left_and_keeps_what_was_chosen(office):
    admin, _numbers = office
    shown = (await admin.get("/admin/accounts/sari/edit")).text
    assert "2 open cases are given to this person" in shown
    refused = await account(admin, roles=["DATA"])
    assert refused.status_code == 422
    assert "After this change 2 open cases have nobody to work on them" in refused.text
    assert await nobodys() == set()
    assert (await account(admin, roles=["PEKSOS", "SUPERVISOR"])).status_code == 200
    assert await nobodys() == set()


async def test_closing_an_organisation_asks_first_and_its_cases_can_go_to_another_unit(office, app_on_both):
    admin, numbers = office
    unit = await people.organisation()
    page = f"/admin/organisations/{unit}"
    assert "2 open cases of this organisation" in (await admin.get(page)).text
    assert (await admin.send_form(f"{page}/close", {})).status_code == 422
    assert await nobodys() == set()
    assert (await closed_organisation(admin)).status_code == 200
    other = await people.organisation("UPTD Panti Sosial", kind="UPTD")
    nina = await people.worker("nina", "PEKSOS", unit=other)
    async with Browser(app_on_both) as ratu:
        await ratu.sign_in("ratu")
        assert "Nina" in (await ratu.get(f"/cases/{numbers[0]}/assign")).text
        done = await ratu.send_form(
            f"/cases/{numbers[0]}/assign", {"worker": str(nina), "reason": "Unit ditutup."}
        )
        assert done.status_code == 200, done.text
    assert await nobodys() == {numbers[1]}
    assert (await admin.send_form(f"{page}/reopen", {})).status_code == 200
    assert await nobodys() == set()


@transaction
async def _of_a_section_that_no_journey_names(number: str) -> None:
    await execute("UPDATE cases SET section = 'LAMA' WHERE number = ?", number)
    row = await query_one("SELECT id, client FROM cases WHERE number = ?", number)
    assert row
    await grants.grant(row.client, row.id, grants.section("LAMA"), "SECTION", now=clock.now())


async def test_a_section_that_ends_keeps_its_open_cases_and_somebody_can_still_head_it(office, app_on_both):
    """A section is a word of the journeys: it ends when no version in force names it, and its cases run on."""
    admin, numbers = office
    await people.worker("hendra", "DATA")
    form = {"name": "Hendra", "roles": ["KASI"], "section": "LAMA", "language": "en"}
    form["organisation"] = str(await people.organisation())
    assert (await admin.send_form("/admin/accounts/hendra/edit", form)).status_code == 422
    await _of_a_section_that_no_journey_names(numbers[0])

    assert 'value="LAMA"' in (await admin.get("/admin/accounts/hendra/edit")).text
    assert (await admin.send_form("/admin/accounts/hendra/edit", form)).status_code == 200
    async with Browser(app_on_both) as head:
        await head.sign_in("hendra")
        shown = (await head.get("/cases")).text
        assert numbers[0] in shown
        assert numbers[1] not in shown, "another section's"
    await closed_account(admin)
    waiting = await home.unassigned(await me_of("hendra"))
    assert [row.number for row in waiting.rows] == [numbers[0]], "what leaves a worker stands with its head"
