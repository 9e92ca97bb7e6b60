"""Whose turn it is stays true while nothing but time passes, on both engines."""

from datetime import timedelta

import msgspec
import pytest

from app.cases import projection
from app.cases.upkeep import redraw_ripened
from app.db import query_one
from app.sop import store as sop
from tests.cases.case_driver import case_of
from workflows import engine

DRAWN = [name for name in projection.Columns.__struct_fields__ if name != "state"]


async def drawn(number: str) -> dict[str, object]:
    row = await query_one(f"SELECT {', '.join(DRAWN)} FROM cases WHERE number = ?", number)
    assert row
    return dict(zip(DRAWN, row, strict=True))


@pytest.mark.parametrize("journey", ["ABT", "BWBLP", "LUT"])
async def test_a_turn_is_redrawn_when_its_time_has_come_and_not_before(db, journey):
    case = await case_of(journey)
    await case.to_stage("BINA_LANJUT")
    before = await drawn(case.number)
    until = before["turn_until"]
    assert until, "aftercare waits for the window of its next visit"

    assert await redraw_ripened(until - timedelta(seconds=1)) == 0
    assert await drawn(case.number) == before

    now = until + timedelta(seconds=1)
    assert await redraw_ripened(now) == 1
    view = await case.view()
    definition = await sop.definition(view.journey, view.journey_version)
    agenda = engine.agenda(definition, view.state, now=now, calendar=await sop.calendar())
    wanted = msgspec.structs.asdict(projection.columns(view.state, agenda))
    assert await drawn(case.number) == {name: wanted[name] for name in DRAWN}
    assert await redraw_ripened(now) == 0
    assert view.version == (await case.view()).version
