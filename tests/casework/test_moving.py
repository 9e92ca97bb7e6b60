"""A move goes straight to its decision: the case is read once, and drawn only where the move is refused."""

from uuid import uuid4

import pytest

from app.casework import case_context
from tests import people
from tests.cases.case_driver import case_of


@pytest.fixture
async def case(app, monkeypatch):
    """A case whose stage may be prolonged by a supervisor."""
    driven = await case_of("BWBLP")
    await driven.to_stage("INTERVENSI")
    monkeypatch.setattr("app.clock.now", lambda: driven.now)
    return driven


async def form(case, **changes):
    version = str((await case.view()).version)
    return {"trigger": "renew", "reason": "Perlu waktu", "version": version, "key": str(uuid4()), **changes}


async def test_a_move_that_is_made_loads_no_page_of_the_case(case, signed_in, monkeypatch):
    supervisor = await signed_in("supervisor")
    sent, number = await form(case), case.number

    async def never(*_):
        raise AssertionError("the case was loaded for a page")

    monkeypatch.setattr(case_context, "case_view", never)
    answer = await supervisor.send_form(f"/cases/{number}/moves", sent, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{number}"


async def test_a_move_says_by_its_title_that_it_was_made(case, signed_in):
    supervisor = await signed_in("supervisor")
    answer = await supervisor.send_form(f"/cases/{case.number}/moves", await form(case))
    assert "Done: " in answer.text


async def test_a_day_in_the_future_stands_on_its_field_and_what_was_typed_stays(case, signed_in):
    supervisor = await signed_in("supervisor")
    sent = await form(case, occurred_on="2031-01-01")
    answer = await supervisor.send_form(f"/cases/{case.number}/moves", sent)
    assert answer.status_code == 422
    assert 'href="#f-occurred_on"' in answer.text
    assert "Perlu waktu" in answer.text


async def test_a_move_that_does_not_exist_here_is_not_found(case, signed_in):
    supervisor = await signed_in("supervisor")
    sent = await form(case, trigger="antah")
    assert (await supervisor.send_form(f"/cases/{case.number}/moves", sent)).status_code == 404


async def test_whoever_must_say_why_they_look_says_it_before_they_move(case, signed_in):
    unit = await people.organisation("Dinas Sosial Provinsi Banten, Kepala", "DINAS")
    await people.worker("ratu", "KABID", unit=unit)
    head, before = await signed_in("ratu"), (await case.view()).version
    await head.read_token("/account")
    sent = await form(case)
    answer = await head.send_form(f"/cases/{case.number}/moves", sent, follow_redirects=False)
    assert answer.status_code == 303
    assert "/reason?next=" in answer.headers["location"]
    assert (await case.view()).version == before
