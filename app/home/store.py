"""Cases for the first page, by whose turn they are: one row each, in the order in which they wait."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app.capabilities import OWN_CASES
from app.cases.listing.turns import NOTHING, due_in, own_work, owners_held, theirs, waiting
from app.cases.unassigned import NOBODYS
from app.db import marks, query, query_one
from app.scope.predicate import Sql, assigned, case_scope_parts, either
from app.web.http.current_user import CurrentUser

SHOWN = 20
"""Rows of one list on the first page of those who lead."""


class Row(msgspec.Struct, frozen=True):
    """A case as the first page needs it. `act`, `why` and `at` are what its list is about."""

    id: UUID
    number: str
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    journey: str
    journey_version: int
    stage: str
    unit: UUID
    section: str
    worker: str | None
    act: str
    why: str
    who: str
    at: datetime | None


class Some(msgspec.Struct, frozen=True):
    """The first rows of a list, and how long it is."""

    rows: Sequence[Row]
    count: int


NONE = Some((), 0)
_HEAD = """c.id, c.number, k.number, k.full_name, k.restricted, c.pmks_type, c.journey, c.journey_version, c.stage,
    c.unit, c.section, w.name"""
_WORK = f"{_HEAD}, c.work_act, c.work_why, '', c.work_due_at"
_TURN = f"{_HEAD}, c.turn_act, '', c.turn_who, c.turn_since"
_JOINED = "JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker"


async def open_count(me: CurrentUser) -> int:
    """Return how many open cases are the reader's own."""
    own = assigned(me)
    row = await query_one(f"SELECT COUNT(*) FROM cases c WHERE c.closed_at IS NULL AND {own.text}", *own.args)
    return int(row[0]) if row else 0


async def work(me: CurrentUser, turn: str, now: datetime, *, most: int) -> Some:
    """Return what is the reader's to do, by its day: in own cases; for a partner, the tasks of their office."""
    if not me.may(OWN_CASES):
        return await _tasks(me, due_in(turn, now, "t.due_at"), most)
    by = "turn_since" if turn == "undated" else "work_due_at"
    return await _some(own_work(me, turn, now), _WORK, by=by, most=most)


async def waits(me: CurrentUser, now: datetime, *, most: int) -> Some:
    """Return own cases that wait for somebody else and ask nothing of the reader within the week."""
    return await _some(waiting(me, now), _TURN, by="turn_since", most=most)


async def sent_back(me: CurrentUser, since: datetime, *, most: int) -> Some:
    """Return own cases that somebody else sent back since an instant, the latest first."""
    own = assigned(me)
    chosen = Sql(
        f"{own.text} AND c.sent_back_by <> '' AND c.sent_back_by <> ? AND c.entered_at >= ?",
        (*own.args, str(me.id), since),
    )
    columns = f"{_HEAD}, c.work_act, c.work_why, c.sent_back_by, c.entered_at"
    return await _some(chosen, columns, by="entered_at", most=most, latest=True)


async def unassigned(me: CurrentUser) -> Some:
    """Return the open cases in scope that nobody has, the longest waiting first."""
    columns = f"{_HEAD}, 'assign', '', '', c.unassigned_since"
    return await in_scope(Sql(NOBODYS, ()), me, columns=columns, by="unassigned_since")


async def turns(me: CurrentUser) -> tuple[Some, Some]:
    """Return what the reader can decide now, and the other acts that cases in scope wait for from them."""
    decisions, acts = [await theirs(me, decided=decided) for decided in (True, False)]
    if decisions == NOTHING:
        return NONE, NONE
    return (
        await in_scope(decisions, me, columns=_TURN, by="turn_since"),
        await in_scope(acts, me, columns=_TURN, by="turn_since"),
    )


async def latest(me: CurrentUser) -> Some:
    """Return the open cases in scope, the latest moved first."""
    columns = f"{_HEAD}, '', '', '', c.entered_at"
    return await in_scope(Sql("1 = 1", ()), me, columns=columns, by="entered_at", latest=True)


async def _tasks(me: CurrentUser, due: Sql, most: int) -> Some:
    """Return the open tasks in scope that are for one of the reader's roles, by when they are due."""
    owners = await owners_held(me)
    if not owners:
        return NONE
    scope = either(await case_scope_parts(me))
    found = await query(
        f"""WITH shown AS MATERIALIZED (
                SELECT c.id, t.task, t.due_at, COUNT(*) OVER () AS total
                FROM case_tasks t JOIN cases c ON c.id = t."case"
                WHERE t.status = 'OPEN' AND t.owners IN ({marks(owners)}) AND {due.text}
                    AND c.closed_at IS NULL AND {scope.text}
                ORDER BY t.due_at, c.id LIMIT {most})
            SELECT {_HEAD}, 'task:' || shown.task, '', '', shown.due_at, shown.total
            FROM shown JOIN cases c ON c.id = shown.id {_JOINED} ORDER BY shown.due_at, c.id""",
        *owners,
        *due.args,
        *scope.args,
    )
    return _counted(found)


async def _some(chosen: Sql, columns: str, *, by: str, most: int, latest: bool = False) -> Some:
    """Find the first open cases that a condition chooses in the order of a column, and count them."""
    down = " DESC" if latest else ""
    found = await query(
        f"""WITH shown AS MATERIALIZED (
                SELECT c.id, c.{by} AS at FROM cases c WHERE c.closed_at IS NULL AND {chosen.text}
                ORDER BY c.{by}{down}, c.id LIMIT {most + 1})
            SELECT {columns} FROM shown CROSS JOIN cases c {_JOINED}
            WHERE c.id = shown.id ORDER BY shown.at{down}, shown.id""",
        *chosen.args,
    )
    rows = _rows(found)
    if len(rows) <= most:
        return Some(rows, len(rows))
    counted = await query_one(
        f"SELECT COUNT(*) FROM cases c WHERE c.closed_at IS NULL AND {chosen.text}", *chosen.args
    )
    return Some(rows[:most], int(counted[0]) if counted else 0)


async def in_scope(chosen: Sql, me: CurrentUser, *, columns: str, by: str, latest: bool = False) -> Some:
    """Return the first open cases in scope that a condition chooses, in the order of a column, and how many there are.

    They are gone through once; whole rows are read only of those that are shown.
    """
    scope, down = either(await case_scope_parts(me)), " DESC" if latest else ""
    found = await query(
        f"""WITH chosen AS MATERIALIZED (
                SELECT c.id, c.{by} AS since FROM cases c WHERE c.closed_at IS NULL AND {chosen.text} AND {scope.text}),
            shown AS MATERIALIZED (SELECT id, since FROM chosen ORDER BY since{down}, id LIMIT {SHOWN})
            SELECT {columns}, (SELECT COUNT(*) FROM chosen)
            FROM shown JOIN cases c ON c.id = shown.id {_JOINED} ORDER BY shown.since{down}, c.id""",
        *chosen.args,
        *scope.args,
    )
    return _counted(found)


def _counted(found: Sequence[Any]) -> Some:
    return Some(_rows(row[:-1] for row in found), int(found[0][-1])) if found else NONE


def _rows(found: Iterable[Iterable[Any]]) -> list[Row]:
    return [Row(*row) for row in found]


class Visit(msgspec.Struct, frozen=True):
    """A visit agreed with a client: where they are, and how they may be reached."""

    number: str
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    on: date
    phone: str
    safe_contact: str
    safe_contact_note: str
    address: str
    village: str | None


async def visits(me: CurrentUser, *, until: date, most: int) -> list[Visit]:
    """List the visits agreed for a day or earlier in own cases, since which nobody has been there."""
    own = assigned(me)
    rows = await query(
        f"""SELECT c.number, k.number, k.full_name, k.restricted, c.pmks_type, c.visit_on, k.phone, k.safe_contact,
                k.safe_contact_note, k.home_address, r.name
            FROM cases c JOIN clients k ON k.id = c.client LEFT JOIN regions r ON r.code = k.home_region
            WHERE c.closed_at IS NULL AND c.visit_on IS NOT NULL AND c.visit_on <= ? AND {own.text}
            ORDER BY c.visit_on, c.id LIMIT {most}""",
        until,
        *own.args,
    )
    return [Visit(*row) for row in rows]


class Promise(msgspec.Struct, frozen=True):
    """A record that stands on the reader's own desk: a goal in their charge, a conference that they lead."""

    row: Row
    kind: str
    on: date
    words: str


async def promises(me: CurrentUser, *, until: date, most: int) -> list[Promise]:
    """List the goals and conferences that the reader answers for up to a day, each by its latest record."""
    scope = either(await case_scope_parts(me))
    found = await query(
        f"""SELECT {_HEAD}, r.kind, r.due_on, r.data FROM case_records r JOIN cases c ON c.id = r."case" {_JOINED}
            WHERE r.worker = ? AND r.due_on <= ? AND c.closed_at IS NULL AND {scope.text} AND NOT EXISTS (
                SELECT 1 FROM case_records n WHERE n."case" = r."case" AND n.kind = r.kind
                    AND n.recorded_at > r.recorded_at AND (r.thing IS NULL OR n.thing = r.thing))
            ORDER BY r.due_on, c.number LIMIT {most}""",
        me.id,
        until,
        *scope.args,
    )
    return [_promise(row) for row in found]


def _promise(row: Any) -> Promise:
    *head, kind, due_on, data = row
    words = msgspec.json.decode(data).get("statement") or ""
    return Promise(_rows([[*head, f"record:{kind}", "", "", None]])[0], kind, due_on, str(words))
