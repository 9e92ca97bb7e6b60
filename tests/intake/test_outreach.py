"""Many people from one outreach or raid: what the event says is written once."""

import asyncio
from uuid import uuid4

import msgspec
import pytest

from app.db import query, query_one
from tests import people
from tests.browser import Browser
from tests.clients.world import client

EVENT = {
    "kind": "RAZIA",
    "held_at": "10/03/2026 21.30",
    "region": "36.73",
    "place": "Pasar Rau",
    "source": "SATPOL_PP",
    "organisation": "Satpol PP Kota Serang",
    "letter_number": "300/12/2026",
}
PERSON = {
    "full_name": "Ahmad Suryana",
    "sex": "L",
    "about": "35",
    "pmks_type": "BWBLP",
    "urgency": "BIASA",
    "safe_now": "AMAN",
}


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS", region="36.73")
    return await signed_in("sari")


async def event(browser, **changes):
    """Write an event down; return its address."""
    answer = await browser.send_form("/outreach/new", {**EVENT, **changes})
    assert answer.status_code == 200, answer.text
    return answer.url.path.removesuffix("/new")


async def facts(number=None):
    row = await query_one("SELECT state FROM cases ORDER BY opened_at DESC")
    return msgspec.json.decode(row[0])["facts"]


async def test_a_person_from_an_event_is_registered_with_a_case_in_one_go(sari):
    where = await event(sari)
    answer = await sari.send_form(f"{where}/new", {**PERSON, "then": "done"})
    assert answer.url.path == where
    assert "Ahmad Suryana" not in answer.text  # a former inmate is masked in lists
    assert "A. S." in answer.text
    found = await query_one("SELECT found_region, found_place FROM clients")
    assert tuple(found) == ("36.73", "Pasar Rau")
    case = await query_one("SELECT source, region, opened_at FROM cases")
    assert (case.source, case.region) == ("SATPOL_PP", "36.73")
    assert case.opened_at.isoformat() == "2026-03-10T14:30:00+00:00"
    kept = await facts()
    assert kept["outreach_letter"] == "300/12/2026"
    assert kept["outreach_on"] == "2026-03-10"
    assert kept["outreach_kind"] == "RAZIA"


async def test_the_next_person_needs_only_who_it_is(sari):
    where = await event(sari)
    answer = await sari.send_form(f"{where}/new", PERSON)
    assert answer.url.path == f"{where}/new"
    assert "Next person" in answer.text
    assert 'value="BWBLP" selected' in answer.text
    assert 'value="BIASA" selected' in answer.text
    assert 'name="safe_now" value="AMAN" checked' in answer.text
    assert 'name="full_name" type="text" value=""' in answer.text


async def test_somebody_without_a_name_is_named_for_the_place(sari):
    where = await event(sari)
    await sari.send_form(f"{where}/new", {**PERSON, "full_name": "", "unknown": "on"})
    row = await query_one("SELECT full_name FROM clients")
    assert row[0].startswith("Tanpa Identitas ")
    assert row[0].endswith("Pasar Rau")


async def test_neither_client_nor_case_is_kept_when_the_type_does_not_fit(sari):
    where = await event(sari)
    answer = await sari.send_form(f"{where}/new", {**PERSON, "about": "9"})
    assert answer.status_code == 422
    assert "The client is " in answer.text
    assert await query("SELECT 1 FROM clients") == []
    assert await query("SELECT 1 FROM outreach_people") == []


async def test_all_that_is_wrong_with_a_person_is_said_at_once(sari):
    where = await event(sari)
    typed = {"sex": "L", "nik": "123", "pmks_type": "BWBLP"}
    answer = await sari.send_form(f"{where}/new", typed)
    assert answer.status_code == 422
    assert "4 things to mend" in answer.text


async def test_who_is_alike_is_shown_and_can_be_taken_into_the_event(sari):
    number = await client("sari", "Ahmad Suryana", about=35)
    where = await event(sari)
    answer = await sari.send_form(f"{where}/new", PERSON)
    assert answer.status_code == 422
    assert f"{where}/new?client={number}" in answer.text
    taken = await sari.send_form(f"{where}/new?client={number}", {**PERSON, "then": "done"})
    assert taken.url.path == where
    assert len(await query("SELECT 1 FROM clients")) == 1
    assert len(await query("SELECT 1 FROM cases")) == 1
    again = await sari.send_form(f"{where}/new?client={number}", {**PERSON, "then": "done"})
    assert again.status_code == 422
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_somebody_may_be_registered_without_a_case_and_get_one_later(sari):
    where = await event(sari)
    await sari.send_form(f"{where}/new", {**PERSON, "pmks_type": ""})
    number = (await query_one("SELECT number FROM clients"))[0]
    assert await query("SELECT 1 FROM cases") == []
    assert "Without a case" in (await sari.get(where)).text
    await sari.send_form(f"{where}/new?client={number}", PERSON)
    row = await query_one('SELECT "case" FROM outreach_people')
    assert row[0] is not None


async def test_the_same_person_sent_twice_is_registered_once(sari):
    where, key = await event(sari), str(uuid4())
    for _ in range(2):
        await sari.send_form(f"{where}/new", {**PERSON, "key": key})
    assert len(await query("SELECT 1 FROM clients")) == 1
    assert len(await query("SELECT 1 FROM outreach_people")) == 1


async def test_an_event_ahead_or_elsewhere_is_refused(sari):
    answer = await sari.send_form(
        "/outreach/new", {**EVENT, "held_at": "10/03/2099 10.00", "region": "31.71"}
    )
    assert answer.status_code == 422
    assert "2 things to mend" in answer.text
    assert await query("SELECT 1 FROM outreach_events") == []


async def test_a_colleague_goes_on_with_the_event_but_sees_only_own_people(sari, signed_in):
    where = await event(sari)
    await sari.send_form(f"{where}/new", PERSON)
    await people.worker("rizki", "PEKSOS")
    rizki = await signed_in("rizki")
    text = (await rizki.get(where)).text
    assert "1 more person lies outside your reach." in text
    assert "A. S." not in text
    assert (await rizki.get(f"{where}/new")).status_code == 200


async def test_another_units_event_does_not_exist(sari, signed_in):
    where = await event(sari)
    unit = await people.organisation("Dinas Sosial Kota Cilegon", "KABKOTA", "36.72")
    await people.worker("dewi", "PEKSOS", unit=unit)
    dewi = await signed_in("dewi")
    assert (await dewi.get(where)).status_code == 404
    assert (await dewi.send_form(f"{where}/new", PERSON)).status_code == 404
    assert "Pasar Rau" not in (await dewi.get("/outreach")).text


async def test_a_mended_letter_number_does_not_change_the_cases(sari):
    where = await event(sari)
    await sari.send_form(f"{where}/new", PERSON)
    answer = await sari.send_form(f"{where}/edit", {**EVENT, "letter_number": "300/13/2026", "version": "1"})
    assert "300/13/2026" in answer.text
    assert (await facts())["outreach_letter"] == "300/12/2026"
    late = await sari.send_form(f"{where}/edit", {**EVENT, "version": "1"})
    assert late.status_code == 409


async def test_an_event_works_on_both_engines(app_on_both):
    await people.worker("sari", "PEKSOS", region="36.73")
    async with Browser(app_on_both) as sari:
        await sari.enter("sari")
        where = await event(sari)
        await sari.send_form(f"{where}/new", PERSON)
        await sari.send_form(
            f"{where}/new", {**PERSON, "full_name": "Siti Aminah", "sex": "P", "pmks_type": ""}
        )
        text = (await sari.get(where)).text
        assert "2 people" in text
        assert "Pasar Rau" in (await sari.get("/outreach")).text


async def test_two_at_once_put_a_client_into_an_event_once(app_on_both):
    await people.worker("sari", "PEKSOS", region="36.73")
    async with Browser(app_on_both) as sari:
        await sari.enter("sari")
        number, where = await client("sari", about=35), await event(sari)
        forms = [sari.send_form(f"{where}/new?client={number}", {**PERSON, "then": "done"}) for _ in range(6)]
        codes = sorted(answer.status_code for answer in await asyncio.gather(*forms))
        assert codes == [200, 422, 422, 422, 422, 422]
        assert len(await query("SELECT 1 FROM cases")) == 1
        assert len(await query("SELECT 1 FROM outreach_people")) == 1
