"""The demo loads on PostgreSQL too, with the same stories."""

from pathlib import Path

from app.db import Database
from app.demo import load as loading
from app.demo.load import Counts
from tests.demo.conftest import AS_OF


async def test_the_demo_is_the_same_on_postgres(
    demo_made: tuple[Path, Counts], postgres_db: Database
) -> None:
    assert await loading.load(AS_OF, small=True) == demo_made[1]
