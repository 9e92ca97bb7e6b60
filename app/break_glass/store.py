"""Questions about masked people and about who asked to see them."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import msgspec

from app import clock
from app.capabilities import LEAD_SECTION, LEAD_UNIT, RELEASE_TO_HEAD
from app.db import marks, query, query_one
from app.scope.predicate import Sql, client_scope
from app.scope.tables import Unmasking
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of


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
    """What somebody from outside the team opened of one person: the latest time, and how often."""

    id: UUID
    client_number: str
    client_name: str
    by_name: str
    by_place: str
    purpose: str
    reason: str
    at: datetime
    times: int
    unseen: int


_SAME = 'FROM unmaskings s WHERE s.client = u.client AND s."by" = u."by"'
_LATEST = f"NOT EXISTS (SELECT 1 {_SAME} AND (s.at > u.at OR (s.at = u.at AND s.id > u.id)))"


async def opened(
    me: CurrentUser, *, unseen: bool, limit: int = PAGE_SIZE, after: str | None = None
) -> Page[Opened]:
    """Return who opened whom of those that *me* looks over, one line for each of both, the latest first."""
    mine, cursor = _told_to(me), decode(after, of="openings")
    only = f"AND EXISTS (SELECT 1 {_SAME} AND s.seen_at IS NULL)" if unseen else ""
    older, args = "", tuple[object, ...]()
    if cursor:
        older = "AND (u.at, u.id) < (?, ?)"
        args = (datetime.fromisoformat(str(cursor[0])), UUID(str(cursor[1])))
    rows = await query(
        f"""SELECT u.id, k.number, k.full_name, w.name, COALESCE(o.name, ''), u.purpose, u.reason, u.at,
                (SELECT count(*) {_SAME}), (SELECT count(*) {_SAME} AND s.seen_at IS NULL)
            FROM unmaskings u JOIN clients k ON k.id = u.client JOIN workers w ON w.id = u."by"
            LEFT JOIN organisations o ON o.id = w.organisation
            WHERE {_LATEST} {only} {older} AND {mine.text} ORDER BY u.at DESC, u.id DESC LIMIT {limit + 1}""",
        *args,
        *mine.args,
    )
    found = [Opened(*row) for row in rows]
    return page_of(found, key=lambda one: (one.at.isoformat(), str(one.id)), of="openings", size=limit)


async def unseen_count(me: CurrentUser) -> int:
    """Return how many lines *me* has not looked at yet."""
    mine = _told_to(me)
    row = await query_one(
        f"""SELECT COUNT(*) FROM (SELECT DISTINCT u.client, u."by" FROM unmaskings u
            WHERE u.seen_at IS NULL AND {mine.text}) lines""",
        *mine.args,
    )
    return int(row[0]) if row else 0


class Seen(msgspec.Struct, frozen=True):
    """What was looked at: whose openings of whom."""

    client: UUID
    client_number: str
    by: UUID


async def mark_seen(opening: UUID, me: CurrentUser, *, now: datetime) -> Seen | None:
    """Note that *me* has looked at what somebody opened of a person, up to this opening; None where it is not theirs."""
    mine = _told_to(me)
    row = await query_one(
        f"""SELECT u.client, k.number, u."by", u.at FROM unmaskings u JOIN clients k ON k.id = u.client
            WHERE u.id = ? AND {mine.text}""",
        opening,
        *mine.args,
    )
    if row is None:
        return None
    await Unmasking.update({Unmasking.seen_at: now, Unmasking.seen_by: me.id}).where(
        Unmasking.client == row[0],
        Unmasking.by == row[2],
        Unmasking.at <= row[3],
        Unmasking.seen_at.is_null(),
    )
    return Seen(row[0], row[1], row[2])


class Count(msgspec.Struct, frozen=True):
    """How often somebody opened masked people within a month."""

    name: str
    place: str
    times: int
    people: int


async def by_person(first: date, end: date) -> list[Count]:
    """Count the openings of a month by who opened, the most first."""
    rows = await query(
        """SELECT w.name, COALESCE(o.name, ''), count(*) AS times, count(DISTINCT u.client) FROM unmaskings u
           JOIN workers w ON w.id = u."by" LEFT JOIN organisations o ON o.id = w.organisation
           WHERE u.at >= ? AND u.at < ? GROUP BY w.id, w.name, o.name ORDER BY times DESC, w.name""",
        _midnight(first),
        _midnight(end),
    )
    return [Count(*row) for row in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.WIB).astimezone(UTC)


def _told_to(me: CurrentUser) -> Sql:
    """Say that *me* looks over an unmasking `u` of somebody else: of a person with whom their unit works.

    Where none of the units at work has another supervisor, the head of the section does; where no section has a head
    either, the data protection officer: somebody always does.
    """
    units = tuple(one for one in me.grantees if one.startswith("unit:"))
    sections = tuple(one for one in me.grantees if one.startswith("section:"))
    of_units, of_sections = _granted(units), _granted(sections)
    last = f"NOT EXISTS ({_HEADED})" if me.may(RELEASE_TO_HEAD) else "1 = 0"
    text = f"""(u."by" <> ? AND ({of_units.text} OR (NOT EXISTS ({_SUPERVISED}) AND ({of_sections.text} OR {last}))))"""
    heads = LEAD_SECTION.roles if me.may(RELEASE_TO_HEAD) else ()
    return Sql(text, (me.id, *of_units.args, *LEAD_UNIT.roles, *of_sections.args, *heads))


_OTHERS = """s.active AND s.id <> u."by" """
_SUPERVISED = f"""SELECT 1 FROM cases sc JOIN workers s ON s.organisation = sc.unit
    JOIN worker_roles sr ON sr.worker = s.id AND sr.role IN ({marks(LEAD_UNIT.roles)})
    WHERE sc.client = u.client AND {_OTHERS}"""
_HEADED = f"""SELECT 1 FROM cases sc JOIN worker_roles sr ON sr.section = sc.section
    AND sr.role IN ({marks(LEAD_SECTION.roles)}) JOIN workers s ON s.id = sr.worker
    WHERE sc.client = u.client AND {_OTHERS}"""


def _granted(grantees: tuple[str, ...]) -> Sql:
    if not grantees:
        return Sql("1 = 0", ())
    text = f"""EXISTS (SELECT 1 FROM access a WHERE a.client = u.client AND a.until IS NULL
                       AND a.grantee IN ({marks(grantees)}))"""
    return Sql(text, grantees)
