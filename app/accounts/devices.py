"""Browsers that are known: in each somebody has signed in, so a stranger's guesses do not keep them waiting.

A known browser keeps a random token for half a year, of which the database keeps the hash. It opens nothing: a right
password is asked for as of anybody, and wrong ones are counted for this browser alone.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from litestar.datastructures import Cookie

from app.accounts.tables import KnownDevice
from app.db import query_one
from app.settings import settings

LASTS = timedelta(days=180)


def cookie_name() -> str:
    """Return the cookie's name."""
    return "__Host-pulih-known" if settings().production else "pulih-known"


def cookie(token: str) -> Cookie:
    """Return the cookie by which this browser is known from now on."""
    return Cookie(
        key=cookie_name(),
        value=token,
        path="/",
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings().production,
    )


async def known(token: str | None, username: str, *, now: datetime) -> str:
    """Return under what name this browser's tries at an account are counted; nothing where it was never signed in."""
    if not token:
        return ""
    row = await query_one(
        "SELECT 1 FROM known_devices d JOIN workers w ON w.id = d.worker "
        "WHERE d.token_hash = ? AND w.username = ? AND d.seen_at > ?",
        hashed(token),
        username,
        now - LASTS,
    )
    return hashed(token) if row else ""


async def remember(token: str | None, worker: UUID, *, now: datetime) -> str:
    """Know this browser, within the transaction that opens a session; return its token, a new one if it had none of ours."""
    await KnownDevice.delete().where(KnownDevice.seen_at < now - LASTS)
    ours = token and await KnownDevice.exists().where(KnownDevice.token_hash == hashed(token))
    token = token if token and ours else secrets.token_urlsafe(32)
    await KnownDevice.delete().where(KnownDevice.token_hash == hashed(token), KnownDevice.worker == worker)
    await KnownDevice.insert(KnownDevice(worker=worker, token_hash=hashed(token), seen_at=now))
    return token


async def forget(worker: UUID) -> None:
    """Know none of a worker's browsers any more."""
    await KnownDevice.delete().where(KnownDevice.worker == worker)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
