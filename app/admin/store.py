"""Questions about accounts and organisations, for the administrator."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from app import clock
from app.accounts.tables import Organisation, PasswordCode, Session, WorkerRole
from app.admin.forms import AccountFilter
from app.cases.tables import Case
from app.db import Row, query, query_one
from app.db.sql import HOLDS, part
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of

_WAITING = "EXISTS (SELECT 1 FROM password_codes p WHERE p.worker = w.id AND p.ended_at IS NULL)"
_COLUMNS = f"""w.id, w.username, w.name, w.organisation, o.name AS organisation_name, w.region, w.kecamatan, w.language,
              w.active, w.created_at, w.expires_on, w.last_sign_in_at, w.version, {_WAITING} AS waiting"""
_FROM = "FROM workers w LEFT JOIN organisations o ON o.id = w.organisation"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One account as the administrator sees it; ``roles`` are (role, section) pairs."""

    id: UUID
    username: str
    name: str
    organisation: UUID | None
    organisation_name: str | None
    region: str | None
    kecamatan: str | None
    language: str
    active: bool
    created_at: datetime
    expires_on: date | None
    last_sign_in_at: datetime | None
    version: int
    waiting: bool
    roles: Sequence[tuple[str, str]] = ()

    def state(self, now: datetime) -> str:
        """Return the state (a code of `account_state`)."""
        if not self.active:
            return "CLOSED"
        if self.expires_on and clock.on(now) > self.expires_on:
            return "EXPIRED"
        return "WAITING" if self.waiting else "ACTIVE"


_LASTS = "(w.expires_on IS NULL OR w.expires_on >= ?)"
_STATES = {
    "ACTIVE": f"w.active AND NOT {_WAITING} AND {_LASTS}",
    "WAITING": f"w.active AND {_WAITING} AND {_LASTS}",
    "EXPIRED": "w.active AND w.expires_on < ?",
}


async def accounts(filters: AccountFilter, *, now: datetime) -> Page[Account]:
    """Return a page of accounts by name."""
    where, args = _where(filters, now)
    if cursor := decode(filters.after, of="accounts"):
        where += " AND (lower(w.name), w.username) > (?, ?)"
        args += cursor
    rows = await query(
        f"SELECT {_COLUMNS}, lower(w.name) AS sorted {_FROM} WHERE {where} "
        f"ORDER BY lower(w.name), w.username LIMIT {PAGE_SIZE + 1}",
        *args,
    )
    shown = page_of(rows, key=lambda row: (row.sorted, row.username), of="accounts")
    roles = await _roles([row.id for row in shown.rows])
    return Page([_account(row, roles) for row in shown.rows], shown.next)


def _where(filters: AccountFilter, now: datetime) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = ["1 = 1"]
    args: list[object] = []
    if filters.q:
        parts.append(f"(lower(w.name) {HOLDS} OR w.username {HOLDS})")
        args += [part(filters.q.lower())] * 2
    if filters.role:
        parts.append("EXISTS (SELECT 1 FROM worker_roles r WHERE r.worker = w.id AND r.role = ?)")
        args.append(filters.role)
    if filters.organisation:
        parts.append("w.organisation = ?")
        args.append(filters.organisation)
    if filters.state == "CLOSED":
        parts.append("NOT w.active")
    elif filters.state:
        parts.append(_STATES[filters.state])
        args.append(clock.on(now))
    return " AND ".join(parts), tuple(args)


async def account(username: str) -> Account | None:
    """Return one account by its username."""
    row = await query_one(f"SELECT {_COLUMNS} {_FROM} WHERE w.username = ?", username.lower())
    return _account(row, await _roles([row.id])) if row else None


def _account(row: Row, roles: Mapping[UUID, list[tuple[str, str]]]) -> Account:
    values = {name: getattr(row, name) for name in Account.__struct_fields__ if name != "roles"}
    values |= {"active": bool(row.active), "waiting": bool(row.waiting)}
    return Account(**values, roles=roles.get(row.id, []))


async def _roles(workers: Sequence[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    roles: dict[UUID, list[tuple[str, str]]] = {}
    if workers:
        rows = await (
            WorkerRole.objects().where(WorkerRole.worker.is_in(list(workers))).order_by(WorkerRole.role)
        )
        for row in rows:
            roles.setdefault(row.worker, []).append((row.role, row.section))
    return roles


async def open_cases(worker: UUID) -> int:
    """Return how many open cases are given to a worker."""
    return int(await Case.count().where(Case.worker == worker, Case.closed_at.is_null()))


async def is_closed(organisation: UUID | None) -> bool:
    """Tell whether an organisation is closed."""
    there = Organisation.exists().where(Organisation.id == organisation, Organisation.closed_at.is_not_null())
    return organisation is not None and bool(await there)


async def cases_of(organisation: UUID) -> int:
    """Return how many open cases an organisation's unit or its people have."""
    row = await query_one(
        """SELECT count(*) FROM cases c WHERE c.closed_at IS NULL
           AND (c.unit = ? OR c.worker IN (SELECT w.id FROM workers w WHERE w.organisation = ?))""",
        organisation,
        organisation,
    )
    return int(row[0]) if row else 0


async def sections_of_open_cases() -> set[str]:
    """Return the sections whose cases are open, also where no journey names them any more."""
    return {str(row[0]) for row in await query("SELECT DISTINCT section FROM cases WHERE closed_at IS NULL")}


async def open_code(worker: UUID, *, now: datetime) -> PasswordCode | None:
    """Return the worker's unused code, which says when it was made and when it ends, if there is one."""
    return await (
        PasswordCode.objects()
        .where(PasswordCode.worker == worker, PasswordCode.ended_at.is_null(), PasswordCode.expires_at > now)
        .first()
    )


async def devices(worker: UUID) -> int:
    """Return on how many devices a worker is signed in."""
    return int(await Session.count().where(Session.worker == worker))


async def trail(worker: UUID, *, limit: int = 10) -> list[Row]:
    """Return the last acts on an account, newest first."""
    return await query(
        """SELECT a.at, a.action, b.name AS by_name FROM audit a LEFT JOIN workers b ON b.id = a."by"
           WHERE a.subject = 'worker' AND a.subject_id = ? ORDER BY a.seq DESC LIMIT ?""",
        str(worker),
        limit,
    )


async def organisations() -> list[Row]:
    """Return all organisations by kind and name, with how many accounts in use each has."""
    return await query(
        """SELECT o.id, o.kind, o.name, o.region, o.version, o.closed_at,
                  (SELECT count(*) FROM workers w WHERE w.organisation = o.id AND w.active) AS people
           FROM organisations o ORDER BY o.kind, lower(o.name)"""
    )


async def organisation(id: UUID) -> Organisation | None:  # noqa: A002
    """Return one organisation."""
    return await Organisation.objects().get(Organisation.id == id)
