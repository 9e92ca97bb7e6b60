"""Transactions: reading, writing, and all or nothing."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from app.db.binding import current
from app.db.rows import Row

P = ParamSpec("P")
T = TypeVar("T")


def transaction(action: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Make *action* one transaction: its value is returned after the commit, an exception undoes everything.

    Called from within another such action it is part of that one. Inside, await nothing but the database:
    on SQLite the body runs on the writer's thread without a pause, and other awaits are refused.
    """

    @wraps(action)
    async def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
        database = current()
        if database.current_transaction.get() is not None:
            return await action(*args, **kwargs)
        return await database.run(partial(action, *args, **kwargs))

    return in_one_transaction


async def query(sql: str, *args: Any) -> list[Row]:
    """Return rows; ``?`` stands for an argument. Inside a transaction it may also be INSERT … RETURNING."""
    return await current().query(sql, args)


async def query_one(sql: str, *args: Any) -> Row | None:
    """Return the first row, or None."""
    rows = await current().query(sql, args)
    return rows[0] if rows else None


async def execute(sql: str, *args: Any) -> int:
    """Write, inside a transaction; return the number of rows touched (0 where a version has moved on)."""
    return await current().execute(sql, args)


async def execute_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Write many rows with one statement, inside a transaction."""
    await current().execute_many(sql, rows)


@asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """Undo only what was done inside, when an exception leaves the block; catch it outside.

    A refused statement aborts a PostgreSQL transaction but not an SQLite one: whoever means to go on after a
    `Duplicate` wraps the statement in this.
    """
    await execute("SAVEPOINT step")
    try:
        yield
    except BaseException:
        await execute("ROLLBACK TO SAVEPOINT step")
        await execute("RELEASE SAVEPOINT step")
        raise
    await execute("RELEASE SAVEPOINT step")
