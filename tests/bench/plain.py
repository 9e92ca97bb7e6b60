"""A connection without the product around it, on either database, and the processor that its answers cost."""

import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from app.db.sql import numbered

_HEAD = ")"
"""Ends the name in /proc/…/stat; names may hold spaces."""


class Plain(Protocol):
    """What the bench asks a database beside the product."""

    kind: str

    async def ask(self, sql: str, args: Sequence[Any] = ()) -> list[Any]:
        """Return the rows; ``?`` stands for an argument."""

    def cpu(self) -> float:
        """Return the milliseconds of processor that its answers have used so far."""


class SqlitePlain:
    """The file itself: SQLite works in this very process."""

    kind = "sqlite"

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)

    async def ask(self, sql: str, args: Sequence[Any] = ()) -> list[Any]:
        """Return the rows."""
        return self._base.execute(sql, args).fetchall()

    def cpu(self) -> float:
        """Return the processor time of this process."""
        return time.process_time() * 1000


class PostgresPlain:
    """One connection to a server on this machine, whose processes can be watched."""

    kind = "postgres"

    def __init__(self, connection: Any, backend: int) -> None:
        self.connection, self._backend = connection, Path("/proc") / str(backend)
        if not self._backend.exists():
            raise RuntimeError("the bench watches PostgreSQL's processes: it must run on this machine")
        self._server = Path("/proc") / _stat(self._backend)[1]

    async def ask(self, sql: str, args: Sequence[Any] = ()) -> list[Any]:
        """Return the rows."""
        return list(await self.connection.fetch(numbered(sql), *args))

    def cpu(self) -> float:
        """Return the processor time of this connection's process and of the helpers that have ended."""
        return used(self._backend) + _ended(self._server)

    def all_cpu(self) -> float:
        """Return that of all the server's processes, also of those that have ended."""
        own = self._server.name
        living = sum(
            used(entry)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _stat(entry)[1] == own
        )
        return living + _ended(self._server)


@asynccontextmanager
async def opened(folder: Path, database: str) -> AsyncIterator[SqlitePlain | PostgresPlain]:
    """Open the database at the address, or else the SQLite file of the folder."""
    if not database:
        yield SqlitePlain(folder / "pulih.sqlite")
        return
    connection = await asyncpg.connect(database, server_settings={"jit": "off", "random_page_cost": "1.1"})
    try:
        yield PostgresPlain(connection, await connection.fetchval("SELECT pg_backend_pid()"))
    finally:
        await connection.close()


def used(process: Path) -> float:
    """Return the milliseconds of processor that all threads of a process have used."""
    total = 0.0
    for thread in (process / "task").glob("*/schedstat"):
        try:
            total += int(thread.read_text().split()[0]) / 1e6
        except OSError:
            continue
    return total


def _stat(process: Path) -> list[str]:
    """Return what follows the name: state, parent, group …; a process that is gone has no parent."""
    try:
        return (process / "stat").read_text().rpartition(_HEAD)[2].split()
    except OSError:
        return ["", "", ""]


def _ended(process: Path) -> float:
    """Return the milliseconds of children that have ended, which the kernel counts in hundredths of a second."""
    told = _stat(process)
    return (int(told[13]) + int(told[14])) * 10.0
