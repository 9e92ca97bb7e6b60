"""What the first page reminds of: visits agreed with clients, and what others did since the reader was last here."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from app import clock
from app.capabilities import TAKE_CASES
from app.cases.masking import client_label
from app.db import query
from app.scope.predicate import assigned
from app.web.http.current_user import CurrentUser
from app.web.i18n.lists import code_label

AHEAD = timedelta(days=7)
SHOWN = 10
LONGEST = timedelta(days=60)
"""However long somebody was away, news is not older than this."""

_AGREED = """
SELECT c.number, k.number, k.full_name, c.restricted, c.pmks_type, s.next_on
FROM cases c JOIN clients k ON k.id = c.client JOIN services s ON s."case" = c.id
WHERE c.closed_at IS NULL AND s.next_on IS NOT NULL AND s.next_on <= ?
  AND NOT EXISTS (SELECT 1 FROM services later WHERE later."case" = c.id AND later.recorded_at > s.recorded_at)
  AND """
_NEWS = f"""
WITH latest AS MATERIALIZED (
    SELECT e.seq, e.recorded_at FROM cases c CROSS JOIN case_events e
    WHERE e."case" = c.id AND {{own}} AND c.last_human_at > ? AND e.recorded_at > ? AND e.actor <> ?
    ORDER BY e.recorded_at DESC, e.seq DESC LIMIT {SHOWN})
SELECT c.number, k.number, k.full_name, c.restricted, e.kind, e.recorded_at, w.name
FROM latest CROSS JOIN case_events e JOIN cases c ON c.id = e."case" JOIN clients k ON k.id = c.client
JOIN workers w ON w.id = e.actor
WHERE e.seq = latest.seq ORDER BY e.recorded_at DESC, e.seq DESC"""


class Agreed(msgspec.Struct, frozen=True):
    """A visit that was agreed with a client."""

    number: str
    who: str
    type: str
    on: date
    late: bool


class News(msgspec.Struct, frozen=True):
    """What a colleague did on one of the reader's cases."""

    number: str
    who: str
    what: str
    by: str
    at: datetime


async def agreed(me: CurrentUser, *, now: datetime) -> list[Agreed]:
    """List the visits agreed for the coming week or earlier, since which nobody has been there."""
    if not me.may(TAKE_CASES):
        return []
    own, today = assigned(me), clock.on(now)
    rows = await query(f"{_AGREED}{own.text} ORDER BY s.next_on LIMIT {SHOWN}", today + AHEAD, *own.args)
    return [
        Agreed(row[0], _who(row, me), code_label(row[4], "pmks_listed"), row[5], row[5] < today)
        for row in rows
    ]


async def news(me: CurrentUser, *, since: datetime | None, now: datetime) -> list[News]:
    """List what others did on the reader's own cases since then, the latest first."""
    if since is None or not me.may(TAKE_CASES):
        return []
    since, own = max(since, now - LONGEST), assigned(me)
    rows = await query(_NEWS.format(own=own.text), *own.args, since, since, me.id)
    return [News(row[0], _who(row, me), code_label(row[4], "event"), row[6], row[5]) for row in rows]


def _who(row: Any, me: CurrentUser) -> str:
    return client_label(row[2], row[1], restricted=bool(row[3]), roles=me.roles)
