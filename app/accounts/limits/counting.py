"""Counts in memory, written to the database in groups: a search waits for nothing, and all processes share one count.

A few seconds may pass before one process knows what another one counted; so much more somebody may do who is at several
at once.
"""

import asyncio
from contextvars import Context
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from app import db
from app.accounts.limits.rules import Limit
from app.db import query, transaction
from app.settings import settings

FLUSH = 2.0  # seconds
KEPT = timedelta(days=1)
Key = tuple[UUID, str, datetime]
log = structlog.get_logger("pulih.limits")

_ADD = (
    "INSERT INTO rate_counts (id, worker, kind, since, used) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (worker, kind, since) DO UPDATE SET used = rate_counts.used + excluded.used RETURNING used"
)


class Counts:
    """What this process counted and has not written yet, and what all processes had written when it last looked."""

    def __init__(self) -> None:
        self._written: dict[Key, int] = {}
        self._waiting: dict[Key, int] = {}
        self._soon: asyncio.TimerHandle | None = None
        self._database: db.Database | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def use(self, worker: UUID, limit: Limit, *, now: datetime) -> datetime | None:
        """Count one use; return when the next one is open, where there were too many."""
        if (
            db.current() is not self._database
        ):  # what waited was for another database, and nobody writes it there
            self._written, self._waiting, self._soon, self._database = {}, {}, None, db.current()
        since = _window(limit, now)
        key = (worker, limit.kind, since)
        if self._written.get(key, 0) + self._waiting.get(key, 0) >= limit.most * settings().limits:
            return since + limit.window
        self._waiting[key] = self._waiting.get(key, 0) + 1
        loop = asyncio.get_running_loop()
        if self._soon is None or self._loop is not loop:  # what a loop that has ended was to do, nobody does
            self._loop = loop
            self._soon = loop.call_later(FLUSH, self._begin, db.current(), context=Context())
        return None

    def _begin(self, database: db.Database) -> None:
        self._soon = None
        if db.current() is database:
            self._task = asyncio.create_task(self.write(), context=Context())

    async def write(self) -> None:
        """Write what waits, in one transaction, and learn what others wrote; what cannot be written waits on."""
        waiting, self._waiting = self._waiting, {}
        try:
            self._written = await _add(waiting)
        except Exception:  # a full disk or a busy database must not end the counting
            log.exception("counts_not_written")
            for key, used in waiting.items():
                self._waiting[key] = self._waiting.get(key, 0) + used


counts = Counts()


@transaction
async def _add(waiting: dict[Key, int]) -> dict[Key, int]:
    """Add to the counts and return all that are not over yet."""
    for (worker, kind, since), used in waiting.items():
        await query(_ADD, uuid4(), worker, kind, since, used)
    last = max((since for _worker, _kind, since in waiting), default=None)
    if last is None:
        return {}
    await db.execute("DELETE FROM rate_counts WHERE since < ?", last - KEPT)
    rows = await query(
        "SELECT worker, kind, since, used FROM rate_counts WHERE since > ?", last - timedelta(hours=1)
    )
    return {(row.worker, row.kind, row.since): row.used for row in rows}


def _window(limit: Limit, now: datetime) -> datetime:
    """Return when the running window began; all processes reckon the same."""
    seconds = int(now.timestamp())
    return now.replace(microsecond=0) - timedelta(seconds=seconds % int(limit.window.total_seconds()))
