"""The cases in danger within the reader's scope, and who has opened them since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.capabilities import LEAD_SECTION, LEAD_UNIT
from app.db import marks, query, query_one
from app.scope.predicate import Sql, case_scope_parts, either
from app.web.http.current_user import CurrentUser
from workflows.case_state import CaseState

_read_state = msgspec.json.Decoder(CaseState).decode


class Endangered(msgspec.Struct, frozen=True):
    """A case in danger as the band needs it."""

    id: UUID
    number: str
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    unit: UUID
    section: str
    worker: UUID | None
    worker_name: str | None
    phone: str
    safe_contact: str
    safe_contact_note: str
    danger_at: datetime
    state: CaseState


def holds(now: datetime) -> Sql:
    """Say that an open case `c` is in danger at this instant."""
    return Sql("c.closed_at IS NULL AND c.danger_at <= ?", (now,))


def spares(now: datetime) -> Sql:
    """Say of a case `c` that it is not in danger at this instant."""
    return Sql("(c.danger_at IS NULL OR c.danger_at > ?)", (now,))


async def in_danger(me: CurrentUser, *, now: datetime, most: int) -> tuple[list[Endangered], int]:
    """Return the first cases in danger within *me*'s scope, and how many there are.

    Those whose time still runs come first, the fewest hours left before all; then those it has run out for, the
    latest first: somebody who can be helped in time never stands behind what has been late for a year.
    """
    order = "CASE WHEN due > ? THEN 0 ELSE 1 END, CASE WHEN due > ? THEN due END, due DESC, id"
    holding, scope = holds(now), either(await case_scope_parts(me))
    rows = await query(
        f"""WITH chosen AS MATERIALIZED (
                SELECT c.id, c.danger_due AS due FROM cases c WHERE {holding.text} AND {scope.text}),
            shown AS MATERIALIZED (SELECT id, due FROM chosen ORDER BY {order} LIMIT {most})
            SELECT c.id, c.number, k.number, k.full_name, k.restricted, c.pmks_type, c.unit, c.section, c.worker, w.name,
                   k.phone, k.safe_contact, k.safe_contact_note, c.danger_at, c.state, (SELECT COUNT(*) FROM chosen)
            FROM shown CROSS JOIN cases c JOIN clients k ON k.id = c.client LEFT JOIN workers w ON w.id = c.worker
            WHERE c.id = shown.id ORDER BY {order.replace("due", "shown.due").replace(", id", ", c.id")}""",
        *holding.args,
        *scope.args,
        now,
        now,
        now,
        now,
    )
    return [_endangered(row) for row in rows], int(rows[0][-1]) if rows else 0


def _endangered(row: Sequence[Any]) -> Endangered:
    values: list[Any] = [*row[:-2], _read_state(row[-2])]
    return Endangered(*values)


async def phone_of(client: UUID) -> str:
    """Return the client's telephone number; nothing where none is known."""
    row = await query_one("SELECT phone FROM clients WHERE id = ?", client)
    return str(row[0]) if row else ""


class Knower(msgspec.Struct, frozen=True):
    """Somebody who must know of a danger, and since when they do."""

    id: UUID
    name: str
    role: str
    at: datetime | None


async def who_must_know(
    *, worker: tuple[UUID, str] | None, unit: UUID, section: str, opened: Mapping[UUID, datetime]
) -> list[Knower]:
    """Return the worker, the unit's supervisors and the heads of section, each with when they opened the case."""
    led = (*LEAD_UNIT.roles, *LEAD_SECTION.roles)
    rows = await query(
        f"""SELECT DISTINCT w.id, w.name, r.role FROM workers w JOIN worker_roles r ON r.worker = w.id
            WHERE w.active AND r.role IN ({marks(led)}) AND (
                (r.role IN ({marks(LEAD_UNIT.roles)}) AND w.organisation = ?) OR
                (r.role IN ({marks(LEAD_SECTION.roles)}) AND r.section = ?))
            ORDER BY r.role DESC, w.name""",
        *led,
        *LEAD_UNIT.roles,
        unit,
        *LEAD_SECTION.roles,
        section,
    )
    people: list[tuple[UUID, str, str]] = [(*worker, "")] if worker else []
    people += [(row[0], row[1], row[2]) for row in rows if not worker or row[0] != worker[0]]
    return [Knower(who, name, role, opened.get(who)) for who, name, role in people]


async def opened_since(cases: Iterable[tuple[UUID, datetime]]) -> dict[UUID, dict[UUID, datetime]]:
    """Return who has opened each of these cases since its danger began, and when first, from the log of readings."""
    since = dict(cases)
    if not since:
        return {}
    rows = await query(
        f"""SELECT a."case", a."by", a.at FROM audit a
            WHERE a."case" IN ({marks(since)}) AND a.action = 'read' AND a.at >= ? ORDER BY a.at""",
        *since,
        min(since.values()),
    )
    openings: dict[UUID, dict[UUID, datetime]] = {case: {} for case in since}
    for case, who, at in rows:
        if at >= since[case]:
            openings[case].setdefault(who, at)
    return openings
