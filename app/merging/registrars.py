"""Who registered one of two merged records: of a masked person that makes nobody part of the other record's team."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from app.db import query
from app.merging.store import Record
from app.scope import grants, restriction

_KIND, _WHY = "REGISTRATION", "MERGED"


async def strangers(kept: Record, gone: Record) -> frozenset[str]:
    """Return who sees one of two records for having registered it, and would learn of a masked person by their merge.

    Who registered the record that is masked stays; of two masked ones, who registered the one that is kept.
    """
    if not (kept["restricted"] or gone["restricted"]):
        return frozenset()
    known, unknown = (kept, gone) if kept["restricted"] else (gone, kept)
    return await _registrars(unknown["id"]) - await _registrars(known["id"]) - {grants.DIVISION}


async def _registrars(client: UUID) -> frozenset[str]:
    rows = await query(
        """SELECT grantee FROM access WHERE client = ? AND kind = ? AND "case" IS NULL AND until IS NULL""",
        client,
        _KIND,
    )
    return frozenset(str(row[0]) for row in rows)


async def leave(client: UUID, grantees: Iterable[str], *, now: datetime) -> None:
    """End what these see of a merged person who is masked, for having registered one of the records."""
    if await restriction.is_restricted(client):
        for grantee in sorted(grantees):
            await grants.end_registration(client, grantee, why=_WHY, now=now)


async def come_back(client: UUID, *, merged_at: datetime, now: datetime) -> None:
    """Let who registered a record see it again, now that the merge that ended it is undone."""
    rows = await query(
        "SELECT grantee FROM access WHERE client = ? AND kind = ? AND ended_for = ? AND until = ? ORDER BY grantee",
        client,
        _KIND,
        _WHY,
        merged_at,
    )
    for row in rows:
        await grants.grant(client, None, row[0], _KIND, now=now)
