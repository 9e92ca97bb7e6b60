"""A PostgreSQL database that a test gave back equals a new one, or is not handed out again."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from app.db import execute, transaction
from tests import people, recycled_postgres
from tests.conftest import using
from tests.demo import rows
from tests.recycled_postgres import Pool


@pytest.fixture
def pool(postgres_template: str) -> Iterator[Pool]:
    own = Pool()
    yield own
    own.close()


async def use(pool: Pool, *statements: str) -> str:
    """Do what a test does: people and whatever else; return the database's name once it was given back."""
    address = await pool.take()
    async for _opened in using(address):
        await people.worker("sari", "PEKSOS")
        for statement in statements:
            await transaction(execute)(statement)
    pool.give_back(address).result()
    return address.split("application_name")[0]


async def all_rows(pool: Pool) -> AsyncIterator[rows.Rows]:
    address = await pool.take()
    async for _opened in using(address):
        yield await rows.all_rows()
    pool.give_back(address).result()


async def test_what_a_test_wrote_is_gone_and_numbers_start_again(pool: Pool) -> None:
    fresh = [one async for one in all_rows(pool)]
    used = await use(pool)
    again = [one async for one in all_rows(pool)]
    assert pool.made == 1
    assert await use(pool) == used
    assert again == fresh
    address = await pool.take()
    connection = await asyncpg.connect(address)
    assert await connection.fetchval("SELECT nextval('audit_seq_seq')") == 1
    await connection.close()
    pool.give_back(address).result()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE clients ADD COLUMN odd TEXT",
        "ALTER TABLE audit DISABLE TRIGGER audit_no_change",
        "DROP INDEX drafts_worker",
        "CREATE TABLE odd (id INT)",
        "DROP TABLE login_attempts",
        "CREATE FUNCTION odd() RETURNS INT LANGUAGE sql AS 'SELECT 1'",
        "UPDATE regions SET name = 'Antah' WHERE code = '36.04'",
        "DELETE FROM sop_versions",
        "ANALYZE regions",
    ],
)
async def test_a_database_with_another_schema_or_other_reference_data_is_not_used_again(
    pool: Pool, statement: str
) -> None:
    used = await use(pool, statement)
    assert await use(pool) != used
    assert pool.made == 2


async def test_a_database_that_somebody_is_still_connected_to_is_not_used_again(pool: Pool) -> None:
    address = await pool.take()
    stays = await asyncpg.connect(address)
    pool.give_back(address).result()
    await pool.take()
    assert pool.made == 2
    await stays.close()


async def test_no_database_serves_for_ever(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recycled_postgres, "MOST", 2)
    assert len({await use(pool) for _ in range(4)}) == 2
