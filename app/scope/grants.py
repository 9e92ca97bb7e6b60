"""Who is given access to a client and a case, and when it ends."""

from datetime import datetime
from uuid import UUID

from app.db import execute, query
from app.regions.codes import lineage
from app.scope.tables import Access

DIVISION = "division"
KECAMATAN = 2
"""Its place in a region's lineage: province, kabupaten or kota, kecamatan, village."""


def worker(worker_id: UUID) -> str:
    """Name one worker as a grantee."""
    return f"worker:{worker_id}"


def unit(organisation_id: UUID) -> str:
    """Name everyone who supervises in a unit as a grantee."""
    return f"unit:{organisation_id}"


def section(code: str) -> str:
    """Name the head of a section as a grantee."""
    return f"section:{code}"


def region(code: str) -> str:
    """Name the officers of a kabupaten or kota as a grantee."""
    return f"region:{code}"


def organisation(organisation_id: UUID) -> str:
    """Name the staff of an institution or partner as a grantee."""
    return f"org:{organisation_id}"


async def grant(client: UUID, case: UUID | None, grantee: str, kind: str, *, now: datetime) -> None:
    """Open access, unless the same grantee already has it for the same kind of reason."""
    same_case = 'AND "case" = ?' if case else 'AND "case" IS NULL'
    args = (client, grantee, kind, *((case,) if case else ()))
    held = await query(
        f"SELECT 1 FROM access WHERE client = ? AND grantee = ? AND kind = ? AND until IS NULL {same_case}",
        *args,
    )
    if not held:
        row = Access(client=client, case=case, grantee=grantee, kind=kind, since=now)
        await Access.insert(row)


async def end(case: UUID, kind: str, *, why: str, now: datetime) -> None:
    """End every open access to *case* that was given for *kind*."""
    await _end('"case" = ? AND kind = ?', case, kind, why=why, now=now)


async def end_of_client(client: UUID, kind: str, *, why: str, now: datetime, but: str = "") -> None:
    """End every open access to a client and their cases that was given for *kind*, but that of one grantee."""
    await _end("client = ? AND kind = ? AND grantee <> ?", client, kind, but, why=why, now=now)


async def _end(which: str, *args: object, why: str, now: datetime) -> int:
    return await execute(
        f"UPDATE access SET until = ?, ended_for = ? WHERE {which} AND until IS NULL", now, why, *args
    )


async def end_registrations(worker_id: UUID, *, now: datetime) -> int:
    """End what a worker sees only for having registered it; return how many clients that were.

    Whoever goes to another organisation leaves its clients behind: the organisation keeps its own access.
    """
    return await _end(
        "grantee = ? AND kind = 'REGISTRATION'", worker(worker_id), why="ACCOUNT_MOVED", now=now
    )


async def follow_home(client: UUID, home: str | None, *, now: datetime) -> None:
    """Let the kecamatan where a client lives know of them and their cases, and that of a former home no longer.

    Nobody in a kecamatan learns of a restricted person by living near: victims and children before the law must not
    be found out by neighbours.
    """
    wanted = await _neighbours(client, home)
    await end_of_client(client, "KECAMATAN", why="HOME_MOVED", now=now, but=wanted)
    if not wanted:
        return
    await grant(client, None, wanted, "KECAMATAN", now=now)
    for row in await query("SELECT id FROM cases WHERE client = ? ORDER BY number", client):
        await grant(client, row[0], wanted, "KECAMATAN", now=now)


async def _neighbours(client: UUID, home: str | None) -> str:
    """Name the officers of the kecamatan where a client lives; nobody where they must not know."""
    places = lineage(home) if home else ()
    if len(places) <= KECAMATAN or await query("SELECT 1 FROM clients WHERE id = ? AND restricted", client):
        return ""
    return region(places[KECAMATAN])
