"""The event log of cases: adding to it, and reading it back whole."""

from collections.abc import Sequence
from datetime import timedelta, timezone
from uuid import UUID

from app import clock
from app.db import execute_many, marks, query
from app.web.http.exceptions import ClockWentBack
from workflows import events
from workflows.case_state import CaseState
from workflows.events import Happened, Moved, RelocatedIn, RelocatedOut, Voided
from workflows.fold import apply, counting, fold
from workflows.fold.threats import tells_of_safety

WIB = timezone(timedelta(hours=7), "WIB")
COLUMNS = (
    "case",
    "ordinal",
    "kind",
    "occurred_at",
    "occurred_on",
    "recorded_at",
    "actor",
    "pmks_type",
    "region",
    "level",
    "stage",
    "episode",
    "flow",
    "outcome",
    "close_reason",
    "voids",
    "sex",
    "sex_before",
    "serves",
    "clock_back",
    "data",
)
_INSERT = (
    f"""INSERT INTO case_events ({", ".join(f'"{name}"' for name in COLUMNS)}) VALUES ({marks(COLUMNS)})"""
)


def row(
    case: UUID,
    level: str,
    before: CaseState | None,
    after: CaseState,
    one: Happened,
    *,
    clock_back: bool = False,
) -> tuple[object, ...]:
    """Give an event the type, region, stage, episode and sex of its moment, so that reports never guess the past."""
    event = one.event
    region = event.region if isinstance(event, RelocatedOut | RelocatedIn) else after.region
    moved = event if isinstance(event, Moved) else None
    return (
        case,
        one.ordinal,
        events.kind(event),
        one.occurred_at,
        one.occurred_at.astimezone(WIB).date(),
        one.recorded_at,
        UUID(one.actor),
        after.pmks_type,
        region,
        level,
        (before or after).stage,
        after.episode,
        counting.flow(event, before),
        (moved.outcome or None) if moved else None,
        (moved.close_reason or None) if moved else None,
        event.ordinal if isinstance(event, Voided) else None,
        str(after.facts.get("sex") or counting.UNKNOWN_SEX),
        counting.sex_before(event, before),
        counting.serves(event),
        clock_back,
        events.encode(event).decode(),
    )


async def add(case: UUID, level: str, before: CaseState | None, happened: Sequence[Happened]) -> CaseState:
    """Append *happened* to the log of *case* and return the state they lead to.

    While the clock stands before what has already happened, events wait (raises ClockWentBack) but for those about
    somebody's safety, which are taken and marked.
    """
    back = clock.went_back()
    if back and not any(tells_of_safety(one.event) for one in happened):
        raise ClockWentBack
    rows, state = [], before
    for one in happened:
        if isinstance(one.event, Voided):
            after = await _without(case, [*happened[: happened.index(one) + 1]])
        else:
            after = apply(state, one)
        rows.append(row(case, level, state, after, one, clock_back=back))
        state = after
    await execute_many(_INSERT, rows)
    if state is None:
        raise ValueError("a case needs at least one event")
    return state


async def _without(case: UUID, latest: list[Happened]) -> CaseState:
    """Fold the whole log again, because an event in it has been taken back."""
    return fold([*await history(case), *latest])


async def history(case: UUID) -> list[Happened]:
    """Return every event of a case, oldest first."""
    rows = await query(
        'SELECT ordinal, occurred_at, recorded_at, actor, data FROM case_events WHERE "case" = ? ORDER BY ordinal',
        case,
    )
    return [Happened(row[0], row[1], row[2], str(row[3]), events.decode(row[4])) for row in rows]
