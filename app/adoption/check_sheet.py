"""Checking a sheet of running cases: read, judged row by row, kept with what is to be said of each."""

import asyncio
import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.adoption import store
from app.adoption.sheets.answers import Answers, word_key
from app.adoption.sheets.lookups import Ground, ground
from app.adoption.sheets.reading import SheetRow, Tab, Unreadable, read
from app.adoption.sheets.resolving import Ask
from app.adoption.sheets.row_checks import Judge, Line
from app.adoption.tables import AdoptionSheet
from app.audit import idempotency
from app.db import execute, execute_many, transaction
from app.web.files.turns import Turns
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day

KEPT = timedelta(days=30)
"""So long the words of a sheet's rows are kept for looking up; then they are emptied."""

_READING = Turns("sheets")


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
    sheet_read = await _READING.work(me.id, read, data)
    if isinstance(sheet_read, Unreadable):
        return sheet_read
    lines = await _judged(
        sheet_read.rows, sheet_read.tabs, await ground(unit, as_of), answers, me=me, now=now
    )
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
        notes=as_json(notes),
        tabs=as_json(sheet_read.tabs),
        answers=as_json(answers),
        asks=as_json(_asked(lines)),
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
                as_json(one.row.cells),
                as_json(sorted(one.row.formulas)),
                as_json(one.told) if one.told else "",
                as_json(one.said),
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
    before = await store.sheet_view(sheet, me)
    if before is None or before.status == "DISCARDED":
        raise NotFound
    if before.status == "DONE":
        return False
    kept = await store.kept_rows(sheet)
    held = await ground(before.unit, before.as_of)
    lines = await _judged([row for _id, row in kept], before.tabs, held, answers, me=me, now=now)
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
            (one.status, one.type, as_json(one.told) if one.told else "", as_json(one.said), row)
            for row, one in lines
        ],
    )
    asks = as_json(_asked([one for _row, one in lines]))
    await execute(
        "UPDATE adoption_sheets SET answers = ?, asks = ? WHERE id = ?", as_json(answers), asks, sheet
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


def as_json(value: object) -> str:
    """Write what a row says as it is kept."""
    return msgspec.json.encode(value).decode()
