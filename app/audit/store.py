"""The audit trail and the keys of forms already acted upon. All of it runs inside the caller's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.db import execute, query_one, transaction

_ROW = 'INSERT INTO audit (at, "by", action, subject, subject_id, "case", client, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'


async def record(
    action: str,
    *,
    by: UUID | None,
    at: datetime,
    subject: str,
    subject_id: object,
    case: UUID | None = None,
    client: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write that *by* (None: the system) did *action* to a subject; ``detail`` must not hold secrets or narrative."""
    text = msgspec.json.encode(detail or {}).decode()
    await execute(_ROW, at, by, action, subject, str(subject_id), case, client, text)


@transaction
async def read(
    subject: str,
    subject_id: object,
    *,
    by: UUID,
    at: datetime,
    case: UUID | None = None,
    client: UUID | None = None,
    reason: str = "",
) -> None:
    """Write that *by* looked at a restricted subject; to be awaited before the page is shown."""
    detail = {"reason": reason} if reason else None
    await record(
        "read", by=by, at=at, subject=subject, subject_id=subject_id, case=case, client=client, detail=detail
    )


async def once(key: UUID | None, *, worker: UUID, at: datetime | None = None) -> str | None:
    """Claim a form's key; return where the form led when it was acted upon before, or None to go ahead.

    To be asked first thing inside the action's transaction; `remember` ends it. Of two simultaneous sendings one
    waits here until the other is committed. A form that was refused may be sent again under the same key.
    """
    if key is None:
        return None
    claimed = await execute(
        "INSERT INTO command_keys (key, worker, location, at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        key,
        worker,
        "",
        at or clock.now(),
    )
    if claimed:
        return None
    return await led_to(key, worker=worker)


async def led_to(key: UUID | None, *, worker: UUID) -> str | None:
    """Return where a form that was acted upon led, for pages that check things which its own effect has changed."""
    if key is None:
        return None
    row = await query_one("SELECT location FROM command_keys WHERE key = ? AND worker = ?", key, worker)
    return str(row.location) if row is not None and row.location else None


async def remember(key: UUID | None, *, worker: UUID, location: str, at: datetime | None = None) -> None:
    """Remember that the form with this key was acted upon and where it led."""
    if key is not None:
        await execute(
            "UPDATE command_keys SET location = ?, at = ? WHERE key = ? AND worker = ?",
            location,
            at or clock.now(),
            key,
            worker,
        )
