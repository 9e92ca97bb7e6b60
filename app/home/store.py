"""Cases for the first page: what is due, what stands still, what came back, what waits for a decision."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.capabilities import OWN_CASES
from app.cases.unassigned import NOBODYS
from app.db import marks, query, query_one
from app.scope.predicate import Sql, assigned, case_scope_parts, either, granted_few
from app.web.http.current_user import CurrentUser
from workflows.case_state import CaseState, LastMove

SHOWN = 20
"""Rows of one list on the first page; one more is fetched to know whether there are more."""
_read_state = msgspec.json.Decoder(CaseState).decode


class _Moved(msgspec.Struct):
    """As much of a state as says how the case came where it is; the rest is skipped when it is read."""

    last_move: LastMove | None = None


_read_move = msgspec.json.Decoder(_Moved).decode


class Row(msgspec.Struct, frozen=True):
    """A case as the first page needs it."""

    id: UUID
    number: str
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    journey: str
    journey_version: int
    stage: str
    entered_at: datetime
    due_at: datetime | None
    legal_due_at: datetime | None
    next_due_at: datetime | None
    unassigned_since: datetime | None
    worker: str | None


class Task(msgspec.Struct, frozen=True):
    """An open task; `owners` are roles."""

    task: str
    required: bool
    owners: tuple[str, ...]
    due_at: datetime | None


Stage = tuple[str, str]
"""A journey and a stage in it."""

_COLUMNS = """SELECT c.id, c.number, k.number, k.full_name, c.restricted, c.pmks_type, c.journey, c.journey_version,
    c.stage, c.entered_at, c.due_at, c.legal_due_at, c.next_due_at, c.unassigned_since, w.name"""
_JOINED = "JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker"


def owned_by(roles: Iterable[str]) -> Sql:
    """Say that a task `t` is for one of these roles."""
    held = sorted(roles)
    likes = " OR ".join("',' || t.owners || ',' LIKE ?" for _ in held) or "1 = 0"
    return Sql(f"({likes})", tuple(f"%,{role},%" for role in held))


async def mine(me: CurrentUser) -> Sql:
    """Say which cases `c` are the reader's own work: those assigned, for a partner those with a task of theirs."""
    if me.may(OWN_CASES):
        return assigned(me)
    scope, owners = either(await case_scope_parts(me)), await _owners(me.roles)
    task = f"""c.id IN (SELECT t."case" FROM case_tasks t WHERE t.status = 'OPEN' AND t.owners IN ({marks(owners)}))"""
    if await granted_few(me):
        task = f"""EXISTS (SELECT 1 FROM case_tasks t WHERE t."case" = c.id AND t.status = 'OPEN'
            AND t.owners IN ({marks(owners)}))"""
    return Sql(f"{task} AND {scope.text}", (*owners, *scope.args))


_OWNERS = """
WITH RECURSIVE known (owners) AS (
    SELECT min(t.owners) FROM case_tasks t WHERE t.status = 'OPEN'
    UNION ALL
    SELECT (SELECT min(t.owners) FROM case_tasks t WHERE t.status = 'OPEN' AND t.owners > known.owners)
    FROM known WHERE known.owners IS NOT NULL)
SELECT owners FROM known WHERE owners IS NOT NULL"""
"""The few owners that open tasks have, each found by one step in their index: a loose index scan."""


async def _owners(roles: Iterable[str]) -> list[str]:
    """Return which owners of open tasks name one of these roles."""
    held = frozenset(roles)
    return [row[0] for row in await query(_OWNERS) if held & set(row[0].split(","))]


async def open_count(me: CurrentUser) -> int:
    """Return how many open cases are the reader's own."""
    own = await mine(me)
    row = await query_one(f"SELECT COUNT(*) FROM cases c WHERE c.closed_at IS NULL AND {own.text}", *own.args)
    return int(row[0]) if row else 0


async def due(me: CurrentUser, before: datetime) -> list[Row]:
    """Return own cases in which something is due before an instant, the most urgent first."""
    own = await mine(me)
    near = Sql(f"c.next_due_at < ? AND {own.text}", (before, *own.args))
    return await _first_rows(near, by="next_due_at", most=100)


async def standing_still(me: CurrentUser, acting: frozenset[str]) -> list[Row]:
    """Return own cases without a required task for somebody *acting* so: held, ready to move on, or with others."""
    own, roles = await mine(me), owned_by(acting)
    task = f"""NOT EXISTS (
        SELECT 1 FROM case_tasks t WHERE t."case" = c.id AND t.status = 'OPEN' AND t.required AND {roles.text})"""
    still = Sql(f"{own.text} AND (c.tasks_left = 0 OR {task})", (*own.args, *roles.args))
    return await _first_rows(still, by="entered_at", most=100)


async def _first_rows(chosen: Sql, *, by: str, most: int) -> list[Row]:
    """Find the first open cases in the order of a column, then read the rows of these alone."""
    found = await query(
        f"""WITH shown AS MATERIALIZED (
                SELECT c.id, c.{by} AS at FROM cases c WHERE c.closed_at IS NULL AND {chosen.text}
                ORDER BY c.{by}, c.id LIMIT {most})
            {_COLUMNS} FROM shown CROSS JOIN cases c {_JOINED} WHERE c.id = shown.id ORDER BY shown.at, shown.id""",
        *chosen.args,
    )
    return _rows(found)


async def arrived(me: CurrentUser, since: datetime) -> list[tuple[Row, LastMove | None]]:
    """Return own cases that came into their present stage since an instant, the latest first, each with its last move."""
    own = await mine(me)
    found = await query(
        f"""{_COLUMNS}, c.state FROM cases c {_JOINED}
            WHERE c.closed_at IS NULL AND c.entered_at >= ? AND {own.text} ORDER BY c.entered_at DESC, c.id LIMIT 50""",
        since,
        *own.args,
    )
    return [(Row(*row[:-1]), _read_move(row[-1]).last_move) for row in found]


async def states_of(cases: Iterable[UUID]) -> dict[UUID, CaseState]:
    """Return the folded state of cases already found in scope."""
    ids = list(cases)
    found = await query(f"SELECT id, state FROM cases WHERE id IN ({marks(ids)})", *ids) if ids else []
    return {row[0]: _read_state(row[1]) for row in found}


async def tasks(cases: Sequence[UUID]) -> dict[UUID, list[Task]]:
    """Return the open tasks of cases already found in scope."""
    if not cases:
        return {}
    found = await query(
        f"""SELECT "case", task, required, owners, due_at FROM case_tasks
            WHERE status = 'OPEN' AND "case" IN ({marks(cases)})""",
        *cases,
    )
    by_case: dict[UUID, list[Task]] = {}
    for case, task, required, owners, due_at in found:
        by_case.setdefault(case, []).append(Task(task, bool(required), tuple(owners.split(",")), due_at))
    return by_case


class Some(msgspec.Struct, frozen=True):
    """The first rows of a list, and how long it is."""

    rows: Sequence[Row]
    count: int


async def unassigned(me: CurrentUser) -> Some:
    """Return the open cases in scope that nobody has, the longest waiting first."""
    return await some_of(Sql(NOBODYS, ()), me, by="unassigned_since")


async def awaiting(me: CurrentUser, stages: Iterable[Stage]) -> Some:
    """Return the cases in scope that stand in one of these stages with every required task done."""
    wanted = list(stages)
    if not wanted:
        return Some([], 0)
    either = ", ".join("(?, ?)" for _ in wanted)
    names = sorted({stage for _journey, stage in wanted})
    args = (*names, *(value for stage in wanted for value in stage))
    # The names alone say nothing new, but by them the index of such cases is found.
    where = f"c.tasks_left = 0 AND c.stage IN ({marks(names)}) AND (c.journey, c.stage) IN (VALUES {either})"
    return await some_of(Sql(where, args), me, by="entered_at")


async def last_done(cases: Iterable[UUID]) -> dict[UUID, datetime]:
    """Say when in each case a task was last worked on."""
    wanted = list(cases)
    places = ", ".join("?" for _ in wanted) or "NULL"
    rows = await query(
        f"""SELECT t."case", t.last_at FROM case_tasks t WHERE t."case" IN ({places}) AND t.last_at IS NOT NULL
            ORDER BY t.last_at""",
        *wanted,
    )
    return {row[0]: row[1] for row in rows}


async def some_of(chosen: Sql, me: CurrentUser, *, by: str, latest: bool = False) -> Some:
    """Return the first open cases in scope that a condition chooses, in the order of a column, and how many there are.

    They are gone through once; whole rows are read only of those that are shown.
    """
    scope, down = either(await case_scope_parts(me)), " DESC" if latest else ""
    found = await query(
        f"""WITH chosen AS MATERIALIZED (
                SELECT c.id, c.{by} AS since FROM cases c WHERE c.closed_at IS NULL AND {chosen.text} AND {scope.text}),
            shown AS MATERIALIZED (SELECT id, since FROM chosen ORDER BY since{down}, id LIMIT {SHOWN})
            {_COLUMNS}, (SELECT COUNT(*) FROM chosen)
            FROM shown JOIN cases c ON c.id = shown.id {_JOINED} ORDER BY shown.since{down}, c.id""",
        *chosen.args,
        *scope.args,
    )
    return Some(_rows(row[:-1] for row in found), int(found[0][-1]) if found else 0)


def _rows(found: Iterable[Iterable[Any]]) -> list[Row]:
    return [Row(*row) for row in found]
