"""Writing millions of rows: the same tables, filled the fast way. Indexes, and what triggers keep, are made when all is there.

Rows are lists of text, numbers and None as both databases read them. A load that breaks off leaves a database that
must be thrown away; the mark of the demo says so.
"""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from app.db import Database, marks
from app.db.postgres import Postgres
from tests.bench.province import derived

AT_ONCE = 20_000
"""So many rows of a table are gathered before they are written."""
IN_TIME = {"case_events": ("recorded_at", "case", "ordinal"), "audit": ("at", "case")}
"""Logs are brought into the order of time, as they would have been written: cases lie mixed in them."""


def plain(value: Any) -> Any:
    """Return a value as both databases read it in a text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(sep=" ", timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return int(value) if isinstance(value, bool) else value


class Sink(Protocol):
    """Where rows go."""

    async def write(self, table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Write rows of one table."""

    async def sort(self) -> None:
        """Put the logs where they belong, once everything was written."""


class Bulk:
    """Gathers rows by table and hands them on in large portions."""

    def __init__(self, sink: Sink, columns: Mapping[str, Sequence[str]]) -> None:
        self._sink, self._columns = sink, columns
        self._rows: dict[str, list[list[Any]]] = {}
        self.written = 0

    def add(self, table: str, row: list[Any]) -> None:
        """Take a row."""
        self._rows.setdefault(table, []).append(row)

    async def flush(self, *, least: int = AT_ONCE) -> None:
        """Write the tables for which at least so many rows have been gathered."""
        for table, rows in self._rows.items():
            if len(rows) >= least:
                await self._sink.write(table, self._columns[table], rows)
                self.written += len(rows)
                self._rows[table] = []


class SqliteSink:
    """A connection of its own that trusts in luck: no journal on the disk, no syncing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._aside: dict[str, str] = {}

    async def write(self, table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Write rows of one table."""
        named = ", ".join(f'"{column}"' for column in columns)
        target = f'"{table}"'
        if table in IN_TIME:
            if table not in self._aside:
                self._connection.execute(f"CREATE TEMP TABLE aside_{table} ({named})")
                self._aside[table] = named
            target = f"temp.aside_{table}"
        self._connection.executemany(f"INSERT INTO {target} ({named}) VALUES ({marks(columns)})", rows)

    async def sort(self) -> None:
        """Put the logs where they belong."""
        for table, named in self._aside.items():
            self._connection.execute(_moved(table, named))


class PostgresSink:
    """One connection in one transaction, by COPY."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._aside: dict[str, str] = {}

    async def write(self, table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Write rows of one table."""
        if table in IN_TIME and table not in self._aside:
            named = ", ".join(f'"{column}"' for column in columns)
            await self._connection.execute(
                f"CREATE TEMP TABLE aside_{table} AS SELECT {named} FROM {table} WHERE false"
            )
            self._aside[table] = named

        async def text() -> AsyncIterator[bytes]:
            yield "".join("\t".join(map(_copied, row)) + "\n" for row in rows).encode()

        target = f"aside_{table}" if table in IN_TIME else table
        await self._connection.copy_to_table(target, columns=list(columns), source=text())

    async def sort(self) -> None:
        """Put the logs where they belong."""
        for table, named in self._aside.items():
            await self._connection.execute(_moved(table, named))
            await self._connection.execute(f"DROP TABLE aside_{table}")


def _moved(table: str, named: str) -> str:
    order = ", ".join(f'"{column}"' for column in IN_TIME[table])
    return f"INSERT INTO {table} ({named}) SELECT {named} FROM aside_{table} ORDER BY {order}"


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    text = str(value)
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


@asynccontextmanager
async def opened(database: Database, tables: Sequence[str]) -> AsyncIterator[Sink]:
    """Open the fast way into these tables; on leaving, their indexes are there again and the figures for plans too."""
    if isinstance(database, Postgres):
        async with database.lend() as connection, connection.transaction():
            later = [
                *derived.WHOLE["postgres"],
                *await _without_indexes(connection, tables),
                *await _without_references(connection, tables),
                *await _without_triggers(connection, tables),
            ]
            copying = PostgresSink(connection)
            yield copying
            await copying.sort()
            for definition in later:
                await connection.execute(definition)
            await connection.execute("ANALYZE")
        return
    await database.stop()
    base = sqlite3.connect(Path(database.path), isolation_level=None)
    try:
        for pragma in (
            "journal_mode = MEMORY",
            "synchronous = OFF",
            "cache_size = -400000",
            "temp_store = FILE",
        ):
            base.execute(f"PRAGMA {pragma}")
        base.execute("BEGIN")
        definitions = [*derived.WHOLE["sqlite"], *_dropped(base, tables)]
        sink = SqliteSink(base)
        yield sink
        await sink.sort()
        for definition in definitions:
            base.execute(definition)
        base.execute("ANALYZE")
        base.execute("COMMIT")
    finally:
        base.close()
    await database.start()


def _dropped(base: sqlite3.Connection, tables: Sequence[str]) -> list[str]:
    """Drop the indexes and triggers of these tables; return what brings them back."""
    rows = base.execute(
        f"""SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
            AND tbl_name IN ({marks(tables)})""",
        list(tables),
    ).fetchall()
    for kind, name, _sql in rows:
        base.execute(f'DROP {kind} "{name}"')
    return [row[2] for row in rows]


async def _without_indexes(connection: Any, tables: Sequence[str]) -> list[str]:
    rows = await connection.fetch(
        """SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = current_schema() AND tablename = ANY($1)
           AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)""",
        list(tables),
    )
    for name, _definition in rows:
        await connection.execute(f'DROP INDEX "{name}"')
    return [row[1] for row in rows]


async def _without_triggers(connection: Any, tables: Sequence[str]) -> list[str]:
    """Let the triggers of these tables rest; return what wakes them."""
    for table in tables:
        await connection.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    return [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables]


async def _without_references(connection: Any, tables: Sequence[str]) -> list[str]:
    """Drop the foreign keys of these tables; return what brings them back, each checked over all rows at once."""
    rows = await connection.fetch(
        """SELECT c.conname, f.relname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid
           WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND f.relname = ANY($1)""",
        list(tables),
    )
    for name, table, _definition in rows:
        await connection.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    return [f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}' for name, table, definition in rows]
