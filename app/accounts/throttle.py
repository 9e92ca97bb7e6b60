"""Rate limiting: who guesses passwords waits, by account and by address, reckoned in the database.

An attempt is written down before the password is looked at, so that guesses sent all at once count as well.
After `FREE` failures on an account each further one doubles the wait, up to `LONGEST`. An address, behind which a
whole office may sit, is given more room. A success forgets the account's failures, not the address's.
"""

from datetime import datetime, timedelta

from piccolo.columns import Varchar

from app.accounts.tables import LoginAttempt
from app.db import transaction

WINDOW = timedelta(minutes=15)
FREE = 5
FREE_PER_ADDRESS = 50
FIRST_WAIT = timedelta(seconds=30)
LONGEST = timedelta(minutes=10)
KEPT = timedelta(days=1)


@transaction
async def begin(username: str, address: str, *, now: datetime) -> int | timedelta:
    """Write the attempt down and return its number, or return how long to wait before the next one."""
    of_account = await _failures(LoginAttempt.username, username, since=await _window(username, now))
    of_address = await _failures(LoginAttempt.address, address, since=now - WINDOW)
    wait = max(_wait(of_account, FREE, now), _wait(of_address, FREE_PER_ADDRESS, now))
    if wait > timedelta(0):
        return wait
    await LoginAttempt.delete().where(LoginAttempt.at < now - KEPT)
    attempt = LoginAttempt(username=username, address=address, at=now)
    await LoginAttempt.insert(attempt)
    return attempt.id


async def succeed(attempt: int) -> None:
    """Mark an attempt as the right password; inside the transaction that opens the session."""
    await LoginAttempt.update({LoginAttempt.succeeded: True}).where(LoginAttempt.id == attempt)


async def _window(username: str, now: datetime) -> datetime:
    """Return since when an account's failures count: the window's begin, or its last success."""
    success = await (
        LoginAttempt.objects()
        .where(LoginAttempt.username == username, LoginAttempt.succeeded.eq(True))
        .order_by(LoginAttempt.at, ascending=False)
        .first()
    )
    return max(now - WINDOW, success.at) if success else now - WINDOW


async def _failures(column: Varchar, value: str, *, since: datetime) -> list[datetime]:
    """Return when failures of an account or an address happened, newest first."""
    failures = await (
        LoginAttempt.objects()
        .where(column == value, LoginAttempt.succeeded.eq(False), LoginAttempt.at > since)
        .order_by(LoginAttempt.at, ascending=False)
    )
    return [failure.at for failure in failures]


def _wait(failures: list[datetime], free: int, now: datetime) -> timedelta:
    over = len(failures) - free
    if over < 0:
        return timedelta(0)
    pause: timedelta = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST)
    return pause - (now - failures[0])
