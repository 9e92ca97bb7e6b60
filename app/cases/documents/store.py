"""The documents of a case, as far as a reader may open them.

What is added while a client lives in a secret shelter may show the place: it follows the shelter's own need to know.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.cases.partner_visibility import own_words, sees_document
from app.db import query
from app.scope.need_to_know import may_know_place
from app.scope.shelter_staff import called
from app.web.http.current_user import CurrentUser

_SHELTER = "shelter"  # the kind of the records that tell of it


class DocumentView(msgspec.Struct, frozen=True):
    """A document as lists show it. `title` is what somebody wrote, if they did: the kind says what it is."""

    id: UUID
    kind: str
    title: str
    media_type: str
    size: int
    sha256: str
    signed: bool
    added_at: datetime
    added_by_name: str
    added_by: UUID
    house: UUID | None
    """The organisation whose people added it."""
    worker: UUID | None
    unit: UUID
    """The case's."""


class Stay(msgspec.Struct, frozen=True):
    """A time in a secret shelter, both days included; `end` is open while the client is there."""

    begin: date
    end: date | None
    shelter: UUID | None

    def holds(self, day: date) -> bool:
        """Tell whether *day* falls within it."""
        return self.begin <= day and (self.end is None or day <= self.end)


async def documents(case_id: UUID, me: CurrentUser) -> list[DocumentView]:
    """Return the case's documents that were not withdrawn, newest first, as far as *me* may open them."""
    rows = await query(
        """SELECT d.id, d.kind, d.title, d.media_type, d.size, d.sha256, d.signed, d.added_at, w.name, d.added_by,
                  w.organisation, c.worker, c.unit
           FROM documents d JOIN workers w ON w.id = d.added_by JOIN cases c ON c.id = d."case"
           WHERE d."case" = ? AND d.removed_at IS NULL ORDER BY d.added_at DESC""",
        case_id,
    )
    found = [one for one in (DocumentView(*row) for row in rows) if _of_their_work(one, me)]
    stays = await _secret_stays(case_id) if found else ()
    return [_by(one, stays, me) for one in found if _place_is_theirs(one, stays, me)]


def _by(one: DocumentView, stays: Sequence[Stay], me: CurrentUser) -> DocumentView:
    """Name who added it, but for the staff of a house of which the reader need not know."""
    hidden = frozenset(
        stay.shelter
        for stay in stays
        if stay.shelter and not may_know_place(me, worker=one.worker, unit=one.unit, shelter=stay.shelter)
    )
    return msgspec.structs.replace(one, added_by_name=called(one.added_by_name, one.house, hidden))


def _of_their_work(one: DocumentView, me: CurrentUser) -> bool:
    """Partners open kinds that their work asks for; what came with a signature holds more than is seen."""
    if one.signed:
        return own_words(me, by=one.added_by, house=one.house)
    return sees_document(me, one.kind, by=one.added_by, house=one.house)


def _place_is_theirs(one: DocumentView, stays: Sequence[Stay], me: CurrentUser) -> bool:
    """Whoever added it knows the place; of others, those who need to."""
    day = clock.on(one.added_at)
    return one.added_by == me.id or all(
        may_know_place(me, worker=one.worker, unit=one.unit, shelter=stay.shelter)
        for stay in stays
        if stay.holds(day)
    )


async def _secret_stays(case_id: UUID) -> list[Stay]:
    """Return when the case's client lived in a secret shelter, as any of their cases tells."""
    rows = await query(
        """SELECT r."case", r.occurred_at, r.secret, r.data FROM case_records r
           JOIN cases c ON c.id = r."case" JOIN cases o ON o.client = c.client
           WHERE o.id = ? AND r.kind = ? AND EXISTS
               (SELECT 1 FROM case_records s WHERE s."case" = r."case" AND s.kind = r.kind AND s.secret)
           ORDER BY r.occurred_at, r.recorded_at""",
        case_id,
        _SHELTER,
    )
    stays: list[Stay] = []
    running: dict[UUID, Stay] = {}
    for case, at, secret, data in rows:
        if begun := running.pop(case, None):
            stays.append(msgspec.structs.replace(begun, end=clock.on(at)))
        if secret:
            running[case] = Stay(clock.on(at), None, _shelter(data))
    return [*stays, *running.values()]


def _shelter(data: str) -> UUID | None:
    told: dict[str, Any] = msgspec.json.decode(data)
    organisation = told.get("organisation")
    return UUID(organisation) if organisation else None
