"""The migrations make exactly the tables that the slices declare, on both engines, once."""

import pytest

from app import clock
from app.audit import record
from app.db import IntegrityError, execute, initial, query, transaction
from app.db.migrations import NotMigrated, check, migrate
from app.db.next_migration import differences
from app.db.piccolo_app import MIGRATIONS


async def test_a_fresh_database_is_up_to_date_and_migrating_again_does_nothing(db):
    await check()
    assert await migrate() == []


async def test_the_migrations_make_the_declared_tables(sqlite_db, capsys):
    assert await differences() == []


def test_the_first_migrations_are_as_the_tables_are():
    assert (MIGRATIONS / initial.TABLES_FILE).read_text() == initial.tables_source()
    assert (MIGRATIONS / initial.STATEMENTS_FILE).read_text() == initial.statements_source()


async def test_a_missing_migration_is_noticed(db):
    @transaction
    async def forget_one():
        await execute("DELETE FROM migration WHERE name LIKE ?", "0002%")

    await forget_one()
    with pytest.raises(NotMigrated, match="0002"):
        await check()


async def test_a_database_from_a_newer_version_is_noticed(db):
    @transaction
    async def from_the_future():
        await execute("UPDATE migration SET name = ? WHERE name LIKE ?", "2999-unknown", "0002%")
        await execute(
            "INSERT INTO migration (name, app_name, ran_on) SELECT ?, app_name, ran_on FROM migration LIMIT 1",
            "0002-indexes-and-triggers",
        )

    await from_the_future()
    with pytest.raises(NotMigrated, match="2999"):
        await check()


async def test_tables_of_an_unreleased_version_are_noticed_and_named(db):
    @transaction
    async def as_it_was():
        await execute("ALTER TABLE cases RENAME COLUMN source TO origin")

    await as_it_was()
    with pytest.raises(NotMigrated, match=r"it lacks cases\.source"):
        await check()


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
async def test_the_audit_trail_can_only_grow(db, change):
    @transaction
    async def add():
        await record("tried", by=None, at=clock.now(), subject="test", subject_id=1)

    @transaction
    async def tamper():
        await execute(change)

    await add()
    with pytest.raises(IntegrityError, match="append-only"):
        await tamper()
    assert [row.action for row in await query("SELECT action FROM audit")] == ["tried"]


async def test_every_foreign_key_says_what_happens_when_its_target_goes():
    from piccolo.columns import ForeignKey

    from app.db.schema import tables

    for table in tables():
        for column in table._meta.foreign_key_columns:
            source = f"{table.__name__}.{column._meta.name}"
            assert isinstance(column, ForeignKey)
            assert column._foreign_key_meta.on_delete.value in {"RESTRICT", "CASCADE"}, source
            if column._foreign_key_meta.on_delete.value == "CASCADE":
                assert source in {
                    "WorkerRole.worker",
                    "Session.worker",
                    "Draft.worker",
                    "KnownDevice.worker",
                    "RateCount.worker",
                }, f"{source} would delete silently"
