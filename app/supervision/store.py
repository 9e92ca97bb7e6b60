"""The stalled cases in the reader's scope: a page of them, and how many there are of each kind."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import msgspec

from app.cases.danger.store import holds, spares
from app.db import Row, current, marks, query, query_one
from app.db.binding import Database
from app.scope.predicate import Sql, case_scope
from app.sop import store as sop
from app.supervision.filters import NOTHING, SORTS, Wanted, beyond, beyond_part, where
from app.supervision.rules import CAUSES, Cutoffs, cutoffs, last_over, limits
from app.supervision.sql import ANY, FLAG, LATE, LEGAL_PART, OTHERS_PART, flags, is_stalled, stalled
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, page_of
from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.definition import Definition

FEW = 150
"""Cases that fit the filters up to which a page gathers and sorts them; of more, an index has a page's worth soon."""
_read_state = msgspec.json.Decoder(CaseState).decode
_FLAGS = ", ".join(f"s.{FLAG[cause]}" for cause in CAUSES)


class Stalled(msgspec.Struct, frozen=True):
    """One stalled case, as it lies in the database."""

    id: UUID
    number: str
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    journey: str
    journey_version: int
    stage: str
    region: str
    entered_at: datetime
    due_at: datetime | None
    legal_due_at: datetime | None
    last_human_at: datetime
    visit_due_at: datetime | None
    review_due_at: datetime | None
    document_due_at: datetime | None
    answer_due_at: datetime | None
    unassigned_since: datetime | None
    danger_at: datetime | None
    unit: UUID
    section: str
    turn_side: str
    turn_act: str
    turn_who: str
    worker: str | None
    causes: tuple[str, ...]
    key: tuple[str | int, ...]


_PLAIN = len(Stalled.__struct_fields__) - 2


class Group(msgspec.Struct, frozen=True):
    """How many stalled cases are alike in everything that can be filtered by."""

    stage: str
    type: str
    region: str
    worker: str
    worker_name: str
    causes: tuple[str, ...]
    count: int


class _Day(NamedTuple):
    """The cutoffs of a day, as long as journeys and calendar are the same."""

    over: date
    journeys: Sequence[Definition]
    calendar: Calendar
    cut: Cutoffs


_days: WeakKeyDictionary[Database, _Day] = WeakKeyDictionary()


async def journeys() -> list[Definition]:
    """Return the published definition of every journey."""
    rows = await query(
        "SELECT journey, MAX(version) FROM sop_versions WHERE status = 'PUBLISHED' GROUP BY journey"
    )
    return [await sop.definition(row[0], row[1]) for row in rows]


async def cutoffs_at(now: datetime) -> Cutoffs:
    """Return the instants that decide at *now*, from what the journeys themselves say; computed once a day."""
    known, calendar, over, day = await journeys(), await sop.calendar(), last_over(now), _days.get(current())
    if not (day and day.over == over and day.calendar is calendar and _same(day.journeys, known)):
        day = _Day(over, known, calendar, cutoffs(limits(known), now=now, calendar=calendar))
        _days[current()] = day
    return msgspec.structs.replace(day.cut, now=now)


def _same(some: Sequence[Definition], others: Sequence[Definition]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


async def count(me: CurrentUser, cut: Cutoffs) -> int:
    """Return how many cases are stalled."""
    base = stalled(me, cut)
    row = await query_one(f"{base.text} SELECT COUNT(*) FROM stalled s WHERE {ANY}", *base.args)
    return int(row[0]) if row else 0


async def rows(me: CurrentUser, cut: Cutoffs, wanted: Wanted, *, few: bool = False) -> Page[Stalled]:
    """Return one page of the list. In the usual order those in danger are read first, then what law demands, then the others.

    *few*: so few fit the filters that they are gathered and sorted; else an index is walked in the order asked for.
    """
    walked = not few and wanted.order != "over"
    asked = [*where(wanted, cut, walked=walked), is_stalled(cut), case_scope(me)]
    pages = partial(_page, cut, gather=few)
    if wanted.order != "over":
        at, after = SORTS[wanted.order], beyond(wanted)
        found = await pages(asked if after is None else [*asked, after], at=at)
        return page_of(
            [_stalled(row, ()) for row in found], key=lambda row: row.key, of=f"stalled {wanted.order}"
        )
    lines: list[Stalled] = []
    for rank, (part, at) in enumerate(_parts(cut)):
        after = beyond_part(wanted, at, rank)
        if after is NOTHING or len(lines) > PAGE_SIZE:
            continue
        found = await pages([*part, *asked] if after is None else [*part, *asked, after], at=at)
        lines += [_stalled(row, (rank,)) for row in found]
    return page_of(lines[: PAGE_SIZE + 1], key=lambda row: row.key, of="stalled over")


def _parts(cut: Cutoffs) -> Sequence[tuple[tuple[Sql, ...], str]]:
    """Return the parts of the usual order, which exclude each other, each with the instant by which it is ordered."""
    calm = spares(cut.now)
    return (
        ((holds(cut.now),), "c.danger_due"),
        ((calm, Sql(LEGAL_PART.text, (cut.now,))), "c.legal_due_at"),
        ((calm, Sql(OTHERS_PART.text, (cut.now,))), LATE),
    )


async def _page(cut: Cutoffs, asked: Sequence[Sql], *, at: str, gather: bool) -> list[Row]:
    """Find the ids of a page, then read the rows of these alone."""
    causes = flags(cut)
    chosen = f"""SELECT c.id, {at} AS at FROM cases c
        WHERE c.closed_at IS NULL AND {" AND ".join(f"({one.text})" for one in asked)}"""
    order = f"ORDER BY {at}, c.id LIMIT {PAGE_SIZE + 1}"
    shown = f"WITH shown AS MATERIALIZED ({chosen} {order})"
    if gather:
        shown = f"""WITH fitting AS MATERIALIZED ({chosen}),
            shown AS MATERIALIZED (SELECT id, at FROM fitting ORDER BY at, id LIMIT {PAGE_SIZE + 1})"""
    return await query(
        f"""{shown}
        SELECT c.id, c.number, k.number, k.full_name, k.restricted, c.pmks_type, c.journey, c.journey_version, c.stage,
               c.region, c.entered_at, c.due_at, c.legal_due_at, c.last_human_at, c.visit_due_at,
               c.review_due_at, c.document_due_at, c.answer_due_at, c.unassigned_since, c.danger_at,
               c.unit, c.section, c.turn_side, c.turn_act, c.turn_who, w.name,
               {causes.text}, shown.at
        FROM shown CROSS JOIN cases c JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker
        WHERE c.id = shown.id ORDER BY shown.at, shown.id""",
        *(arg for one in asked for arg in one.args),
        *causes.args,
    )


def _stalled(row: Sequence[Any], rank: tuple[int, ...]) -> Stalled:
    plain, causes, at = row[:_PLAIN], row[_PLAIN : _PLAIN + len(CAUSES)], row[-1]
    fired = tuple(cause for cause, flag in zip(CAUSES, causes, strict=True) if flag)
    values: list[Any] = [*plain, fired, (*rank, str(at), str(plain[0]))]
    return Stalled(*values)


async def groups(me: CurrentUser, cut: Cutoffs) -> list[Group]:
    """Return the stalled cases counted by everything they can be filtered by, in one pass."""
    base = stalled(me, cut)
    found = await query(
        f"""{base.text}
        SELECT s.stage, s.pmks_type, s.region, s.worker, w.name, {_FLAGS}, COUNT(*)
        FROM stalled s LEFT JOIN workers w ON w.id = s.worker WHERE {ANY}
        GROUP BY s.stage, s.pmks_type, s.region, s.worker, w.name, {_FLAGS}""",
        *base.args,
    )
    return [
        Group(
            row[0],
            row[1],
            row[2],
            str(row[3] or "none"),
            row[4] or "",
            tuple(cause for cause, flag in zip(CAUSES, row[5:-1], strict=True) if flag),
            int(row[-1]),
        )
        for row in found
    ]


async def states_of(cases: Sequence[UUID]) -> dict[UUID, CaseState]:
    """Return the folded state of cases already found in scope."""
    found = await query(f"SELECT id, state FROM cases WHERE id IN ({marks(cases)})", *cases) if cases else []
    return {row[0]: _read_state(row[1]) for row in found}
