"""The SQLite engine: pooled readers, one writer, and Piccolo's queries on the same connections.

A read first runs where it is, on the event loop's own thread: nearly all take well under a millisecond, less
than handing them to a thread and back costs. One that turns out long is broken off after a fixed amount of work
(`INLINE_STEPS`) and runs again on a reader thread, so that it holds nobody up. Asked the same again, it goes there
at once.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString

from app.db.errors import translated
from app.db.rows import Row, make_rows
from app.db.sql import is_read
from app.db.sqlite.connection import ReaderPool
from app.db.sqlite.writer import Body, Writer

T = TypeVar("T")
Found = tuple[tuple[str, ...], list[Any]]

INLINE_STEPS = 20_000
"""Twice this many steps of SQLite's machine, about two milliseconds, may pass on the event loop."""
_READERS = 4
_LONG_KNOWN = 1000
"""So many questions are known to be long; then all are tried anew."""


class _Open:
    """What Piccolo looks for to know that a transaction is running, and on which connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


class Sqlite(SQLiteEngine):
    """One SQLite file, written by this process alone (and now and then by the command line)."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path))
        self._file = path
        self._writer: Writer | None = None
        self._readers = ReaderPool(path)
        self._threads = ThreadPoolExecutor(_READERS, thread_name_prefix="pulih-reader")
        self._long: set[int] = set()

    async def check_version(self) -> None:
        """Nothing on construction: opening the writer checks more."""

    async def start(self) -> None:
        """Open the writer, which creates the file and checks the pragmas."""
        if self._writer is None:
            self._writer = Writer(self._file)

    async def stop(self) -> None:
        """Let queued writes finish and close every connection."""
        if self._writer is not None:
            await asyncio.to_thread(self._writer.close)
            self._writer = None
        self._threads.shutdown(wait=True)
        self._threads = ThreadPoolExecutor(_READERS, thread_name_prefix="pulih-reader")
        self._readers.close()

    @property
    def writer(self) -> Writer:
        """The writing thread; the engine must have been started."""
        if self._writer is None:
            raise RuntimeError("the database has not been started")
        return self._writer

    async def run(self, body: Body[T]) -> T:
        """Run *body* as one transaction on the writer's thread."""

        async def within() -> T:
            self.current_transaction.set(_Open(self.writer.connection))  # type: ignore[arg-type]  # all that Piccolo asks of it
            return await body()

        return await self.writer.run(within)

    async def query(self, sql: str, args: Sequence[Any]) -> list[Row]:
        """Return the rows of *sql*, from the running transaction if there is one."""
        names, values = await self._found(sql, args)
        return make_rows(names, values)

    async def execute(self, sql: str, args: Sequence[Any]) -> int:
        """Run a write in the running transaction; return how many rows it touched."""
        with translated():
            return int(self._open_connection().execute(sql, args).rowcount)

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a write once for each row of arguments."""
        with translated():
            self._open_connection().executemany(sql, rows)

    def _open_connection(self) -> sqlite3.Connection:
        current = self.current_transaction.get()
        if current is None:
            raise RuntimeError("a write outside a transaction: decorate the action with @transaction")
        connection: sqlite3.Connection = current.connection
        return connection

    async def _found(self, sql: str, args: Sequence[Any]) -> Found:
        current = self.current_transaction.get()
        if current is not None:
            with translated():
                return _fetch(sql, args, current.connection)
        if not is_read(sql):
            raise RuntimeError("a write outside a transaction: decorate the action with @transaction")
        return await self._read(
            partial(_fetch, sql, args), hash((sql, str(args[-1:])))
        )  # the last says whose scope

    async def _read(self, fetch: Callable[[sqlite3.Connection], Found], question: int) -> Found:
        if question not in self._long:
            try:
                return self._readers.use(partial(_bounded, fetch))
            except sqlite3.OperationalError as error:
                if "interrupted" not in str(error):
                    raise
            if len(self._long) >= _LONG_KNOWN:
                self._long.clear()
            self._long.add(question)
        with translated():
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, partial(self._readers.use, fetch))

    # What Piccolo calls:

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> list[dict[str, Any]]:
        """Run a query of Piccolo's; a write belongs into a transaction, as one of our own does."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._run_for_piccolo(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> list[dict[str, Any]]:
        """Run a CREATE, ALTER or DROP of Piccolo's."""
        return await self._run_for_piccolo(ddl, ())

    async def _run_for_piccolo(self, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
        names, values = await self._found(sql, args)
        return [dict(zip(names, row, strict=True)) for row in values]

    def transaction(self, *_: Any, **__: Any) -> Any:
        """Join the running transaction; one cannot be begun this way, since its body has to move to the writer."""
        current = self.current_transaction.get()
        if current is None:
            raise RuntimeError("begin transactions with @transaction")
        return current

    def atomic(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: see `transaction`."""
        raise NotImplementedError("begin transactions with @transaction")

    async def batch(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: Piccolo's batches swallow exceptions; page by key instead."""
        raise NotImplementedError("page by key instead")


def _fetch(sql: str, args: Sequence[Any], connection: sqlite3.Connection) -> Found:
    cursor = connection.execute(sql, args)
    values = cursor.fetchall()
    return tuple([column[0] for column in cursor.description or ()]), values


def _bounded(fetch: Callable[[sqlite3.Connection], Found], connection: sqlite3.Connection) -> Found:
    """Fetch, but break off work that is too long for the event loop.

    A statement's step count carries over from its last use, so the first call of the handler says nothing yet.
    """
    calls = 0

    def enough() -> bool:
        nonlocal calls
        calls += 1
        return calls > 1

    connection.set_progress_handler(enough, INLINE_STEPS)
    try:
        return fetch(connection)
    finally:
        connection.set_progress_handler(None, 0)
