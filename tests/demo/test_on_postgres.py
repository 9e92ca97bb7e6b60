"""The demo on PostgreSQL is the demo on SQLite, row by row."""

from pathlib import Path

from app.demo.load import Counts
from tests.demo import rows


def test_the_demo_is_the_same_on_postgres(
    demo_made: tuple[Path, Counts], postgres_demo_made: tuple[str, Counts]
) -> None:
    address, counts = postgres_demo_made
    assert counts == demo_made[1]
    here, there = rows.of(f"sqlite:///{demo_made[0]}"), rows.of(address)
    assert len(here["case_events"]) > 3_000
    assert rows.differing(here, there) == {}
