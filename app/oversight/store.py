"""Audit trail: questions about the log, newest first. It is read whole: no scope narrows it, so names stay out of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.cases.numbers import normalise as case_number
from app.cases.store import names
from app.cases.tables import Case
from app.clients.numbers import normalise as client_number
from app.clients.tables import Client
from app.db import Row, query
from app.db.sql import HOLDS, part
from app.oversight.forms import AuditFilter
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of

MOST_EXPORTED = 10_000
_detail = msgspec.json.Decoder(dict[str, Any]).decode


class Entry(msgspec.Struct, frozen=True):
    """One row of the log, with what it speaks of looked up where it still exists."""

    seq: int
    at: datetime
    action: str
    subject: str
    subject_id: str
    by_name: str | None
    by_username: str | None
    case_number: str | None
    client_number: str | None
    client_name: str | None
    worker_name: str | None
    detail: Mapping[str, Any]


_SELECT = """
SELECT a.seq, a.at, a.action, a.subject, a.subject_id, w.name, w.username, c.number, k.number, k.full_name, a.detail
FROM audit a
LEFT JOIN workers w ON w.id = a."by"
LEFT JOIN cases c ON c.id = a."case"
LEFT JOIN clients k ON k.id = a.client
WHERE """


async def entries(filters: AuditFilter, *, limit: int = PAGE_SIZE) -> Page[Entry]:
    """Return a page of the log; raises ValueError for a cursor made by hand."""
    where, args = _where(filters)
    if cursor := decode(filters.after, of="audit"):
        where += " AND (a.at, a.seq) < (?, ?)"
        args += (datetime.fromisoformat(str(cursor[0])), cursor[1])
    rows = await query(f"{_SELECT} {where} ORDER BY a.at DESC, a.seq DESC LIMIT {limit + 1}", *args)
    return page_of(
        await _entries(rows), key=lambda one: (one.at.isoformat(), one.seq), of="audit", size=limit
    )


async def _entries(rows: Sequence[Row]) -> list[Entry]:
    """Put the names of the accounts beside the rows that speak of one."""
    named = await names(row.subject_id for row in rows if row.subject == "worker")
    return [_entry(row, named) for row in rows]


def _entry(row: Row, named: Mapping[str, str]) -> Entry:
    *values, detail = row
    return Entry(*[*values, named.get(row.subject_id), _detail(detail or "{}")])


def _where(filters: AuditFilter) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = ["1 = 1"]
    args: list[object] = []
    if filters.who:
        parts.append(f'a."by" IN (SELECT p.id FROM workers p WHERE p.username = ? OR lower(p.name) {HOLDS})')
        args += [filters.who.lower(), part(filters.who.lower())]
    if filters.case:
        parts.append('a."case" = (SELECT n.id FROM cases n WHERE n.number = ?)')
        args.append(case_number(filters.case) or filters.case)
    if filters.client:
        parts.append(
            """a.client IN (SELECT o.id FROM clients n JOIN clients o ON o.id = n.id OR o.merged_into = n.id
                            OR o.id = n.merged_into OR o.merged_into = n.merged_into WHERE n.number = ?)"""
        )
        args.append(client_number(filters.client) or filters.client)
    if filters.action:
        parts.append("a.action = ?")
        args.append(filters.action)
    if filters.since:
        parts.append("a.at >= ?")
        args.append(_midnight(filters.since))
    if filters.until:
        parts.append("a.at < ?")
        args.append(_midnight(filters.until + timedelta(days=1)))
    return " AND ".join(parts), tuple(args)


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), clock.WIB)


async def ids_of(filters: AuditFilter) -> tuple[UUID | None, UUID | None]:
    """Return the ids of the case and the client that the address names."""
    case = await Case.objects().get(Case.number == (case_number(filters.case) or filters.case))
    client = await Client.objects().get(Client.number == (client_number(filters.client) or filters.client))
    return (case.id if case else None), (client.id if client else None)
