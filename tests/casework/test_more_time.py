"""Asking for more time: the request goes to the supervisor, and the answer comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.cases.outcomes import Done, Refused
from app.home import gather
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from workflows import commands


async def due(case: Driven):
    view = await case.view()
    assert view.due_at
    return view.due_at


async def ask(case: Driven, days: int = 10) -> object:
    until = await due(case) + timedelta(days=days)
    return await case.give(
        commands.AskTime(until=until, reason="Keluarga pulang kampung."), case.staff.me["PEKSOS"]
    )


async def waiting(case: Driven, role: str) -> list[str]:
    return [line.number for line in (await gather.lead(case.staff.me[role], assigns=False)).to_approve]


@pytest.fixture
async def case(db):
    case = await case_of("LUT")
    await case.to_stage("ASESMEN")
    return case


async def test_a_request_stands_with_the_supervisor_until_it_is_answered(case):
    assert await waiting(case, "SUPERVISOR") == []
    assert isinstance(await ask(case), Done)
    assert await waiting(case, "SUPERVISOR") == [case.number]
    assert await waiting(case, "PEKSOS") == []


async def test_giving_the_time_answers_the_request(case):
    before = await due(case)
    await ask(case)
    given = commands.ExtendStage(until=before + timedelta(days=7), reason="Sampai keluarga kembali.")
    assert isinstance(await case.give(given, case.staff.me["SUPERVISOR"]), Done)
    assert await waiting(case, "SUPERVISOR") == []
    assert await due(case) > before


async def test_a_no_answers_the_request_and_moves_no_day(case):
    before = await due(case)
    await ask(case)
    no = commands.RefuseTime(reason="Cukup sampai tanggal semula.")
    assert isinstance(await case.give(no, case.staff.me["SUPERVISOR"]), Done)
    assert await waiting(case, "SUPERVISOR") == []
    assert await due(case) == before
    again = await case.give(no, case.staff.me["SUPERVISOR"])
    assert isinstance(again, Refused), "nobody asks any more"


async def test_a_worker_neither_gives_time_nor_refuses_it(case):
    await ask(case)
    for command in (
        commands.ExtendStage(until=await due(case) + timedelta(days=9), reason="Sendiri."),
        commands.RefuseTime(reason="Sendiri."),
    ):
        assert isinstance(await case.give(command, case.staff.me["PEKSOS"]), Refused)


async def test_a_move_leaves_no_request_behind(case):
    await ask(case)
    await case.to_stage("RENCANA")
    assert (await case.view()).state.time_asked is None


async def test_no_time_is_asked_for_where_the_law_sets_the_day(db):
    case = await case_of("KPO")
    await case.to_stage("PERLINDUNGAN")
    asked = await ask(case)
    assert isinstance(asked, Refused)
    assert "legal_deadline" in {reason.code for reason in asked.reasons}


async def test_the_answer_comes_to_the_workers_first_page(app_on_both, monkeypatch):
    case = await case_of("LUT")
    await case.to_stage("ASESMEN")
    at = {"now": case.now + timedelta(minutes=5)}
    monkeypatch.setattr("app.clock.now", lambda: at["now"])
    until = (await due(case) + timedelta(days=10)).strftime("%d/%m/%Y")
    async with Browser(app_on_both) as worker, Browser(app_on_both) as lead:
        await worker.enter("peksos")
        sent = await worker.send_form(
            f"/cases/{case.number}/extend",
            {"until": until, "reason": "Keluarga pulang kampung.", "key": str(uuid4())},
            follow_redirects=False,
        )
        assert sent.status_code == 303, sent.text
        at["now"] += timedelta(hours=1)
        await lead.enter("supervisor")
        assert f'href="/cases/{case.number}/extend"' in (await lead.get("/")).text
        page = await lead.get(f"/cases/{case.number}/extend")
        assert "Keluarga pulang kampung." in page.text
        no = await lead.send_form(
            f"/cases/{case.number}/extend/refuse",
            {"reason": "Cukup sampai tanggal semula.", "key": str(uuid4())},
            follow_redirects=False,
        )
        assert no.status_code == 303, no.text
        at["now"] += timedelta(hours=1)
        await worker.enter("peksos")
        assert "More time refused" in (await worker.get("/")).text
