"""Registering a client through the page."""

import asyncio
import re
from uuid import uuid4

import pytest

from app import clock
from app.clients.actions import Saved, register_client
from app.clients.forms import ClientForm
from app.db import query, query_one
from tests import people
from tests.clients.world import TYPED, client, me_of
from workflows.lists import codes


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS")
    return await signed_in("sari")


async def test_a_client_is_registered_and_shown(sari):
    answer = await sari.send_form(
        "/clients/new", {**TYPED, "home.1": "36.04", "home.2": "36.04.05", "nik": "3673010405900001"}
    )
    assert answer.status_code == 200
    assert re.fullmatch(r"/clients/BTN-20\d\d-000001", answer.url.path)
    assert "Ahmad Suryana" in answer.text
    assert "3673••••••••0001" in answer.text
    assert "3673010405900001" not in answer.text
    row = await query_one("SELECT name_key, home_region, nik_status FROM clients")
    assert tuple(row) == ("ahmad suryana / ahmadsuryana", "36.04.05", "BELUM_DIVERIFIKASI")


async def test_the_registrar_the_unit_and_the_division_are_let_in(sari):
    await sari.send_form("/clients/new", TYPED)
    rows = await query('SELECT grantee, kind, "case" FROM access')
    assert {row.grantee.partition(":")[0] for row in rows} == {"worker", "unit", "division"}
    assert {(row.kind, row["case"]) for row in rows} == {("REGISTRATION", None)}
    assert [row.action for row in await query("SELECT action FROM audit WHERE subject = 'client'")] == [
        "registered"
    ]


async def test_one_name_without_date_or_nik_is_enough(sari):
    answer = await sari.send_form(
        "/clients/new", {"full_name": "Suryana", "sex": "TIDAK_DIKETAHUI", "safe_contact": "BEBAS"}
    )
    assert answer.status_code == 200
    assert "Age unknown" in answer.text


async def test_everything_wrong_is_said_at_once_and_what_was_typed_is_kept(sari):
    typed = {
        "full_name": "x" * 201,
        "sex": "X",
        "nik": "123",
        "birth_date": "31/02/1990",
        "phone": "0812",
        "home.1": "36.04",
    }
    answer = await sari.send_form("/clients/new", typed)
    assert answer.status_code == 422
    for field in ("full_name", "sex", "birth_date", "safe_contact"):
        assert f'href="#f-{field}"' in answer.text
    assert 'value="0812"' in answer.text
    assert 'value="31/02/1990"' in answer.text
    assert '<option value="36.04" selected>' in answer.text
    assert await query("SELECT 1 FROM clients") == []


async def test_a_nik_that_cannot_exist_is_refused_but_one_that_disagrees_only_warns(sari):
    refused = await sari.send_form("/clients/new", {**TYPED, "nik": "367301040590001"})
    assert refused.status_code == 422
    assert "A NIK has 16 digits; this one has 15." in refused.text
    saved = await sari.send_form("/clients/new", {**TYPED, "nik": "3673014405910001"})
    assert saved.status_code == 200
    assert "that of a woman" in saved.text
    assert "4 May 1991" in saved.text


async def test_choosing_a_region_without_javascript_keeps_what_was_typed(sari):
    answer = await sari.send_form(
        "/clients/new", {"full_name": "Suryana", "home.1": "36.73", "choose": "home"}
    )
    assert answer.status_code == 200
    assert 'value="Suryana"' in answer.text
    assert "Cipocok Jaya" in answer.text
    assert "to mend" not in answer.text
    assert await query("SELECT 1 FROM clients") == []


async def test_somebody_alike_is_shown_before_saving(sari):
    first = await client("sari", birth_date=None, about=1990)
    answer = await sari.send_form("/clients/new", {**TYPED, "full_name": "Achmad Suriana"})
    assert answer.status_code == 422
    assert first in answer.text
    assert "It is another person, save anyway" in answer.text
    again = await sari.send_form("/clients/new", {**TYPED, "full_name": "Achmad Suriana", "another": "on"})
    assert again.status_code == 200
    assert len(await query("SELECT 1 FROM clients")) == 2


async def test_somebody_alike_out_of_reach_is_told_by_initials_year_and_whom_to_ask(app, signed_in):
    lebak = await people.organisation("Dinsos Lebak", "KABKOTA", "36.02")
    await people.worker("joko", "PEKSOS", name="Joko Widada", unit=lebak)
    await people.worker("sari", "PEKSOS")
    hidden = await client("joko", nik="3673010405900001", home={"1": "36.02"})
    sari = await signed_in("sari")
    answer = await sari.send_form(
        "/clients/new", {**TYPED, "full_name": "A. Suryana", "nik": "3673010405900001"}
    )
    assert answer.status_code == 422
    for told in ("A. S.", "Kabupaten Lebak", "Joko Widada (Dinsos Lebak)", "Same NIK"):
        assert told in answer.text
    assert hidden not in answer.text
    assert "Ahmad Suryana" not in answer.text
    assert (await sari.get(f"/clients/{hidden}")).status_code == 404


async def test_the_same_form_sent_twice_registers_one_client(sari):
    key = str(uuid4())
    first = await sari.send_form("/clients/new", {**TYPED, "key": key})
    second = await sari.send_form("/clients/new", {**TYPED, "key": key})
    assert first.url.path == second.url.path
    assert len(await query("SELECT 1 FROM clients")) == 1


async def test_two_at_once_get_numbers_of_their_own(db):
    await people.worker("sari", "PEKSOS")
    me = await me_of("sari")
    forms = [
        ClientForm(full_name=name, sex="L", safe_contact="BEBAS") for name in ("Satu", "Dua", "Tiga", "Empat")
    ]
    saved = await asyncio.gather(
        *(register_client(form, me=me, now=clock.now(), key=uuid4()) for form in forms)
    )
    assert all(isinstance(one, Saved) for one in saved)
    assert sorted(one.number[-6:] for one in saved) == ["000001", "000002", "000003", "000004"]


async def test_a_role_without_clients_may_not_register(app, signed_in):
    await people.worker("kadis", "KADIS")
    kadis = await signed_in("kadis")
    assert (await kadis.get("/clients/new")).status_code == 403
    assert (await kadis.send_form("/clients/new", TYPED)).status_code == 403


# ------------------------------------------------------------------------------ as the civil registry writes a person

REGISTERED = {
    "birth_place": "Pandeglang",
    "nationality": "WNI",
    "education": "SLTP",
    "occupation": "BURUH_HARIAN_LEPAS",
    "marital": "KAWIN_BELUM_TERCATAT",
    "mother_name": "Rohanah",
    "birth_order": "2",
    "home_hamlet": "Kp. Babakan",
    "home_rt": "RT. 3",
    "home_rw": "12",
    "home_postcode": "42 183",
    "ktp_rt": "4/9",
}


async def test_what_the_family_card_says_of_a_person_is_kept_as_the_registry_writes_it(sari):
    answer = await sari.send_form("/clients/new", {**TYPED, **REGISTERED})
    assert answer.status_code == 200
    row = (await query("SELECT * FROM clients"))[0].as_dict()
    kept = {name: row[name] for name in (*REGISTERED, "ktp_rw")}
    assert kept == {
        **REGISTERED,
        "birth_order": 2,
        "home_rt": "003",
        "home_rw": "012",
        "home_postcode": "42183",
        "ktp_rt": "004",
        "ktp_rw": "009",
    }
    for told in ("Pandeglang", "Married, not registered", "Day labourer", "RT 003/RW 012", "42183"):
        assert told in answer.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("home_rt", "1234"), ("home_rw", "dua"), ("home_postcode", "4218"), ("birth_order", "0")],
)
async def test_a_number_that_no_card_bears_is_refused_beside_its_field(sari, field, typed):
    answer = await sari.send_form("/clients/new", {**TYPED, field: typed})
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'value="{typed}"' in answer.text


async def test_an_indonesian_has_no_nik_status_of_a_foreigner(sari):
    answer = await sari.send_form("/clients/new", {**TYPED, "nationality": "WNI", "nik_status": "WNA"})
    assert answer.status_code == 422
    assert 'href="#f-nationality"' in answer.text


def test_the_registrys_lists_are_whole_and_numbered_as_it_numbers_them():
    for name, most in (("education", 10), ("occupation", 89)):
        numbers = [one.dukcapil for one in codes(name).values()]
        assert numbers == [(str(n),) for n in range(1, most + 1)]
    known = [one.dukcapil for one in codes("marital").values() if one.dukcapil]
    assert sorted(known) == [(str(n),) for n in range(1, 7)]
