"""Roles that oversee everybody see everybody by initials, restricted or not, until they say why; houses stay unnamed."""

import pytest

from app import clock
from app.db import execute, query_one, transaction
from app.scope import grants
from tests import people
from tests.cases.world import case
from tests.clients.world import client

SAME = {"full_name": "Ahmad Suryana", "sex": "L", "about": "35", "safe_contact": "BEBAS"}


async def _of(number: str) -> str:
    row = await query_one(
        "SELECT k.number FROM cases c JOIN clients k ON k.id = c.client WHERE c.number = ?", number
    )
    assert row is not None
    return str(row[0])


@transaction
async def _unrestricted(number: str) -> None:
    await execute(
        "UPDATE clients SET restricted = ? WHERE id = (SELECT client FROM cases WHERE number = ?)",
        False,
        number,
    )


@pytest.mark.parametrize("role", ["KABID", "DATA"])
async def test_overseers_find_nobody_by_full_name_in_the_list_of_clients(app, signed_in, role):
    await people.worker("sari", "PEKSOS")
    number = await case("sari")
    await _unrestricted(number)
    known = await _of(number)
    await people.worker("over", role)
    page = (await (await signed_in("over")).get("/clients")).text
    assert f'href="/clients/{known}">A. S.<' in page
    assert "Suryana" not in page
    assert "Suryana" in (await (await signed_in("sari")).get("/clients")).text


async def test_an_overseer_who_registers_somebody_alike_is_told_initials(app, signed_in):
    await people.worker("sari", "PEKSOS")
    number = await case("sari")
    await _unrestricted(number)
    await people.worker("data", "DATA")
    told = await (await signed_in("data")).send_form("/clients/new", {**SAME, "full_name": "Ahmad Suriana"})
    assert told.status_code == 422
    assert await _of(number) in told.text
    assert "A. S." in told.text
    assert "Suryana" not in told.text


async def test_whom_to_ask_about_somebody_never_tells_the_house_they_may_hide_in(app, signed_in):
    """A house that registers who comes to its door is named to nobody outside; the unit at work is."""
    house = await people.organisation("Rumah Aman Melati", "LKS")
    await people.worker("melati", "LKS", name="Ibu Ratna", unit=house)
    known = await client("melati", "Ahmad Suryana", about=35)
    await people.worker("sari", "PEKSOS")
    await _within_reach(known, "sari")
    await _unrestricted(await case("sari", client=known))
    elsewhere = await people.organisation("Dinas Sosial Kota Cilegon", "KABKOTA")
    await people.worker("jauh", "SAKTI", unit=elsewhere)
    told = await (await signed_in("jauh")).send_form("/clients/new", SAME)
    assert told.status_code == 422
    assert "Ask Dinas Sosial Provinsi Banten" in told.text
    for secret in ("Melati", "Ratna", "Suryana</"):
        assert secret not in told.text


@transaction
async def _within_reach(number: str, username: str) -> None:
    row = await query_one(
        "SELECT k.id, w.id FROM clients k, workers w WHERE k.number = ? AND w.username = ?", number, username
    )
    assert row is not None
    await grants.grant(row[0], None, grants.worker(row[1]), "REGISTRATION", now=clock.now())
