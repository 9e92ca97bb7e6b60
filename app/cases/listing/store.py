"""The list of cases: keyset pagination by an order that an index keeps, ids first and whole rows of one page only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from app.cases.danger.store import holds, spares
from app.cases.listing.filters import CaseFilter, conditions, search_condition
from app.cases.numbers import is_number
from app.clients.finding.masked import indexed, note_found
from app.clients.finding.search import IndexedSearch
from app.db import Row, query
from app.scope.predicate import Sql, case_scope, case_scope_parts
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Key, Page, decode, encode

COUNTED = 1000
"""Counting stops here: beyond it nobody leafs, and counting on would cost more than the page."""


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
    danger_at: datetime | None
    danger_due: datetime | None
    closed_at: datetime | None
    outcome: str | None
    restricted: bool
    client_name: str
    client_number: str
    worker_name: str | None

    def in_danger(self, now: datetime) -> bool:
        """Tell whether the client is in danger at this instant."""
        return self.closed_at is None and self.danger_at is not None and self.danger_at <= now


_LINE = """SELECT c.id, c.number, c.pmks_type, c.stage, c.region, c.urgency, c.opened_at, c.next_due_at, c.danger_at,
    c.danger_due, c.closed_at,
    c.outcome, k.restricted, k.full_name, k.number, w.name"""
_JOINED = (
    "JOIN cases c ON c.id = shown.id JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker"
)


class Order(NamedTuple):
    """An order of the list: by an instant, then by id."""

    column: str
    direction: str
    """DESC, or nothing."""

    def by(self, at: str, id_: str) -> str:
        """Return the ORDER BY terms; what has no instant comes last."""
        return f"{at} IS NULL, {at} {self.direction}, {id_} {self.direction}"

    def walked(self, alias: str) -> str:
        """Return the terms as an index keeps them, where all rows have an instant, or none has."""
        return f"{alias}.{self.column} {self.direction}, {alias}.id {self.direction}"


_ORDERS = {
    "open": Order("next_due_at", ""),
    "closed": Order("closed_at", "DESC"),
    "all": Order("opened_at", "DESC"),
}
"""Open cases by what falls due next, closed ones by their end, all by their beginning."""
_FIRST = Order("danger_due", "")
"""Before all other open cases stand those in danger, the first to run out of time first."""


class Found(msgspec.Struct, frozen=True):
    """A page of cases, and how many there are over all pages, at most COUNTED + 1."""

    page: Page[CaseLine]
    count: int


async def listing(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> Found:
    """Return a page with the count. A search by name goes through the index of names once for both."""
    if names := _by_names(wanted, me):
        found = await _search(wanted, names, me, now=now)
    else:
        found = Found(await _walk(wanted, me, now=now), await _count(wanted, me, now=now))
    await _note(wanted, found.page, me)
    return found


async def cases(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> Page[CaseLine]:
    """Return a page alone."""
    if names := _by_names(wanted, me):
        page = (await _search(wanted, names, me, now=now)).page
    else:
        page = await _walk(wanted, me, now=now)
    await _note(wanted, page, me)
    return page


async def _note(wanted: CaseFilter, page: Page[CaseLine], me: CurrentUser) -> None:
    """Notice the masked people whom a search led to."""
    if wanted.q:
        await note_found((line.client_number for line in page.rows if line.restricted), me)


async def count(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> int:
    """Return how many cases there are, at most COUNTED + 1."""
    if names := _by_names(wanted, me):
        first = msgspec.structs.replace(wanted, after="")
        return (await _search(first, names, me, now=now)).count
    return await _count(wanted, me, now=now)


def _by_names(wanted: CaseFilter, me: CurrentUser) -> IndexedSearch | None:
    return indexed(wanted.q, me) if wanted.q and not is_number(wanted.q) else None


# A search by name: who is called so, their cases, then the page.


async def _search(wanted: CaseFilter, names: IndexedSearch, me: CurrentUser, *, now: datetime) -> Found:
    order = _ORDERS[wanted.state]
    scope = case_scope(me)
    where = _all_of([*await conditions(wanted, me, now=now), names.more, scope])
    client = "JOIN clients k ON k.id = c.client" if names.more.text else ""
    after = _after(order, wanted.after)
    rank = "CASE WHEN c.closed_at IS NULL AND c.danger_at <= ? THEN 0 ELSE 1 END"
    if wanted.state != "open":
        rank = "CASE WHEN ? IS NULL THEN 0 ELSE 1 END"
    rows = await query(
        f"""WITH hits AS MATERIALIZED (
                SELECT c.id, {rank} AS rank, CASE {rank} WHEN 0 THEN c.danger_due ELSE c.{order.column} END AS at
                FROM client_names n CROSS JOIN cases c ON c.client_key = n.rowid
                {client} WHERE client_names MATCH ? AND {where.text}),
            shown AS MATERIALIZED (
                SELECT id, rank, at FROM hits WHERE {after.text}
                ORDER BY rank, {order.by("at", "id")} LIMIT {PAGE_SIZE + 1})
            {_LINE}, (SELECT count(*) FROM hits)
            FROM shown CROSS {_JOINED} ORDER BY shown.rank, {order.by("shown.at", "shown.id")}""",
        now,
        now,
        names.match,
        *where.args,
        *after.args,
    )
    counted = min(int(rows[0][-1]), COUNTED + 1) if rows else 0
    return Found(_page([row[:-1] for row in rows], order, now), counted)


def _after(order: Order, cursor: str) -> Sql:
    """Say what comes after the last row shown, in an order in which what has no instant comes last."""
    if first := _key(_FIRST, cursor):
        return Sql("(rank = 1 OR (at, id) > (?, ?))", (_instant(first[0]), _uuid(first[1])))
    key = _key(order, cursor)
    if key is None:
        return Sql("1 = 1", ())
    if key[0] is None:
        return Sql("(rank = 1 AND at IS NULL AND id > ?)", (_uuid(key[1]),))
    beyond = "<" if order.direction else ">"
    return Sql(f"(rank = 1 AND ((at, id) {beyond} (?, ?) OR at IS NULL))", (_instant(key[0]), _uuid(key[1])))


# Everything else walks an index from where the last page ended.


async def _walk(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> Page[CaseLine]:
    order = _ORDERS[wanted.state]
    key, parts = _key(order, wanted.after), await _parts(wanted, me, now=now)
    if wanted.state != "open":
        return _page(await _rows(parts, _dated(order, key), order, PAGE_SIZE + 1), order, now)
    rows = [] if key else await _rows(parts, _endangered(wanted.after, now), _FIRST, PAGE_SIZE + 1)
    if len(rows) <= PAGE_SIZE and (key is None or key[0] is not None):
        dated = _all_of([_dated(order, key), spares(now)])
        rows = [*rows, *await _rows(parts, dated, order, PAGE_SIZE + 1 - len(rows))]
    if len(rows) <= PAGE_SIZE:
        undated = _all_of([_undated(key), spares(now)])
        rows = [*rows, *await _rows(parts, undated, order, PAGE_SIZE + 1 - len(rows))]
    return _page(rows, order, now)


def _endangered(cursor: str, now: datetime) -> Sql:
    """Say which cases in danger come after the last one shown."""
    holding, key = holds(now), _key(_FIRST, cursor)
    if key is None:
        return holding
    return _all_of([holding, Sql("(c.danger_due, c.id) > (?, ?)", (_instant(key[0]), _uuid(key[1])))])


def _undated(key: Key | None) -> Sql:
    """Say which cases in which nothing falls due come after the last one shown."""
    if key and key[0] is None:
        return Sql("c.next_due_at IS NULL AND c.id > ?", (_uuid(key[1]),))
    return Sql("c.next_due_at IS NULL", ())


def _dated(order: Order, key: Key | None) -> Sql:
    """Say which cases with an instant come after the last one shown; those without are read when these run out."""
    known = f"c.{order.column} IS NOT NULL"
    if key is None:
        return Sql(known, ())
    beyond = "<" if order.direction else ">"
    args = (_instant(key[0]), _uuid(key[1]))
    return Sql(f"{known} AND (c.{order.column}, c.id) {beyond} (?, ?)", args)


async def _parts(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> list[Sql]:
    """Return the conditions of what is asked for within each part of the scope."""
    asked = await conditions(wanted, me, now=now)
    if wanted.q:
        asked.append(search_condition(wanted.q, me))
    return [_all_of([part, *asked]) for part in await case_scope_parts(me)]


async def _rows(parts: Sequence[Sql], also: Sql, order: Order, limit: int) -> list[Row]:
    ids = _ids(parts, also, order, limit)
    return await query(
        f"""{_LINE} FROM (SELECT * FROM ({ids.text}) AS every ORDER BY at {order.direction}, id {order.direction}
            LIMIT {limit}) AS shown {_JOINED} ORDER BY {order.walked("c")}""",
        *ids.args,
    )


def _ids(parts: Sequence[Sql], also: Sql, order: Order, limit: int) -> Sql:
    """Return the first ids of each part of the scope, in the order of the list."""
    texts, args = list[str](), list[object]()
    for part in parts:
        client = "JOIN clients k ON k.id = c.client" if " k." in part.text or "(k." in part.text else ""
        texts.append(
            f"""SELECT * FROM (SELECT c.id, c.{order.column} AS at FROM cases c {client}
                WHERE {part.text} AND {also.text} ORDER BY {order.walked("c")} LIMIT {limit}) AS part"""
        )
        args += [*part.args, *also.args]
    return Sql(" UNION ALL ".join(texts), tuple(args))


async def _count(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> int:
    """Count in the list's order: an index that gives it is read alone, never the rows, which hold whole states."""
    parts = await _parts(wanted, me, now=now)
    ids = _ids(parts, Sql("1 = 1", ()), _ORDERS[wanted.state], COUNTED + 1)
    rows = await query(f"SELECT count(*) FROM ({ids.text}) AS counted", *ids.args)
    return min(int(rows[0][0]), COUNTED + 1)


def _all_of(asked: Iterable[Sql]) -> Sql:
    chosen = [one for one in asked if one.text]
    return Sql(" AND ".join(one.text for one in chosen), tuple(arg for one in chosen for arg in one.args))


def _page(rows: Sequence[Sequence[object]], order: Order, now: datetime) -> Page[CaseLine]:
    lines = [CaseLine(*row) for row in rows[:PAGE_SIZE]]  # type: ignore[arg-type]
    if len(rows) <= PAGE_SIZE:
        return Page(lines)
    if order.column == "next_due_at" and lines[-1].in_danger(now):
        order = _FIRST
    at = getattr(lines[-1], order.column)
    return Page(lines, encode((at.isoformat() if at else None, str(lines[-1].id)), of=_cursor(order)))


def _key(order: Order, cursor: str) -> Key | None:
    key = decode(cursor, of=_cursor(order))
    return key if key and (key[0] is not None or order.column == "next_due_at") else None


def _cursor(order: Order) -> str:
    return f"cases by {order.column}"


def _instant(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def _uuid(text: object) -> UUID:
    return UUID(str(text))
