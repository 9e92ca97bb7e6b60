"""Idempotency keys: a form sent twice has one effect, and the second sending is led to the same place.

`claim` first thing inside the action's transaction, `finish` last; `result` only looks. A form that was refused leaves
no result and may be sent again under the same key.
"""

from datetime import datetime
from uuid import UUID

from app import clock
from app.db import execute, query_one


async def claim(key: UUID | None, *, worker: UUID, at: datetime | None = None) -> str | None:
    """Claim a form's key; return where the form led when it was acted upon before, or None to go ahead.

    Of two simultaneous sendings one waits here until the other is committed.
    """
    if key is None:
        return None
    claimed = await execute(
        "INSERT INTO command_keys (key, worker, location, at) VALUES (?, ?, '', ?) ON CONFLICT (key) DO NOTHING",
        key,
        worker,
        at or clock.now(),
    )
    return None if claimed else await result(key, worker=worker)


async def finish(key: UUID | None, *, worker: UUID, location: str) -> None:
    """Remember that the form with this key was acted upon, and where it led."""
    if key is not None:
        sql = "UPDATE command_keys SET location = ? WHERE key = ? AND worker = ?"
        await execute(sql, location, key, worker)


async def result(key: UUID | None, *, worker: UUID) -> str | None:
    """Return where a form that was acted upon led, for pages that check what its own effect has changed."""
    if key is None:
        return None
    row = await query_one("SELECT location FROM command_keys WHERE key = ? AND worker = ?", key, worker)
    return str(row[0]) if row is not None and row[0] else None
