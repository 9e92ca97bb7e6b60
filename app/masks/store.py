"""Questions about masked people and about who asked to see them."""

from datetime import datetime
from uuid import UUID

import msgspec

from app.db import execute, marks, query, query_one
from app.scope.predicate import client_scope
from app.web.me import Me

SHOWN = 50


class MaskedClient(msgspec.Struct, frozen=True):
    """A masked person, as whoever asks sees them: the name is only for its initials."""

    id: UUID
    number: str
    full_name: str
    restricted: bool
    case: UUID | None
    supervisors: str


async def masked_client(number: str, me: Me, *, case_number: str = "") -> MaskedClient | None:
    """Return the client within *me*'s scope, with the case they were about to open and who will be told."""
    scope = client_scope(me)
    row = await query_one(
        f"""SELECT k.id, k.number, k.full_name, EXISTS (SELECT 1 FROM cases rc WHERE rc.client = k.id AND rc.restricted),
                   (SELECT c.id FROM cases c WHERE c.client = k.id AND c.number = ?)
            FROM clients k WHERE k.number = ? AND k.merged_into IS NULL AND {scope.text}""",
        case_number, number, *scope.args,
    )  # fmt: skip
    if row is None:
        return None
    return MaskedClient(row[0], row[1], row[2], bool(row[3]), row[4], await _supervisors(row[0]))


async def _supervisors(client: UUID) -> str:
    """Name who supervises the units that work with a client."""
    rows = await query(
        """SELECT DISTINCT w.name FROM cases c JOIN workers w ON w.organisation = c.unit
           JOIN worker_roles r ON r.worker = w.id AND r.role = 'SUPERVISOR'
           WHERE c.client = ? AND w.active ORDER BY w.name""",
        client,
    )
    return ", ".join(str(row[0]) for row in rows)


class Opened(msgspec.Struct, frozen=True):
    """That somebody from outside the team asked to see a restricted person."""

    id: UUID
    client_number: str
    client_name: str
    by_name: str
    by_place: str
    purpose: str
    reason: str
    at: datetime
    seen_at: datetime | None


def _units(me: Me) -> tuple[str, ...]:
    return tuple(one for one in me.grantees if one.startswith("unit:"))


async def opened(me: Me, *, unseen: bool, limit: int = SHOWN) -> list[Opened]:
    """Return who asked to see restricted people of *me*'s unit, the latest first; only what was not yet looked at."""
    units = _units(me)
    if not units:
        return []
    only = "AND u.seen_at IS NULL" if unseen else ""
    rows = await query(
        f"""SELECT u.id, k.number, k.full_name, w.name, o.name, u.purpose, u.reason, u.at, u.seen_at
            FROM unmaskings u JOIN clients k ON k.id = u.client JOIN workers w ON w.id = u."by"
            LEFT JOIN organisations o ON o.id = w.organisation
            WHERE u.told {only} AND {_of_units(units)} ORDER BY u.at DESC, u.id LIMIT {limit}""",
        *units,
    )
    return [Opened(*row) for row in rows]


async def unseen_count(me: Me) -> int:
    """Return how many openings *me* has not looked at yet."""
    units = _units(me)
    if not units:
        return 0
    row = await query_one(
        f"SELECT COUNT(*) FROM unmaskings u WHERE u.told AND u.seen_at IS NULL AND {_of_units(units)}", *units
    )
    return int(row[0]) if row else 0


async def mark_seen(opening: UUID, me: Me, *, now: datetime) -> bool:
    """Note that *me* has looked at an opening of their unit; False where there is none."""
    units = _units(me)
    if not units:
        return False
    rows = await query(f"SELECT 1 FROM unmaskings u WHERE u.id = ? AND {_of_units(units)}", opening, *units)
    if rows:
        await execute(
            "UPDATE unmaskings SET seen_at = ?, seen_by = ? WHERE id = ? AND seen_at IS NULL",
            now,
            me.id,
            opening,
        )
    return bool(rows)


def _of_units(units: tuple[str, ...]) -> str:
    """Say that an unmasking `u` is of a person with whom one of these units works, or worked."""
    return f"""EXISTS (SELECT 1 FROM access a WHERE a.client = u.client AND a."case" IS NOT NULL AND a.until IS NULL
                       AND a.grantee IN ({marks(units)}))"""
