"""What tables keep of a danger, on both engines: drawn with the event that changes it, and found within scope only."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.cases import event_log
from app.cases.danger.band import band
from app.cases.danger.store import in_danger
from app.cases.outcomes import Done
from app.db import query_one
from app.sop import store as sop
from tests.cases.case_driver import START, Driven, case_of
from workflows import commands, engine
from workflows.fold import fold


async def columns(case: Driven) -> tuple[object, ...]:
    row = await query_one(
        "SELECT danger, danger_at, danger_due, urgency FROM cases WHERE number = ?", case.number
    )
    assert row
    return tuple(row)


async def as_the_log_says(case: Driven, *, now_later: timedelta = timedelta(0)) -> tuple[object, ...]:
    """Fold the log anew and draw the columns at another time: they must not depend on when they are drawn."""
    view = await case.view()
    state = fold(await event_log.history(view.id))
    definition = await sop.definition(state.journey, state.version)
    found = engine.dangers(definition, state, now=case.now + now_later, calendar=await sop.calendar())
    first = min(found, key=lambda one: one.at, default=None)
    due = min((one.due_at for one in found), default=None)
    return (first and first.kind, first and first.at, due, state.facts["urgency"])


@pytest.mark.parametrize("journey", ["AKTK", "PD", "BWBLP"])
async def test_the_columns_follow_each_event_and_fold_from_the_log(db, journey):
    case = await case_of(journey)
    me = case.staff.me["PEKSOS"]
    acts: list[tuple[commands.Command, str | None]] = [
        (commands.SetUrgency(urgency="DARURAT", reason="Terluka."), "DARURAT"),
        (_checked("TIDAK_AMAN"), "DARURAT"),
        (commands.SetUrgency(urgency="BIASA", reason="Luka ringan."), "TIDAK_AMAN"),
        (commands.Note(text="Dibaca."), "TIDAK_AMAN"),
        (_checked("AMAN"), None),
    ]
    assert (await columns(case))[0] is None
    for command, kind in acts:
        assert isinstance(await case.give(command, me), Done), command
        assert (await columns(case))[0] == kind, command
        assert await columns(case) == await as_the_log_says(case)
        assert await columns(case) == await as_the_log_says(case, now_later=timedelta(days=900))


def _checked(safety: str) -> commands.Record:
    return commands.Record(record="safety_check", record_id="r", facts={"safety": safety})


async def test_only_who_has_the_case_in_scope_is_told_and_only_once_it_holds(db):
    case = await case_of("BWBLP")
    me = case.staff.me["PEKSOS"]
    planned = (START + timedelta(days=30)).date().isoformat()
    facts = {"release_status": "NAPI", "release_planned_on": planned}
    assert isinstance(
        await case.give(commands.Record(record="release", record_id="r", facts=facts), me), Done
    )
    stranger = replace(me, grantees=("worker:somebody else",))
    day = START + timedelta(days=30)

    before, count_before = await in_danger(me, now=day - timedelta(days=1), most=5)
    found, count = await in_danger(me, now=day, most=5)

    assert (before, count_before) == ([], 0)
    assert ([one.number for one in found], count) == ([case.number], 1)
    assert await in_danger(stranger, now=day, most=5) == ([], 0)
    told = await band(me, day)
    assert told
    assert [act.href.split("?")[0] for act in told.lines[0].threat.acts] == [
        f"/cases/{case.number}/records/release"
    ] * 3


@pytest.mark.parametrize("role", ["TKSK", "UPTD", "LKS", "KABKOTA", "BAPAS_PK", "DATA"])
async def test_partners_get_no_band(sqlite_db, role):
    case = await case_of("AKTK")
    me = case.staff.me["PEKSOS"]
    assert isinstance(await case.give(_checked("TIDAK_AMAN"), me), Done)

    assert await band(me, case.now)
    assert await band(replace(me, roles=frozenset({role})), case.now) is None


async def test_who_can_be_helped_in_time_never_stands_behind_what_has_been_late_for_long(db):
    staff = (first := await case_of("AKTK")).staff
    fresh = [first, *[await case_of("AKTK", number=f"BTN-2026-00000{n}", staff_=staff) for n in (2, 3, 4)]]
    now = START + timedelta(days=200)
    for case, since in zip(
        fresh, (timedelta(days=150), timedelta(hours=2), timedelta(days=3), timedelta(hours=9)), strict=True
    ):
        case.now = now - since
        assert isinstance(await case.give(_checked("TIDAK_AMAN"), staff.me["PEKSOS"]), Done)

    found, count = await in_danger(staff.me["SUPERVISOR"], now=now, most=3)

    assert count == 4
    assert [one.number for one in found] == [fresh[3].number, fresh[1].number, fresh[2].number]
