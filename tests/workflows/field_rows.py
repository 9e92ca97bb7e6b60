"""The rows of the field's reading (L1-L13 law, W1-W21 work): each is held by a test, or answered in a journey's file.

    @field_row("L1")
    def test_…

A row that is not built says why among a journey's design choices, with the words “field row L11” in its English.
"""

from collections.abc import Callable
from typing import TypeVar

ROWS = tuple(f"L{n}" for n in range(1, 14)) + tuple(f"W{n}" for n in range(1, 22))

Test = TypeVar("Test", bound=Callable[..., object])


def field_row(*rows: str) -> Callable[[Test], Test]:
    """Say which rows a test holds. `test_field_rows` reads this from the files, so the names stand as plain text."""
    strange = set(rows) - set(ROWS)
    if strange or not rows:
        raise ValueError(f"no rows of the reading: {sorted(strange)}")

    def mark(test: Test) -> Test:
        return test

    return mark
