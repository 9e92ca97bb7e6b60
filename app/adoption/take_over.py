"""Taking a sheet's good rows over: each row its own transaction, people registered once, what happened said of each."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from app import audit
from app.adoption import store
from app.adoption.check_sheet import as_json
from app.adoption.sheets.lookups import Ground, fingerprint, ground
from app.adoption.sheets.parsing import NEW, RowTold
from app.adoption.sheets.row_checks import adoption
from app.adoption.sheets.same_person import Identity, identities
from app.adoption.sheets.told import client_form
from app.adoption.take_case import NotTaken, take_case
from app.clients.actions import Lookalikes, add_relation, register_client
from app.clients.duplicates import names_alike
from app.clients.forms import RelationForm
from app.clients.names import name_key
from app.clients.verification.rules import LISTED
from app.db import Duplicate, execute, query, transaction
from app.web.forms.decoding import Invalid
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _

People = dict[Identity, tuple[str, str]]
"""Whom a sheet has registered: by all that they are known by, the client number and the NIK."""


AT_ONCE = 8
"""So many rows are at work side by side: they share the wait for the disk."""


MOST = 1_000
"""So many rows are taken over for one press of the button, so that the answer comes before patience ends."""


async def take_over(
    sheet: UUID, *, everything: bool, me: CurrentUser, now: datetime, most: int = MOST
) -> bool:
    """Take the good rows of a sheet over, at most *most* of them; *everything*: only if no row is bad.

    Each row is its own transaction, so others keep working, and what was left goes on where it stopped. Return False
    when nothing was begun. Raises NotFound for a sheet that is not *me*'s to know of.
    """
    view = await store.sheet_view(sheet, me)
    if view is None or view.status == "DISCARDED":
        raise NotFound
    if everything and view.counts.get("BAD"):
        return False
    await _mark(sheet, "RUNNING", me=me, now=now)
    run = Run(sheet, await ground(view.unit, view.as_of), await _people(sheet))
    good = await query(
        "SELECT id, told FROM adoption_rows WHERE sheet = ? AND status = 'GOOD' AND told <> '' ORDER BY place LIMIT ?",
        sheet,
        most + 1,
    )
    rows = [(row[0], msgspec.json.decode(row[1], type=RowTold)) for row in good[:most]]
    for some in _side_by_side(rows):
        await asyncio.gather(*(_settle(row, entry, run, me=me, now=now) for row, entry in some))
    if len(good) <= most:
        await _mark(sheet, "DONE", me=me, now=now)
    return True


def _side_by_side(rows: list[tuple[UUID, RowTold]]) -> Iterator[list[tuple[UUID, RowTold]]]:
    """Cut rows into pieces in which nobody stands twice, for a second row waits for who the first registers."""
    piece: list[tuple[UUID, RowTold]] = []
    people: set[Identity] = set()
    for row, entry in rows:
        if len(piece) == AT_ONCE or people.intersection(identities(entry)):
            yield piece
            piece, people = [], set()
        piece.append((row, entry))
        people.update(identities(entry))
    if piece:
        yield piece


async def _settle(row: UUID, entry: RowTold, run: "Run", *, me: CurrentUser, now: datetime) -> None:
    if complaints := await _try(row, entry, run, me=me, now=now):
        await _fail(row, complaints)


@transaction
async def _mark(sheet: UUID, status: str, *, me: CurrentUser, now: datetime) -> None:
    await execute("UPDATE adoption_sheets SET status = ? WHERE id = ?", status, sheet)
    await audit.record(f"sheet {status.lower()}", by=me.id, at=now, subject="adoption", subject_id=sheet)


@transaction
async def fetched(sheet: UUID, *, me: CurrentUser, now: datetime) -> None:
    """Write down that a sheet's rows left as a file."""
    await audit.record("sheet fetched", by=me.id, at=now, subject="adoption", subject_id=sheet)


@transaction
async def discard(sheet: UUID, *, me: CurrentUser, now: datetime) -> bool:
    """Throw a sheet away that is not done; what was taken over from it stays. What a done one says stays too (False)."""
    view = await store.sheet_view(sheet, me)
    if view is None:
        raise NotFound
    if view.status == "DONE":
        return False
    await execute(
        "UPDATE adoption_rows SET texts = '{}', told = '' WHERE sheet = ? AND status <> 'DONE'", sheet
    )
    await execute("UPDATE adoption_sheets SET status = 'DISCARDED' WHERE id = ?", sheet)
    await audit.record("sheet discarded", by=me.id, at=now, subject="adoption", subject_id=sheet)
    return True


class Run(NamedTuple):
    """Taking the rows of one sheet over: what their words are held against, and who was registered on the way."""

    sheet: UUID
    held: Ground
    people: People


async def _try(row: UUID, entry: RowTold, run: Run, *, me: CurrentUser, now: datetime) -> list[str]:
    """Take one row over; return why not, if not."""
    try:
        client = await _take(row, entry, run, me=me, now=now)
    except NotTaken as refused:
        return refused.said
    except NotFound:
        return [_("There is no client of this number in your reach.")]
    except Duplicate:
        return [_("Somebody else has just taken this case over.")]
    if client:
        _remember(entry, client, run.people)
    return []


@transaction
async def _fail(row: UUID, complaints: list[str]) -> None:
    await execute(
        "UPDATE adoption_rows SET status = 'FAILED', said = ? WHERE id = ? AND status = 'GOOD'",
        as_json(complaints),
        row,
    )


@transaction
async def _take(row: UUID, entry: RowTold, run: Run, *, me: CurrentUser, now: datetime) -> str:
    """Write one row's case; return the client's number, or nothing when somebody else was at it before."""
    claimed = await execute("UPDATE adoption_rows SET row = row WHERE id = ? AND status = 'GOOD'", row)
    if not claimed:
        return ""
    known = entry.client if entry.client != NEW else ""
    client = known or await _registered(entry, run.people, me=me, now=now)
    if entry.people:
        await execute(
            "UPDATE adoption_rows SET status = 'DONE', said = '[]', person = ? WHERE id = ?", client, row
        )
        return client
    definition = run.held.definition(entry)
    if definition is None:
        raise NotTaken([_("There is no published SOP for it yet.")])
    mark = fingerprint(entry, run.held.unit)
    form = adoption(entry, client, run.held, now=now)
    case = await take_case(form, mark, entry.reference, definition, sheet=run.sheet, me=me, now=now)
    await execute(
        """UPDATE adoption_rows SET status = 'DONE', said = '[]', "case" = ?, person = ? WHERE id = ?""",
        case,
        client,
        row,
    )
    return client


def _remember(entry: RowTold, client: str, people: People) -> None:
    for identity in identities(entry):
        people.setdefault(identity, (client, entry.nik))


def _known(entry: RowTold, people: People) -> str:
    """Return the client whom an earlier row registered; two NIKs are two people, whatever else is the same."""
    registered = [people[identity] for identity in identities(entry) if identity in people]
    return next((number for number, nik in registered if not (nik and entry.nik) or nik == entry.nik), "")


async def _people(sheet: UUID) -> People:
    """Return whom this sheet has registered so far, so that a second row of the same person finds them."""
    rows = await query(
        """SELECT r.told, k.number FROM adoption_rows r JOIN clients o ON o.number = r.person
           JOIN clients k ON k.id = COALESCE(o.merged_into, o.id)
           WHERE r.sheet = ? AND r.status = 'DONE' AND r.told <> ''""",
        sheet,
    )
    people: People = {}
    for row in rows:
        _remember(msgspec.json.decode(row[0], type=RowTold), row[1], people)
    return people


async def _registered(entry: RowTold, people: People, *, me: CurrentUser, now: datetime) -> str:
    """Register the person, or take whom an earlier row of the same sheet registered."""
    if number := _known(entry, people):
        return number
    if entry.client != NEW and (since := await _since_then(entry)):
        raise NotTaken([_("Somebody much alike was registered meanwhile: %(number)s.", number=since)])
    saved = await register_client(client_form(entry), me=me, now=now, key=None, another=True, look=False)
    if isinstance(saved, Invalid):
        raise NotTaken(list(saved.errors.values()))
    if isinstance(saved, Lookalikes):
        raise TypeError("nobody alike was looked for")
    await _told_beside(saved.number, entry, me=me, now=now)
    return saved.number


async def _told_beside(number: str, entry: RowTold, *, me: CurrentUser, now: datetime) -> None:
    """Keep what a register says of a person that registering does not ask for: relatives, the welfare decile."""
    for one in entry.relatives:
        form = RelationForm(name=one.name, relation=one.relation, note=_("From the sheet taken over."))
        await add_relation(number, form, me=me, now=now, key=None)
    if entry.decile is not None:
        await execute(
            "UPDATE clients SET dtsen_status = ?, dtsen_decile = ? WHERE number = ?",
            LISTED,
            entry.decile,
            number,
        )


async def _since_then(entry: RowTold) -> str:
    """Return who has been registered with this NIK, or this name and birth date, since the sheet was looked at."""
    rows = await query(
        "SELECT number, nik, name_key, sex FROM clients WHERE (nik IS NOT NULL AND nik = ?) OR birth_date = ? ORDER BY number",
        entry.nik or None,
        entry.born,
    )
    for number, nik, names, sex in rows:
        if nik == entry.nik or (names_alike(name_key(entry.name), names) == 1.0 and sex == entry.sex):
            return str(number)
    return ""
