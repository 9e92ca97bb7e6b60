"""PostgreSQL in a backup: every table by COPY within one snapshot, and back within one transaction.

No client programs are needed, and none can be older than the server.
"""

import hashlib
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from app.backup.archive import pack
from app.backup.manifest import Broken, InUse, Manifest, Table
from app.db import current, migrations, query, transaction

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_REFERENCES = """
    SELECT f.relname, t.relname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid
    JOIN pg_class t ON t.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND f.oid <> t.oid
"""
_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position
"""
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = current_schema() AND NOT EXISTS
        (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
"""
_SERIALS = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def member(table: str) -> str:
    """Return the name of a table's member in the archive."""
    return f"tables/{table}.copy.gz"


class Snapshot:
    """The tables as of one moment, written into files."""

    def __init__(self) -> None:
        self.tables: tuple[Table, ...] = ()
        self.hashes: dict[str, str] = {}
        self.migrations: tuple[str, ...] = ()
        self.documents: set[str] = set()


async def copy_out(connection: Any, folder: Path) -> Snapshot:
    """Write every table to *folder*, packed, all within one snapshot."""
    taken = Snapshot()
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        taken.tables = tuple([await _described(connection, name) for name in await _in_order(connection)])
        for table in taken.tables:
            taken.hashes[member(table.name)] = await _write(connection, table, folder)
        rows = await connection.fetch("SELECT name FROM migration WHERE app_name = $1 ORDER BY name", "pulih")
        taken.migrations = tuple(row[0] for row in rows)
        taken.documents = {row[0] for row in await connection.fetch("SELECT DISTINCT sha256 FROM documents")}
    return taken


async def _in_order(connection: Any) -> list[str]:
    """Return the tables, those first that others refer to."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for row in await connection.fetch(_TABLES):
        order.add(row[0])
    for row in await connection.fetch(_REFERENCES):
        order.add(row[0], row[1])
    return list(order.static_order())


async def _described(connection: Any, name: str) -> Table:
    rows = await connection.fetchval(f'SELECT count(*) FROM "{name}"')
    columns = tuple(row[0] for row in await connection.fetch(_COLUMNS, name))
    return Table(name, rows, columns)


async def _write(connection: Any, table: Table, folder: Path) -> str:
    plain = folder / f"{table.name}.copy"
    with plain.open("wb") as file:
        await connection.copy_from_table(table.name, columns=table.columns, output=file)
    with plain.open("rb") as file:
        digest = pack(file, folder / f"{table.name}.copy.gz")
    plain.unlink()
    return digest


async def is_empty() -> bool:
    """Tell whether the database holds neither accounts nor clients."""
    names = {row[0] for row in await query(_TABLES)}
    held = [name for name in ("workers", "clients") if name in names]
    return not [name for name in held if await query(f"SELECT 1 FROM {name} LIMIT 1")]


@transaction
async def put_in_place(manifest: Manifest, parts: dict[str, Path]) -> None:
    """Put an archive's tables in the place of whatever is there, or change nothing at all."""
    await _refuse_company()
    await _drop_everything()
    await migrations.apply(manifest.migrations)
    connection = _connection()
    await connection.execute("SET LOCAL synchronize_seqscans = off")
    indexes = [(row[0], row[1]) for row in await connection.fetch(_INDEXES)]
    for name, _definition in indexes:
        await connection.execute(f'DROP INDEX "{name}"')
    for table in manifest.tables:
        await connection.execute(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
        await connection.execute(f'DELETE FROM "{table.name}"')  # migrations write rows of their own
        await _load(connection, table, parts[member(table.name)])
        await connection.execute(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
    for _name, definition in indexes:
        await connection.execute(definition)
    await _count_on(connection)
    await _compare(connection, manifest)
    await connection.execute("ANALYZE")  # or every plan is a guess until the server gets round to it


def _connection() -> Any:
    """Return the connection of the running transaction, for COPY."""
    running: Any = current().current_transaction.get()
    return running.connection


async def _refuse_company() -> None:
    rows = await query(
        """SELECT count(*) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'pulih' AND pid <> pg_backend_pid()"""
    )
    if rows[0][0]:
        raise InUse("a server is connected to the database: stop it first")


async def _drop_everything() -> None:
    connection = _connection()
    for row in await connection.fetch(_TABLES):
        await connection.execute(f'DROP TABLE "{row[0]}" CASCADE')
    for row in await connection.fetch(_FUNCTIONS):
        await connection.execute(f"DROP FUNCTION {row[0]}")


async def _load(connection: Any, table: Table, path: Path) -> None:
    with path.open("rb") as file:
        status = await connection.copy_to_table(table.name, columns=table.columns, source=file)
    if status != f"COPY {table.rows}":
        raise Broken(f"{table.name}: {status}, but the manifest says {table.rows} rows")


async def _count_on(connection: Any) -> None:
    """Let every series go on after the last number given out."""
    for row in await connection.fetch(_SERIALS):
        table, column, sequence = row
        last = f'(SELECT max("{column}") FROM "{table}")'
        await connection.execute(f"SELECT setval('{sequence}', coalesce({last}, 1), {last} IS NOT NULL)")


async def _compare(connection: Any, manifest: Manifest) -> None:
    """Read every table back and compare it byte for byte with what the archive holds."""
    for table in manifest.tables:
        digest = hashlib.sha256()

        async def take(content: bytes, into: Any = digest) -> None:
            into.update(content)

        await connection.copy_from_table(table.name, columns=table.columns, output=take)
        if digest.hexdigest() != manifest.files[member(table.name)]:
            raise Broken(f"{table.name} reads back differently from what the archive holds")
