"""Idempotency keys: a form sent twice has one effect, and the second sending is led to the same place.

`claim` first thing inside the action's transaction, `finish` last; `result` only looks. A form that was refused leaves
no result and may be mended and sent again under the same key. A key that was acted upon stands for what was sent then,
to where and by whom: anything else under it raises KeyUsed, which gives what was typed back.
"""

from datetime import datetime
from uuid import UUID

from app import clock
from app.db import execute, query_one
from app.web.http.exceptions import KeyUsed
from app.web.http.typed import sending


async def claim(key: UUID | None, *, worker: UUID, at: datetime | None = None) -> str | None:
    """Claim a form's key; return where the form led when it was acted upon before, or None to go ahead.

    Of two simultaneous sendings one waits here until the other is committed. Raises KeyUsed.
    """
    if key is None:
        return None
    content = sending.content()
    claimed = await execute(
        "INSERT INTO command_keys (key, worker, content, location, at) VALUES (?, ?, ?, '', ?) "
        "ON CONFLICT (key) DO UPDATE SET content = excluded.content "
        "WHERE command_keys.worker = excluded.worker AND command_keys.location = ''",
        key,
        worker,
        content,
        at or clock.now(),
    )
    return None if claimed else await _led(key, content, worker=worker)


async def finish(key: UUID | None, *, worker: UUID, location: str) -> None:
    """Remember that the form with this key was acted upon, and where it led."""
    if key is not None:
        sql = "UPDATE command_keys SET location = ? WHERE key = ? AND worker = ?"
        await execute(sql, location, key, worker)


async def result(key: UUID | None, *, worker: UUID) -> str | None:
    """Return where a form that was acted upon led, for pages that check what its own effect has changed.

    Raises KeyUsed when something else was sent under its key.
    """
    return await _led(key, sending.content(), worker=worker) if key is not None else None


async def _led(key: UUID, content: str, *, worker: UUID) -> str | None:
    row = await query_one("SELECT worker, content, location FROM command_keys WHERE key = ?", key)
    if row is None or (row.worker == worker and not row.location):
        return None
    if row.worker != worker:
        raise KeyUsed
    if row.content != content:
        raise KeyUsed(str(row.location))
    sending.repeat()
    return str(row.location)
