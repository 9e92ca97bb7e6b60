"""Every row that belongs to a client, in whichever table: found by the foreign keys, so that none is forgotten."""

from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from piccolo import columns
from piccolo.table import Table

from app.clients.tables import Client
from app.db import Duplicate, execute, marks, query, savepoint
from app.db.schema import tables

_OWN = "client_merges"
Moved = dict[str, list[Any]]
"""Keys of rows by `table.column`."""


class Link(msgspec.Struct, frozen=True):
    """A column that names a client."""

    table: str
    column: str
    key: str
    by_uuid: bool
    has_case: bool

    @property
    def name(self) -> str:
        """Return `table.column`, as what moved is kept."""
        return f"{self.table}.{self.column}"

    async def rows(self, client: UUID) -> list[Any]:
        """Return the keys of a client's rows."""
        rows = await query(
            f'SELECT {self.key} FROM {self.table} WHERE "{self.column}" = ? ORDER BY {self.key}', client
        )
        return [row[0] for row in rows]

    def keys(self, stored: list[Any]) -> list[Any]:
        """Read back keys that were kept as JSON."""
        return [UUID(str(key)) for key in stored] if self.by_uuid else stored


@cache
def links() -> tuple[Link, ...]:
    """Return every column that names a client, but for the merges' own."""
    return tuple(link for table in tables() if table._meta.tablename != _OWN for link in _links(table))


def _links(table: type[Table]) -> list[Link]:
    meta = table._meta
    by_uuid = isinstance(meta.primary_key, columns.UUID)
    has_case = any(column._meta.name == "case" for column in meta.columns)
    return [
        Link(meta.tablename, column._meta.name, meta.primary_key._meta.name, by_uuid, has_case)
        for column in meta.foreign_key_columns
        if column._foreign_key_meta.resolved_references is Client
    ]


async def rows_of(client: UUID) -> Moved:
    """Return the keys of everything that belongs to a client."""
    rows = {link.name: await link.rows(client) for link in links()}
    return {name: keys for name, keys in rows.items() if keys}


async def move(link: Link, keys: list[Any], *, to: UUID) -> list[Any]:
    """Give rows to another client; return those that went. What the other has already (a place on a list) stays."""
    if not keys:
        return []
    try:
        async with savepoint():
            await _move(link, keys, to)
    except Duplicate:
        return [key for key in keys if await _moved_alone(link, key, to)]
    return keys


async def _moved_alone(link: Link, key: Any, to: UUID) -> bool:
    try:
        async with savepoint():
            await _move(link, [key], to)
    except Duplicate:
        return False
    return True


async def _move(link: Link, keys: list[Any], to: UUID) -> None:
    await execute(
        f'UPDATE {link.table} SET "{link.column}" = ? WHERE {link.key} IN ({marks(keys)})', to, *keys
    )


async def of_cases(link: Link, client: UUID, cases: list[Any]) -> list[Any]:
    """Return the keys of a client's rows that belong to one of these cases."""
    if not cases or not link.has_case:
        return []
    rows = await query(
        f'SELECT {link.key} FROM {link.table} WHERE "{link.column}" = ? AND "case" IN ({marks(cases)})',
        client,
        *cases,
    )
    return [row[0] for row in rows]
