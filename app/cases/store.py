"""Questions about one case, in plain SQL. Every one of them asks for the reader's scope first."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app.audit.reading import Reading, noticed
from app.capabilities import TAKE_CASES
from app.cases.locking import LockedCase
from app.cases.numbers import normalise
from app.clients.masking import hides
from app.db import Row, marks, query, query_one
from app.scope.break_glass import sees_case
from app.scope.predicate import Sql, case_scope
from app.web.http.current_user import CurrentUser
from app.web.http.exceptions import Masked
from app.web.http.urls import url
from workflows.case_state import CaseState

_COLUMNS = (
    "id",
    "number",
    "client",
    "pmks_type",
    "secondary_types",
    "journey",
    "journey_version",
    "stage",
    "episode",
    "opened_at",
    "entered_at",
    "due_at",
    "legal_due_at",
    "closed_at",
    "outcome",
    "close_reason",
    "region",
    "level",
    "section",
    "unit",
    "worker",
    "source",
    "urgency",
    "linked_from",
    "version",
    "state",
)
_read_state = msgspec.json.Decoder(CaseState).decode


class CaseView(msgspec.Struct, frozen=True):
    """One case as its page, its forms and its actions need it."""

    id: UUID
    number: str
    client: UUID
    pmks_type: str
    secondary_types: str
    journey: str
    journey_version: int
    stage: str
    episode: int
    opened_at: datetime
    entered_at: datetime
    due_at: datetime | None
    legal_due_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    close_reason: str | None
    region: str
    level: str
    section: str
    unit: UUID
    worker: UUID | None
    source: str
    urgency: str
    linked_from: UUID | None
    version: int
    state: CaseState
    client_number: str
    client_name: str
    restricted: bool
    client_sex: str
    birth_date: date | None
    birth_estimated: bool
    died_on: date | None
    safe_contact: str
    safe_contact_note: str
    worker_name: str | None
    region_name: str
    unit_name: str
    linked_number: str | None


_SELECT = f"""
SELECT {", ".join(f"c.{name}" for name in _COLUMNS)},
       k.number, k.full_name, k.restricted, k.sex, k.birth_date, k.birth_estimated, k.died_on, k.safe_contact,
       k.safe_contact_note,
       w.name, r.name, o.name, l.number
FROM cases c
JOIN clients k ON k.id = c.client
JOIN regions r ON r.code = c.region
JOIN organisations o ON o.id = c.unit
LEFT JOIN workers w ON w.id = c.worker
LEFT JOIN cases l ON l.id = c.linked_from
WHERE c.number = ?
"""
_STATE_AT = len(_COLUMNS) - 1


async def case_view(number: str, me: CurrentUser) -> CaseView | None:
    """Return the case with this number, or None when there is none within *me*'s scope.

    That somebody is shown a restricted case is noticed here, and written down before the page is sent. Raises Masked
    for whoever is in scope but not on the team, until they have said why.
    """
    case = await unshown(number, me)
    if case and hides(restricted=case.restricted, roles=me.roles):
        if not await sees_case(me, case.id, case.client):
            raise Masked(case.client_number, place=url("casework:case", number=case.number))
        if case.restricted:
            noticed(Reading("case", case.number, me.id, case.id, case.client))
    return case


def admission(me: CurrentUser) -> Callable[[LockedCase], Awaitable[None]]:
    """Return the check that lets *me* change a case: it raises Masked as `case_view` does, and shows nothing."""

    async def admit(case: LockedCase) -> None:
        if hides(restricted=case.restricted, roles=me.roles) and not await sees_case(
            me, case.id, case.client
        ):
            client = await query_one("SELECT number FROM clients WHERE id = ?", case.client)
            raise Masked(client[0] if client else "", place=url("casework:case", number=case.number))

    return admit


async def unshown(number: str, me: CurrentUser) -> CaseView | None:
    """Return a case within *me*'s scope for a caller that shows nobody what it holds, such as an action."""
    scope = case_scope(me)
    row = await query_one(f"{_SELECT} AND {scope.text}", normalise(number), *scope.args)
    return _view(row) if row else None


def _view(row: Iterable[Any]) -> CaseView:
    values = list(row)
    values[_STATE_AT] = _read_state(values[_STATE_AT])
    return CaseView(*values)


class EventView(msgspec.Struct, frozen=True):
    """One event as the timeline shows it; ``data`` is its JSON."""

    ordinal: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    stage: str
    episode: int
    data: str
    actor_name: str
    voided: bool
    actor: UUID
    house: UUID | None
    """The organisation whose people the actor belongs to."""
    clock_back: bool
    """Written while the server's clock was known to be wrong."""


async def events(
    case_id: UUID,
    *,
    kinds: tuple[str, ...] = (),
    before: int | None = None,
    limit: int = 20,
    only: Sql | None = None,
) -> list[EventView]:
    """Return the newest events of a case already found in scope, newest first; *only* those a reader sees at all.

    *before* is an ordinal: only what came earlier. The order is that of recording, which is the case's truth.
    """
    wanted = f"AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    older = "AND e.ordinal < ?" if before is not None else ""
    seen = f"AND {only.text}" if only else ""
    rows = await query(
        f"""SELECT e.ordinal, e.kind, e.occurred_at, e.recorded_at, e.stage, e.episode, e.data, w.name,
                   EXISTS (SELECT 1 FROM case_events v WHERE v."case" = e."case" AND v.voids = e.ordinal),
                   e.actor, w.organisation, e.clock_back
            FROM case_events e JOIN workers w ON w.id = e.actor
            WHERE e."case" = ? {wanted} {older} {seen} ORDER BY e.ordinal DESC LIMIT ?""",
        case_id,
        *kinds,
        *((before,) if before is not None else ()),
        *(only.args if only else ()),
        limit,
    )
    return [EventView(*row) for row in rows]


async def names(workers: Iterable[str]) -> dict[str, str]:
    """Return the names of these workers by id, for events that name somebody."""
    ids = [UUID(worker) for worker in set(workers) if worker]
    if not ids:
        return {}
    rows = await query(f"SELECT id, name FROM workers WHERE id IN ({marks(ids)})", *ids)
    return {str(row[0]): str(row[1]) for row in rows}


async def candidates(unit: UUID) -> list[tuple[UUID, str]]:
    """Return who may be given cases of *unit*: its active case workers, by name; nobody once it is closed."""
    return [(row[0], row[1]) for row in await _case_workers("o.id = ?", unit)]


async def takers(unit: UUID) -> dict[UUID, tuple[str, UUID]]:
    """Return who may be given a running case of *unit*, with the unit it then goes to; from a closed one, anybody's."""
    rows = await _case_workers("o.id = ?", unit) or await _case_workers(
        "EXISTS (SELECT 1 FROM organisations u WHERE u.id = ? AND u.closed_at IS NOT NULL)", unit
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def _case_workers(where: str, unit: UUID) -> list[Row]:
    return await query(
        f"""SELECT DISTINCT w.id, w.name, o.id AS unit FROM workers w JOIN organisations o ON o.id = w.organisation
            JOIN worker_roles r ON r.worker = w.id WHERE {where} AND o.closed_at IS NULL AND w.active
            AND r.role IN ({marks(TAKE_CASES.roles)}) ORDER BY w.name""",
        unit,
        *TAKE_CASES.roles,
    )


async def linked_to(case_id: UUID, me: CurrentUser) -> list[tuple[str, str]]:
    """Return (number, type) of the cases within scope that were opened out of this one."""
    scope = case_scope(me)
    rows = await query(
        f"SELECT c.number, c.pmks_type FROM cases c WHERE c.linked_from = ? AND {scope.text}",
        case_id,
        *scope.args,
    )
    return [(row[0], row[1]) for row in rows]
