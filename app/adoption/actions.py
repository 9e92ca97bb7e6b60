"""Keeping a sheet with its judged rows, and taking its good rows over: each row its own transaction."""

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.adoption import store
from app.adoption.sheets.answers import Answers, word_key
from app.adoption.sheets.lookups import Ground, fingerprint, ground
from app.adoption.sheets.parsing import NEW, RowTold
from app.adoption.sheets.reading import SheetRow, Tab, Unreadable, read
from app.adoption.sheets.resolving import Ask
from app.adoption.sheets.row_checks import Judge, Line, adoption
from app.adoption.sheets.same_person import Identity, identities
from app.adoption.sheets.told import client_form
from app.adoption.tables import AdoptionMark, AdoptionSheet
from app.audit import idempotency
from app.cases.outcomes import Again, Refused
from app.clients.actions import Lookalikes, add_relation, register_client
from app.clients.duplicates import names_alike
from app.clients.forms import RelationForm
from app.clients.names import name_key
from app.clients.verification.rules import LISTED
from app.db import Duplicate, execute, execute_many, query, query_one, transaction
from app.explain.adoption import sentence
from app.opening.import_case import Adoption, adopt_case
from app.opening.open_case import Opened
from app.web.forms.decoding import Invalid
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from workflows.definition import Definition
from workflows.reasons import Reason

People = dict[Identity, tuple[str, str]]
"""Whom a sheet has registered: by all that they are known by, the client number and the NIK."""

KEPT = timedelta(days=30)
"""So long the words of a sheet's rows are kept for looking up; then they are emptied."""


class Checked(msgspec.Struct, frozen=True):
    """The sheet is kept with what is to be said of each row; no client and no case was written."""

    id: UUID


async def check_sheet(
    filename: str,
    data: bytes,
    *,
    as_of: date,
    unit: UUID,
    answers: Answers,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> Checked | Unreadable:
    """Read a sheet and judge every row."""
    found = await asyncio.to_thread(read, data)
    if isinstance(found, Unreadable):
        return found
    lines = await _judged(found.rows, found.tabs, await ground(unit, as_of), answers, me=me, now=now)
    digest = hashlib.sha256(data).hexdigest()
    notes = []
    if before := await store.sent_before(digest):
        notes.append(_("The very same file was sent on %(day)s.", day=day(before)))
    row = AdoptionSheet(
        id=uuid4(),
        filename=filename[:200],
        sha256=digest,
        as_of=as_of,
        unit=unit,
        uploaded_by=me.id,
        uploaded_at=now,
        status="CHECKED",
        notes=_json(notes),
        tabs=_json(found.tabs),
        answers=_json(answers),
        asks=_json(_asked(lines)),
    )
    return await _keep(row, lines, me=me, now=now, key=key)


async def _judged(
    rows: list[SheetRow], tabs: list[Tab], held: Ground, answers: Answers, *, me: CurrentUser, now: datetime
) -> list[Line]:
    """Judge the rows that are taken; the others are left."""
    several = sum(1 for tab in tabs if tab.rows) > 1
    judge = Judge(held, me=me, now=now, answers=answers, several=several)
    known = {tab.name: tab for tab in tabs}
    lines = []
    for row in rows:
        if answers.takes(row):
            line = await judge.line(answers.seen(row, known[row.tab]))
            lines.append(line._replace(row=row))
        else:
            lines.append(Line(row, "LEFT", None, [], judge.type_of(row)))
        await asyncio.sleep(0)  # between rows others have their turn on the event loop
    return [judge.settled(line) for line in lines]


def _asked(lines: list[Line]) -> list[Ask]:
    """Return each word to be explained once."""
    return list({word_key(one.key, one.text): one for line in lines for one in line.asks}.values())


@transaction
async def _keep(
    sheet: AdoptionSheet, lines: list[Line], *, me: CurrentUser, now: datetime, key: UUID | None
) -> Checked:
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Checked(UUID(seen.rpartition("/")[2]))
    await AdoptionSheet.insert(sheet)
    await execute_many(
        """INSERT INTO adoption_rows (id, sheet, place, tab, row, hidden, status, pmks_type, texts, formulas, told, said)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                uuid4(),
                sheet.id,
                place,
                one.row.tab,
                one.row.number,
                one.row.hidden,
                one.status,
                one.type,
                _json(one.row.cells),
                _json(sorted(one.row.formulas)),
                _json(one.told) if one.told else "",
                _json(one.said),
            )
            for place, one in enumerate(lines, start=1)
        ],
    )
    await _forget(now)
    await audit.record(
        "sheet checked",
        by=me.id,
        at=now,
        subject="adoption",
        subject_id=sheet.id,
        detail={"rows": len(lines)},
    )
    await idempotency.finish(key, worker=me.id, location=url("adoption:sheet", sheet=sheet.id))
    return Checked(sheet.id)


async def answer(sheet: UUID, answers: Answers, *, me: CurrentUser, now: datetime) -> bool:
    """Judge the rows of a sheet anew by what was said for all of them; False when it is past that."""
    found = await store.sheet_view(sheet, me)
    if found is None or found.status == "DISCARDED":
        raise NotFound
    if found.status == "DONE":
        return False
    kept = await store.kept_rows(sheet)
    held = await ground(found.unit, found.as_of)
    lines = await _judged([row for _id, row in kept], found.tabs, held, answers, me=me, now=now)
    await _judged_anew(
        sheet, answers, [(kept[place][0], line) for place, line in enumerate(lines)], me=me, now=now
    )
    return True


@transaction
async def _judged_anew(
    sheet: UUID, answers: Answers, lines: list[tuple[UUID, Line]], *, me: CurrentUser, now: datetime
) -> None:
    await execute_many(
        """UPDATE adoption_rows SET status = ?, pmks_type = ?, told = ?, said = ?
           WHERE id = ? AND status <> 'DONE'""",
        [
            (one.status, one.type, _json(one.told) if one.told else "", _json(one.said), row)
            for row, one in lines
        ],
    )
    asks = _json(_asked([one for _row, one in lines]))
    await execute(
        "UPDATE adoption_sheets SET answers = ?, asks = ? WHERE id = ?", _json(answers), asks, sheet
    )
    await audit.record(
        "sheet checked", by=me.id, at=now, subject="adoption", subject_id=sheet, detail={"rows": len(lines)}
    )


async def _forget(now: datetime) -> None:
    """Empty the words of old sheets."""
    await execute(
        """UPDATE adoption_rows SET texts = '{}', told = '' WHERE texts <> '{}'
           AND sheet IN (SELECT s.id FROM adoption_sheets s WHERE s.uploaded_at < ?)""",
        now - KEPT,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


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
    found = await store.sheet_view(sheet, me)
    if found is None or found.status == "DISCARDED":
        raise NotFound
    if everything and found.counts.get("BAD"):
        return False
    await _mark(sheet, "RUNNING", me=me, now=now)
    run = Run(sheet, await ground(found.unit, found.as_of), await _people(sheet))
    good = await query(
        "SELECT id, told FROM adoption_rows WHERE sheet = ? AND status = 'GOOD' AND told <> '' ORDER BY place LIMIT ?",
        sheet,
        most + 1,
    )
    rows = [(row[0], msgspec.json.decode(row[1], type=RowTold)) for row in good[:most]]
    for some in _side_by_side(rows):
        await asyncio.gather(*(_settle(row, told, run, me=me, now=now) for row, told in some))
    if len(good) <= most:
        await _mark(sheet, "DONE", me=me, now=now)
    return True


def _side_by_side(rows: list[tuple[UUID, RowTold]]) -> Iterator[list[tuple[UUID, RowTold]]]:
    """Cut rows into pieces in which nobody stands twice, for a second row waits for who the first registers."""
    piece: list[tuple[UUID, RowTold]] = []
    people: set[Identity] = set()
    for row, told in rows:
        if len(piece) == AT_ONCE or people.intersection(identities(told)):
            yield piece
            piece, people = [], set()
        piece.append((row, told))
        people.update(identities(told))
    if piece:
        yield piece


async def _settle(row: UUID, told: RowTold, run: "Run", *, me: CurrentUser, now: datetime) -> None:
    if said := await _try(row, told, run, me=me, now=now):
        await _fail(row, said)


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
    found = await store.sheet_view(sheet, me)
    if found is None:
        raise NotFound
    if found.status == "DONE":
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


class _Not(Exception):
    """Rolls back and says why; *reasons* where it was the engine that refused."""

    def __init__(self, said: list[str], reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__()
        self.said, self.reasons = said, reasons


async def _try(row: UUID, told: RowTold, run: Run, *, me: CurrentUser, now: datetime) -> list[str]:
    """Take one row over; return why not, if not."""
    try:
        client = await _take(row, told, run, me=me, now=now)
    except _Not as refused:
        return refused.said
    except NotFound:
        return [_("There is no client of this number in your reach.")]
    except Duplicate:
        return [_("Somebody else has just taken this case over.")]
    if client:
        _remember(told, client, run.people)
    return []


@transaction
async def _fail(row: UUID, said: list[str]) -> None:
    await execute(
        "UPDATE adoption_rows SET status = 'FAILED', said = ? WHERE id = ? AND status = 'GOOD'",
        _json(said),
        row,
    )


@transaction
async def _take(row: UUID, told: RowTold, run: Run, *, me: CurrentUser, now: datetime) -> str:
    """Write one row's case; return the client's number, or nothing when somebody else was at it before."""
    claimed = await execute("UPDATE adoption_rows SET row = row WHERE id = ? AND status = 'GOOD'", row)
    if not claimed:
        return ""
    known = told.client if told.client != NEW else ""
    client = known or await _registered(told, run.people, me=me, now=now)
    if told.people:
        await execute(
            "UPDATE adoption_rows SET status = 'DONE', said = '[]', person = ? WHERE id = ?", client, row
        )
        return client
    definition = run.held.definition(told)
    if definition is None:
        raise _Not([_("There is no published SOP for it yet.")])
    mark = fingerprint(told, run.held.unit)
    form = adoption(told, client, run.held, now=now)
    case = await take_case(form, mark, told.reference, definition, sheet=run.sheet, me=me, now=now)
    await execute(
        """UPDATE adoption_rows SET status = 'DONE', said = '[]', "case" = ?, person = ? WHERE id = ?""",
        case,
        client,
        row,
    )
    return client


async def adopt_one(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> str | tuple[list[str], tuple[Reason, ...]]:
    """Adopt one case from its page; return where it can be seen, or all that speaks against it."""
    if seen := await idempotency.result(key, worker=me.id):
        return seen
    try:
        number = await _adopt_one(form, mark, reference, definition, me=me, now=now, key=key)
    except _Not as refused:
        return refused.said, refused.reasons
    except Duplicate:
        return [_("Somebody else has just taken this case over.")], ()
    return url("casework:case", number=number)


@transaction
async def _adopt_one(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> str:
    case = await take_case(form, mark, reference, definition, sheet=None, me=me, now=now, key=key)
    row = await query_one("SELECT number FROM cases WHERE id = ?", case)
    return str(row[0]) if row else ""


async def take_case(
    form: Adoption,
    mark: str,
    reference: str,
    definition: Definition,
    *,
    sheet: UUID | None,
    me: CurrentUser,
    now: datetime,
    key: UUID | None = None,
) -> UUID:
    """Adopt a case inside the caller's transaction and remember its telling; return the case's id."""
    if before := await query_one(
        'SELECT c.number FROM adoptions a JOIN cases c ON c.id = a."case" WHERE a.fingerprint = ?', mark
    ):
        raise _Not([_("Taken over before: %(case)s.", case=before[0])])
    if await query_one(
        """SELECT 1 FROM cases c JOIN clients k ON c.client = COALESCE(k.merged_into, k.id)
           WHERE k.number = ? AND c.pmks_type = ? AND c.closed_at IS NULL""",
        form.opening.client,
        form.opening.pmks_type,
    ):
        raise _Not([_("The client has an open case of this type already.")])
    outcome = await adopt_case(form, me=me, now=now, key=key)
    if isinstance(outcome, Refused):
        raise _Not([sentence(one, definition) for one in outcome.reasons], outcome.reasons)
    number = outcome.number if isinstance(outcome, Opened) else _number(outcome)
    row = await query_one("SELECT id FROM cases WHERE number = ?", number)
    if row is None:
        raise LookupError(number)
    case: UUID = row[0]
    await AdoptionMark.insert(
        AdoptionMark(fingerprint=mark, case=case, reference=reference, sheet=sheet, as_of=form.as_of, at=now)
    )
    return case


def _number(again: Again) -> str:
    return again.location.rpartition("/")[2]


def _remember(told: RowTold, client: str, people: People) -> None:
    for identity in identities(told):
        people.setdefault(identity, (client, told.nik))


def _known(told: RowTold, people: People) -> str:
    """Return the client whom an earlier row registered; two NIKs are two people, whatever else is the same."""
    found = [people[identity] for identity in identities(told) if identity in people]
    return next((number for number, nik in found if not (nik and told.nik) or nik == told.nik), "")


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


async def _registered(told: RowTold, people: People, *, me: CurrentUser, now: datetime) -> str:
    """Register the person, or take whom an earlier row of the same sheet registered."""
    if number := _known(told, people):
        return number
    if told.client != NEW and (since := await _since_then(told)):
        raise _Not([_("Somebody much alike was registered meanwhile: %(number)s.", number=since)])
    saved = await register_client(client_form(told), me=me, now=now, key=None, another=True, look=False)
    if isinstance(saved, Invalid):
        raise _Not(list(saved.errors.values()))
    if isinstance(saved, Lookalikes):
        raise TypeError("nobody alike was looked for")
    await _told_beside(saved.number, told, me=me, now=now)
    return saved.number


async def _told_beside(number: str, told: RowTold, *, me: CurrentUser, now: datetime) -> None:
    """Keep what a register says of a person that registering does not ask for: relatives, the welfare decile."""
    for one in told.relatives:
        form = RelationForm(name=one.name, relation=one.relation, note=_("From the sheet taken over."))
        await add_relation(number, form, me=me, now=now, key=None)
    if told.decile is not None:
        await execute(
            "UPDATE clients SET dtsen_status = ?, dtsen_decile = ? WHERE number = ?",
            LISTED,
            told.decile,
            number,
        )


async def _since_then(told: RowTold) -> str:
    """Return who has been registered with this NIK, or this name and birth date, since the sheet was looked at."""
    rows = await query(
        "SELECT number, nik, name_key, sex FROM clients WHERE (nik IS NOT NULL AND nik = ?) OR birth_date = ? ORDER BY number",
        told.nik or None,
        told.born,
    )
    for number, nik, names, sex in rows:
        if nik == told.nik or (names_alike(name_key(told.name), names) == 1.0 and sex == told.sex):
            return str(number)
    return ""
