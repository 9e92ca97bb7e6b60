"""Piccolo's queries, inside our transactions, mean the same on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from app.accounts.tables import LoginAttempt, Organisation, Worker
from app.db import Duplicate, current, savepoint, transaction

NOW = datetime(2026, 3, 22, 7, 30, 0, 500, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))


def worker(**values):
    usual = {
        "username": "sari",
        "name": "Sari",
        "password": "x",
        "created_at": NOW,
        "password_changed_at": NOW,
    }
    return Worker(id=uuid4(), **(usual | values))


@transaction
async def add(*rows):
    for row in rows:
        await type(row).insert(row)


@transaction
async def within(query):
    return await query


async def test_types_come_back_the_same(db):
    row = worker(created_at=NOW.astimezone(WIB), expires_on=date(2026, 12, 31))
    await add(row)
    read = await Worker.objects().get(Worker.username == "sari")
    assert (read.id, read.active, read.version) == (row.id, True, 1)
    assert read.active is True
    assert read.created_at == NOW
    assert read.created_at.utcoffset() == timedelta(0)
    assert (read.expires_on, read.organisation, read.last_sign_in_at) == (date(2026, 12, 31), None, None)
    [values] = await Worker.select(Worker.id, Worker.active, Worker.created_at)
    assert values == {"id": row.id, "active": True, "created_at": NOW}


async def test_instants_compare_as_instants_whatever_zone_they_came_in(db):
    await add(worker())
    assert await Worker.exists().where(Worker.created_at < (NOW + timedelta(microseconds=1)).astimezone(WIB))
    assert not await Worker.exists().where(Worker.created_at < NOW.astimezone(WIB))


async def test_nothing_is_found_as_nothing(db):
    assert await Worker.objects().get(Worker.username == "nobody") is None
    assert await Worker.select(Worker.name).first() is None
    assert await Worker.exists() is False
    assert await Worker.count() == 0


async def test_an_insert_gives_the_number_that_the_database_drew(db):
    [row] = await within(LoginAttempt.insert(LoginAttempt(username="sari", address="", at=NOW)))
    assert await LoginAttempt.exists().where(LoginAttempt.id == row["id"], LoginAttempt.succeeded.eq(False))


async def test_a_version_is_counted_by_the_database_and_the_rows_written_are_told(db):
    row = worker()
    await add(row)
    seen = Worker.update({Worker.name: "Sari Dewi", Worker.version: Worker.version + 1})
    changed = await within(seen.where(Worker.id == row.id, Worker.version == 1).returning(Worker.id))
    assert changed == [{"id": row.id}]
    assert await within(seen.where(Worker.version == 1).returning(Worker.id)) == []
    read = await Worker.objects().get(Worker.id == row.id)
    assert (read.name, read.version) == ("Sari Dewi", 2)


async def test_a_row_is_locked_by_writing_its_version_as_it_is(db):
    row = worker()
    await add(row)
    await within(Worker.update({Worker.version: Worker.version}).where(Worker.id == row.id))
    assert (await Worker.objects().get(Worker.id == row.id)).version == 1


async def test_deleted_rows_are_told(db):
    row = LoginAttempt(username="sari", address="10.0.0.1", at=NOW)
    await add(row)
    gone = LoginAttempt.delete().where(LoginAttempt.id == row.id).returning(LoginAttempt.id)
    assert await within(gone) == [{"id": row.id}]
    assert await within(gone) == []


async def test_a_name_that_is_taken_is_a_duplicate_and_the_transaction_goes_on_after_a_savepoint(db):
    await add(Organisation(kind="LKS", name="Rumah Singgah"))

    @transaction
    async def twice():
        with pytest.raises(Duplicate):
            async with savepoint():
                await Organisation.insert(Organisation(kind="LKS", name="Rumah Singgah"))
        await Organisation.insert(Organisation(kind="LKS", name="Rumah Kita"))

    await twice()
    assert await Organisation.count() == 2


async def test_a_write_outside_a_transaction_is_refused(db):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        await Organisation.insert(Organisation(kind="LKS", name="Rumah Singgah"))
    with pytest.raises(RuntimeError, match="outside a transaction"):
        await Organisation.update({Organisation.kind: "UPTD"}).where(Organisation.kind == "LKS")
    with pytest.raises(RuntimeError, match="outside a transaction"):
        await Organisation.delete().where(Organisation.kind == "LKS")
    assert await Organisation.count() == 0


async def test_what_a_transaction_wrote_by_piccolo_goes_with_it(db):
    @transaction
    async def broken():
        await Organisation.insert(Organisation(kind="LKS", name="Rumah Singgah"))
        assert await Organisation.exists()
        raise LookupError

    with pytest.raises(LookupError):
        await broken()
    assert not await Organisation.exists()
    assert current().current_transaction.get() is None
