"""Every table that tells of people's acts is kept by the database itself: nothing deleted, nothing changed but an open end."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from piccolo import columns as kinds
from piccolo.table import Table

from app.db import IntegrityError, current, execute, query, savepoint, transaction
from app.db.guards import Guard, Kept
from app.db.schema import slices, tables

DRAWN = {
    "client_names": "SQLite's index of names, which triggers keep",
    "client_keys": "the keys of likeness, which triggers keep",
    "name_parts": "the parts of words, which triggers keep",
    "migration": "Piccolo's own: which migrations have run",
}
"""What engines have beside the declared tables; SQLite keeps an index of names in several of its own."""
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
BY_NAME: dict[str, type[Table]] = {table._meta.tablename: table for table in tables()}
GUARDS: dict[str, Guard | Kept] = {
    name: rule for part in slices() for name, rule in getattr(part, "GUARDS", {}).items()
}
APPEND_ONLY = [name for part in slices() for name in getattr(part, "APPEND_ONLY", ())]
UNGUARDED: dict[str, str] = {
    name: why for part in slices() for name, why in getattr(part, "UNGUARDED", {}).items()
}


class _Over(Exception):
    """Nothing of what was tried stays."""


async def tried(work: Callable[[], Awaitable[None]], table: str) -> None:
    """Do *work* on one table without its references, and undo all of it."""

    @transaction
    async def alone() -> None:
        if current().kind == "sqlite":
            await execute("PRAGMA defer_foreign_keys = ON")
        else:
            await execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            for row in await query(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = ?::regclass AND NOT tgisinternal", table
            ):
                await execute(f"ALTER TABLE {table} ENABLE TRIGGER {row[0]}")
        await work()
        raise _Over

    with suppress(_Over):
        await alone()


def value(column: kinds.Column, turn: int) -> object:
    """Give a value that fits a column, another one at each turn."""
    key = column._foreign_key_meta.resolved_target_column if isinstance(column, kinds.ForeignKey) else column
    if isinstance(key, kinds.UUID):
        return uuid4()
    if isinstance(key, kinds.Boolean):
        return bool(turn % 2)
    if isinstance(key, kinds.Integer | kinds.Serial):
        return turn
    if isinstance(key, kinds.Timestamptz):
        return NOW + timedelta(days=turn)
    if isinstance(key, kinds.Date):
        return date(2026, 11, 1 + turn)
    return f"x{turn}"


async def put(name: str, open_ends: tuple[str, ...]) -> None:
    """Put one row into a table, its ends open."""
    made = {
        one._meta.name: _open(one) if one._meta.name in open_ends else value(one, 1)
        for one in BY_NAME[name]._meta.columns
    }
    said = ", ".join(f'"{column}"' for column in made)
    await execute(f"INSERT INTO {name} ({said}) VALUES ({', '.join('?' * len(made))})", *made.values())


def _open(column: kinds.Column) -> object:
    return None if column._meta.null else ""


async def change(name: str, column: str, turn: int) -> None:
    to = value(BY_NAME[name]._meta.get_column_by_name(column), turn)
    assert await execute(f'UPDATE {name} SET "{column}" = ?', to)


async def refused(work: Awaitable[object]) -> bool:
    try:
        async with savepoint():
            await work
    except IntegrityError as refusal:
        return any(words in str(refusal) for words in ("kept", "open may be set", "append-only"))
    return False


async def test_every_table_is_kept_by_the_database_or_says_why_not(db, tell):
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        if db.kind == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    found = {row[0] for row in await query(names) if not row[0].startswith("client_names_")}
    declared = [*APPEND_ONLY, *GUARDS, *UNGUARDED]
    assert len(set(declared)) == len(declared)
    assert set(declared) == set(BY_NAME)
    assert found <= set(declared) | set(DRAWN)
    assert all(len(why) > 20 for why in UNGUARDED.values())
    tell(f"{len(APPEND_ONLY)} tables only grow, {len(GUARDS)} are guarded, {len(UNGUARDED)} say why not")


@pytest.mark.parametrize("name", [*APPEND_ONLY, *GUARDS])
async def test_no_row_is_deleted(db, name):
    async def work() -> None:
        await put(name, ())
        assert await refused(execute(f"DELETE FROM {name}"))

    await tried(work, name)


@pytest.mark.parametrize(
    "name", [*APPEND_ONLY, *(one for one, rule in GUARDS.items() if isinstance(rule, Guard))]
)
async def test_nothing_changes_but_an_end_that_is_open_and_that_once(db, name):
    rule = GUARDS.get(name, Guard())
    assert isinstance(rule, Guard)

    async def work() -> None:
        await put(name, rule.once)
        for column in BY_NAME[name]._meta.columns:
            said = column._meta.name
            if said not in (*rule.once, *rule.free):
                assert await refused(change(name, said, 2)), said
        for said in rule.free:
            await change(name, said, 2)
        for said in reversed(rule.once):
            await change(name, said, 2)
            assert await refused(change(name, said, 3)), said
        if rule.once:
            for said in rule.free:
                assert await refused(change(name, said, 3)), said
            first = BY_NAME[name]._meta.get_column_by_name(rule.once[0])
            assert await refused(execute(f'UPDATE {name} SET "{rule.once[0]}" = ?', _open(first)))

    await tried(work, name)


@pytest.mark.parametrize("name", [one for one, rule in GUARDS.items() if isinstance(rule, Kept)])
async def test_who_a_kept_row_is_never_changes_and_the_rest_may(db, name):
    rule = GUARDS[name]
    assert isinstance(rule, Kept)

    async def work() -> None:
        await put(name, ())
        for said in rule.fixed:
            assert await refused(change(name, said, 2)), said
        free = [one._meta.name for one in BY_NAME[name]._meta.columns if one._meta.name not in rule.fixed]
        for said in free:
            if said not in ("client", "merged_into"):
                await change(name, said, 2)

    await tried(work, name)


FOLLOW = [
    (table._meta.tablename, column._meta.name)
    for table in tables()
    for column in table._meta.foreign_key_columns
    if column._foreign_key_meta.resolved_references._meta.tablename == "clients"
    and table._meta.tablename not in ("client_merges", *APPEND_ONLY)
]


@pytest.mark.parametrize(("name", "column"), FOLLOW)
async def test_a_row_goes_to_another_client_under_a_merge_of_the_two_only_and_back_when_it_is_undone(
    db, name, column
):
    one, two, other = uuid4(), uuid4(), uuid4()

    async def to(client: UUID) -> None:
        await execute(f'UPDATE {name} SET "{column}" = ?', client)

    async def merge(gone: UUID, kept: UUID) -> None:
        await execute(
            """INSERT INTO client_merges (id, kept, gone, merged_at, merged_by, reason, taken, moved, held, told,
               undone_reason) VALUES (?, ?, ?, ?, ?, 'x', '', '', '', '', '')""",
            7, kept, gone, NOW, uuid4(),
        )  # fmt: skip

    async def work() -> None:
        if current().kind == "postgres":
            await execute("ALTER TABLE client_merges DISABLE TRIGGER ALL")
        await put(name, GUARDS[name].once if isinstance(GUARDS[name], Guard) else ())
        here = (await query(f'SELECT "{column}" FROM {name}'))[0][0]
        await merge(here, one)
        assert await refused(to(two))
        await to(one)
        assert await refused(to(here))
        assert await refused(to(other))
        await execute("UPDATE client_merges SET undone_at = ?", NOW)
        await to(here)
        assert await refused(to(one))

    await tried(work, name)


async def test_a_client_is_led_to_another_by_a_merge_only(db):
    async def work() -> None:
        await put("clients", ("merged_into",))
        assert await refused(change("clients", "merged_into", 2))

    await tried(work, "clients")


@pytest.mark.parametrize("name", [*APPEND_ONLY, *GUARDS])
async def test_no_row_is_put_in_the_place_of_another(db, name):
    """SQLite's REPLACE deletes the row in its way, and asks no trigger about that unless it is told to."""
    if db.kind != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE, and its upsert is an update")

    async def work() -> None:
        await put(name, ())
        for resolve in ("REPLACE INTO", "INSERT OR REPLACE INTO"):
            assert await refused(execute(f"{resolve} {name} SELECT * FROM {name}")), resolve

    await tried(work, name)


@pytest.mark.parametrize("name", [*APPEND_ONLY, *GUARDS])
async def test_no_table_is_emptied_at_once(postgres_db, name):
    @transaction
    async def empty() -> None:
        assert await refused(execute(f"TRUNCATE {name} CASCADE"))

    await empty()
