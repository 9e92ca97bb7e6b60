"""Setting an own password by a code: the first one of a new account, or another after it was forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from app.accounts import devices, passwords, sessions, throttle
from app.accounts.actions import Expired, Wait, Weak, Wrong
from app.accounts.activation import codes
from app.accounts.tables import Worker
from app.audit import record
from app.db import transaction


class PasswordSet(msgspec.Struct, frozen=True):
    """The password is set; the person may sign in by it."""

    username: str


async def set_password(
    username: str, code: str, password: str, *, now: datetime, address: str
) -> PasswordSet | Wrong | Expired | Wait | Weak:
    """Set the password of the account for which *code* was made; wrong codes are slowed down like passwords."""
    attempt = await throttle.begin(username.strip().lower()[:60], address[:60], now=now)
    if isinstance(attempt, timedelta):
        return Wait(attempt)
    account = await codes.owner(username, code, now=now)
    if account is None:
        return Wrong()
    if sessions.expired(account.expires_on, now):
        return Expired(account.expires_on)
    if weakness := await passwords.weakness(password, username=account.username, name=account.name):
        return Weak(weakness)  # the code stays good
    stored = await passwords.hashed(password)
    return await _set(account.id, account.username, account.code, stored, attempt, now=now)


@transaction
async def _set(
    worker: UUID, username: str, code: UUID, stored: str, attempt: throttle.Attempt, *, now: datetime
) -> PasswordSet | Wrong:
    if not await codes.use(code, now=now):
        return Wrong()
    await Worker.update({Worker.password: stored, Worker.password_changed_at: now}).where(
        Worker.id == worker, Worker.active.eq(True)
    )
    await sessions.close_all(worker)
    await devices.forget(worker)
    await throttle.succeed(attempt)
    await record("password_set_by_code", by=worker, at=now, subject="worker", subject_id=worker)
    return PasswordSet(username)
