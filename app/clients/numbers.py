"""Client numbers: BTN-2026-000123, counted by year of registration."""

import re
from datetime import datetime

from app import clock
from app.db import query_one
from app.web.forms.visible import visible

_PREFIX = "BTN"
_TYPED = re.compile(rf"(?:{_PREFIX})?(20\d\d)(\d{{1,6}})", re.IGNORECASE)
_FIRST_YEAR = 2000


async def next_number(now: datetime) -> str:
    """Draw the next number, inside the transaction that uses it: a client that is not saved leaves no gap."""
    year = clock.on(now).year
    row = await query_one(
        """INSERT INTO counters (name, value) VALUES (?, 1)
           ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value""",
        f"client:{year}",
    )
    if row is None:
        raise RuntimeError("the counter gave no number")
    return f"{_PREFIX}-{year}-{row[0]:06d}"


def normalise(text: str) -> str | None:
    """Return the client number that someone typed (`btn 2026 123`, `Btn-2026–000123`), or None when it is none."""
    match = _TYPED.fullmatch(re.sub(r"[\W_]+", "", visible(text)))
    return f"{_PREFIX}-{match[1]}-{int(match[2]):06d}" if match else None


def of_any_year(digits: int) -> list[str]:
    """Return the numbers that end in these digits, whatever the year: `000276` as somebody reads it out."""
    return [f"{_PREFIX}-{year}-{digits:06d}" for year in range(_FIRST_YEAR, clock.today().year + 1)]
