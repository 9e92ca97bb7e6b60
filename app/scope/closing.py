"""What a close ends: partners see a closed case for as long as an agreement gives, of a restricted person no longer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec

from app.db import execute, marks, query, transaction
from app.scope.grants import grant
from app.scope.restriction import is_restricted

_FILE = Path(__file__).with_name("after_close.toml")
_CLOSED = "CLOSED"
AT_ONCE = 200
"""Grants ended in one transaction, so that nobody's form waits for them."""


class AfterClose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how many days after a close a partner's grant of each kind stays."""

    days: Mapping[str, int]


@cache
def after_close() -> AfterClose:
    """Read how long partners may look."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=AfterClose)


async def close(case: UUID, client: UUID, *, stays: bool, now: datetime) -> None:
    """End what partners see of a case that closes, or say when it ends. Who lives in a house on (*stays*) stays seen there."""
    days = {kind: n for kind, n in after_close().days.items() if not (stays and kind == "PLACEMENT")}
    if await is_restricted(client):
        days = dict.fromkeys(days, 0)
    kinds = [kind for kind in days if kind != "REGISTRATION"]
    rows = await query(
        f"""SELECT id, kind FROM access WHERE "case" = ? AND until IS NULL AND kind IN ({marks(kinds)})""",
        case,
        *kinds,
    )
    found = [(row[0], days[row[1]]) for row in rows] + [
        (row[0], days["REGISTRATION"]) for row in await _registered(client, but=case)
    ]
    for grant_id, left in found:
        await _end(grant_id, left, now=now)


async def _registered(client: UUID, *, but: UUID) -> list[tuple[UUID]]:
    """Find partners who see a client for having registered them, once no case of the client is open."""
    return [
        (row[0],)
        for row in await query(
            """SELECT a.id FROM access a WHERE a.client = ? AND a."case" IS NULL AND a.until IS NULL
               AND (a.kind = 'KECAMATAN' OR (a.kind = 'REGISTRATION' AND (a.grantee LIKE 'org:%' OR
                   a.grantee LIKE 'region:%')))
               AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.client = a.client AND o.closed_at IS NULL AND o.id <> ?)""",
            client,
            but,
        )
    ]


async def _end(grant_id: UUID, days: int, *, now: datetime) -> None:
    if days:
        at = now + timedelta(days=days)
        await execute("UPDATE access SET ends_at = ? WHERE id = ?", at, grant_id)
    else:
        await execute("UPDATE access SET until = ?, ended_for = ? WHERE id = ?", now, _CLOSED, grant_id)


async def reopen(case: UUID, *, now: datetime) -> None:
    """Give partners back what the close of a case took, or was to take, from them."""
    await execute('UPDATE access SET ends_at = NULL WHERE "case" = ? AND until IS NULL', case)
    taken = await query(
        'SELECT DISTINCT client, grantee, kind FROM access WHERE "case" = ? AND ended_for = ?', case, _CLOSED
    )
    for client, grantee, kind in taken:
        if not (kind == "KECAMATAN" and await is_restricted(client)):
            await grant(client, case, grantee, kind, now=now)


@transaction
async def end_ripe(now: datetime) -> int:
    """End some of the partners' grants whose time after a close is over; return how many."""
    return await execute(
        f"""UPDATE access SET until = ?, ended_for = ? WHERE id IN (
            SELECT id FROM access WHERE until IS NULL AND ends_at <= ? ORDER BY ends_at LIMIT {AT_ONCE})""",
        now,
        _CLOSED,
        now,
    )
