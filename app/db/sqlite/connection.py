"""Opening SQLite the one way the product allows: durable, referential, never waiting for ever."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from app.db.sqlite import types  # noqa: F401  registers the types
from app.db.sqlite.library import journal_mode

BUSY_SECONDS = 10.0
"""How long a writer waits for another process (the command line, a backup) that holds the write lock."""
READER_BUSY_SECONDS = 2.0
READER_CACHE, WRITER_CACHE = 8_000, 32_000
"""Kilobytes of pages that a connection keeps to itself; readers find the rest in the system's own cache."""
MAPPED = 2**31 - 2**16
"""Bytes of the file that a reader sees as memory: all that SQLite will map. Reads are a tenth cheaper."""
_FULL = 2

T = TypeVar("T")


def open_writer(path: Path) -> sqlite3.Connection:
    """Open the one connection that writes, and check that the promises about durability really hold."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600, exist_ok=True)  # its log takes on the same mode
    connection = _open(path, BUSY_SECONDS)
    connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    check(connection)
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a connection that cannot write."""
    connection = _open(path, READER_BUSY_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{READER_CACHE}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection


def _open(path: Path, busy: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        timeout=busy,
        isolation_level=None,  # BEGIN and COMMIT are said aloud
        detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
        check_same_thread=False,  # used by one thread at a time, not always the same
        cached_statements=512,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE deletes rows that triggers keep
    connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def check(connection: sqlite3.Connection) -> None:
    """Raise if the connection is not what was asked for: SQLite ignores a pragma that it cannot follow."""

    def pragma(name: str) -> Any:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    expected: dict[str, Any] = {
        "journal_mode": journal_mode(),
        "synchronous": _FULL,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    for name, value in expected.items():
        if (stands := pragma(name)) != value:
            raise RuntimeError(f"SQLite {sqlite3.sqlite_version}: {name} is {stands!r}, must be {value!r}")


class ReaderPool:
    """Idle readers; a borrower gets one to itself, and a new one is opened when none is idle."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []

    def use(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Call *work* with a reader."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = open_reader(self._path)
        try:
            return work(connection)
        finally:
            self._idle.append(connection)

    def close(self) -> None:
        """Close the idle readers; nobody may be using one any more."""
        while self._idle:
            self._idle.pop().close()
