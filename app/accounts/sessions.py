"""Sessions: a random token in a cookie, its hash in a row, a new one at every sign-in, and how each is ended.

A session ends when it was idle for too long, when it is too old, when its owner says so, when the password changes,
when the account is closed and when it expires.
"""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from litestar.datastructures import Cookie

from app import clock
from app.accounts.roles import Standing, grantees
from app.accounts.tables import Session, Worker
from app.db import Row, query, query_one, transaction
from app.settings import settings
from app.web.http.current_user import CurrentSession, CurrentUser

_LOAD = """
SELECT s.id AS session, s.csrf_secret, s.previous_at, s.created_at, s.seen_at,
       w.id, w.username, w.name, w.organisation, w.region, w.kecamatan, w.language, w.expires_on, r.role, r.section
FROM sessions s JOIN workers w ON w.id = s.worker LEFT JOIN worker_roles r ON r.worker = w.id
WHERE s.token_hash = ? AND w.active = ?
"""
_OF_SESSION = 5
"""So many columns of `_LOAD` tell of the session; the others of whose it is."""
_REMEMBERED = timedelta(days=1)
"""How long an ended session still tells whose unsent texts are (`ended`)."""
_TOUCHES_PER_IDLE = 24
"""``seen_at`` is renewed in steps of this part of the idle limit, so that reading pages hardly ever writes."""


def cookie_name() -> str:
    """Return the cookie's name; in production the prefix makes browsers insist on Secure and this very host."""
    return "__Host-pulih" if settings().production else "pulih"


def cookie(token: str) -> Cookie:
    """Return the cookie that carries *token* until the browser is closed."""
    return Cookie(
        key=cookie_name(), value=token, path="/", httponly=True, samesite="lax", secure=settings().production
    )


def forgotten() -> Cookie:
    """Return the cookie that removes the session's."""
    return Cookie(
        key=cookie_name(),
        value="",
        path="/",
        max_age=0,
        httponly=True,
        samesite="lax",
        secure=settings().production,
    )


def idle_limit() -> timedelta:
    """Return how long a session may stay unused."""
    return timedelta(minutes=settings().session_idle_minutes)


def age_limit() -> timedelta:
    """Return how long a session may last at all."""
    return timedelta(hours=settings().session_hours)


async def open_session(worker: UUID, *, now: datetime, address: str, agent: str) -> str:
    """Open a session within the caller's transaction and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    account = await Worker.objects().get(Worker.id == worker)
    await Session.insert(
        Session(
            token_hash=_hash(token),
            worker=worker,
            csrf_secret=secrets.token_hex(32),
            created_at=now,
            seen_at=now,
            address=address[:60],
            agent=agent[:200],
            previous_at=account.last_sign_in_at if account else None,
        )
    )
    return token


async def find(token: str, *, now: datetime) -> tuple[CurrentUser, CurrentSession] | None:
    """Return who holds *token*, if its session is alive, with one query."""
    rows = await query(_LOAD, _hash(token), True)
    if not rows or not _alive(rows[0], now):
        return None
    first = rows[0]
    if now - first.seen_at > idle_limit() / _TOUCHES_PER_IDLE:
        await _touch(first.session, now)
    return _me(rows), CurrentSession(
        session=first.session, csrf_secret=first.csrf_secret, previous_at=first.previous_at
    )


async def close(session: UUID) -> None:
    """End one session."""
    await Session.delete().where(Session.id == session)


async def close_token(token: str) -> None:
    """End the session with this token, if there is one."""
    await Session.delete().where(Session.token_hash == _hash(token))


async def close_all(worker: UUID, *, but: UUID | None = None) -> int:
    """End a worker's sessions, perhaps all but one; return how many there were."""
    ended = Session.delete().where(Session.worker == worker).returning(Session.id)
    if but:
        ended = ended.where(Session.id != but)
    return len(await ended)


async def of(worker: UUID, *, now: datetime) -> list[Session]:
    """Return a worker's living sessions, the last used first."""
    return await (
        Session.objects()
        .where(Session.worker == worker)
        .where(Session.created_at > now - age_limit(), Session.seen_at > now - idle_limit())
        .order_by(Session.seen_at, ascending=False)
    )


async def ended(token: str, *, now: datetime) -> Row | None:
    """Give the worker and csrf_secret of a session that lives or ended by itself within the day; a closed one is gone."""
    return await query_one(
        "SELECT s.worker, s.csrf_secret FROM sessions s JOIN workers w ON w.id = s.worker "
        "WHERE s.token_hash = ? AND w.active = ? AND s.created_at > ? AND s.seen_at > ?",
        _hash(token),
        True,
        now - age_limit() - _REMEMBERED,
        now - idle_limit() - _REMEMBERED,
    )


async def sweep(now: datetime) -> None:
    """Remove sessions that ended by themselves a while ago, or with their account's last day."""
    expired_accounts = Worker.select(Worker.id).where(Worker.expires_on < clock.on(now))
    await Session.delete().where(
        Session.worker.is_in(expired_accounts)
        | (Session.created_at < now - age_limit() - _REMEMBERED)
        | (Session.seen_at < now - idle_limit() - _REMEMBERED)
    )


@transaction
async def _touch(session: UUID, now: datetime) -> None:
    await Session.update({Session.seen_at: now}).where(Session.id == session)


def expired(last_day: date | None, now: datetime) -> bool:
    """Tell whether an account whose last day is *last_day* is past it."""
    return last_day is not None and clock.on(now) > last_day


def _alive(row: Row, now: datetime) -> bool:
    if expired(row.expires_on, now):
        return False
    return bool(now - row.created_at < age_limit() and now - row.seen_at < idle_limit())


def _me(rows: list[Row]) -> CurrentUser:
    return _user(tuple([row[_OF_SESSION:] for row in rows]))


@lru_cache(maxsize=1024)
def _user(rows: tuple[tuple[Any, ...], ...]) -> CurrentUser:
    """Return whom these rows describe: worked out once, and anew as soon as anything in them has changed."""
    id_, username, name, organisation, region, kecamatan, language, _expires_on, _role, _section = rows[0]
    roles = [(row[-2], row[-1]) for row in rows if row[-2]]
    standing = Standing(id_, organisation, region, kecamatan)
    return CurrentUser(
        id=id_,
        username=username,
        name=name,
        roles=frozenset(role for role, _ in roles),
        grantees=grantees(standing, roles),
        organisation=organisation,
        region=region,
        lang=language,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
