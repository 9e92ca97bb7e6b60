"""Lists of cases: filtered, counted, in pages by key. One SELECT a page, and only within the reader's scope."""

from datetime import datetime
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Meta

from app.cases.numbers import is_number, normalise
from app.cases.unassigned import NOBODYS
from app.clients.store import matching
from app.db import Row, marks, query
from app.scope.predicate import Sql, case_count_scope, case_scope
from app.web.forms.decoding import Code, Label
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, decode, encode

COUNTED = 1000
"""Counting stops here: beyond it nobody leafs, and counting on would cost more than the page."""


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for. ``worker`` is `me`, `none`, an id, a username or part of a name."""

    q: Annotated[str, Meta(max_length=200), Label("Name, number or NIK")] = ""
    type: Annotated[str, Code("pmks"), Label("Type")] = ""
    stage: Annotated[str, Code("stage"), Label("Stage")] = ""
    region: Annotated[str, Meta(max_length=5), Label("Region")] = ""
    worker: Annotated[str, Meta(max_length=60), Label("Worker")] = ""
    overdue: bool = False
    state: Annotated[Literal["open", "closed", "all"], Label("State")] = "open"
    after: Annotated[str, Meta(max_length=400)] = ""


class CaseLine(msgspec.Struct, frozen=True):
    """One case in a list."""

    id: UUID
    number: str
    pmks_type: str
    stage: str
    region: str
    urgency: str
    opened_at: datetime
    next_due_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    restricted: bool
    client_name: str
    client_number: str
    worker_name: str | None


_SELECT = """
SELECT c.id, c.number, c.pmks_type, c.stage, c.region, c.urgency, c.opened_at, c.next_due_at, c.closed_at, c.outcome,
       c.restricted, k.full_name, k.number, w.name
FROM cases c JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker
WHERE """


class _Where(NamedTuple):
    text: str
    args: tuple[object, ...]

    def and_(self, text: str, *args: object) -> "_Where":
        return _Where(f"{self.text} AND {text}", (*self.args, *args))


async def cases(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> Page[CaseLine]:
    """Return a page: open cases by what falls due next, closed ones by their end, all by their beginning."""
    where = await _where(wanted, me, now, case_scope(me))
    if wanted.state == "open":
        return await _by_due(where, wanted.after)
    return await _by_time(where, wanted.after, "closed_at" if wanted.state == "closed" else "opened_at")


async def count(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> int:
    """Return how many cases there are, at most COUNTED + 1."""
    where = await _where(wanted, me, now, case_count_scope(me))
    joined = "JOIN clients k ON k.id = c.client" if wanted.q else ""
    # An order that an index gives lets the counting read that index alone, never the rows, which hold whole states.
    wide = any(not name.startswith("worker:") for name in me.grantees)
    order = " ORDER BY c.next_due_at, c.id" if wide and wanted.state == "open" and not wanted.q else ""
    rows = await query(
        f"SELECT count(*) FROM (SELECT 1 FROM cases c {joined} WHERE {where.text}{order} LIMIT {COUNTED + 1}) AS counted",
        *where.args,
    )
    return int(rows[0][0])


async def _where(wanted: CaseFilter, me: CurrentUser, now: datetime, scope: Sql) -> _Where:
    where = _Where(scope.text, scope.args)
    if wanted.state != "all":
        where = where.and_("c.closed_at IS NULL" if wanted.state == "open" else "c.closed_at IS NOT NULL")
    for column, value in (("pmks_type", wanted.type), ("stage", wanted.stage), ("region", wanted.region)):
        if value:
            where = where.and_(f"c.{column} = ?", value)
    if wanted.overdue:
        where = where.and_("c.closed_at IS NULL AND c.next_due_at < ?", now)
    if wanted.worker:
        where = await _worked_by(where, wanted.worker, me)
    return _sought(where, wanted.q) if wanted.q else where


async def _worked_by(where: _Where, worker: str, me: CurrentUser) -> _Where:
    if worker == "none":
        return where.and_(NOBODYS)
    ids = [me.id] if worker == "me" else [row[0] for row in await workers_called(worker)]
    return where.and_(f"c.worker IN ({marks(ids)})", *ids)


def _sought(where: _Where, text: str) -> _Where:
    """Look for a number or a name; a name that happens to be a well-formed case number counts as both."""
    condition, args = matching(text)
    if is_number(text):
        return where.and_(f"(c.number = ? OR ({condition}))", normalise(text), *args)
    return where.and_(condition, *args)


async def workers_called(text: str) -> list[Row]:
    """Return (id, name) of the worker with this id or username, else of those whose name holds the text."""
    try:
        return await query("SELECT id, name FROM workers WHERE id = ?", UUID(text))
    except ValueError:
        pass
    exact = await query("SELECT id, name FROM workers WHERE username = ?", text.lower())
    return exact or await query(
        "SELECT id, name FROM workers WHERE lower(name) LIKE ? ORDER BY name LIMIT 50", f"%{text.lower()}%"
    )


async def _by_due(where: _Where, after: str) -> Page[CaseLine]:
    """Cases that nothing is due for come last; they are read only when the others do not fill the page."""
    key = decode(after, of="cases by next_due_at")
    rows: list[Row] = []
    if key is None or key[0] is not None:
        dated = where.and_("c.next_due_at IS NOT NULL")
        if key:
            dated = dated.and_("(c.next_due_at, c.id) > (?, ?)", _instant(key[0]), _uuid(key[1]))
        rows = await _rows(dated, "c.next_due_at, c.id", PAGE_SIZE + 1)
    if len(rows) <= PAGE_SIZE:
        undated = where.and_("c.next_due_at IS NULL")
        if key and key[0] is None:
            undated = undated.and_("c.id > ?", _uuid(key[1]))
        rows = [*rows, *await _rows(undated, "c.id", PAGE_SIZE + 1 - len(rows))]
    return _page(rows, "next_due_at")


async def _by_time(where: _Where, after: str, column: str) -> Page[CaseLine]:
    key = decode(after, of=f"cases by {column}")
    if key and key[0]:
        where = where.and_(f"(c.{column}, c.id) < (?, ?)", _instant(key[0]), _uuid(key[1]))
    return _page(await _rows(where, f"c.{column} DESC, c.id DESC", PAGE_SIZE + 1), column)


async def _rows(where: _Where, order: str, limit: int) -> list[Row]:
    return await query(f"{_SELECT} {where.text} ORDER BY {order} LIMIT {limit}", *where.args)


def _page(rows: list[Row], column: str) -> Page[CaseLine]:
    lines = [CaseLine(*row) for row in rows[:PAGE_SIZE]]
    if len(rows) <= PAGE_SIZE:
        return Page(lines)
    at = getattr(lines[-1], column)
    return Page(lines, encode((at.isoformat() if at else None, str(lines[-1].id)), of=f"cases by {column}"))


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def _uuid(text: object) -> UUID:
    return UUID(str(text))
