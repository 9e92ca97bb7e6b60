"""A hundred people press the same button: one of them was first."""

import asyncio
from collections import Counter
from uuid import uuid4

import pytest

from app.cases import actions
from app.db import query
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of

RACERS = 100


async def race(app, case: Driven) -> Counter[int]:
    """Let a hundred browsers send the same self-returning move at once, each from a page of the same version."""
    version = (await case.view()).version
    async with Browser(app) as door:
        await door.enter("supervisor")
        gate = asyncio.Barrier(RACERS)

        async def press() -> int:
            form = {"trigger": "renew", "reason": "Perlu waktu", "version": str(version), "key": str(uuid4())}
            await gate.wait()
            answer = await door.send_form(f"/cases/{case.number}/moves", form, follow_redirects=False)
            return answer.status_code

        return Counter(await asyncio.gather(*(press() for _ in range(RACERS))))


async def ready(case: Driven) -> int:
    await case.to_stage("INTERVENSI")
    return await renewals(case)


async def renewals(case: Driven) -> int:
    rows = await query(
        """SELECT COUNT(*) FROM case_events e WHERE e.kind = 'moved' AND e.data LIKE '%"renew"%'"""
    )
    return int(rows[0][0])


async def test_of_a_hundred_simultaneous_moves_one_wins_and_the_others_are_told(app_on_both, monkeypatch):
    case = await case_of("BWBLP")
    before = await ready(case)
    monkeypatch.setattr("app.clock.now", lambda: case.now)

    answers = await race(app_on_both, case)

    assert answers == {303: 1, 409: RACERS - 1}
    assert await renewals(case) == before + 1


async def test_without_the_version_check_the_race_would_be_lost(app_on_both, monkeypatch):
    case = await case_of("BWBLP")
    before = await ready(case)
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    monkeypatch.setattr(actions, "is_stale", lambda *_: False)

    answers = await race(app_on_both, case)

    assert answers[303] > 1
    assert await renewals(case) > before + 1


@pytest.mark.parametrize("times", [2, 5])
async def test_the_same_form_sent_again_has_one_effect(app, monkeypatch, times):
    case = await case_of("BWBLP")
    before = await ready(case)
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    version = (await case.view()).version
    form = {"trigger": "renew", "reason": "Perlu waktu", "version": str(version), "key": str(uuid4())}
    async with Browser(app) as supervisor:
        await supervisor.enter("supervisor")
        place = f"/cases/{case.number}/moves"
        answers = await asyncio.gather(
            *(supervisor.send_form(place, form, follow_redirects=False) for _ in range(times))
        )

    assert [answer.status_code for answer in answers] == [303] * times
    assert await renewals(case) == before + 1
