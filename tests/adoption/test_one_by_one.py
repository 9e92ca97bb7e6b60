"""Taking one running case over from its page."""

import msgspec
import pytest

from app.db import query, query_one
from app.sop import store as sop
from app.web.i18n.lists import code_label
from tests import people
from tests.clients.world import client

TOLD = {
    "as_of": "31/10/2026",
    "opened": "10/03/2026",
    "stage": "INTERVENSI",
    "entered": "01/06/2026",
    "region": "36.04",
    "urgency": "BIASA",
}


@pytest.fixture
async def ratu(app, signed_in):
    await people.worker("ratu", "SUPERVISOR")
    return await signed_in("ratu")


async def adopt(browser, number, **changes):
    unit = str(await people.organisation())
    where = f"/adoptions/new?client={number}&type=BWBLP"
    return await browser.send_form(where, {**TOLD, "unit": unit, **changes})


async def test_the_page_asks_for_the_type_and_then_for_its_tasks(ratu):
    number = await client("ratu", about=35)
    first = (await ratu.get(f"/adoptions/new?client={number}")).text
    assert 'name="opened"' not in first
    page = (await ratu.get(f"/adoptions/new?client={number}&type=BWBLP")).text
    tasks = [task.id for stage in (await sop.published("BWBLP")).stages for task in stage.tasks]
    assert tasks
    assert all(f'name="done.{task}"' in page for task in tasks)


async def test_a_case_is_taken_over_with_what_is_known(ratu):
    number = await client("ratu", about=35)
    task = (await sop.published("BWBLP")).stage["INTERVENSI"].tasks[0].id
    answer = await adopt(
        ratu, number, **{f"done.{task}": "03/07/2026", "stages.ASESMEN": "20/03/2026", "note": "Dari buku."}
    )
    assert answer.url.path.startswith("/cases/")
    assert "Running case taken over" in answer.text
    assert "Opened on" in answer.text
    row = await query_one("SELECT state, stage FROM cases")
    state = msgspec.json.decode(row[0])
    assert state["tasks"][task]["deeds"][0][0].startswith("2026-07-03")
    assert state["visits"]["ASESMEN"][1].startswith("2026-03-19T17")  # midnight in Banten
    assert row[1] == "INTERVENSI"


async def test_all_that_is_wrong_is_said_at_its_field(ratu):
    number = await client("ratu", about=35)
    task = (await sop.published("BWBLP")).stage["BINA_LANJUT"].tasks[0].id
    answer = await adopt(
        ratu, number, **{f"done.{task}": "03/07/2026", "entered": "05/11/2026", "outcome": "HEBAT"}
    )
    assert answer.status_code == 422
    assert "3 things to mend" in answer.text
    assert "belongs to a later stage" in answer.text
    assert await query("SELECT 1 FROM cases") == []


async def test_dates_that_cannot_be_read_keep_what_was_typed(ratu):
    number = await client("ratu", about=35)
    task = (await sop.published("BWBLP")).stage["INTERVENSI"].tasks[0].id
    answer = await adopt(ratu, number, **{f"done.{task}": "kemarin"})
    assert answer.status_code == 422
    assert 'value="kemarin"' in answer.text


async def test_the_same_file_number_is_taken_over_once(ratu):
    number = await client("ratu", about=35)
    await adopt(ratu, number, reference="460/1")
    answer = await adopt(ratu, number, reference="460/1")
    assert answer.status_code == 422
    assert "Taken over before" in answer.text
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_file_number_of_one_client_is_not_taken_over_before_of_another(ratu):
    await adopt(ratu, await client("ratu", about=35), reference="460/1")
    await adopt(ratu, await client("ratu", "Wawan Kurniadi", about=40), reference="460/1")
    assert len(await query("SELECT DISTINCT client FROM cases")) == 2


async def test_the_same_form_twice_takes_over_once(ratu):
    number, key = await client("ratu", about=35), "6f7f2e0e-3ff4-4c25-8c3e-7a1c4a1d0002"
    first = await adopt(ratu, number, key=key)
    second = await adopt(ratu, number, key=key)
    assert first.url.path == second.url.path
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_data_officer_takes_over_and_returns_to_the_client(ratu, signed_in):
    await people.worker("data", "DATA")
    data = await signed_in("data")
    number = await client("data", about=35)
    answer = await adopt(data, number)
    assert answer.url.path == f"/clients/{number}"
    assert code_label("INTERVENSI", "stage") in answer.text


async def test_the_way_home_alone_can_be_taken_over_and_keeps_the_type(ratu):
    number = await client("ratu", about=35)
    where = f"/adoptions/new?client={number}&type=TS&journey=PEMULANGAN"
    page = (await ratu.get(where)).text
    assert 'name="done.provisions"' in page
    assert 'name="stages.INTERVENSI"' not in page

    told = TOLD | {"stage": "PULANG", "unit": str(await people.organisation())}
    answer = await ratu.send_form(where, told | {"done.identity": "02/06/2026"})

    assert answer.url.path.startswith("/cases/")
    row = await query_one(
        "SELECT c.pmks_type, c.journey, c.stage, k.restricted FROM cases c JOIN clients k ON k.id = c.client"
    )
    assert (row[0], row[1], row[2], bool(row[3])) == ("TS", "PEMULANGAN", "PULANG", True)


async def test_a_journey_that_does_not_serve_the_type_asks_to_choose_again(ratu):
    number = await client("ratu", about=35)
    where = f"/adoptions/new?client={number}&type=BWBLP&journey=PEMULANGAN"
    page = (await ratu.get(where)).text
    assert "This journey does not serve the type" in page
    assert 'name="opened"' not in page
    answer = await ratu.send_form(where, TOLD | {"unit": str(await people.organisation())})
    assert answer.status_code == 404
    assert await query("SELECT 1 FROM cases") == []


async def test_a_case_worker_does_not_see_the_way(ratu, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    number = await client("sari", about=35)
    assert "Take a running case over" not in (await sari.get(f"/clients/{number}")).text
    assert (await sari.get(f"/adoptions/new?client={number}")).status_code == 403
