"""Whether a person is restricted: masked for whoever is not on the team, wherever the person is named.

It is a property of the person, kept in `clients.restricted`, which every page and list reads, and drawn here from what
caused it. A cause outlives the closing of its case; only two people together lift it (`app.rights.lifting`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.db import execute, query
from app.scope import grants
from app.scope.tables import Restriction
from workflows.lists.pmks import RESTRICTED

Cause = Literal["TYPE", "SHELTER"]


def by_type(codes: Iterable[str]) -> bool:
    """Tell whether one of these types of people masks them: victims, children before the law, former inmates."""
    return not RESTRICTED.isdisjoint(codes)


async def restrict(client: UUID, cause: Cause, *, case: UUID | None, now: datetime) -> None:
    """Restrict a person from now on, within the transaction of what causes it; once for each case and cause."""
    held = await Restriction.exists().where(
        Restriction.client == client,
        Restriction.case == case,
        Restriction.cause == cause,
        Restriction.lifted_at.is_null(),
    )
    if not held:
        await Restriction.insert(Restriction(client=client, case=case, cause=cause, since=now))
    await draw(client, now=now)


async def causes(client: UUID) -> str:
    """Name every cause that masks a person now, in an order of their own, so that two moments can be compared."""
    rows = await query("SELECT id FROM restrictions WHERE client = ? AND lifted_at IS NULL", client)
    return ",".join(sorted(str(row[0]) for row in rows))


async def lift(client: UUID, *, now: datetime) -> None:
    """Lift every cause that there is, within the transaction in which the second of two people agrees."""
    await Restriction.update({Restriction.lifted_at: now}).where(
        Restriction.client == client, Restriction.lifted_at.is_null()
    )
    await draw(client, now=now)


async def draw(client: UUID, *, now: datetime) -> None:
    """Draw the column from the causes that stand; what a neighbour or a partner of a closed case knew ends with it."""
    stands = "EXISTS (SELECT 1 FROM restrictions r WHERE r.client = clients.id AND r.lifted_at IS NULL)"
    await execute(f"UPDATE clients SET restricted = {stands} WHERE id = ?", client)
    if await is_restricted(client):
        await grants.end_of_client(client, "KECAMATAN", why="RESTRICTED", now=now)
        await grants.end_of_closed(client, now=now)


async def is_restricted(client: UUID) -> bool:
    """Tell whether a person is restricted now."""
    return bool(await query("SELECT 1 FROM clients WHERE id = ? AND restricted", client))
