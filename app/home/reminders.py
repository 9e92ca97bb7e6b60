"""Notifications: what others did on the reader's cases since the reader was last here."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.capabilities import TAKE_CASES
from app.cases.masking import client_label
from app.db import query
from app.scope.predicate import assigned
from app.web.http.current_user import CurrentUser
from app.web.i18n.lists import code_label

SHOWN = 10
LONGEST = timedelta(days=60)
"""However long somebody was away, news is not older than this."""

_NEWS = f"""
WITH latest AS MATERIALIZED (
    SELECT e.seq, e.recorded_at FROM cases c CROSS JOIN case_events e
    WHERE e."case" = c.id AND {{own}} AND c.last_human_at > ? AND e.recorded_at > ? AND e.actor <> ?
    ORDER BY e.recorded_at DESC, e.seq DESC LIMIT {SHOWN})
SELECT c.number, k.number, k.full_name, k.restricted, e.kind, e.recorded_at, w.name
FROM latest CROSS JOIN case_events e JOIN cases c ON c.id = e."case" JOIN clients k ON k.id = c.client
JOIN workers w ON w.id = e.actor
WHERE e.seq = latest.seq ORDER BY e.recorded_at DESC, e.seq DESC"""


class News(msgspec.Struct, frozen=True):
    """What a colleague did on one of the reader's cases."""

    number: str
    who: str
    what: str
    by: str
    at: datetime


async def news(me: CurrentUser, *, since: datetime | None, now: datetime) -> list[News]:
    """List what others did on the reader's own cases since then, the latest first."""
    if since is None or not me.may(TAKE_CASES):
        return []
    since, own = max(since, now - LONGEST), assigned(me)
    rows = await query(_NEWS.format(own=own.text), *own.args, since, since, me.id)
    return [News(row[0], _who(row, me), code_label(row[4], "event"), row[6], row[5]) for row in rows]


def _who(row: Any, me: CurrentUser) -> str:
    return client_label(row[2], row[1], restricted=bool(row[3]), roles=me.roles)
