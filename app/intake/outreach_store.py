"""Questions about outreach events. An event tells of no person: people appear only within the reader's scope."""

from collections import Counter
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.db import query, query_one
from app.intake.tables import OutreachPerson
from app.scope.predicate import Sql, case_scope, client_scope
from app.web.http.current_user import CurrentUser
from app.web.i18n import formats
from app.web.i18n.lists import code_label
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of


class EventView(msgspec.Struct, frozen=True):
    """One outreach or raid, with how many people stand in it whoever may see them."""

    id: UUID
    kind: str
    held_at: datetime
    place: str
    region: str
    organisation: str
    source: str
    letter_number: str
    unit: UUID
    version: int
    created_by_name: str
    unit_name: str
    people: int

    @property
    def sentence(self) -> str:
        """Say what it was: the first note of every case that comes from it."""
        day = formats.day(self.held_at)
        who = ", ".join(filter(None, (self.organisation, self.letter_number)))
        return f"{code_label(self.kind, 'outreach_kind')}: {day}, {self.place}. {who}"

    @property
    def facts(self) -> dict[str, str]:
        """Return what a case keeps of the event."""
        return {
            "outreach_event": str(self.id),
            "outreach_kind": self.kind,
            "outreach_place": self.place,
            "outreach_on": clock.on(self.held_at).isoformat(),
            "outreach_letter": self.letter_number,
            "outreach_by": self.organisation,
        }


_SELECT = """
SELECT e.id, e.kind, e.held_at, e.place, e.region, e.organisation, e.source, e.letter_number, e.unit, e.version, w.name,
       o.name, (SELECT COUNT(*) FROM outreach_people n WHERE n.event = e.id)
FROM outreach_events e JOIN workers w ON w.id = e.created_by JOIN organisations o ON o.id = e.unit
WHERE """


def _seen(me: CurrentUser) -> Sql:
    """Say which events *me* may know of: of their own unit, the whole division, or with a client in their scope."""
    if "division" in me.grantees:
        return Sql("1 = 1", ())
    scope = client_scope(me)
    text = f"""(e.created_by = ? OR e.unit = ? OR EXISTS (SELECT 1 FROM outreach_people p
                JOIN clients k ON k.id = p.client WHERE p.event = e.id AND {scope.text}))"""
    return Sql(text, (me.id, me.organisation, *scope.args))


async def event_view(event: UUID, me: CurrentUser) -> EventView | None:
    """Return one event, or None when there is none that *me* may know of."""
    seen = _seen(me)
    row = await query_one(f"{_SELECT} e.id = ? AND {seen.text}", event, *seen.args)
    return EventView(*row) if row else None


async def events(me: CurrentUser, *, after: str | None = None) -> Page[EventView]:
    """Return a page of events, latest first."""
    seen, cursor = _seen(me), decode(after, of="outreach")
    older, args = "", tuple[object, ...]()
    if cursor:
        older, args = (
            "AND (e.held_at, e.id) < (?, ?)",
            (datetime.fromisoformat(str(cursor[0])), UUID(str(cursor[1]))),
        )
    rows = await query(
        f"{_SELECT} {seen.text} {older} ORDER BY e.held_at DESC, e.id DESC LIMIT {PAGE_SIZE + 1}",
        *seen.args,
        *args,
    )
    views = [EventView(*row) for row in rows]
    return page_of(views, key=lambda one: (one.held_at.isoformat(), str(one.id)), of="outreach")


class PersonLine(msgspec.Struct, frozen=True):
    """One person met at an event. ``case`` is a number only where the case lies in the reader's scope."""

    client_number: str
    client_name: str
    sex: str
    birth_date: date | None
    birth_estimated: bool
    restricted: bool
    has_case: bool
    case: str | None
    pmks_type: str | None
    stage: str | None
    closed_at: datetime | None


async def people(event: UUID, me: CurrentUser) -> list[PersonLine]:
    """Return the people of an event within *me*'s scope, last registered first."""
    scope = client_scope(me)
    shown = case_scope(me)
    rows = await query(
        f"""SELECT k.number, k.full_name, k.sex, k.birth_date, k.birth_estimated,
                   k.restricted, p."case" IS NOT NULL,
                   c.number, c.pmks_type, c.stage, c.closed_at
            FROM outreach_people p JOIN clients k ON k.id = p.client LEFT JOIN cases c ON c.id = p."case" AND {shown.text}
            WHERE p.event = ? AND {scope.text} ORDER BY p.added_at DESC, k.number DESC""",
        *shown.args,
        event,
        *scope.args,
    )
    return [_line(list(row)) for row in rows]


def _line(values: list[Any]) -> PersonLine:
    """Read computed truths as such: SQLite has numbers for them."""
    return PersonLine(*values[:4], *map(bool, values[4:7]), *values[7:])


async def is_there(event: UUID, client: UUID) -> bool:
    """Tell whether the client already stands in the event with a case."""
    return await (
        OutreachPerson.exists()
        .where(OutreachPerson.event == event, OutreachPerson.client == client)
        .where(OutreachPerson.case.is_not_null())
    )


async def last_choice(event: UUID, me: CurrentUser) -> dict[str, object]:
    """Return what *me* chose for the person before, so that the next one takes fewer taps."""
    row = await query_one(
        """SELECT c.pmks_type, c.urgency, c.state, c.worker FROM outreach_people p JOIN cases c ON c.id = p."case"
           WHERE p.event = ? AND p.added_by = ? ORDER BY p.added_at DESC LIMIT 1""",
        event,
        me.id,
    )
    if row is None:
        return {}
    facts = msgspec.json.decode(row[2]).get("facts", {})
    return {"pmks_type": row[0], "urgency": row[1], "safe_now": facts.get("safe_now", ""), "worker": row[3]}


def counted(lines: list[PersonLine]) -> tuple[Counter[str], Counter[str]]:
    """Count the people shown by sex, and their cases by type."""
    return Counter(line.sex for line in lines), Counter(line.pmks_type for line in lines if line.pmks_type)
