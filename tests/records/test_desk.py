"""Goals and conferences stand on a desk: of the worker in charge, of the worker who chairs, on both engines."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.db import transaction
from app.records.plan.conference import Conference
from app.records.plan.goal import Goal
from app.records.store import Head, insert, on_desk, options_for
from tests import people
from tests.cases.case_driver import case_of
from tests.clients.world import me_of


@pytest.fixture
async def case(app_on_both):
    return await case_of("BWBLP")


async def keep(case, record, *, minutes=0):
    view = await case.view()
    at = case.now + timedelta(minutes=minutes)
    me = case.staff.me["PEKSOS"].id
    await transaction(insert)(
        Head(id=uuid4(), case=view.id, occurred_at=at, recorded_at=at, by=me, stage="RENCANA", episode=1),
        record,
    )


def goal(number=1, **more):
    return Goal(area="HUKUM", statement="Bebas", goal=UUID(int=number), **more)


def minutes(**more):
    return Conference(purpose="RENCANA", chair="Siti", decision="LANJUT", decision_text="Lanjut", **more)


async def test_an_open_goal_stands_on_the_desk_of_the_worker_in_charge_the_next_due_first(case):
    me = case.staff.me["PEKSOS"].id
    await keep(case, goal(1, owner_worker=me))
    await keep(case, goal(2, owner_worker=me, due_on=date(2026, 3, 1)), minutes=1)

    items = await on_desk(me, [Goal])

    assert [(one.case_number, one.due_on) for one in items] == [
        (case.number, date(2026, 3, 1)),
        (case.number, None),
    ]
    assert items[0].row["goal"] == UUID(int=2)


async def test_it_leaves_the_desk_when_it_is_settled_or_given_to_somebody_else(case):
    me, other = case.staff.me["PEKSOS"].id, case.staff.me["SUPERVISOR"].id
    await keep(case, goal(1, owner_worker=me))
    await keep(case, goal(2, owner_worker=me))
    await keep(case, goal(1, owner_worker=me, status="TERCAPAI"), minutes=1)
    await keep(case, goal(2, owner_worker=other), minutes=1)

    assert await on_desk(me, [Goal]) == []
    assert len(await on_desk(other, [Goal])) == 1


async def test_the_next_conference_stands_on_the_desk_of_whoever_chairs(case):
    chair = case.staff.me["SUPERVISOR"].id
    await keep(case, minutes(chair_worker=chair, next_on=date(2026, 2, 1)))
    await keep(case, minutes(chair_worker=chair, next_on=date(2026, 4, 1)), minutes=1)

    assert [one.due_on for one in await on_desk(chair, [Goal, Conference])] == [date(2026, 4, 1)]


async def test_the_units_workers_are_offered_and_whoever_was_named_before(case):
    view = await case.view()
    await people.worker("pindah", "PEKSOS", unit=await people.organisation("UPTD Lain", "UPTD"))
    gone = (await me_of("pindah")).id

    offered = dict((await options_for(Goal, view))["owner_worker"])
    with_former = dict((await options_for(Goal, view, [{"owner_worker": gone}]))["owner_worker"])

    assert str(case.staff.me["PEKSOS"].id) in offered and str(gone) not in offered
    assert with_former.keys() - offered.keys() == {str(gone)}
