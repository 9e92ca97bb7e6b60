"""What a close ends: partners see a closed case for as long as an agreement gives, of a restricted person no longer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec

from app.capabilities import FOLLOW_REPORT
from app.db import execute, marks, query, transaction
from app.scope.grants import follow_home, grant
from app.scope.restriction import is_restricted

_FILE = Path(__file__).with_name("after_close.toml")
_CLOSED = "CLOSED"
_ONE_HOLDER = ("REGION", "AGREEMENT", "PLACEMENT", "SHELTER")
"""Kinds that a case, or for a placement the client, has of one partner at a time."""
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


async def reopen(case: UUID, client: UUID, *, closed_at: datetime, now: datetime) -> None:
    """Give partners back what the close of a case at *closed_at* took, or was to take, from them, and nothing else."""
    await execute('UPDATE access SET ends_at = NULL WHERE "case" = ? AND until IS NULL', case)
    await goes_on(client)
    for of_case, grantee, kind in await _taken(case, client, closed_at):
        if kind != "REPORT" or await _still_reports(grantee):
            await grant(client, of_case, grantee, kind, now=now)
    home = await query("SELECT COALESCE(home_region, found_region) FROM clients WHERE id = ?", client)
    await follow_home(client, home[0][0], now=now)


async def goes_on(client: UUID) -> None:
    """Let who registered a client, or lives near, see them on for as long as a case of theirs is open."""
    await execute(
        """UPDATE access SET ends_at = NULL
           WHERE client = ? AND "case" IS NULL AND until IS NULL AND ends_at IS NOT NULL
           AND EXISTS (SELECT 1 FROM cases c WHERE c.client = access.client AND c.closed_at IS NULL)""",
        client,
    )


async def _taken(case: UUID, client: UUID, closed_at: datetime) -> list[tuple[UUID | None, str, str]]:
    """Return what ended by the close that is undone: not what an earlier one took, nor what another partner has by now.

    Where the client lives says anew which neighbours know of them.
    """
    rows = await query(
        f"""SELECT DISTINCT a."case", a.grantee, a.kind FROM access a
            WHERE (a."case" = ? OR (a.client = ? AND a."case" IS NULL))
            AND a.ended_for = ? AND a.until >= ? AND a.kind <> 'KECAMATAN'
            AND NOT EXISTS (SELECT 1 FROM access b WHERE b.client = a.client AND b.kind = a.kind
                AND (b.kind = 'PLACEMENT' OR b."case" IS NOT DISTINCT FROM a."case")
                AND ((b.grantee = a.grantee AND b.since > a.since)
                    OR (b.grantee <> a.grantee AND b.since >= a.until AND b.kind IN ({marks(_ONE_HOLDER)}))))
            ORDER BY a.kind, a.grantee""",
        case,
        client,
        _CLOSED,
        closed_at,
        *_ONE_HOLDER,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def _still_reports(grantee: str) -> bool:
    """Tell whether who reported a case holds a role by which they follow it."""
    rows = await query(
        f"SELECT 1 FROM worker_roles WHERE worker = ? AND role IN ({marks(FOLLOW_REPORT.roles)})",
        UUID(grantee.partition(":")[2]),
        *FOLLOW_REPORT.roles,
    )
    return bool(rows)


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
