"""Slowing down those who guess passwords, by account and by address, with the reckoning in the database.

An attempt is written down before the password is looked at, so that guesses sent all at once count as well.
After `FREE` failures on an account each further one doubles the wait, up to `LONGEST`. An address, behind which a
whole office may sit, is given more room. A success forgets the account's failures, not the address's.
"""

from datetime import datetime, timedelta

from app.db import execute, query, query_one, transaction

WINDOW = timedelta(minutes=15)
FREE = 5
FREE_PER_ADDRESS = 50
FIRST_WAIT = timedelta(seconds=30)
LONGEST = timedelta(minutes=10)
KEPT = timedelta(days=1)


@transaction
async def begin(username: str, address: str, *, now: datetime) -> int | timedelta:
    """Write the attempt down and return its number, or return how long to wait before the next one."""
    wait = max(
        _wait(await _failures("username", username, now), FREE, now),
        _wait(await _failures("address", address, now), FREE_PER_ADDRESS, now),
    )
    if wait > timedelta(0):
        return wait
    await execute("DELETE FROM login_attempts WHERE at < ?", now - KEPT)
    rows = await query(
        "INSERT INTO login_attempts (username, address, at, succeeded) VALUES (?, ?, ?, ?) RETURNING id",
        username,
        address,
        now,
        False,
    )
    return int(rows[0].id)


async def succeed(attempt: int) -> None:
    """Mark an attempt as the right password; inside the transaction that opens the session."""
    await execute("UPDATE login_attempts SET succeeded = ? WHERE id = ?", True, attempt)


async def _failures(column: str, value: str, now: datetime) -> list[datetime]:
    """Return when failures happened within the window, newest first; for an account only those since a success."""
    since = now - WINDOW
    if column == "username":
        success = await query_one(
            "SELECT at FROM login_attempts WHERE username = ? AND succeeded = ? ORDER BY at DESC LIMIT 1",
            value,
            True,
        )
        since = max(since, success.at) if success else since
    rows = await query(
        f"SELECT at FROM login_attempts WHERE {column} = ? AND succeeded = ? AND at > ? ORDER BY at DESC",
        value,
        False,
        since,
    )
    return [row.at for row in rows]


def _wait(failures: list[datetime], free: int, now: datetime) -> timedelta:
    over = len(failures) - free
    if over < 0:
        return timedelta(0)
    pause: timedelta = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST)
    return pause - (now - failures[0])
