"""The latest instant that this installation has seen, in whichever process: a clock that went back is held against it.

It is the newest instant of the audit log, or one that a server noted while nothing happened. A server that finds the
clock well before it says so to everybody and takes records of safety only, until the clock is right or somebody who ran
`pulih check` has said that it is: then what was written before counts no more.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from app import clock
from app.db import execute, query, transaction

EVERY = 10.0
"""Seconds between two looks of a server."""
_NOTED, _HEARD = "clock_noted", "clock_heard"
_APART = timedelta(minutes=1)
_log = structlog.get_logger("pulih.clock")


async def keep_watch() -> None:
    """Look at the clock round after round, until cancelled."""
    try:
        while True:
            await look()
            await asyncio.sleep(EVERY)
    finally:
        clock.watch(None)


async def look() -> None:
    """Read the mark anew, and raise it while the clock goes on; a fault is logged, the next round tries again."""
    try:
        highest, now, before = await mark(), clock.now(), clock.went_back()
        clock.watch(max(highest, now) if highest else now)
        if clock.went_back():
            if not before:
                _log.error("clock_went_back", mark=str(highest), now=str(now))
        elif now - (await _noted() or now - 2 * _APART) > _APART:
            await _note(now)
    except Exception:  # noqa: BLE001  the server stays up whatever the fault is
        _log.exception("clock_not_watched")


async def mark() -> datetime | None:
    """Return the latest instant that counts."""
    rows = await query("SELECT value FROM settings WHERE name = ?", _HEARD)
    newest = await query(
        "SELECT at FROM audit WHERE seq > ? ORDER BY at DESC, seq DESC LIMIT 1",
        int(rows[0][0]) if rows else 0,
    )
    found = [one for one in (await _noted(), newest[0][0] if newest else None) if one]
    return max(found, default=None)


async def hear(now: datetime) -> None:
    """Take the clock as right from now on: what was written by a wrong one counts no more."""
    await _hear(now)
    clock.watch(None)


async def _noted() -> datetime | None:
    rows = await query("SELECT value FROM settings WHERE name = ?", _NOTED)
    return datetime.fromisoformat(rows[0][0]) if rows else None


@transaction
async def _note(now: datetime) -> None:
    await _set(_NOTED, now.isoformat())


@transaction
async def _hear(now: datetime) -> None:
    rows = await query("SELECT COALESCE(MAX(seq), 0) FROM audit")
    await _set(_HEARD, str(rows[0][0]))
    await _set(_NOTED, now.isoformat())


async def _set(name: str, value: str) -> None:
    await execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value,
    )
