"""Signing in and out, passwords, and new accounts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from app.accounts import passwords, sessions, store, throttle
from app.accounts.drafts import actions
from app.audit import record
from app.db import Row, execute, execute_many, transaction


class SignedIn(msgspec.Struct, frozen=True):
    """The token of the new session."""

    token: str


class Wrong(msgspec.Struct, frozen=True):
    """No such account, a closed one, or another password: which of them is not told."""


class Expired(msgspec.Struct, frozen=True):
    """The password is right, but the account's last day is over."""

    last_day: date


class Wait(msgspec.Struct, frozen=True):
    """Too many wrong passwords; the next try is open after this time."""

    time: timedelta


class NewWorker(msgspec.Struct, frozen=True, kw_only=True):
    """An account to be made. ``roles`` are (role, section) pairs; the section matters to a KASI only."""

    username: str
    name: str
    password: str
    roles: Sequence[tuple[str, str]]
    organisation: UUID | None = None
    region: str | None = None
    kecamatan: str | None = None
    language: str = "id"
    expires_on: date | None = None


async def sign_in(
    username: str, password: str, *, now: datetime, address: str, agent: str, old_token: str | None = None
) -> SignedIn | Wrong | Expired | Wait:
    """Open a session for the right password; the session that the browser had before ends."""
    username = username.strip().lower()
    attempt = await throttle.begin(username[:60], address[:60], now=now)
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    account = await store.by_username(username)
    right = await passwords.fits(account.password if account else None, password)
    if account is None or not right or not account.active:
        return Wrong()
    if sessions.expired(account.expires_on, now):
        return Expired(account.expires_on)
    renewed = await passwords.hashed(password) if passwords.outdated(account.password) else None
    return await _open(
        account, attempt, now=now, address=address, agent=agent, old=old_token, renewed=renewed
    )


@transaction
async def _open(
    account: Row,
    attempt: int,
    *,
    now: datetime,
    address: str,
    agent: str,
    old: str | None,
    renewed: str | None,
) -> SignedIn | Wrong:
    worker: UUID = account.id
    if not await store.still_opened_by(
        worker, account.password
    ):  # closed or changed while the password was checked
        return Wrong()
    if old:
        await sessions.close_token(old)
    if renewed:
        await execute("UPDATE workers SET password = ? WHERE id = ?", renewed, worker)
    await sessions.sweep(now)
    await actions.sweep(now)
    token = await sessions.open_session(worker, now=now, address=address, agent=agent)
    await execute("UPDATE workers SET last_sign_in_at = ? WHERE id = ?", now, worker)
    await throttle.succeed(attempt)
    await record(
        "signed_in", by=worker, at=now, subject="worker", subject_id=worker, detail={"address": address}
    )
    return SignedIn(token)


@transaction
async def sign_out(worker: UUID, session: UUID, *, now: datetime) -> None:
    """End this session."""
    await sessions.close(session)
    await record("signed_out", by=worker, at=now, subject="worker", subject_id=worker)


@transaction
async def sign_out_everywhere(worker: UUID, *, now: datetime) -> None:
    """End all of a worker's sessions, this one too."""
    ended = await sessions.close_all(worker)
    await record(
        "signed_out_everywhere",
        by=worker,
        at=now,
        subject="worker",
        subject_id=worker,
        detail={"sessions": ended},
    )


async def change_password(
    worker: UUID, session: UUID, *, username: str, old: str, new: str, now: datetime, address: str
) -> bool | Wait:
    """Change the password if *old* is right; every other session of the worker ends.

    Whoever found a phone unlocked may guess here too, so it is slowed down like the door.
    """
    attempt = await throttle.begin(username, address[:60], now=now)
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    if not await passwords.fits(await store.password_of(worker), old):
        return False
    await _set_password(worker, session, await passwords.hashed(new), attempt, now=now)
    return True


@transaction
async def _set_password(worker: UUID, session: UUID, stored: str, attempt: int, *, now: datetime) -> None:
    await execute(
        "UPDATE workers SET password = ?, password_changed_at = ? WHERE id = ?", stored, now, worker
    )
    await sessions.close_all(worker, but=session)
    await throttle.succeed(attempt)
    await record("password_changed", by=worker, at=now, subject="worker", subject_id=worker)


@transaction
async def speak(worker: UUID, language: str) -> None:
    """Remember the language of a worker's pages."""
    await execute("UPDATE workers SET language = ? WHERE id = ?", language, worker)


async def add_worker(new: NewWorker, *, by: UUID | None, now: datetime, id: UUID | None = None) -> UUID:  # noqa: A002
    """Make an account and return its id; `app.db.Duplicate` when the username is taken."""
    return await insert_worker(new, await passwords.hashed(new.password), by=by, now=now, id=id)


@transaction
async def insert_worker(
    new: NewWorker,
    stored: str,
    *,
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,  # noqa: A002
) -> UUID:
    """Make an account whose password is already hashed: for many at once, since hashing is slow on purpose."""
    worker = id or uuid4()
    await execute(
        "INSERT INTO workers (id, username, name, password, organisation, region, kecamatan, language, active, "
        "created_at, password_changed_at, expires_on, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        worker,
        new.username.strip().lower(),
        new.name,
        stored,
        new.organisation,
        new.region,
        new.kecamatan,
        new.language,
        True,
        now,
        now,
        new.expires_on,
        1,
    )
    await execute_many(
        "INSERT INTO worker_roles (id, worker, role, section) VALUES (?, ?, ?, ?)",
        [(uuid4(), worker, role, section) for role, section in new.roles],
    )
    await record(
        "worker_added",
        by=by,
        at=now,
        subject="worker",
        subject_id=worker,
        detail={"roles": sorted(role for role, _ in new.roles)},
    )
    return worker


@transaction
async def add_organisation(
    kind: str,
    name: str,
    *,
    region: str | None = None,
    id: UUID | None = None,  # noqa: A002
) -> UUID:
    """Make an organisation (DINAS, KABKOTA, UPTD, LKS, BAPAS) and return its id."""
    organisation = id or uuid4()
    await execute(
        "INSERT INTO organisations (id, kind, name, region, version) VALUES (?, ?, ?, ?, ?)",
        organisation,
        kind,
        name,
        region,
        1,
    )
    return organisation
