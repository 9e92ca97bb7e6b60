"""The PostgreSQL engine: a pool on the event loop, and Piccolo's queries on the same connections."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar

import asyncpg
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from app.db.errors import Unreachable, translated
from app.db.rows import Row, row_maker
from app.db.sql import is_read, numbered
from app.db.sqlite.writer import Body

T = TypeVar("T")

OLDEST = 14
"""The oldest PostgreSQL that its makers still care for and this product is willing to meet."""

_SESSION = {
    "timezone": "UTC",
    "application_name": "pulih",
    "jit": "off",  # it compiles for longer than our statements run
    "random_page_cost": "1.1",  # the server assumes turning disks and would rather read whole tables
}
"""What each of our connections asks of the server, so that plans do not hang on how somebody has set it up."""


class _Clean(asyncpg.Connection):  # type: ignore[misc]  # asyncpg's classes are untyped
    """A connection that is given back as it was lent: an open transaction is rolled back, as always.

    We leave nothing else behind (settings are local to a transaction, and so are locks), and to ask the server to
    forget it would cost one more way there and back for each statement.
    """

    def get_reset_query(self) -> str:
        """Ask nothing."""
        return ""


class _Open:
    """What Piccolo looks for to know that a transaction is running, and on which connection."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


class Postgres(PostgresEngine):
    """One PostgreSQL database; any number of our processes may use it."""

    kind = "postgres"

    def __init__(self, url: str, *, connections: int = 10) -> None:
        super().__init__(config={"dsn": url})
        self._connections = connections

    async def check_version(self) -> None:
        """Nothing on construction: `start` connects and checks."""

    async def prep_database(self) -> None:
        """No extensions are created on construction; migrations create what they need."""

    async def start(self) -> None:
        """Open the pool and check what answers."""
        if self.pool is None:
            self.pool = await asyncpg.create_pool(
                **self.config,
                min_size=1,
                max_size=self._connections,
                server_settings=_SESSION,
                connection_class=_Clean,
            )
            async with self.pool.acquire() as connection:
                _check(connection.get_server_version(), connection.get_settings())

    async def stop(self) -> None:
        """Close the pool."""
        if self.pool is not None:
            await self.pool.close()
            self.pool = None

    @property
    def _pool(self) -> Any:
        if self.pool is None:
            raise RuntimeError("the database has not been started")
        return self.pool

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Any]:
        """Lend a connection of the pool, also for what is no query: COPY."""
        pool = self._pool
        try:
            connection = await pool.acquire()
        except OSError as error:  # no server, or no way to it
            raise Unreachable(type(error).__name__) from error
        try:
            yield connection
        finally:
            await pool.release(connection)

    async def run(self, body: Body[T]) -> T:
        """Run *body* as one transaction; a caller who is cancelled during COMMIT leaves only once it is through."""
        async with self.lend() as connection:
            transaction = connection.transaction()
            with translated():
                await transaction.start()
            token = self.current_transaction.set(_Open(connection))  # type: ignore[arg-type]
            try:
                with translated():
                    value = await body()
            except BaseException:
                await _to_the_end(transaction.rollback())
                raise
            finally:
                self.current_transaction.reset(token)
            with translated():
                await _to_the_end(transaction.commit())
            return value

    async def query(self, sql: str, args: Sequence[Any]) -> list[Row]:
        """Return the rows of *sql*, from the running transaction if there is one."""
        records = await self._fetch(numbered(sql), args)
        if not records:
            return []
        return list(map(row_maker(tuple(records[0].keys())), map(tuple, records)))

    async def execute(self, sql: str, args: Sequence[Any]) -> int:
        """Run a write in the running transaction; return how many rows it touched."""
        with translated():
            status = await self._open_connection().execute(numbered(sql), *args)
        count = str(status).rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a write once for each row of arguments."""
        with translated():
            await self._open_connection().executemany(numbered(sql), rows)

    def _open_connection(self) -> Any:
        current = self.current_transaction.get()
        if current is None:
            raise RuntimeError("a write outside a transaction: decorate the action with @transaction")
        return current.connection

    async def _fetch(self, sql: str, args: Sequence[Any]) -> list[Any]:
        current = self.current_transaction.get()
        with translated():
            if current is not None:
                return list(await current.connection.fetch(sql, *args))
            async with self.lend() as connection:
                return list(await connection.fetch(sql, *args))

    # What Piccolo calls:

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Any]:
        """Run a query of Piccolo's; a write belongs into a transaction, as one of our own does."""
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        if not is_read(sql):
            self._open_connection()
        return await self._fetch(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[Any]:
        """Run a CREATE, ALTER or DROP of Piccolo's."""
        return await self._fetch(ddl, ())

    def transaction(self, *_: Any, **__: Any) -> Any:
        """Join the running transaction; begin one with @transaction, as on SQLite."""
        current = self.current_transaction.get()
        if current is None:
            raise RuntimeError("begin transactions with @transaction")
        return current


def _check(version: Any, settings: Any) -> None:
    if version.major < OLDEST:
        raise RuntimeError(f"PostgreSQL {version.major}: {OLDEST} or later is needed")
    if settings.server_encoding.upper() != "UTF8":
        raise RuntimeError(f"the database is in {settings.server_encoding}, must be UTF8")


async def _to_the_end(ending: Any) -> None:
    """Await COMMIT or ROLLBACK whole, even when we are cancelled meanwhile."""
    task = asyncio.ensure_future(ending)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
