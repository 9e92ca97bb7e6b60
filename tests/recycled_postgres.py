"""PostgreSQL databases used again: emptied between tests, which is twenty times cheaper than a new copy.

A database goes back into the pool only if everything that emptying does not undo is as it was when it was copied:
its schema (no row of the catalogues is newer, none is missing), its statistics, and the reference data. Whatever
a test put into the other tables is deleted, sequences start again, and nobody else may still be connected. Else the
database is dropped and the next test gets a new copy.
"""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import asyncpg

from tests import databases

T = TypeVar("T")
MOST = 40
"""Tests that one database serves: deleted rows leave room behind that nobody sweeps."""
_CATALOGUES = (
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_db_role_setting",
    "pg_depend",
    "pg_extension",
    "pg_index",
    "pg_largeobject_metadata",
    "pg_namespace",
    "pg_proc",
    "pg_rewrite",
    "pg_statistic",
    "pg_trigger",
    "pg_type",
)
_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SIZES = "SELECT count(*), 0, coalesce(sum(reltuples), 0)::text || ' ' || sum(relpages) FROM pg_class"
_SEQUENCES = """SELECT format('SELECT setval(%L, %s, %L)', schemaname || '.' || sequencename,
                              coalesce(last_value, start_value), last_value IS NOT NULL) FROM pg_sequences"""
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass
class Copy:
    """A copy of the template and what it was like when it was made."""

    address: str
    connection: asyncpg.Connection
    emptying: str
    """Statements that delete what is not in the template and set sequences back."""
    question: str
    """Asks for what emptying does not undo."""
    likeness: list[Any]
    """The answer to it."""
    uses: int = 0

    async def is_as_it_was(self) -> bool:
        """Empty it; tell whether it now equals a new copy."""
        if self.uses >= MOST or await self._others():
            return False
        try:
            if await self.connection.fetch(self.question) != self.likeness:
                return False
            await self.connection.execute(self.emptying)
        except asyncpg.PostgresError:  # a table is gone
            return False
        return True

    async def _others(self) -> int:
        for _ in range(20):  # who has just left is still leaving
            if not (number := await self.connection.fetchval(_OTHERS)):
                return 0
            await asyncio.sleep(0.01)
        return int(number)


async def new_copy() -> Copy:
    """Copy the template and look at it closely."""
    address = await databases.new_postgres()
    connection = await asyncpg.connect(address)
    tables = [row[0] for row in await connection.fetch(_TABLES)]
    filled = [one for one in tables if await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {one})")]
    question = " UNION ALL ".join(
        [
            *(
                f"SELECT count(*), coalesce(max(xmin::text::bigint), 0), '{one}' FROM {one}"
                for one in _CATALOGUES
            ),
            *(f"SELECT count(*), coalesce(max(xmin::text::bigint), 0), '{one}' FROM {one}" for one in filled),
            _SIZES,
        ]
    )
    emptying = [
        "SET session_replication_role = replica",  # neither triggers nor references stand in the way
        *(f"DELETE FROM {one}" for one in tables if one not in filled),
        *(row[0] for row in await connection.fetch(_SEQUENCES)),
    ]
    return Copy(address, connection, "; ".join(emptying), question, await connection.fetch(question))


class Pool:
    """Hands out databases; works on a thread of its own, so that one is emptied while the next test begins."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._idle: list[Copy] = []
        self._lent: dict[str, Copy] = {}
        self._lock = asyncio.Lock()
        self._numbers = count()
        self.made = 0
        threading.Thread(target=self._loop.run_forever, daemon=True, name="databases").start()

    def _on_thread(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def take(self) -> str:
        """Lend a database that equals the template; each loan has an address of its own, so nothing is cached for it."""
        return await asyncio.wrap_future(self._on_thread(self._take()))

    def give_back(self, address: str) -> "Future[None]":
        """Take a database back."""
        return self._on_thread(self._give_back(address))

    def close(self) -> None:
        """Drop every database."""
        self._on_thread(self._close()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _take(self) -> str:
        async with self._lock:
            if not self._idle:
                self._idle.append(await new_copy())
                self.made += 1
            copy = self._idle.pop()
        copy.uses += 1
        address = (
            f"{copy.address}{'&' if '?' in copy.address else '?'}application_name=test{next(self._numbers)}"
        )
        self._lent[address] = copy
        return address

    async def _give_back(self, address: str) -> None:
        async with self._lock:
            copy = self._lent.pop(address)
            if await copy.is_as_it_was():
                self._idle.append(copy)
            else:
                await _drop(copy)

    async def _close(self) -> None:
        async with self._lock:
            for copy in (*self._idle, *self._lent.values()):
                await _drop(copy)


async def _drop(copy: Copy) -> None:
    await copy.connection.close()
    await databases.drop_postgres(copy.address)
