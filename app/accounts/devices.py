"""Browsers that are known: in each somebody has signed in, so a stranger's guesses do not keep them waiting.

A known browser keeps a random token for each of the last who signed in there, for half a year, of which the database keeps
the hash. It opens nothing: a right password is asked for as of anybody, and wrong ones are counted for this browser alone.
Each sign-in gives a new token, so that nobody's counts for, or against, a colleague at the same computer.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from litestar.datastructures import Cookie

from app.accounts.tables import KnownDevice
from app.db import marks, query_one
from app.settings import settings

LASTS = timedelta(days=180)
_SEPARATOR = "."
_AT_MOST = 5  # people at one shared computer


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
    hashes = [hashed(one) for one in _each(token)]
    row = await query_one(
        "SELECT d.token_hash FROM known_devices d JOIN workers w ON w.id = d.worker "
        f"WHERE d.token_hash IN ({marks(hashes)}) AND w.username = ? AND d.seen_at > ?",
        *hashes,
        username,
        now - LASTS,
    )
    return str(row[0]) if row else ""


async def remember(token: str | None, worker: UUID, *, now: datetime) -> str:
    """Know this browser, within the transaction that opens a session; return its tokens, a new one for this worker first."""
    await KnownDevice.delete().where(KnownDevice.seen_at < now - LASTS)
    here = _each(token or "")
    rows = (
        await KnownDevice.select(KnownDevice.token_hash, KnownDevice.worker).where(
            KnownDevice.token_hash.is_in([hashed(one) for one in here])
        )
        if here
        else []
    )
    others = {row["token_hash"] for row in rows if row["worker"] != worker}
    await KnownDevice.delete().where(
        KnownDevice.worker == worker, KnownDevice.token_hash.is_in([hashed(one) for one in here] or [""])
    )
    own = secrets.token_urlsafe(32)
    await KnownDevice.insert(KnownDevice(worker=worker, token_hash=hashed(own), seen_at=now))
    return _SEPARATOR.join([own, *(one for one in here if hashed(one) in others)][:_AT_MOST])


def _each(token: str) -> list[str]:
    """Take apart what a cookie holds; more than we ever wrote is not looked at."""
    return token.split(_SEPARATOR)[:_AT_MOST] if token else []


async def forget(worker: UUID) -> None:
    """Know none of a worker's browsers any more."""
    await KnownDevice.delete().where(KnownDevice.worker == worker)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
