"""Ready means that a form sent now can be kept: the database answers, is at this version, and the disk has room."""

import shutil
from typing import NamedTuple

import pytest

from app.db import execute, transaction
from app.web.http import health
from tests.browser import Browser


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


@pytest.fixture
async def visitor(app_on_both):
    async with Browser(app_on_both) as opened:
        yield opened


async def ready(visitor: Browser) -> tuple[int, str]:
    answer = await visitor.get("/readyz")
    return answer.status_code, answer.text


async def test_a_server_in_order_is_ready(visitor):
    assert await ready(visitor) == (200, "ready")


@pytest.mark.parametrize(
    ("free", "answer"), [(0, 503), (health.LEAST_FREE - 1, 503), (health.LEAST_FREE, 200)]
)
async def test_a_full_disk_is_not_ready(visitor, monkeypatch, free, answer):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(2**40, 2**40 - free, free))
    status, said = await ready(visitor)
    assert status == answer
    assert said == ("ready" if answer == 200 else "disk")


async def test_missing_migrations_are_not_ready(visitor):
    @transaction
    async def forget() -> None:
        await execute("DELETE FROM migration WHERE name LIKE '0002%'")

    await forget()
    assert await ready(visitor) == (503, "migrations")


async def test_a_database_that_does_not_answer_is_not_ready(visitor, monkeypatch):
    async def silent() -> list[str]:
        raise OSError

    monkeypatch.setattr("app.db.migrations.missing", silent)
    assert await ready(visitor) == (503, "database")
