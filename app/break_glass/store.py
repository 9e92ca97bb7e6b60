"""Questions about masked people and about who asked to see them."""

from datetime import datetime
from uuid import UUID

import msgspec

from app.capabilities import LEAD_SECTION, LEAD_UNIT
from app.db import marks, query, query_one
from app.scope.predicate import Sql, client_scope
from app.scope.tables import Unmasking
from app.web.http.current_user import CurrentUser

SHOWN = 50


class MaskedClient(msgspec.Struct, frozen=True):
    """A masked person, as whoever asks sees them: the name is only for its initials."""

    id: UUID
    number: str
    full_name: str
    restricted: bool
    case: UUID | None
    supervisors: str
    """Who hears of it, by name: the supervisors, or the heads of section where no unit has one."""
    heads: bool


async def masked_client(number: str, me: CurrentUser, *, case_number: str = "") -> MaskedClient | None:
    """Return the client within *me*'s scope, with the case they were about to open and who will be told."""
    scope = client_scope(me)
    row = await query_one(
        f"""SELECT k.id, k.number, k.full_name, k.restricted,
                   (SELECT c.id FROM cases c WHERE c.client = k.id AND c.number = ?)
            FROM clients k WHERE k.number = ? AND k.merged_into IS NULL AND {scope.text}""",
        case_number,
        number,
        *scope.args,
    )
    if row is None:
        return None
    supervisors = await _supervisors(row[0])
    names = supervisors or await _heads(row[0])
    return MaskedClient(row[0], row[1], row[2], bool(row[3]), row[4], ", ".join(names), not supervisors)


async def _supervisors(client: UUID) -> list[str]:
    """Name who supervises the units that work with a client."""
    rows = await query(
        f"""SELECT DISTINCT w.name FROM cases c JOIN workers w ON w.organisation = c.unit
            JOIN worker_roles r ON r.worker = w.id AND r.role IN ({marks(LEAD_UNIT.roles)})
            WHERE c.client = ? AND w.active ORDER BY w.name""",
        *LEAD_UNIT.roles,
        client,
    )
    return [str(row[0]) for row in rows]


async def _heads(client: UUID) -> list[str]:
    """Name who heads the sections of a client's cases."""
    rows = await query(
        f"""SELECT DISTINCT w.name FROM cases c
            JOIN worker_roles r ON r.role IN ({marks(LEAD_SECTION.roles)}) AND r.section = c.section
            JOIN workers w ON w.id = r.worker WHERE c.client = ? AND w.active ORDER BY w.name""",
        *LEAD_SECTION.roles,
        client,
    )
    return [str(row[0]) for row in rows]


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


async def opened(me: CurrentUser, *, unseen: bool, limit: int = SHOWN) -> list[Opened]:
    """Return who asked to see restricted people of whom *me* is told, the latest first; only what nobody looked at yet."""
    mine = _told_to(me)
    only = "AND u.seen_at IS NULL" if unseen else ""
    rows = await query(
        f"""SELECT u.id, k.number, k.full_name, w.name, o.name, u.purpose, u.reason, u.at, u.seen_at
            FROM unmaskings u JOIN clients k ON k.id = u.client JOIN workers w ON w.id = u."by"
            LEFT JOIN organisations o ON o.id = w.organisation
            WHERE u.told {only} AND {mine.text} ORDER BY u.at DESC, u.id LIMIT {limit}""",
        *mine.args,
    )
    return [Opened(*row) for row in rows]


async def unseen_count(me: CurrentUser) -> int:
    """Return how many openings *me* has not looked at yet."""
    mine = _told_to(me)
    row = await query_one(
        f"SELECT COUNT(*) FROM unmaskings u WHERE u.told AND u.seen_at IS NULL AND {mine.text}", *mine.args
    )
    return int(row[0]) if row else 0


async def mark_seen(opening: UUID, me: CurrentUser, *, now: datetime) -> bool:
    """Note that *me* has looked at an opening of which they are told; False where there is none."""
    mine = _told_to(me)
    rows = await query(
        f"SELECT 1 FROM unmaskings u WHERE u.id = ? AND u.told AND {mine.text}", opening, *mine.args
    )
    if rows:
        await Unmasking.update({Unmasking.seen_at: now, Unmasking.seen_by: me.id}).where(
            Unmasking.id == opening, Unmasking.seen_at.is_null()
        )
    return bool(rows)


def _told_to(me: CurrentUser) -> Sql:
    """Say that *me* is told of an unmasking `u`: of a person with whom their unit works.

    Where none of the units at work has a supervisor, the head of the section is told: somebody always is.
    """
    units = tuple(one for one in me.grantees if one.startswith("unit:"))
    sections = tuple(one for one in me.grantees if one.startswith("section:"))
    of_units, of_sections = _granted(units), _granted(sections)
    text = f"({of_units.text} OR ({of_sections.text} AND NOT EXISTS ({_SUPERVISED})))"
    return Sql(text, (*of_units.args, *of_sections.args, *LEAD_UNIT.roles))


_SUPERVISED = f"""SELECT 1 FROM cases sc JOIN workers s ON s.organisation = sc.unit AND s.active
    JOIN worker_roles sr ON sr.worker = s.id AND sr.role IN ({marks(LEAD_UNIT.roles)})
    WHERE sc.client = u.client"""


def _granted(grantees: tuple[str, ...]) -> Sql:
    if not grantees:
        return Sql("1 = 0", ())
    text = f"""EXISTS (SELECT 1 FROM access a WHERE a.client = u.client AND a."case" IS NOT NULL AND a.until IS NULL
                       AND a.grantee IN ({marks(grantees)}))"""
    return Sql(text, grantees)
