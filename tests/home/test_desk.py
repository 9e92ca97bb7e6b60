"""The first page tells each person what to do next."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.cases.outcomes import Done
from app.cases.store import case_view
from app.db import execute, transaction
from app.home import gather
from app.home.desk import decided_by, onward
from app.sop import store as sop
from tests.cases.case_driver import START, Driven, case_of
from workflows import commands
from workflows.definition import load_all

JOURNEYS = sorted(load_all())


@transaction
async def set_columns(number: str, **values: object) -> None:
    for name, value in values.items():
        await execute(f"UPDATE cases SET {name} = ? WHERE number = ?", value, number)


async def own(case: Driven, **later: int) -> gather.Own:
    return await gather.own(case.staff.me["PEKSOS"], case.now + timedelta(**later))


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_a_fresh_case_says_what_is_due_and_links_to_it(db, journey):
    case = await case_of(journey)

    found = await own(case)

    assert found.open == 1
    line = found.first
    assert line
    assert line.href.startswith(f"/cases/{case.number}")
    assert line.what


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_what_was_due_is_overdue_a_month_later_and_stands_once(db, journey):
    case = await case_of(journey)

    found = await own(case, days=30)

    assert [line.number for line in found.overdue] == [case.number]
    assert not found.soon
    assert not found.waiting
    assert found.first == found.overdue[0]


async def test_a_missed_deadline_of_law_is_said_first_and_marked(db):
    case = await case_of("ABH")
    await case.to_stage("ASESMEN")
    row = await case_view(case.number, case.staff.me["SUPERVISOR"])
    assert row
    assert row.legal_due_at

    found = await gather.own(case.staff.me["PEKSOS"], row.legal_due_at + timedelta(hours=1))

    due = [line for line in found.overdue if line.also]
    assert [line.number for line in due] == [case.number]
    assert due == found.overdue


async def test_a_plan_waits_for_the_supervisor_and_is_the_workers_to_wait_for(db):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    await finish_tasks(case)

    lead = await gather.lead(case.staff.me["SUPERVISOR"])
    mine = await own(case)

    assert [line.number for line in lead.to_approve] == [case.number]
    assert lead.to_approve_count == 1
    assert case.number in [line.number for line in (*mine.waiting, *mine.soon, *mine.overdue)]
    assert case.number not in [line.number for line in mine.ready]


async def test_a_decision_waits_since_the_last_task_was_done_and_not_since_the_stage_began(db):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    entered = (await case.view()).entered_at
    case.now += timedelta(days=9)
    await finish_tasks(case)

    [line] = (await gather.lead(case.staff.me["SUPERVISOR"])).to_approve

    assert line.at
    assert entered + timedelta(days=9) <= line.at <= case.now


async def finish_tasks(case: Driven) -> None:
    """Leave no required task open, without asking how."""

    @transaction
    async def close_tasks() -> None:
        await execute("UPDATE case_tasks SET status = 'DONE', last_at = ? WHERE status = 'OPEN'", case.now)
        await execute("UPDATE cases SET tasks_left = 0")

    await close_tasks()


async def test_a_case_on_hold_waits_for_others_until_its_end_comes_near(db):
    case = await case_of("BWBLP")
    await case.to_stage("ASESMEN")
    reason = next(iter(load_all()["BWBLP"].hold_reasons))
    held = await case.give(
        commands.Move(trigger="hold", reason="menunggu", hold_reason=reason), case.staff.me["PEKSOS"]
    )
    if not isinstance(held, Done):
        held = await case.give(
            commands.Move(trigger="hold", reason="menunggu", hold_reason=reason), case.staff.me["SUPERVISOR"]
        )
    assert isinstance(held, Done), held

    now, late = await own(case), await own(case, days=40)

    assert [line.number for line in now.waiting] == [case.number]
    assert not now.overdue
    assert [line.number for line in late.overdue] == [case.number]


async def test_what_the_supervisor_sends_back_is_shown_as_sent_back(db):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    case.now += timedelta(days=1)
    back = commands.Move(trigger="return_plan", reason="Tujuan belum terukur")
    assert isinstance(await case.give(back, case.staff.me["SUPERVISOR"]), Done)

    found = await own(case)

    assert [line.number for line in found.returned] == [case.number]
    assert case.number not in [line.number for line in (*found.overdue, *found.soon, *found.waiting)]
    assert not (await own(case, days=20)).returned


@pytest.mark.parametrize("role", ["PEKSOS", "SAKTI"])
async def test_a_due_visit_is_the_workers_own_and_leads_to_the_one_screen(sqlite_db, role):
    case = await case_of("ABT")
    await case.to_stage("BINA_LANJUT")
    me = replace(case.staff.me["PEKSOS"], roles=frozenset({role}))

    found = await gather.own(me, case.now)

    assert found.first
    assert found.first.href == f"/cases/{case.number}/visit?task=visit"
    assert not found.waiting


async def test_a_case_that_nobody_has_waits_to_be_assigned(db):
    case = await case_of("ABT")
    await set_columns(case.number, worker=None, unassigned_since=START)

    lead = await gather.lead(case.staff.me["SUPERVISOR"])

    assert [line.href for line in lead.to_assign] == [f"/cases/{case.number}/assign"]
    assert (await own(case)).open == 0


@pytest.mark.parametrize("journey", JOURNEYS)
def test_plans_wait_for_a_supervisor_and_daily_work_does_not(journey):
    definition = load_all()[journey]

    stages = {stage for _journey, stage in decided_by(definition, frozenset({"SUPERVISOR"}))}

    assert ("RENCANA" in stages) == ("RENCANA" in definition.stage)
    assert "ASESMEN" not in stages
    assert not decided_by(definition, frozenset({"PEKSOS"}))
    for stage in stages:
        assert onward(definition, stage)


async def test_the_calendar_and_journeys_come_with_the_database(db):
    assert [one.meta.id for one in await sop.journeys()] == JOURNEYS
