"""Optimistic and row locking: a case as a decision needs it, read once and kept from others until the transaction ends.

Optimistic locking by the version that a form saw is `actions.refuse_stale` and the UPDATE under that version.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.cases import projection
from app.cases.numbers import normalise
from app.db import marks, query, query_one
from app.db.binding import current
from app.scope.predicate import case_scope
from app.web.http.current_user import CurrentUser
from workflows.case_state import CaseState


class LockedCase(msgspec.Struct, frozen=True):
    """A case that nobody else can change now; *drawn* are its columns as `projection.Columns` last drew them."""

    id: UUID
    number: str
    client: UUID
    journey: str
    journey_version: int
    level: str
    unit: UUID
    worker: UUID | None
    restricted: bool
    version: int
    last_human_at: datetime
    unassigned_since: datetime | None
    drawn: tuple[Any, ...]
    state: CaseState

    @property
    def closed(self) -> bool:
        """Tell whether the case is closed."""
        return self.state.closed


_OWN = [name for name in LockedCase.__struct_fields__ if name not in ("drawn", "state")]
_OF_CLIENT = {"restricted": "(SELECT k.restricted FROM clients k WHERE k.id = c.client)"}
_DRAWN = projection.Columns.__struct_fields__  # the last of them is the state
_SELECT = (
    f"SELECT {', '.join(_OF_CLIENT.get(name, f'c.{name}') for name in (*_OWN, *_DRAWN))} FROM cases c WHERE"
)
_read_state = msgspec.json.Decoder(CaseState).decode


async def locked_case(number: str, me: CurrentUser) -> LockedCase | None:
    """Lock and return the case with this number, or None when there is none within *me*'s scope."""
    number = normalise(number)
    await _lock("number = ?", number)
    scope = case_scope(me)
    row = await query_one(f"{_SELECT} c.number = ? AND {scope.text}", number, *scope.args)
    return _case(row) if row else None


async def locked_cases(ids: Iterable[UUID]) -> list[LockedCase]:
    """Lock and return cases by id, whoever asks: for the system's own upkeep, never for a page."""
    cases = sorted(ids)
    if not cases:
        return []
    await _lock(f"id IN ({marks(cases)}) ORDER BY number", *cases)
    return [
        _case(row) for row in await query(f"{_SELECT} c.id IN ({marks(cases)}) ORDER BY c.number", *cases)
    ]


async def _lock(which: str, *args: object) -> None:
    """Wait for whoever changes these cases; SQLite has one writer anyway.

    In a statement of its own: what is read afterwards, the reader's scope too, is as the other left it.
    """
    if current().kind == "postgres":
        await query(f"SELECT 1 FROM cases WHERE {which} FOR NO KEY UPDATE", *args)


def _case(row: tuple[Any, ...]) -> LockedCase:
    own = len(_OWN)
    values = [*row[:own], row[own:], _read_state(row[-1])]
    return LockedCase(*values)
