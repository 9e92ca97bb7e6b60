"""The first page tells each person what to do next: their turn by its day, and whom everything else waits for."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.cases.outcomes import Done
from app.db import execute, query, transaction
from app.home import gather
from app.sop import store as sop
from tests.cases.case_driver import ROLES, START, Driven, case_of
from workflows import commands, engine
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
    line = [*found.late, *found.week, *found.undated, *found.later][0]
    assert line.href.startswith(f"/cases/{case.number}")
    assert line.what


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_what_was_due_is_overdue_a_month_later_and_stands_once(db, journey):
    case = await case_of(journey)

    found = await own(case, days=30)

    assert [line.number for line in found.late] == [case.number]
    assert found.late_count == 1
    assert not found.week
    assert not found.waiting


async def waiting_for_the_plan(journey: str = "BWBLP") -> Driven:
    """Bring a case to where nothing is missing for its plan but the approval."""
    case = await case_of(journey)
    await case.to_stage("RENCANA")
    await case.until_only_the_mover_is_missing("approve_plan")
    return case


async def test_a_plan_waits_for_the_supervisor_and_is_the_workers_to_wait_for(db):
    case = await waiting_for_the_plan()

    lead = await gather.lead(case.staff.me["SUPERVISOR"])
    mine = await own(case)

    assert [line.number for line in lead.to_approve] == [case.number]
    assert lead.to_approve_count == 1
    assert [(line.number, line.turn) for line in mine.waiting] == [(case.number, "Supervisor (Supervisor)")]
    assert not [*mine.late, *mine.week, *mine.undated]


async def test_a_decision_waits_since_the_last_work_was_done_and_not_since_the_stage_began(db):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    entered = (await case.view()).entered_at
    case.now += timedelta(days=9)
    await case.until_only_the_mover_is_missing("approve_plan")

    [line] = (await gather.lead(case.staff.me["SUPERVISOR"])).to_approve

    assert line.at
    assert entered + timedelta(days=9) <= line.at <= case.now


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_whoever_is_asked_to_decide_can_decide(sqlite_db, journey):
    """At every step of a whole journey: what stands under "you can decide now" is allowed, what does not is not."""
    case = await case_of(journey)
    definition = load_all()[journey]
    for _ in range(12):
        view = await case.view()
        if view.closed_at:
            break
        for role in ROLES:
            me = case.staff.me[role]
            lines = (await gather.lead(me, assigns=False)).to_approve
            plan = engine.plan(
                definition, view.state, actor=me.actor, now=case.now, calendar=await sop.calendar()
            )
            usual = {move.trigger for move in engine.onward(definition, view.stage)}
            can = [move for move in plan.moves if move.allowed and move.trigger in usual]
            by_worker = {t.trigger for t in engine.onward(definition, view.stage) if _workers(definition, t)}
            assert bool(lines) == bool(can and not by_worker), (role, view.stage, lines, can)
        await case.one_step()


def _workers(definition, move):
    return bool(definition.holders(move.by) & set(definition.meta.workers))


async def test_a_supervisor_who_wrote_the_plan_is_not_asked_to_approve_it(db):
    case = await waiting_for_the_plan()
    [row] = await query("SELECT turn_barred, state FROM cases WHERE number = ?", case.number)

    @transaction
    async def bar() -> None:
        me = case.staff.me["SUPERVISOR"]
        await execute("UPDATE cases SET turn_barred = ? WHERE number = ?", f"{row[0]},{me.id}", case.number)

    await bar()
    assert not (await gather.lead(case.staff.me["SUPERVISOR"])).to_approve


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

    assert not now.late
    shown = [*now.waiting, *now.week, *now.undated]
    assert not shown or [line.number for line in shown] == [case.number]
    assert case.number in {line.number for line in (*late.late, *late.waiting)}


async def test_what_the_supervisor_sends_back_is_shown_as_sent_back(db):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    case.now += timedelta(days=1)
    back = commands.Move(trigger="return_plan", reason="Tujuan belum terukur")
    assert isinstance(await case.give(back, case.staff.me["SUPERVISOR"]), Done)

    found = await own(case)

    assert [line.number for line in found.returned] == [case.number]
    assert not (await own(case, days=20)).returned


@pytest.mark.parametrize("role", ["PEKSOS", "SAKTI"])
async def test_a_due_visit_is_the_workers_own_and_leads_to_the_one_screen(sqlite_db, role):
    case = await case_of("ABT")
    await case.to_stage("BINA_LANJUT")
    me = replace(case.staff.me["PEKSOS"], roles=frozenset({role}))

    found = await gather.own(me, case.now)

    lines = [*found.late, *found.week, *(await gather.own(me, case.now + timedelta(days=40))).late]
    assert lines[0].href == f"/cases/{case.number}/visit?task=visit"
    assert not found.waiting


async def test_a_case_that_nobody_has_waits_to_be_assigned(db):
    case = await case_of("ABT")
    await set_columns(case.number, worker=None, unassigned_since=START)

    lead = await gather.lead(case.staff.me["SUPERVISOR"])

    assert [line.href for line in lead.to_assign] == [f"/cases/{case.number}/assign"]
    assert (await own(case)).open == 0


async def test_the_calendar_and_journeys_come_with_the_database(db):
    assert [one.meta.id for one in await sop.journeys()] == JOURNEYS
