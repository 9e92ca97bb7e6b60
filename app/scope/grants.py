"""Who is given access to a client and a case, and when it ends."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.db import execute, query
from app.regions.codes import lineage
from app.scope.tables import Access

DIVISION = "division"
WITH_THE_RECORD = "RETENTION"
"""Ends when the record itself does."""
ENDS: Mapping[str, tuple[str, ...]] = {
    "REGISTRATION": ("OTHERS_AT_WORK", "CLOSED", "ACCOUNT_MOVED", "MERGED"),
    "REPORT": ("CLOSED", "ROLE_CHANGED"),
    "ASSIGNMENT": ("REASSIGNED", "ROLE_CHANGED"),
    "UNIT": ("UNIT_CHANGED",),
    "SECTION": (WITH_THE_RECORD,),
    "REGION": ("RELOCATED", "CLOSED"),
    "KECAMATAN": ("HOME_MOVED", "RESTRICTED", "CLOSED"),
    "DIVISION": (WITH_THE_RECORD,),
    "AGREEMENT": ("OFFICE_CHANGED", "CLOSED"),
    "PLACEMENT": ("PLACED_ELSEWHERE", "CLOSED"),
    "SHELTER": ("LEFT", "CLOSED"),
}
"""For every kind of grant, the events that end it (`access.ended_for`); no other kind may be granted."""
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
    """Open access, unless the same grantee already has it for the same kind of reason.

    What a close ends is not given on a closed case: nothing would end it any more.
    """
    if kind not in ENDS:
        raise ValueError(f"nobody says what ends a grant of kind {kind}")
    if case and "CLOSED" in ENDS[kind] and await _is_closed(case):
        return
    same_case = 'AND "case" = ?' if case else 'AND "case" IS NULL'
    args = (client, grantee, kind, *((case,) if case else ()))
    held = await query(
        f"SELECT 1 FROM access WHERE client = ? AND grantee = ? AND kind = ? AND until IS NULL {same_case}",
        *args,
    )
    if not held:
        row = Access(client=client, case=case, grantee=grantee, kind=kind, since=now)
        await Access.insert(row)


async def _is_closed(case: UUID) -> bool:
    return bool(await query("SELECT 1 FROM cases WHERE id = ? AND closed_at IS NOT NULL", case))


async def end(case: UUID, kind: str, *, why: str, now: datetime) -> None:
    """End every open access to *case* that was given for *kind*."""
    await _end('"case" = ? AND kind = ?', case, kind, why=why, now=now)


async def end_of_client(client: UUID, kind: str, *, why: str, now: datetime, but: str = "") -> None:
    """End every open access to a client and their cases that was given for *kind*, but that of one grantee."""
    await _end("client = ? AND kind = ? AND grantee <> ?", client, kind, but, why=why, now=now)


async def end_of_closed(client: UUID, *, now: datetime) -> None:
    """End what partners still see of closed cases of a client for some time."""
    await _end("client = ? AND ends_at IS NOT NULL", client, why="CLOSED", now=now)


async def hand_over(client: UUID, case: UUID, worker_id: UUID | None, *, now: datetime) -> None:
    """Let in who works on a case from now on, and nobody by having worked on it or registered the client before."""
    await end(case, "ASSIGNMENT", why="REASSIGNED", now=now)
    if worker_id is None:
        return
    await grant(client, case, worker(worker_id), "ASSIGNMENT", now=now)
    others = "client = ? AND kind = 'REGISTRATION' AND grantee LIKE 'worker:%' AND grantee <> ?"
    await _end(others, client, worker(worker_id), why="OTHERS_AT_WORK", now=now)


async def change_unit(client: UUID, case: UUID, unit_id: UUID, *, now: datetime) -> None:
    """Let in the unit that has a case from now on, and no other by having had it or registered the client before."""
    await end(case, "UNIT", why="UNIT_CHANGED", now=now)
    await grant(client, case, unit(unit_id), "UNIT", now=now)
    others = "client = ? AND kind = 'REGISTRATION' AND grantee LIKE 'unit:%' AND grantee <> ?"
    await _end(others, client, unit(unit_id), why="OTHERS_AT_WORK", now=now)


async def follow_roles(worker_id: UUID, *, works: bool, reports: bool, now: datetime) -> None:
    """End what somebody saw by a role that they hold no more; whoever holds it again has the cases they still have."""
    me = worker(worker_id)
    if not reports:
        await _end("grantee = ? AND kind = 'REPORT'", me, why="ROLE_CHANGED", now=now)
    if not works:
        await _end("grantee = ? AND kind = 'ASSIGNMENT'", me, why="ROLE_CHANGED", now=now)
        return
    for case, client in await query("SELECT id, client FROM cases WHERE worker = ? ORDER BY id", worker_id):
        await grant(client, case, me, "ASSIGNMENT", now=now)


async def _end(which: str, *args: object, why: str, now: datetime) -> int:
    return await execute(
        f"UPDATE access SET until = ?, ended_for = ? WHERE {which} AND until IS NULL", now, why, *args
    )


async def end_registration(client: UUID, grantee: str, *, why: str, now: datetime) -> None:
    """End what a grantee sees of a client only for having registered them."""
    await _end("client = ? AND kind = 'REGISTRATION' AND grantee = ?", client, grantee, why=why, now=now)


async def end_registrations(worker_id: UUID, *, now: datetime) -> int:
    """End what a worker sees only for having registered it; return how many clients that were.

    Whoever goes to another organisation leaves its clients behind, and whoever no longer needs names their names: the
    organisation keeps its own access.
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
    if not wanted or await _was_served(client):
        return
    await grant(client, None, wanted, "KECAMATAN", now=now)
    for row in await query("SELECT id FROM cases WHERE client = ? ORDER BY number", client):
        await grant(client, row[0], wanted, "KECAMATAN", now=now)


async def _was_served(client: UUID) -> bool:
    """Tell whether a client has cases, and every one of them is closed."""
    rows = await query("SELECT count(*), count(closed_at) FROM cases WHERE client = ?", client)
    return bool(rows[0][0]) and rows[0][0] == rows[0][1]


async def _neighbours(client: UUID, home: str | None) -> str:
    """Name the officers of the kecamatan where a client lives; nobody where they must not know."""
    places = lineage(home) if home else ()
    if len(places) <= KECAMATAN or await query("SELECT 1 FROM clients WHERE id = ? AND restricted", client):
        return ""
    return region(places[KECAMATAN])
