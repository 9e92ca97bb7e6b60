"""Cases go their whole way in the database, and fold from their events at every point."""

import pytest

from app.cases import event_log, projection
from app.db import query
from app.sop import store as sop
from tests.cases.case_driver import Driven, case_of
from workflows import engine
from workflows.definition import load_all
from workflows.fold import fold

JOURNEYS = sorted(load_all())


async def folds(case: Driven) -> None:
    """Compare the tables with the events alone."""
    kept = await case.view()
    state = fold(await event_log.history(kept.id))
    assert kept.state == state
    definition = await sop.definition(state.journey, state.version)
    plan = engine.plan(
        definition, state, actor=engine.Actor("", frozenset()), now=case.now, calendar=await sop.calendar()
    )
    wanted = projection.columns(state, plan)
    assert (kept.stage, kept.episode, kept.due_at, kept.outcome) == (
        wanted.stage,
        wanted.episode,
        wanted.due_at,
        wanted.outcome,
    )
    rows = await query('SELECT task, status, turns FROM case_tasks WHERE "case" = ? ORDER BY task', kept.id)
    drawn = [(row.task, row.status, row.turns) for row in projection.task_rows(state, plan)]
    assert [tuple(row) for row in rows] == sorted(drawn)


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_a_case_goes_from_intake_to_a_successful_close(db, journey):
    case = await case_of(journey)

    await case.close(success=True)

    closed = await case.view()
    assert closed.closed_at
    assert closed.close_reason == "TUJUAN_TERCAPAI"
    assert closed.outcome
    await folds(case)


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_a_case_goes_from_intake_to_an_unsuccessful_close(sqlite_db, journey):
    case = await case_of(journey)
    await case.to_stage("INTERVENSI" if "INTERVENSI" in load_all()[journey].stage else "PULANG")

    await case.close(success=False)

    closed = await case.view()
    assert closed.closed_at
    assert closed.close_reason != "TUJUAN_TERCAPAI"
    await folds(case)


async def test_every_change_has_its_event_and_its_audit_row(sqlite_db):
    case = await case_of("BWBLP")
    await case.to_stage("ASESMEN")
    kept = await case.view()

    events = await query('SELECT ordinal FROM case_events WHERE "case" = ? ORDER BY ordinal', kept.id)
    audited = await query('SELECT action, detail FROM audit WHERE "case" = ?', kept.id)

    assert [row[0] for row in events] == list(range(1, len(events) + 1))
    assert len(audited) == 1 + len(case.done)
