"""All rows of a database as both engines tell them, for holding two loads of the demo beside each other."""

from collections.abc import Iterable
from typing import Any

from piccolo.table import Table

from app import db
from app.db import query
from app.db.schema import tables
from tests import databases
from tests.bench.province.bulk import plain

NOT_OF_THE_DEMO = {"sop_versions"}
"""What migrating writes, each time with ids and instants of its own."""
SALTED = {("workers", "password")}
OF_ONE_ENGINE = {("cases", "client_key")}
"""Where SQLite's index of names keeps a case's client; PostgreSQL has an index of its own kind."""

Rows = dict[str, list[str]]


async def all_rows() -> Rows:
    """Return every row of every table of the open database, sorted, without what is salted."""
    wanted = [table for table in tables() if table._meta.tablename not in NOT_OF_THE_DEMO]
    return {table._meta.tablename: await _rows(table) for table in wanted}


async def _rows(table: type[Table]) -> list[str]:
    name = table._meta.tablename
    columns = [column._meta.name for column in table._meta.columns]
    kept = [column for column in columns if (name, column) not in SALTED | OF_ONE_ENGINE]
    marked = ", ".join(f'"{column}"' for column in kept)
    return sorted(_told(row) for row in await query(f'SELECT {marked} FROM "{name}"'))


def _told(row: Iterable[Any]) -> str:
    return str([plain(value) for value in row])


async def _of(address: str) -> Rows:
    db.use(address)
    await db.start()
    try:
        return await all_rows()
    finally:
        await db.stop()


def of(address: str) -> Rows:
    """Return every row of the database at an address, on a loop of its own."""
    return databases.apart(lambda: _of(address))


def differing(one: Rows, other: Rows) -> dict[str, tuple[list[str], list[str]]]:
    """Return, for each table that differs, the first rows that only one of the two has."""
    assert one.keys() == other.keys()
    return {
        name: (_only(one[name], other[name]), _only(other[name], one[name]))
        for name in one
        if one[name] != other[name]
    }


def _only(here: list[str], there: list[str]) -> list[str]:
    known = set(there)
    return [row for row in here if row not in known][:3]
