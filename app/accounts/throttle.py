"""Rate limiting: who guesses passwords waits, and nobody can make somebody else wait, reckoned in the database.

An attempt is written down before the password is looked at, so that guesses sent all at once count as well. A browser
that has signed in to the account before (`devices`) and an open session count by themselves, by address: whatever
strangers try does not touch them. Other attempts count by account and address together, and by address, behind which a
whole office may sit: after `FREE` failures each further one doubles the wait, up to `LONGEST`, which is short for the sake
of the colleague with a new browser behind the address where somebody guesses. Failures on one account from many addresses
are answered more slowly, and never refused. A success forgets the failures it belongs to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from app.accounts.tables import LoginAttempt
from app.db import transaction

WINDOW = timedelta(minutes=15)
FREE = 5
FREE_PER_ADDRESS = 50
FREE_FROM_ANYWHERE = 20
FIRST_WAIT = timedelta(seconds=30)
LONGEST = timedelta(minutes=1)
LONGEST_PAUSE = 4.0  # seconds
KEPT = timedelta(days=1)


class Attempt(NamedTuple):
    """One try: its number, and how many seconds its answer is held back."""

    id: int
    pause: float


@transaction
async def begin(username: str, address: str, *, now: datetime, device: str = "") -> Attempt | timedelta:
    """Write the attempt down, or return how long to wait before the next one.

    *device* is what proves that somebody known is at the door: a browser that was here before, or an open session.
    """
    attempt = LoginAttempt(username=username, address=address, at=now, device=device)
    mine = {"username": username, "device": device, "address": address}
    wait = _wait(await _failures(mine, now), FREE, now)
    if not device:
        of_address = await _failures({"address": address, "device": ""}, now, forgives=False)
        wait = max(wait, _wait(of_address, FREE_PER_ADDRESS, now))
    anywhere = await _failures({"username": username, "device": device}, now, forgives=False)
    pause = min(max(len(anywhere) - FREE_FROM_ANYWHERE, 0) / 10, LONGEST_PAUSE)
    if wait > timedelta(0):
        return wait
    await LoginAttempt.delete().where(LoginAttempt.at < now - KEPT)
    await LoginAttempt.insert(attempt)
    return Attempt(attempt.id, pause)


async def succeed(attempt: Attempt) -> None:
    """Mark an attempt as the right password; inside the transaction that opens the session."""
    await LoginAttempt.update({LoginAttempt.succeeded: True}).where(LoginAttempt.id == attempt.id)


async def _failures(which: Mapping[str, str], now: datetime, *, forgives: bool = True) -> list[datetime]:
    """Return when these failures happened, newest first: within the window and, if it forgives, since the last success."""
    of_these = [getattr(LoginAttempt, name) == value for name, value in which.items()]
    since = now - WINDOW
    if forgives:
        success = await (
            LoginAttempt.objects()
            .where(*of_these, LoginAttempt.succeeded.eq(True))
            .order_by(LoginAttempt.at, ascending=False)
            .first()
        )
        since = max(since, success.at) if success else since
    failures = await (
        LoginAttempt.objects()
        .where(*of_these, LoginAttempt.succeeded.eq(False), LoginAttempt.at > since)
        .order_by(LoginAttempt.at, ascending=False)
    )
    return [failure.at for failure in failures]


def _wait(failures: list[datetime], free: int, now: datetime) -> timedelta:
    over = len(failures) - free
    if over < 0:
        return timedelta(0)
    pause: timedelta = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST)
    return pause - (now - failures[0])
