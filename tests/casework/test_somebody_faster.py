"""Whoever was slower is told so, and keeps what they typed, also where the stage itself was left meanwhile."""

import re
from uuid import uuid4

import pytest

from tests.browser import Browser
from tests.cases.case_driver import case_of

SAME = {"sec-fetch-site": "same-origin"}
TYPED = "Alasan panjang yang tidak boleh hilang."


@pytest.fixture
async def left(app, monkeypatch):
    """A case whose intake was left while a worker's page of it was open; its version then, its moves and tasks."""
    case = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    async with Browser(app) as browser:
        await browser.enter("supervisor")
        page = (await browser.get(f"/cases/{case.number}")).text
        version = str((await case.view()).version)
        yield case, browser, page, version


def _own(case, page, what):
    return re.findall(rf'/cases/{case.number}/{what}/([a-z_]+)"', page)


async def test_a_move_out_of_a_stage_that_was_left_is_stale_and_its_reason_stays(left):
    case, browser, page, version = left
    trigger = _own(case, page, "moves")[0]
    await case.to_stage("ASESMEN")
    form = {"version": version, "trigger": trigger, "reason": TYPED}
    answer = await browser.send_form(f"/cases/{case.number}/moves", form, headers=SAME)
    assert answer.status_code == 409, trigger
    assert TYPED in answer.text


async def test_a_task_of_a_stage_that_was_left_is_stale_and_its_note_stays(left):
    case, browser, page, version = left
    task = _own(case, page, "tasks")[0]
    await case.to_stage("ASESMEN")
    for what, form in (("", {"note": TYPED}), ("/undo", {"reason": TYPED})):
        answer = await browser.send_form(
            f"/cases/{case.number}/tasks/{task}{what}", {"version": version, **form}, headers=SAME
        )
        assert answer.status_code == 409, (task, what)
        assert TYPED in answer.text


async def test_an_act_on_a_task_sent_twice_is_told_once(left):
    case, browser, page, version = left
    task = _own(case, page, "tasks")[0]
    form = {"version": version, "note": TYPED, "key": str(uuid4())}
    for _ in range(2):
        answer = await browser.send_form(f"/cases/{case.number}/tasks/{task}", form, follow_redirects=False)
        assert answer.status_code == 303, answer.text


@pytest.mark.parametrize(("role", "place"), [("peksos", "/edit"), ("kabid", "")])
async def test_the_way_to_the_client_ends_where_its_reader_may_be(left, signed_in, role, place):
    case, *_rest = left
    browser = await signed_in(role)
    client = (await case.view()).client_number
    answer = await browser.get(f"/cases/{case.number}/client", follow_redirects=False)
    if "/reason" in answer.headers["location"]:
        await browser.say_why(client)
        answer = await browser.get(f"/cases/{case.number}/client", follow_redirects=False)
    assert answer.headers["location"] == (
        f"/cases/{case.number}" if place == "case" else f"/clients/{client}{place}"
    )
