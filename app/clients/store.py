"""Questions about clients, in plain SQL. All ask for the reader's scope."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app.audit.reading import Reading, noticed
from app.clients import numbers
from app.clients.finding.masked import indexed, note_found, searched
from app.clients.finding.search import Condition, IndexedSearch
from app.clients.masking import hides
from app.db import Row, query, query_one
from app.scope.break_glass import sees_client
from app.scope.predicate import case_scope, client_scope
from app.scope.shelter_staff import called, hidden_houses
from app.web.http.current_user import CurrentUser
from app.web.http.exceptions import Masked
from app.web.http.urls import url
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of


class ClientView(msgspec.Struct, frozen=True):
    """One client as its page and its actions need it."""

    id: UUID
    number: str
    full_name: str
    alias: str
    preferred_name: str
    name_key: str
    sex: str
    birth_date: date | None
    birth_estimated: bool
    birth_place: str
    nik: str | None
    nik_status: str
    kk: str | None
    religion: str
    marital: str
    nationality: str
    education: str
    occupation: str
    mother_name: str
    birth_order: int | None
    phone: str
    safe_contact: str
    safe_contact_note: str
    ktp_region: str | None
    ktp_address: str
    ktp_rt: str
    ktp_rw: str
    ktp_hamlet: str
    ktp_postcode: str
    home_region: str | None
    home_address: str
    home_rt: str
    home_rw: str
    home_hamlet: str
    home_postcode: str
    found_region: str | None
    found_place: str
    marks: str
    data_source: str
    verified_on: date | None
    dtsen_status: str
    dtsen_decile: int | None
    dtsen_checked_on: date | None
    dtsen_source: str
    aid: str
    died_on: date | None
    registered_at: datetime
    registered_by: UUID
    version: int
    registered_by_name: str
    restricted: bool

    @property
    def shown_name(self) -> str:
        """The name to address the client by."""
        return self.preferred_name or self.full_name


_COLUMNS = ClientView.__struct_fields__[: ClientView.__struct_fields__.index("registered_by_name")]
_VIEW = f"""
SELECT {", ".join(f"k.{name}" for name in _COLUMNS)}, w.name, k.restricted
FROM clients k JOIN workers w ON w.id = k.registered_by
WHERE k.id = (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE m.number = ?) AND """


async def client_view(number: str, me: CurrentUser) -> ClientView | None:
    """Return the client with this number, or None when there is none within *me*'s scope.

    The number of a client that was merged leads to the one that stands for both. Raises Masked for whoever is in
    scope but not on the team, until they have said why.
    """
    client = await unshown(number, me)
    if client and hides(restricted=client.restricted, roles=me.roles):
        if not await sees_client(me, client.id):
            raise Masked(client.number, place=url("clients:client", number=client.number))
        if client.restricted:
            noticed(Reading("client", client.number, me.id, client=client.id))
    return await _with_staff_of_secret_houses(client, me) if client else None


async def _with_staff_of_secret_houses(client: ClientView, me: CurrentUser) -> ClientView:
    """Name who registered a client, but for the staff of a house of which the reader need not know."""
    hidden = await hidden_houses(client.id, me)
    if not hidden:
        return client
    row = await query_one("SELECT organisation FROM workers WHERE id = ?", client.registered_by)
    told = called(client.registered_by_name, row[0] if row else None, hidden)
    return msgspec.structs.replace(client, registered_by_name=told)


async def unshown(number: str, me: CurrentUser) -> ClientView | None:
    """Return a client within *me*'s scope for a caller that shows nobody what it holds."""
    scope = client_scope(me)
    row = await query_one(_VIEW + scope.text, numbers.normalise(number) or number, *scope.args)
    return ClientView(*_told(row, -1)) if row else None


def _told(row: Row, place: int) -> list[Any]:
    """Return the row's values with a computed truth as one: SQLite has numbers for it."""
    values = list(row)
    values[place] = bool(values[place])
    return values


class ClientLine(msgspec.Struct, frozen=True):
    """One client in a list, where whoever has a restricted case is named by initials only (`hides`)."""

    number: str
    full_name: str
    sex: str
    birth_date: date | None
    birth_estimated: bool
    home_region: str | None
    restricted: bool
    open_cases: int
    died_on: date | None


async def died_on(client: UUID) -> date | None:
    """Return the day on which a client died; None of somebody who lives."""
    row = await query_one("SELECT died_on FROM clients WHERE id = ?", client)
    return row[0] if row else None


_LINE = """
SELECT k.number, k.full_name, k.sex, k.birth_date, k.birth_estimated, k.home_region, k.restricted,
       (SELECT count(*) FROM cases oc WHERE oc.client = k.id AND oc.closed_at IS NULL), k.died_on
FROM """


async def search(text: str, me: CurrentUser, *, after: str | None = None) -> Page[ClientLine]:
    """Return a page of clients, last registered first: all, or those who fit what was typed."""
    scope, found = client_scope(me), searched(text, me)
    cursor = decode(after, of="clients")
    older, args = ("k.number < ? AND", (cursor[0],)) if cursor else ("", ())
    source, order = "clients k", "k.number"
    search = indexed(text, me)
    if search and isinstance(cursor[0] if cursor else "", str):
        source, order = "client_names n JOIN clients k ON k.id = n.client", "n.rowid"
        found, older, args = _newest(search, cursor[0] if cursor else None), "", ()
    rows = await query(
        f"{_LINE} {source} WHERE {older} {found[0]} AND k.merged_into IS NULL AND {scope.text} "
        f"ORDER BY {order} DESC LIMIT {PAGE_SIZE + 1}",
        *args,
        *found[1],
        *scope.args,
    )
    lines = [ClientLine(*_told(row, 6)) for row in rows]
    if text.strip():
        await note_found((line.number for line in lines if line.restricted), me)
    return page_of(lines, key=lambda line: (line.number,), of="clients")


def _newest(search: IndexedSearch, last: object) -> Condition:
    """Read the index of words itself, whose row ids are the digits of the numbers: newest first, without sorting."""
    text = " AND ".join(filter(None, ("client_names MATCH ?", search.more.text)))
    args = (search.match, *search.more.args)
    if last is None:
        return text, args
    return f"n.rowid < ? AND {text}", (int(re.sub(r"\D", "", str(last)) or 0), *args)


async def same_nik(client: ClientView, me: CurrentUser) -> list[str]:
    """Return the numbers of other clients within scope that carry the same NIK: a mistake, or one person twice."""
    if not client.nik:
        return []
    scope = client_scope(me)
    rows = await query(
        f"SELECT k.number FROM clients k WHERE k.nik = ? AND k.id <> ? AND k.merged_into IS NULL AND {scope.text} "
        "ORDER BY k.number",
        client.nik,
        client.id,
        *scope.args,
    )
    return [row[0] for row in rows]


async def other_numbers(client: UUID) -> list[str]:
    """Return the numbers of the rows that were merged into a client already found in scope."""
    rows = await query("SELECT number FROM clients WHERE merged_into = ? ORDER BY number", client)
    return [row[0] for row in rows]


class RelationView(msgspec.Struct, frozen=True):
    """Somebody around the client."""

    id: UUID
    name: str
    relation: str
    phone: str
    is_guardian: bool
    safe: bool
    note: str
    since: datetime
    until: datetime | None


async def relations(client: UUID) -> list[RelationView]:
    """Return the people around a client already found in scope: present ones first, guardians before others."""
    rows = await query(
        """SELECT id, name, relation, phone, is_guardian, safe, note, since, until FROM relations WHERE client = ?
           ORDER BY until IS NOT NULL, is_guardian DESC, since""",
        client,
    )
    return [RelationView(*row) for row in rows]


class CaseLine(msgspec.Struct, frozen=True):
    """One case on its client's page."""

    number: str
    pmks_type: str
    stage: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    worker_name: str | None


async def cases_of(client: UUID, me: CurrentUser) -> list[CaseLine]:
    """Return the client's cases within scope, open ones first."""
    scope = case_scope(me)
    rows = await query(
        f"""SELECT c.number, c.pmks_type, c.stage, c.opened_at, c.closed_at, c.outcome, w.name
            FROM cases c LEFT JOIN workers w ON w.id = c.worker WHERE c.client = ? AND {scope.text}
            ORDER BY c.closed_at IS NOT NULL, c.opened_at DESC""",
        client,
        *scope.args,
    )
    return [CaseLine(*row) for row in rows]
