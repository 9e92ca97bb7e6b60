"""Whose data have to be verified, and what earlier verifications found. Lists ask for the reader's scope."""

from datetime import UTC, date, datetime, time
from typing import Any, Literal
from uuid import UUID

import msgspec

from app import clock
from app.clients.verification.rules import rule
from app.db import Row, query, query_one
from app.scope.predicate import Sql, client_scope, team
from app.scope.shelter_staff import called, hidden_houses
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of

Why = Literal["old", "never"]
UNVERIFIED = "unverified"
"""Under which name counts of these are kept; a verification forgets them."""
MANY = 99
"""Up to here the lists are counted; beyond, "more than"."""


class Line(msgspec.Struct, frozen=True):
    """One client to be verified: since when nobody did, or when somebody last did."""

    number: str
    full_name: str
    restricted: bool
    home_region: str | None
    registered_at: datetime
    verified_on: date | None
    data_source: str
    dtsen_status: str


_OPEN = "EXISTS (SELECT 1 FROM cases oc WHERE oc.client = k.id AND oc.closed_at IS NULL)"
_LINE = """
SELECT k.number, k.full_name, k.restricted, k.home_region, k.registered_at, k.verified_on, k.data_source, k.dtsen_status
FROM clients k WHERE """


def _late(why: Why, today: date, me: CurrentUser) -> Sql:
    """Say which clients `k` in scope with an open case are late, for one of the two reasons."""
    scope = _scope(me)
    if why == "old":
        late = Sql("k.verified_on IS NOT NULL AND k.verified_on < ?", (rule().old_before(today),))
    else:
        before = datetime.combine(rule().told_before(today), time(), clock.WIB).astimezone(UTC)
        late = Sql("k.verified_on IS NULL AND k.registered_at < ?", (before,))
    text = f"{late.text} AND k.merged_into IS NULL AND k.died_on IS NULL AND {_OPEN} AND {scope.text}"
    return Sql(text, (*late.args, *scope.args))


def _scope(me: CurrentUser) -> Sql:
    """Ask for a small scope from its grants, where the plain question would leaf through everybody."""
    scope = client_scope(me)
    if me.grantees and team(me.grantees) == tuple(me.grantees):
        marks = ", ".join("?" * len(me.grantees))
        granted = f"k.id IN (SELECT a.client FROM access a WHERE a.until IS NULL AND a.grantee IN ({marks}))"
        return Sql(granted, tuple(me.grantees))
    return scope


async def late(why: Why, me: CurrentUser, *, today: date, after: str | None = None) -> Page[Line]:
    """Return a page of those to be verified, the longest waiting first."""
    found, cursor = _late(why, today, me), decode(after, of=f"verifications {why}")
    column = "k.verified_on" if why == "old" else "k.registered_at"
    newer, args = "", tuple[object, ...]()
    if cursor and (start := _read(why, cursor[0])):
        newer, args = (
            f" AND ({column} > ? OR ({column} = ? AND k.number > ?))",
            (start, start, str(cursor[1])),
        )
    rows = await query(
        f"{_LINE}{found.text}{newer} ORDER BY {column}, k.number LIMIT {PAGE_SIZE + 1}", *found.args, *args
    )
    return page_of(
        [_line(row) for row in rows],
        key=lambda one: (_written(why, one), one.number),
        of=f"verifications {why}",
    )


def _line(row: Row) -> Line:
    number, name, restricted, *rest = row
    return Line(number, name, bool(restricted), *rest)


def _written(why: Why, one: Line) -> str:
    at = one.verified_on if why == "old" else one.registered_at
    return at.isoformat() if at else ""


def _read(why: Why, text: Any) -> date | datetime | None:
    try:
        found = date.fromisoformat(str(text)) if why == "old" else datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if not isinstance(found, datetime) or found.tzinfo else None


async def on_list(client: UUID, me: CurrentUser, *, today: date) -> Why | None:
    """Name the list of those to be verified on which a client stands for *me* now; None where on neither."""
    for why in ("old", "never"):
        found = _late(why, today, me)
        if await query_one(f"SELECT 1 FROM clients k WHERE k.id = ? AND {found.text}", client, *found.args):
            return why
    return None


async def count(why: Why, me: CurrentUser, *, today: date) -> int:
    """Count those to be verified, no further than one beyond `MANY`."""
    found = _late(why, today, me)
    row = await query_one(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM clients k WHERE {found.text} LIMIT {MANY + 1}) late",
        *found.args,
    )
    return int(row[0]) if row else 0


class Earlier(msgspec.Struct, frozen=True):
    """What a verification found."""

    verified_on: date
    data_source: str
    dtsen_status: str
    dtsen_decile: int | None
    aid: str
    note: str
    by: str


async def earlier(client: UUID, me: CurrentUser, *, limit: int = 10) -> list[Earlier]:
    """Return the verifications of a client already found in scope, the latest first."""
    rows = await query(
        """SELECT v.verified_on, v.data_source, v.dtsen_status, v.dtsen_decile, v.aid, v.note, w.name, w.organisation
           FROM verifications v JOIN workers w ON w.id = v."by" WHERE v.client = ?
           ORDER BY v.verified_on DESC, v.recorded_at DESC LIMIT ?""",
        client,
        limit,
    )
    hidden = await hidden_houses(client, me)
    found = [[*row[:6], called(row[6], row[7], hidden)] for row in rows]
    return [Earlier(*values) for values in found]
