"""The page of one client: looking, changing, and the people around them."""

import json
import re
from uuid import uuid4

import pytest

from app.clients.subscribers import on_client_changed
from app.db import query, query_one
from tests import people
from tests.clients.world import TYPED, client


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS")
    return await signed_in("sari")


async def test_a_change_is_saved_with_before_and_after(sari):
    number = await client("sari", about=30)
    await sari.send_form(f"/clients/{number}/edit", {**TYPED, "full_name": "Ahmad Suryadi", "version": "1"})
    row = await query_one("SELECT full_name, version, birth_estimated FROM clients")
    assert tuple(row) == ("Ahmad Suryadi", 2, False)
    changed = await query_one("SELECT detail FROM audit WHERE action = 'changed'")
    assert json.loads(changed.detail)["changed"]["full_name"] == ["Ahmad Suryana", "Ahmad Suryadi"]


async def test_opening_the_form_and_saving_it_unchanged_changes_nothing(sari):
    number = await client(
        "sari", about=30, home={"1": "36.04", "2": "36.04.05"}, kk="3673010405900001", alias="Yana"
    )
    page = (await sari.get(f"/clients/{number}/edit")).text
    fields = dict(re.findall(r'<input id="f-[^"]+" name="([^"]+)" type="[a-z]+" value="([^"]*)"', page))
    fields |= dict(re.findall(r'name="(sex)" value="(\w+)" checked', page))
    fields |= {
        "home.1": "36.04",
        "home.2": "36.04.05",
        "safe_contact": "BEBAS",
        "nik_status": "TIDAK_DIKETAHUI",
    }
    fields.pop("unknown", None)
    assert fields["about"]
    await sari.send_form(f"/clients/{number}/edit", {**fields, "version": "1"})
    assert (await query_one("SELECT version FROM clients"))[0] == 1


async def test_the_slower_of_two_is_shown_both_versions(sari):
    number = await client("sari")
    await sari.send_form(f"/clients/{number}/edit", {**TYPED, "phone": "0811", "version": "1"})
    slower = await sari.send_form(f"/clients/{number}/edit", {**TYPED, "phone": "0822", "version": "1"})
    assert slower.status_code == 409
    assert "0811" in slower.text
    assert "0822" in slower.text
    assert (await query_one("SELECT phone FROM clients"))[0] == "0811"


async def test_cases_are_told_when_the_birth_date_changes_but_not_the_telephone(sari):
    number = await client("sari")
    told = []

    async def listen(client, facts, *, by, now):
        told.append(facts)

    before, on_client_changed[:] = list(on_client_changed), [listen]
    try:
        await sari.send_form(
            f"/clients/{number}/edit", {**TYPED, "birth_date": "", "phone": "0811", "version": "1"}
        )
        await sari.send_form(f"/clients/{number}/edit", {**TYPED, "phone": "0811", "version": "2"})
    finally:
        on_client_changed[:] = before
    assert told == [{"sex": "L", "birth_estimated": False, "nationality": "", "birth_date": "1990-05-04"}]


async def test_what_is_wrong_keeps_the_form_open(sari):
    number = await client("sari")
    answer = await sari.send_form(f"/clients/{number}/edit", {**TYPED, "full_name": "", "version": "1"})
    assert answer.status_code == 422
    assert 'name="version" value="1"' in answer.text
    assert "tick the box" in answer.text


async def test_outside_reach_a_client_does_not_exist(sari, signed_in):
    number = await client("sari")
    await people.worker("budi", "PEKSOS")
    budi = await signed_in("budi")
    for address in (f"/clients/{number}", f"/clients/{number}/edit", "/clients/BTN-2026-999999"):
        assert (await budi.get(address)).status_code == 404
    for address in (
        f"/clients/{number}/edit",
        f"/clients/{number}/relations",
        f"/clients/{number}/relations/{uuid4()}/end",
    ):
        data = {**TYPED, "name": "X", "relation": "IBU"}
        assert (await budi.send_form(address, data)).status_code == 404
    assert await query("SELECT 1 FROM relations") == []


async def test_a_safe_contact_warning_stands_on_top(sari):
    number = await client("sari", safe_contact="MELALUI_PERANTARA", safe_contact_note="Hanya lewat Bu RT")
    text = (await sari.get(f"/clients/{number}")).text
    assert "Only through a trusted person. Hanya lewat Bu RT" in text


async def test_somebody_is_added_and_later_marked_as_past(sari):
    number = await client("sari")
    added = await sari.send_form(
        f"/clients/{number}/relations", {"name": "Bu Euis", "relation": "IBU", "is_guardian": "on"}
    )
    assert "Bu Euis" in added.text
    assert "Legal guardian" in added.text
    relation = (await query_one("SELECT id FROM relations")).id
    ended = await sari.send_form(f"/clients/{number}/relations/{relation}/end")
    assert "Past" in ended.text
    actions = [
        row.action
        for row in await query("SELECT action FROM audit WHERE action LIKE 'relation%' ORDER BY seq")
    ]
    assert actions == ["relation added", "relation ended"]


async def test_the_telephone_of_a_feared_person_is_not_shown(sari):
    number = await client("sari")
    answer = await sari.send_form(
        f"/clients/{number}/relations",
        {"name": "Ayah tiri", "relation": "LAINNYA", "phone": "0899", "feared": "on"},
    )
    assert "Must not be contacted" in answer.text
    assert "0899" not in answer.text


async def test_a_relation_without_a_name_is_refused_in_its_place(sari):
    number = await client("sari")
    answer = await sari.send_form(f"/clients/{number}/relations", {"relation": "X", "note": "tetap"})
    assert answer.status_code == 422
    assert 'href="#r-name"' in answer.text
    assert 'value="tetap"' in answer.text


async def test_two_clients_with_one_nik_point_at_each_other(sari):
    one = await client("sari", nik="3673010405900001")
    other = await client("sari", "Orang Lain", nik="3673010405900001")
    assert one in (await sari.get(f"/clients/{other}")).text
    assert "The same NIK stands with" in (await sari.get(f"/clients/{one}")).text
