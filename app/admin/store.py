"""Questions about accounts and organisations, for the administrator."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from app import clock
from app.admin.forms import AccountFilter
from app.db import Row, marks, query, query_one
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


async def accounts(wanted: AccountFilter, *, now: datetime) -> Page[Account]:
    """Return a page of accounts by name."""
    where, args = _where(wanted, now)
    if cursor := decode(wanted.after, of="accounts"):
        where += " AND (lower(w.name), w.username) > (?, ?)"
        args += cursor
    rows = await query(
        f"SELECT {_COLUMNS}, lower(w.name) AS sorted {_FROM} WHERE {where} "
        f"ORDER BY lower(w.name), w.username LIMIT {PAGE_SIZE + 1}",
        *args,
    )
    found = page_of(rows, key=lambda row: (row.sorted, row.username), of="accounts")
    roles = await _roles([row.id for row in found.rows])
    return Page([_account(row, roles) for row in found.rows], found.next)


def _where(wanted: AccountFilter, now: datetime) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = ["1 = 1"]
    args: list[object] = []
    if wanted.q:
        parts.append("(lower(w.name) LIKE ? OR w.username LIKE ?)")
        args += [f"%{wanted.q.lower()}%"] * 2
    if wanted.role:
        parts.append("EXISTS (SELECT 1 FROM worker_roles r WHERE r.worker = w.id AND r.role = ?)")
        args.append(wanted.role)
    if wanted.organisation:
        parts.append("w.organisation = ?")
        args.append(wanted.organisation)
    if wanted.state == "CLOSED":
        parts.append("NOT w.active")
    elif wanted.state:
        parts.append(_STATES[wanted.state])
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
    found: dict[UUID, list[tuple[str, str]]] = {}
    if workers:
        rows = await query(
            f"SELECT worker, role, section FROM worker_roles WHERE worker IN ({marks(workers)}) ORDER BY role",
            *workers,
        )
        for row in rows:
            found.setdefault(row.worker, []).append((row.role, row.section))
    return found


async def open_cases(worker: UUID) -> int:
    """Return how many open cases are given to a worker."""
    row = await query_one("SELECT count(*) FROM cases WHERE worker = ? AND closed_at IS NULL", worker)
    return int(row[0]) if row else 0


async def open_code(worker: UUID, *, now: datetime) -> Row | None:
    """Return when the worker's unused code was made and when it ends, if there is one."""
    return await query_one(
        "SELECT made_at, expires_at FROM password_codes WHERE worker = ? AND ended_at IS NULL AND expires_at > ?",
        worker,
        now,
    )


async def devices(worker: UUID) -> int:
    """Return on how many devices a worker is signed in."""
    row = await query_one("SELECT count(*) FROM sessions WHERE worker = ?", worker)
    return int(row[0]) if row else 0


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
        """SELECT o.id, o.kind, o.name, o.region, o.version,
                  (SELECT count(*) FROM workers w WHERE w.organisation = o.id AND w.active) AS people
           FROM organisations o ORDER BY o.kind, lower(o.name)"""
    )


async def organisation(id: UUID) -> Row | None:  # noqa: A002
    """Return one organisation."""
    return await query_one("SELECT id, kind, name, region, version FROM organisations WHERE id = ?", id)
