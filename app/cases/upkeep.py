"""Background job: what is drawn of a case, kept true while time alone passes: a schedule's next visit comes, a deadline no longer applies.

Events draw a case anew when they happen. Between them `cases.turn_until` says when what was drawn may change by itself;
a server looks for such cases at its start and every few minutes, a few at a time, and redraws whose turn it is, its days
and its tasks, so that lists tell what the case's own page tells. Several processes may do so at once: the row is locked,
and drawing again gives the same.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import structlog

from app import clock
from app.cases import projection
from app.cases.actions import write_tasks
from app.cases.locking import locked_cases
from app.db import execute, query, transaction
from app.scope.closing import end_ripe
from app.sop import store as sop
from workflows import engine

AT_ONCE = 25
"""Cases redrawn in one transaction, so that nobody's form waits for them."""
EVERY = 300.0
"""Seconds between two rounds."""
BREATH = 0.05
"""Seconds left to others between two transactions of a round."""
_log = structlog.get_logger()


async def keep_turns(now: Callable[[], datetime] = clock.now) -> None:
    """Redraw what has ripened round after round, until cancelled."""
    while True:
        await _round(now)
        await asyncio.sleep(EVERY)


async def _round(now: Callable[[], datetime]) -> None:
    """Redraw all that has ripened, end what partners saw long enough; a fault is logged, the next round tries again."""
    try:
        ended = await end_ripe(now())
        while ended:
            await asyncio.sleep(BREATH)
            ended = await end_ripe(now())
        looked_at = await redraw_ripened(now())
        while looked_at:
            await asyncio.sleep(BREATH)
            looked_at = await redraw_ripened(now())
    except Exception:  # noqa: BLE001  the server stays up whatever the fault is
        _log.exception("turns not redrawn")


async def redraw_ripened(now: datetime) -> int:
    """Redraw some of the cases whose turn may have changed by time alone; return how many were looked at."""
    rows = await query(
        f"""SELECT id FROM cases WHERE closed_at IS NULL AND turn_until <= ?
            ORDER BY turn_until LIMIT {AT_ONCE}""",
        now,
    )
    if rows:
        await _redraw([row[0] for row in rows], now)
    return len(rows)


@transaction
async def _redraw(cases: Sequence[UUID], now: datetime) -> None:
    for case in await locked_cases(cases):
        if case.closed:
            continue
        definition = await sop.definition(case.journey, case.journey_version)
        agenda = engine.agenda(definition, case.state, now=now, calendar=await sop.calendar())
        if changes := projection.changes(case.drawn, projection.columns(case.state, agenda)):
            sets = ", ".join(f"{name} = ?" for name in changes)
            await execute(f"UPDATE cases SET {sets} WHERE id = ?", *changes.values(), case.id)
        await write_tasks(case.id, projection.task_rows(case.state, agenda))
