"""What guard tests counted, told at the end of a run: so many mutants caught, so many arrows travelled.

A test says it with the fixture `tell`; xdist carries it to the process that leads the run, where equal words are added up.
"""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

Tell = Callable[..., None]
_KEY = "counted"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Give a function that counts: `tell("mutants of journeys", caught=12)`."""

    def said(what: str, **numbers: int) -> None:
        for name, number in numbers.items():
            record_property(_KEY, (what, name.replace("_", " "), number))

    return said


def lines(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Add up what passed tests told."""
    found: dict[str, Counter[str]] = {}
    for report in reports:
        for key, value in report.user_properties:
            if key == _KEY:
                what, name, number = value  # type: ignore[misc]
                found.setdefault(what, Counter())[name] += number
    return [
        f"{what}: {', '.join(f'{number:,} {name}' for name, number in told.items())}"
        for what, told in sorted(found.items())
    ]
