"""Running cases taken over: what the tables and the monthly report say of them."""

from datetime import UTC, date, datetime
from uuid import uuid4

import msgspec
import pytest

from app.cases import event_log, projection
from app.cases.outcomes import Again, Refused
from app.db import query, query_one
from app.opening.import_case import Adoption, adopt_case
from app.opening.open_case import Opened, Opening
from app.reports import store
from app.reports.months import Month
from app.reports.sheet import breaches
from app.scope.predicate import Sql
from app.sop import store as sop
from app.web.http.errors import NotFound
from tests import people
from tests.clients.world import client, me_of
from workflows import engine
from workflows.case_state import CaseState
from workflows.clock import start_of
from workflows.commands import Known
from workflows.engine import Actor
from workflows.fold import fold

NOW = datetime(2026, 11, 9, 3, tzinfo=UTC)
AS_OF = date(2026, 10, 31)
EVERYTHING = Sql("1 = 1", ())


@pytest.fixture
async def ratu(app_on_both):
    await people.worker("ratu", "SUPERVISOR")
    return await me_of("ratu")


async def adoption(me, **changes):
    number = changes.pop("client", None) or await client("ratu", "Ahmad Suryana", about=35)
    opening = Opening(
        client=number,
        pmks_type="BWBLP",
        source="BAPAS_LAPAS",
        urgency="BIASA",
        safe_now="TIDAK_DIKETAHUI",
        reported_at=NOW,
        region="36.04",
        unit=me.organisation,
        worker=changes.pop("worker", None),
    )
    told = {
        "as_of": AS_OF,
        "opened_on": date(2026, 3, 10),
        "stage": "INTERVENSI",
        "entered_on": date(2026, 6, 1),
    }
    return Adoption(opening=opening, **{**told, **changes})


async def adopted(me, **changes):
    done = await adopt_case(await adoption(me, **changes), me=me, now=NOW, key=None)
    assert isinstance(done, Opened), done
    return done.number


async def test_the_columns_say_what_was_told(ratu):
    number = await adopted(ratu)
    row = await query_one("SELECT * FROM cases WHERE number = ?", number)
    assert row.stage == "INTERVENSI"
    assert row.opened_at == start_of(date(2026, 3, 10))
    assert row.entered_at == row.last_human_at == start_of(date(2026, 6, 1))
    assert row.unassigned_since == engine.as_of_instant(AS_OF, NOW)


async def test_an_adopted_case_folds_to_what_its_tables_say(ratu):
    task = (await sop.published("BWBLP")).stage["INTERVENSI"].tasks[0]
    number = await adopted(ratu, done=(Known(task.id, date(2026, 7, 1)),), worker=ratu.id)
    row = await query_one("SELECT id, state, stage, due_at, next_due_at FROM cases WHERE number = ?", number)
    folded = fold(await event_log.history(row[0]))
    assert folded == msgspec.json.decode(row[1], type=CaseState)
    definition, calendar = await sop.published("BWBLP"), await sop.calendar()
    plan = engine.plan(definition, folded, actor=Actor("", frozenset()), now=NOW, calendar=calendar)
    drawn = projection.columns(folded, plan)
    assert (drawn.stage, drawn.due_at, drawn.next_due_at) == tuple(row)[2:]
    rows = await query('SELECT task, turns, last_by FROM case_tasks WHERE "case" = ? AND turns > 0', row[0])
    assert [tuple(one) for one in rows] == [(task.id, 1, None)]


async def test_it_is_taken_over_in_its_month_and_stands_at_the_start_of_the_next(ratu):
    await adopted(ratu)
    key = ("BWBLP", "36.04", "L")
    october = await store.counted(Month(date(2026, 10, 1)), EVERYTHING)
    november = await store.counted(Month(date(2026, 11, 1)), EVERYTHING)
    assert (october.added[key]["opening"], october.added[key]["adopted"], october.stands[key]) == (0, 1, 1)
    assert (november.added[key]["opening"], november.added[key]["adopted"], november.added[key]["new"]) == (
        1,
        0,
        0,
    )
    assert november.stands[key] == 1
    assert breaches(october) == breaches(november) == []


async def test_the_months_before_the_start_show_nothing_and_nobody_is_served_by_it(ratu):
    await adopted(ratu)
    for month in (3, 6, 10):
        counted = await store.counted(Month(date(2026, month, 1)), EVERYTHING)
        assert counted.served == {}
        assert month == 10 or not counted.added
    assert (await store.first_month()) == Month(date(2026, 10, 1))


async def test_a_key_day_in_mid_month_leaves_the_month_in_balance(ratu):
    await adopted(ratu, as_of=date(2026, 11, 5))
    november = await store.counted(Month(date(2026, 11, 1)), EVERYTHING)
    key = ("BWBLP", "36.04", "L")
    assert (november.added[key]["opening"], november.added[key]["adopted"], november.added[key]["new"]) == (
        0,
        1,
        0,
    )
    assert breaches(november) == []
    december = await store.counted(Month(date(2026, 12, 1)), EVERYTHING)
    assert december.added[key]["opening"] == 1


async def test_what_cannot_be_true_writes_nothing(ratu):
    refused = await adopt_case(await adoption(ratu, entered_on=date(2026, 11, 2)), me=ratu, now=NOW, key=None)
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["adopt_after"]
    assert await query("SELECT 1 FROM cases") == []


async def test_the_same_form_sent_twice_adopts_once(ratu):
    form, key = await adoption(ratu), uuid4()
    first = await adopt_case(form, me=ratu, now=NOW, key=key)
    second = await adopt_case(form, me=ratu, now=NOW, key=key)
    assert isinstance(first, Opened)
    assert isinstance(second, Again)
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_case_worker_does_not_adopt_and_a_stranger_finds_no_client(ratu):
    await people.worker("sari", "PEKSOS")
    sari = await me_of("sari")
    form = await adoption(ratu)
    with pytest.raises(NotFound):
        await adopt_case(form, me=sari, now=NOW, key=None)
    number = await client("sari", "Budi Hartono", about=40)
    refused = await adopt_case(await adoption(ratu, client=number), me=sari, now=NOW, key=None)
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["role"]
