"""People, a client and an open case, for tests of the pages about cases."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app import clock
from app.db import query_one
from app.opening.open_case import Opened, Opening, open_case
from tests.clients.world import client, me_of

REPORT = {
    "pmks_type": "BWBLP",
    "source": "BAPAS_LAPAS",
    "urgency": "BIASA",
    "safe_now": "AMAN",
    "region": "36.04",
}


async def case(
    by: str, name: str = "Ahmad Suryana", *, now: datetime | None = None, about: int = 35, **changes: Any
) -> str:
    """Register somebody and open a case; return its number."""
    me, at = await me_of(by), now or clock.now()
    worker: UUID | None = changes.pop("worker", me.id)
    number = changes.pop("client", None) or await client(by, name, about=about, **changes.pop("person", {}))
    form = Opening(
        client=number,
        reported_at=at,
        unit=changes.pop("unit", me.organisation),
        worker=worker,
        **{**REPORT, **changes},
    )
    opened = await open_case(form, me=me, now=at, key=uuid4())
    assert isinstance(opened, Opened), opened
    return opened.number


async def case_row(number: str) -> Any:
    """Return the row of a case."""
    return await query_one("SELECT * FROM cases WHERE number = ?", number)
