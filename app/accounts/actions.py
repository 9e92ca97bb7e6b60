"""Authentication: signing in and out, passwords, and new accounts."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from app.accounts import devices, passwords, sessions, store, throttle
from app.accounts.drafts import actions as drafts
from app.accounts.tables import Organisation, Worker, WorkerRole
from app.audit import record
from app.db import transaction


class SignedIn(msgspec.Struct, frozen=True):
    """The token of the new session, and the one by which the browser is known."""

    token: str
    device: str = ""


class Wrong(msgspec.Struct, frozen=True):
    """No such account, a closed one, or another password: which of them is not told."""


class Expired(msgspec.Struct, frozen=True):
    """The password is right, but the account's last day is over."""

    last_day: date


class Wait(msgspec.Struct, frozen=True):
    """Too many wrong passwords; the next try is open after this time."""

    time: timedelta


class Weak(msgspec.Struct, frozen=True):
    """The chosen password is too easy to guess."""

    sentence: str


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
    username: str,
    password: str,
    *,
    now: datetime,
    address: str,
    agent: str,
    old_token: str | None = None,
    device: str | None = None,
) -> SignedIn | Wrong | Expired | Wait:
    """Open a session for the right password; the session that the browser had before ends.

    *device* is the token by which a browser may be known.
    """
    username = username.strip().lower()
    known = await devices.known(device, username, now=now)
    attempt = await throttle.begin(username[:60], address[:60], now=now, device=known)
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    await asyncio.sleep(attempt.pause)
    account = await store.by_username(username)
    right = await passwords.fits(account.password if account else None, password)
    if account is None or not right or not account.active:
        return Wrong()
    if sessions.expired(account.expires_on, now):
        return Expired(account.expires_on)
    renewed = await passwords.hashed(password) if passwords.outdated(account.password) else None
    return await _open(
        account, attempt, now=now, address=address, agent=agent, old=old_token, device=device, renewed=renewed
    )


@transaction
async def _open(
    account: Worker,
    attempt: throttle.Attempt,
    *,
    now: datetime,
    address: str,
    agent: str,
    old: str | None,
    device: str | None,
    renewed: str | None,
) -> SignedIn | Wrong:
    worker = account.id
    if not await store.lock_open(worker, account.password):
        return Wrong()  # closed or changed while the password was checked
    if old:
        await sessions.close_token(old)
    if renewed:
        await Worker.update({Worker.password: renewed}).where(Worker.id == worker)
    await sessions.sweep(now)
    await drafts.sweep(now)
    token = await sessions.open_session(worker, now=now, address=address, agent=agent)
    await Worker.update({Worker.last_sign_in_at: now}).where(Worker.id == worker)
    await throttle.succeed(attempt)
    await record(
        "signed_in", by=worker, at=now, subject="worker", subject_id=worker, detail={"address": address}
    )
    return SignedIn(token, await devices.remember(device, worker, now=now))


@transaction
async def sign_out(worker: UUID, session: UUID, *, now: datetime) -> None:
    """End this session."""
    await sessions.close(session)
    await record("signed_out", by=worker, at=now, subject="worker", subject_id=worker)


@transaction
async def sign_out_everywhere(worker: UUID, *, now: datetime) -> None:
    """End all of a worker's sessions, this one too, and know none of their browsers any more."""
    ended = await sessions.close_all(worker)
    await devices.forget(worker)
    await record(
        "signed_out_everywhere",
        by=worker,
        at=now,
        subject="worker",
        subject_id=worker,
        detail={"sessions": ended},
    )


async def change_password(
    worker: UUID, session: UUID, *, username: str, name: str, old: str, new: str, now: datetime, address: str
) -> bool | Wait | Weak:
    """Change the password if *old* is right; every other session of the worker ends.

    Whoever found a phone unlocked may guess here too, so it is slowed down like the door.
    """
    attempt = await throttle.begin(username, address[:60], now=now, device=str(session))
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    if not await passwords.fits(await store.password_of(worker), old):
        return False
    if weak := await passwords.weakness(new, username=username, name=name):
        return Weak(weak)
    await _set_password(worker, session, await passwords.hashed(new), attempt, now=now)
    return True


@transaction
async def _set_password(
    worker: UUID, session: UUID, stored: str, attempt: throttle.Attempt, *, now: datetime
) -> None:
    await Worker.update({Worker.password: stored, Worker.password_changed_at: now}).where(Worker.id == worker)
    await sessions.close_all(worker, but=session)
    await devices.forget(worker)
    await throttle.succeed(attempt)
    await record("password_changed", by=worker, at=now, subject="worker", subject_id=worker)


@transaction
async def speak(worker: UUID, language: str) -> None:
    """Remember the language of a worker's pages."""
    await Worker.update({Worker.language: language}).where(Worker.id == worker)


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
    await Worker.insert(
        Worker(
            id=worker,
            username=new.username.strip().lower(),
            name=new.name,
            password=stored,
            organisation=new.organisation,
            region=new.region,
            kecamatan=new.kecamatan,
            language=new.language,
            created_at=now,
            password_changed_at=now,
            expires_on=new.expires_on,
        )
    )
    await give_roles(worker, new.roles)
    await record(
        "worker_added",
        by=by,
        at=now,
        subject="worker",
        subject_id=worker,
        detail={"roles": sorted(role for role, _ in new.roles)},
    )
    return worker


async def give_roles(worker: UUID, roles: Sequence[tuple[str, str]]) -> None:
    """Give a worker these (role, section) pairs beside those held, within the caller's transaction."""
    if roles:
        await WorkerRole.insert(
            *(WorkerRole(worker=worker, role=role, section=section) for role, section in roles)
        )


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
    await Organisation.insert(Organisation(id=organisation, kind=kind, name=name, region=region))
    return organisation
