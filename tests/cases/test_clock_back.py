"""A clock that went back is said to everybody; what is new waits and is kept, but what is about somebody's safety."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import audit, clock
from app.audit import high_water
from app.audit.store import WAITS
from app.db import query, transaction
from app.deploy import contents
from app.scope.break_glass import sees_client, unmask
from app.web.http.exceptions import ClockWentBack
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from tests.clients.world import me_of
from workflows.events import FactsChanged, Noted, Opened, Recorded, UrgencySet
from workflows.fold.threats import tells_of_safety

SAFE = {"safety": "AMAN", "safe_place": "on"}
NOTE = {"text": "Catatan yang tidak boleh hilang"}


class Hands:
    """The hands of the clock."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
async def case(app_on_both, monkeypatch) -> AsyncIterator[tuple[Driven, Hands]]:
    made = await case_of("ABT")
    hands = Hands(made.now + timedelta(days=1))
    monkeypatch.setattr("app.clock.now", hands)
    await high_water.look()
    yield made, hands
    clock.watch(None)


@pytest.fixture
async def sari(case, app_on_both) -> AsyncIterator[Browser]:
    async with Browser(app_on_both) as opened:
        await opened.enter("peksos")
        yield opened


async def events() -> list:
    return await query("SELECT kind, clock_back FROM case_events ORDER BY seq DESC")


async def behind(hands: Hands) -> bool:
    return any("--clock-is-right" in fault for fault in await contents.all_of(hands.at, deploy=False))


async def note(sari: Browser, made: Driven):
    return await sari.send_form(f"/cases/{made.number}/notes", NOTE)


async def test_everybody_is_told_and_a_note_waits_and_is_kept(case, sari):
    made, hands = case
    before = await events()
    assert "clock has gone back" not in (await sari.get("/")).text
    hands.at -= timedelta(minutes=6)

    for page in ("/", f"/cases/{made.number}", "/account"):
        assert "clock has gone back" in (await sari.get(page)).text, page
    answer = await note(sari, made)

    assert answer.status_code == 423
    assert NOTE["text"] in answer.text
    assert await events() == before
    assert [row for row in await query("SELECT texts FROM drafts") if NOTE["text"] in row[0]]


async def test_less_than_five_minutes_are_nothing(case, sari):
    made, hands = case
    hands.at -= timedelta(minutes=4)
    assert "clock has gone back" not in (await sari.get("/")).text
    assert (await note(sari, made)).status_code == 200


async def test_a_record_of_safety_is_taken_and_marked(case, sari):
    made, hands = case
    await note(sari, made)  # even where something was written on the case but now
    hands.at -= timedelta(hours=2)
    page = f"/cases/{made.number}/records/safety_check"
    answer = await sari.send_form(page, SAFE)
    assert answer.status_code == 200, answer.text
    assert ("recorded", True) in [tuple(row) for row in await events()]
    assert "clock was wrong when this was recorded" in (await sari.get(f"/cases/{made.number}")).text


async def test_another_process_and_a_restart_know_it_too_also_where_nothing_was_written(case):
    _made, hands = case
    hands.at += timedelta(hours=9)  # a night on which nobody did anything
    await high_water.look()
    clock.watch(None)  # as a process that has just begun
    hands.at -= timedelta(hours=1)
    assert not clock.went_back()
    await high_water.look()
    assert clock.went_back()


async def test_it_ends_once_the_clock_is_right_again(case, sari):
    made, hands = case
    hands.at -= timedelta(hours=2)
    await high_water.look()
    assert (await note(sari, made)).status_code == 423
    hands.at += timedelta(hours=2)
    assert (await note(sari, made)).status_code == 200


async def test_a_clock_that_was_ahead_holds_everything_up_until_check_was_heard(case, sari):
    made, hands = case
    hands.at += timedelta(minutes=90)
    await high_water.look()
    assert (await note(sari, made)).status_code == 200  # written at an hour that has not come
    hands.at -= timedelta(minutes=90)
    await high_water.look()
    assert (await note(sari, made)).status_code == 423
    assert await behind(hands)

    await high_water.hear(hands.at)
    await high_water.look()

    assert (await note(sari, made)).status_code == 200
    assert not await behind(hands)
    hands.at -= timedelta(minutes=6)  # and a second time
    await high_water.look()
    assert (await note(sari, made)).status_code == 423


def test_safety_is_a_record_of_it_an_emergency_or_a_case_that_begins_with_either():
    opened = {
        "journey": "ABT",
        "version": 1,
        "digest": "",
        "pmks_type": "ABT",
        "region": "36.04",
        "stage": "INTAKE",
    }
    assert tells_of_safety(Recorded("safety_check", "1", {}))
    assert tells_of_safety(Recorded("protection", "1", {}))
    assert tells_of_safety(UrgencySet("DARURAT", "x"))
    assert tells_of_safety(Opened(**opened, facts={"safe_now": "TIDAK_AMAN"}))
    assert tells_of_safety(Opened(**opened, facts={"urgency": "DARURAT"}))
    assert not tells_of_safety(Opened(**opened, facts={"urgency": "BIASA", "safe_now": "AMAN"}))
    assert not tells_of_safety(UrgencySet("BIASA", "x"))
    assert not tells_of_safety(Recorded("consent", "1", {}))
    assert not tells_of_safety(Noted("x"))
    assert not tells_of_safety(FactsChanged({}, "client"))


@pytest.mark.parametrize("action", sorted(WAITS))
async def test_an_act_that_hangs_on_which_came_first_waits_until_the_clock_is_right(case, action):
    """Seen: releases, lifts, packs and merges went on with the wrong time."""
    _made, hands = case

    @transaction
    async def done() -> None:
        await audit.record(action, by=None, at=hands.at, subject="client", subject_id="x")

    await done()
    hands.at -= timedelta(minutes=6)
    with pytest.raises(ClockWentBack):
        await done()


def test_every_act_that_waits_is_one_that_is_done_somewhere():
    code = "".join(path.read_text() for path in Path("app").rglob("*.py") if path.name != "store.py")
    assert all(f'"{action}"' in code for action in WAITS)


async def test_a_request_that_waits_for_the_clock_is_given_back_as_it_was_typed(case, app_on_both):
    made, hands = case
    await people.worker("dpo", "DPO")
    typed = {
        "number": (await made.view()).client_number,
        "asked_by": "PARENT",
        "asked_on": "05/01/2026",
        "proof": "Kartu keluarga",
    }
    async with Browser(app_on_both) as dpo:
        await dpo.enter("dpo")
        hands.at -= timedelta(minutes=6)
        answer = await dpo.send_form("/rights/access", typed)
    assert answer.status_code == 423
    assert typed["proof"] in answer.text
    assert await query("SELECT 1 FROM access_requests") == []


async def test_a_clock_that_went_back_brings_no_sight_of_a_masked_person_back_and_lets_nobody_in_danger_wait(
    case,
):
    made, hands = case
    await people.worker("kabkota", "KABKOTA", region="36.04")
    me, client = await me_of("kabkota"), (await made.view()).client

    @transaction
    async def gives_a_reason() -> None:
        await unmask(client, case=None, me=me, purpose="X", reason="Rapat kasus siang ini", now=hands.at)

    await gives_a_reason()
    assert await sees_client(me, client)
    hands.at += timedelta(hours=40)
    await high_water.look()
    assert not await sees_client(me, client)

    hands.at -= timedelta(hours=39)
    assert not await sees_client(me, client), "what was over stays over"
    await gives_a_reason()
    assert await sees_client(me, client)
