"""The people of a house that hides a client: by name for whoever needs to know the place, “safe house staff” for others.

Whoever reads that somebody of a house wrote about a client knows where the client is.
"""

from typing import Any
from uuid import UUID

import msgspec

from app.db import query
from app.scope.need_to_know import may_know_place
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from workflows.case_state import CaseState

_read_state = msgspec.json.Decoder(CaseState).decode


async def secret_houses(client: UUID) -> frozenset[UUID]:
    """Return the institutions of this product in which a client was ever hidden; for what nobody may learn it from."""
    return frozenset(house for house, _worker, _unit in await _stays(client))


async def is_hidden(client: UUID) -> bool:
    """Tell whether a client lives in a secret shelter now, by what their open cases know."""
    rows = await query("SELECT state FROM cases WHERE client = ? AND closed_at IS NULL", client)
    known = [_read_state(row[0]).facts for row in rows]
    return any(facts.get("sheltered") and facts.get("shelter_secret") for facts in known)


async def hidden_houses(client: UUID, me: CurrentUser) -> frozenset[UUID]:
    """Return those of them of which *me* need not know."""
    return frozenset(
        house
        for house, worker, unit in await _stays(client)
        if not may_know_place(me, worker=worker, unit=unit, shelter=house)
    )


async def _stays(client: UUID) -> list[tuple[UUID, UUID | None, UUID]]:
    """Return each house with the worker and the unit of the case that names it."""
    rows = await query(
        """SELECT r.data, c.worker, c.unit FROM cases c JOIN case_records r ON r."case" = c.id
           WHERE c.client = ? AND r.secret""",
        client,
    )
    told = [(_house(data), worker, unit) for data, worker, unit in rows]
    return [(house, worker, unit) for house, worker, unit in told if house is not None]


def _house(data: str) -> UUID | None:
    held: dict[str, Any] = msgspec.json.decode(data)
    return UUID(held["organisation"]) if held.get("organisation") else None


def called(name: str, house: UUID | None, hidden: frozenset[UUID]) -> str:
    """Return how somebody of the staff is named to a reader from whom these houses are hidden."""
    return _("Safe house staff") if house in hidden else name


def unit_called(name: str, unit: UUID, hidden: frozenset[UUID]) -> str:
    """Return how a unit is named to a reader from whom these houses are hidden."""
    return _("A safe house") if unit in hidden else name
