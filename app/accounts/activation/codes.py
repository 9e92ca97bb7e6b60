"""One-time codes by which a person sets an own password: in a link, or printed and typed.

Sixteen signs that are not mistaken for one another carry 80 random bits: too many to guess, so a plain hash will do.
A code is shown to whoever made it once, works once, and lives a week; making another ends it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from app.accounts.tables import PasswordCode
from app.db import Row, query_one

LIVES = timedelta(days=7)
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U
_LENGTH, _GROUP = 16, 4
_MISREAD = str.maketrans("OIL", "011")


async def make(worker: UUID, *, by: UUID, now: datetime) -> str:
    """Return a new code for *worker*, within the caller's transaction; the ones before it end."""
    await end(worker, now=now)
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    await PasswordCode.insert(
        PasswordCode(worker=worker, code_hash=_hash(code), made_at=now, made_by=by, expires_at=now + LIVES)
    )
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


async def end(worker: UUID, *, now: datetime) -> None:
    """End a worker's codes."""
    await PasswordCode.update({PasswordCode.ended_at: now}).where(
        PasswordCode.worker == worker, PasswordCode.ended_at.is_null()
    )


async def owner(username: str, code: str, *, now: datetime) -> Row | None:
    """Return the open account for which *code* is good, if there is one."""
    return await query_one(
        """SELECT w.id, w.username, w.name, w.expires_on, p.id AS code FROM password_codes p
           JOIN workers w ON w.id = p.worker
           WHERE p.code_hash = ? AND p.ended_at IS NULL AND p.expires_at > ? AND w.username = ? AND w.active""",
        _hash(code),
        now,
        username.strip().lower(),
    )


async def use(code: UUID, *, now: datetime) -> bool:
    """Use a code up; of two at the same time only one succeeds."""
    used = await (
        PasswordCode.update({PasswordCode.ended_at: now})
        .where(PasswordCode.id == code, PasswordCode.ended_at.is_null())
        .returning(PasswordCode.id)
    )
    return bool(used)


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum()).translate(_MISREAD)
    return hashlib.sha256(plain.encode()).hexdigest()
