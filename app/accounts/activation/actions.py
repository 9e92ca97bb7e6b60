"""Setting an own password by a code: the first one of a new account, or another after it was forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from app.accounts import passwords, sessions, throttle
from app.accounts.actions import Expired, Wait, Wrong
from app.accounts.activation import codes
from app.audit import record
from app.db import execute, transaction


class PasswordSet(msgspec.Struct, frozen=True):
    """The password is set; the person may sign in by it."""

    username: str


async def set_password(
    username: str, code: str, password: str, *, now: datetime, address: str
) -> PasswordSet | Wrong | Expired | Wait:
    """Set the password of the account for which *code* was made; wrong codes are slowed down like passwords."""
    attempt = await throttle.begin(username.strip().lower()[:60], address[:60], now=now)
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    found = await codes.owner(username, code, now=now)
    if found is None:
        return Wrong()
    if sessions.expired(found.expires_on, now):
        return Expired(found.expires_on)
    stored = await passwords.hashed(password)
    return await _set(found.id, found.username, found.code, stored, attempt, now=now)


@transaction
async def _set(
    worker: UUID, username: str, code: UUID, stored: str, attempt: int, *, now: datetime
) -> PasswordSet | Wrong:
    if not await codes.use(code, now=now):
        return Wrong()
    await execute(
        "UPDATE workers SET password = ?, password_changed_at = ? WHERE id = ? AND active",
        stored,
        now,
        worker,
    )
    await sessions.close_all(worker)
    await throttle.succeed(attempt)
    await record("password_set_by_code", by=worker, at=now, subject="worker", subject_id=worker)
    return PasswordSet(username)
