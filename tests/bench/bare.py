"""A move on bare SQL: read the case, change it under its version, add event and audit row, commit to the disk."""

import sqlite3
import statistics
import time
from pathlib import Path
from typing import Any

from tests.bench.plain import PostgresPlain

ROUNDS = 300
_CASE, _STATE = "x" * 36, "x" * 3000


def in_sqlite(folder: Path) -> float:
    """Return the median CPU milliseconds of a transaction in a file beside the province's, with synchronous=FULL."""
    path = folder / "bare.sqlite"
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE cases (id TEXT PRIMARY KEY, number TEXT UNIQUE, stage TEXT, state TEXT, version INTEGER);
        CREATE TABLE events (seq INTEGER PRIMARY KEY, "case" TEXT, ordinal INTEGER, at TEXT, data TEXT);
        CREATE UNIQUE INDEX events_ordinal ON events ("case", ordinal);
        CREATE TABLE audit (seq INTEGER PRIMARY KEY, "by" TEXT, at TEXT, "case" TEXT, action TEXT);
        CREATE INDEX audit_case ON audit ("case", seq);
    """)
    base.execute("INSERT INTO cases VALUES (?, 'N', 'S', ?, 1)", (_CASE, _STATE))
    taken = []
    for number in range(ROUNDS):
        start = time.process_time()
        base.execute("BEGIN IMMEDIATE")
        version = base.execute("SELECT version FROM cases WHERE number = 'N'").fetchone()[0]
        base.execute(
            "UPDATE cases SET stage = 'T', state = ?, version = version + 1 WHERE id = ? AND version = ?",
            (_STATE, _CASE, version),
        )
        base.execute("INSERT INTO events VALUES (NULL, ?, ?, 'now', ?)", (_CASE, number, "x" * 300))
        base.execute("INSERT INTO audit VALUES (NULL, 'me', 'now', ?, 'moved')", (_CASE,))
        base.execute("COMMIT")
        taken.append((time.process_time() - start) * 1000)
    base.close()
    for file in folder.glob("bare.sqlite*"):
        file.unlink()
    return statistics.median(taken)


_TABLES = """
    CREATE TABLE bare.cases (id TEXT PRIMARY KEY, number TEXT UNIQUE, stage TEXT, state TEXT, version INTEGER);
    CREATE TABLE bare.events (seq BIGSERIAL PRIMARY KEY, "case" TEXT, ordinal INTEGER, at TEXT, data TEXT);
    CREATE UNIQUE INDEX events_ordinal ON bare.events ("case", ordinal);
    CREATE TABLE bare.audit (seq BIGSERIAL PRIMARY KEY, "by" TEXT, at TEXT, "case" TEXT, action TEXT);
    CREATE INDEX audit_case ON bare.audit ("case", seq);
"""


async def in_postgres(plain: PostgresPlain) -> float:
    """Return the same of the server's process, in tables of their own beside the province's."""
    base: Any = plain.connection
    await base.execute(f"DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare; {_TABLES}")
    await base.execute("INSERT INTO bare.cases VALUES ($1, 'N', 'S', $2, 1)", _CASE, _STATE)
    taken = []
    for number in range(ROUNDS):
        start = plain.cpu()
        async with base.transaction():
            version = await base.fetchval("SELECT version FROM bare.cases WHERE number = 'N' FOR UPDATE")
            await base.execute(
                "UPDATE bare.cases SET stage = 'T', state = $1, version = version + 1 WHERE id = $2 AND version = $3",
                _STATE,
                _CASE,
                version,
            )
            await base.execute(
                """INSERT INTO bare.events ("case", ordinal, at, data) VALUES ($1, $2, 'now', $3)""",
                _CASE,
                number,
                "x" * 300,
            )
            await base.execute(
                """INSERT INTO bare.audit ("by", at, "case", action) VALUES ('me', 'now', $1, 'moved')""",
                _CASE,
            )
        taken.append(plain.cpu() - start)
    await base.execute("DROP SCHEMA bare CASCADE")
    return statistics.median(taken)
