"""Questions about clients, in plain SQL. All but `alike` ask for the reader's scope."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from app.audit.reading import Reading, noticed
from app.clients import duplicates, nik, numbers
from app.clients.duplicates import SHORTEST_PART
from app.clients.masking import hides
from app.clients.names import search_words
from app.db import Row, current, marks, query, query_one
from app.scope.break_glass import sees_client
from app.scope.predicate import Sql, case_scope, client_scope
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
_RESTRICTED = "EXISTS (SELECT 1 FROM cases rc WHERE rc.client = k.id AND rc.restricted)"
_VIEW = f"""
SELECT {", ".join(f"k.{name}" for name in _COLUMNS)}, w.name, {_RESTRICTED}
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
    return client


async def unshown(number: str, me: CurrentUser) -> ClientView | None:
    """Return a client within *me*'s scope for a caller that shows nobody what it holds."""
    scope = client_scope(me)
    row = await query_one(_VIEW + scope.text, number, *scope.args)
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


_LINE = f"""
SELECT k.number, k.full_name, k.sex, k.birth_date, k.birth_estimated, k.home_region, {_RESTRICTED},
       (SELECT count(*) FROM cases oc WHERE oc.client = k.id AND oc.closed_at IS NULL)
FROM """


async def search(text: str, me: CurrentUser, *, after: str | None = None) -> Page[ClientLine]:
    """Return a page of clients, last registered first: all, or those whose name, number or NIK was typed."""
    scope, found = client_scope(me), matching(text)
    cursor = decode(after, of="clients")
    older, args = ("k.number < ? AND", (cursor[0],)) if cursor else ("", ())
    source, first, order = "clients k", found, "k.number"
    if found[0].startswith(_PARTS) and isinstance(cursor[0] if cursor else "", str):
        source, first, order = _newest_parts(found, cursor[0] if cursor else None)
        older, args = "", ()
    rows = await query(
        f"{_LINE} {source} WHERE {older} {first[0]} AND k.merged_into IS NULL AND {scope.text} "
        f"ORDER BY {order} DESC LIMIT {PAGE_SIZE + 1}",
        *args,
        *first[1],
        *scope.args,
    )
    lines = [ClientLine(*_told(row, 6)) for row in rows]
    return page_of(lines, key=lambda line: (line.number,), of="clients")


def _newest_parts(found: "Condition", last: object) -> tuple[str, "Condition", str]:
    """Read the index of name parts itself, whose row ids are the digits of the numbers: newest first, without sorting."""
    condition, args = f"client_names MATCH ?{found[0].removeprefix(_PARTS)}", found[1]
    if last is not None:
        condition, args = f"n.rowid < ? AND {condition}", (int(re.sub(r"\D", "", str(last)) or 0), *args)
    return "client_names n JOIN clients k ON k.id = n.client", (condition, args), "n.rowid"


Condition = tuple[str, tuple[object, ...]]
_PARTS = "k.id IN (SELECT n.client FROM client_names n WHERE client_names MATCH ?)"
"""On SQLite, the part of a condition that goes through the index of name parts."""


def matching(text: str, alias: str = "k") -> Condition:
    """Return the condition on clients for what someone typed: a client number, a whole NIK, or parts of a name."""
    typed = text.strip()
    if not typed:
        return "1 = 1", ()
    if number := numbers.normalise(typed):
        return f"{alias}.id = (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE m.number = ?)", (
            number,
        )
    digits = nik.cleaned(typed)
    if digits.isdigit() and len(digits) == nik.LENGTH:
        same = f"{alias}.id IN (SELECT m.merged_into FROM clients m WHERE m.nik = ? AND m.merged_into IS NOT NULL)"
        return f"({alias}.nik = ? OR {same})", (digits, digits)
    return _named(search_words(typed), alias)


def _named(words: Sequence[tuple[str, ...]], alias: str) -> Condition:
    """Every word must be somewhere in the name. Three letters and more go through the index of name parts."""
    if not words:
        return "1 = 0", ()
    search = _indexed(words, alias)
    if search is None:
        return _scanned(words, alias)
    parts = _PARTS if alias == "k" else _PARTS.replace("k.", f"{alias}.", 1)
    return " AND ".join(filter(None, (parts, search.more.text))), (search.match, *search.more.args)


class IndexedSearch(NamedTuple):
    """A search by name through SQLite's index of name parts: what to match there, and what to ask of clients `k`."""

    match: str
    more: Sql


def indexed_search(text: str) -> IndexedSearch | None:
    """Return the search by name through the index; None for a number, and where the index cannot answer."""
    digits = nik.cleaned(text)
    if numbers.normalise(text.strip()) or (digits.isdigit() and len(digits) == nik.LENGTH):
        return None
    return _indexed(search_words(text), "k")


def _indexed(words: Sequence[tuple[str, ...]], alias: str) -> IndexedSearch | None:
    if current().kind != "sqlite":
        return None
    indexed = [forms for forms in words if all(len(form) >= SHORTEST_PART for form in forms)]
    if not indexed:
        return None
    match = " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in indexed)
    return IndexedSearch(match, Sql(*_scanned([forms for forms in words if forms not in indexed], alias)))


def _scanned(words: Sequence[tuple[str, ...]], alias: str) -> Condition:
    """Ask each name for words that the index cannot find; nothing where there are none."""
    texts = ["(" + " OR ".join([f"{alias}.name_key LIKE ?"] * len(forms)) + ")" for forms in words]
    return " AND ".join(texts), tuple(f"%{form}%" for forms in words for form in forms)


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


class Alike(msgspec.Struct, frozen=True):
    """A registered person who may be the one at hand. Out of scope, only what it takes to ask is told."""

    number: str
    full_name: str
    sex: str
    birth_date: date | None
    birth_estimated: bool
    region: str | None
    hidden: bool  # named by initials only
    in_scope: bool
    same_nik: bool
    ask: str  # whom: the unit that works with the client, else the worker who registered them, and theirs
    points: int


async def alike(
    person: duplicates.Person, name: str, me: CurrentUser, *, other_than: str = ""
) -> list[Alike]:
    """Return who may be *person*, most alike first, looking at everyone whatever *me*'s scope.

    Record linkage in three steps: candidates by NIK or a shared piece of the name (blocking), their likeness, and
    the rest of what is told for the few that are shown.
    """
    candidates = [(row, _person(row)) for row in await _candidates(person, name)]
    compared = [
        (duplicates.likeness(person, known), row)
        for row, known in candidates
        if duplicates.worth_comparing(person, known) and row.number != other_than
    ]
    worth = [(points, row.number) for points, row in compared if points >= duplicates.WORTH_SHOWING]
    worth.sort(key=lambda pair: (-pair[0], pair[1]))
    shown = {number: points for points, number in worth[: duplicates.MOST_SHOWN]}
    rows = {row.number: row for row in await _told_of(list(shown), me)}
    return [_alike(points, rows[number], person, me) for number, points in shown.items()]


def _person(row: Row) -> duplicates.Person:
    key, sex, born, estimated, number, home, found = row[1:8]
    return duplicates.Person(key, sex, born, bool(estimated), number, home or found)


def _alike(points: int, row: Row, person: duplicates.Person, me: CurrentUser) -> Alike:
    number, name, _key, sex, born, estimated, held, home, found, restricted, scope, worker, house, unit = row
    ask = str(unit) if unit else f"{worker} ({house})" if house else str(worker)
    return Alike(
        number,
        name,
        sex,
        born,
        bool(estimated),
        home or found,
        hides(restricted=bool(restricted), roles=me.roles),
        bool(scope),
        bool(held) and held == person.nik,
        ask,
        points,
    )


_MOST_COMPARED = 400
_CANDIDATE = """SELECT k.number, k.name_key, k.sex, k.birth_date, k.birth_estimated, k.nik, k.home_region, k.found_region
    FROM clients k WHERE k.merged_into IS NULL AND"""


async def _candidates(person: duplicates.Person, name: str) -> list[Row]:
    """Fetch the people worth comparing: all of the same NIK, and those sharing a piece of the name and near in age."""
    same = await query(f"{_CANDIDATE} k.nik = ? ORDER BY k.number", person.nik) if person.nik else []
    pieces = _pieces(duplicates.telling_parts(name))
    born: tuple[object, ...] = ()
    age = ""
    if person.born:
        born = (date(person.born.year - 6, 1, 1), date(person.born.year + 6, 12, 31))
        age = "AND (k.birth_date IS NULL OR k.birth_date BETWEEN ? AND ?)"
    known = {row.number for row in same}
    named = await query(
        f"{_CANDIDATE} {pieces[0]} {age} ORDER BY k.number DESC LIMIT {_MOST_COMPARED}", *pieces[1], *born
    )
    return [*same, *(row for row in named if row.number not in known)]


async def _told_of(shown: Sequence[str], me: CurrentUser) -> list[Row]:
    """Return what is told of the people shown.

    To be asked about somebody with a case is the unit at work: a house that registered them may be where they hide.
    """
    if not shown:
        return []
    scope = client_scope(me)
    return await query(
        f"""SELECT k.number, k.full_name, k.name_key, k.sex, k.birth_date, k.birth_estimated, k.nik, k.home_region,
                   k.found_region, {_RESTRICTED}, CASE WHEN {scope.text} THEN 1 ELSE 0 END, w.name, o.name,
                   (SELECT MIN(u.name) FROM cases uc JOIN organisations u ON u.id = uc.unit WHERE uc.client = k.id)
            FROM clients k JOIN workers w ON w.id = k.registered_by LEFT JOIN organisations o ON o.id = w.organisation
            WHERE k.number IN ({marks(shown)})""",
        *scope.args,
        *shown,
    )


def _pieces(parts: Sequence[str]) -> Condition:
    long = [part for part in parts if len(part) >= SHORTEST_PART]
    if current().kind == "sqlite" and long:
        match = " OR ".join(f'"{part}"' for part in long)
        return (
            "k.id IN (SELECT n.client FROM client_names n WHERE client_names MATCH ? ORDER BY rank LIMIT 1000)",
            (match,),
        )
    return "(" + " OR ".join(["k.name_key LIKE ?"] * len(parts)) + ")", tuple(f"%{part}%" for part in parts)
