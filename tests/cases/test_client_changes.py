"""What is corrected about a client reaches the facts of the client's open cases, as an event."""

from datetime import date, timedelta
from uuid import uuid4

from app.cases import event_log
from app.cases.actions import client_changed
from app.clients.subscribers import on_client_changed
from app.db import query
from tests.cases.case_driver import case_of
from workflows.fold import fold


async def test_the_server_lets_cases_hear_of_changed_clients(app):
    assert client_changed in on_client_changed


async def test_a_corrected_birth_date_becomes_a_fact_of_the_open_case(app, signed_in, monkeypatch):
    case = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
    before = await case.view()
    await client_changed(
        before.client,
        {"birth_date": date(1988, 1, 2).isoformat()},
        by=case.staff.me["KABID"].id,
        now=case.now + timedelta(minutes=2),
    )

    after = await case.view()
    kinds = await query(
        'SELECT kind FROM case_events WHERE "case" = ? ORDER BY ordinal DESC LIMIT 1', after.id
    )
    assert kinds[0][0] == "facts_changed"
    assert after.state.facts["birth_date"] == "1988-01-02"
    assert fold(await event_log.history(after.id)) == after.state


async def test_editing_the_client_on_its_page_does_the_same(app, signed_in, monkeypatch):
    case = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
    worker = await signed_in("peksos")
    number = (await case.view()).client_number
    form = {
        "full_name": "Sudirja",
        "sex": "L",
        "birth_date": "02/01/1988",
        "nik_status": "BELUM_PUNYA",
        "safe_contact": "BEBAS",
        "version": "1",
        "key": str(uuid4()),
    }

    answer = await worker.send_form(f"/clients/{number}/edit", form)

    assert answer.status_code == 200, answer.text[:500]
    assert (await case.view()).state.facts["birth_date"] == "1988-01-02"
