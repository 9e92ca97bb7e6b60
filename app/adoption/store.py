"""Questions about sheets of running cases. A sheet is its sender's, and the whole division's."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from app.adoption.sheets.answers import Answers
from app.adoption.sheets.parsing import texts
from app.adoption.sheets.reading import SheetRow, Tab
from app.adoption.sheets.resolving import Ask
from app.db import query, query_one
from app.scope.predicate import Sql
from app.web.http.current_user import CurrentUser
from app.web.pages.pagination import PAGE_SIZE, Page, decode, page_of


class SheetView(msgspec.Struct, frozen=True):
    """One sheet with the counts of its rows by status."""

    id: UUID
    filename: str
    as_of: date
    unit: UUID
    uploaded_by: UUID
    uploaded_at: datetime
    status: str
    notes: list[str]
    tabs: list[Tab]
    answers: Answers
    asks: list[Ask]
    unit_name: str
    by_name: str
    counts: dict[str, int] = {}

    @property
    def total(self) -> int:
        """How many rows it has."""
        return sum(self.counts.values())


_SELECT = """SELECT s.id, s.filename, s.as_of, s.unit, s.uploaded_by, s.uploaded_at, s.status, s.notes, s.tabs, s.answers, s.asks,
    o.name, w.name
FROM adoption_sheets s JOIN organisations o ON o.id = s.unit JOIN workers w ON w.id = s.uploaded_by WHERE """


def _seen(me: CurrentUser) -> Sql:
    return Sql("1 = 1", ()) if "division" in me.grantees else Sql("s.uploaded_by = ?", (me.id,))


async def sheet_view(sheet: UUID, me: CurrentUser) -> SheetView | None:
    """Return one sheet, or None when there is none that *me* may know of."""
    seen = _seen(me)
    row = await query_one(f"{_SELECT} s.id = ? AND {seen.text}", sheet, *seen.args)
    if row is None:
        return None
    counted = await query("SELECT status, COUNT(*) FROM adoption_rows WHERE sheet = ? GROUP BY status", sheet)
    view = _view(list(row), me)
    return msgspec.structs.replace(view, counts={one[0]: int(one[1]) for one in counted})


async def sheets(me: CurrentUser) -> list[SheetView]:
    """Return the latest sheets."""
    seen = _seen(me)
    rows = await query(f"{_SELECT} {seen.text} ORDER BY s.uploaded_at DESC LIMIT {PAGE_SIZE}", *seen.args)
    return [_view(list(row), me) for row in rows]


def _view(values: list[object], me: CurrentUser) -> SheetView:
    """Make a sheet's view; the file's name, in which people's names may stand, is its sender's alone."""
    for place, kind in ((7, list[str]), (8, list[Tab]), (9, Answers), (10, list[Ask])):
        values[place] = msgspec.json.decode(str(values[place]), type=kind)
    view = SheetView(*values)  # type: ignore[arg-type]
    return view if view.uploaded_by == me.id else msgspec.structs.replace(view, filename="")


class RowLine(msgspec.Struct, frozen=True):
    """One row as pages and the result show it."""

    place: int
    tab: str
    row: int
    hidden: bool
    status: str
    type: str
    texts: dict[str, str]
    said: list[str]
    person: str
    case: str | None
    restricted: bool
    """Whether the person whom the row became is masked, whatever type the row says."""


_ROW = """SELECT r.place, r.tab, r.row, r.hidden, r.status, r.pmks_type, r.texts, r.said, r.person, c.number, k.restricted
FROM adoption_rows r LEFT JOIN cases c ON c.id = r."case" LEFT JOIN clients k ON r.person <> '' AND k.number = r.person
WHERE r.sheet = ?"""


async def rows(sheet: UUID, *, status: str = "", after: str | None = None) -> Page[RowLine]:
    """Return a page of a sheet's rows, found in reach already, in their order."""
    where, args = (" AND r.status = ?", list[object]([status])) if status else ("", list[object]())
    if cursor := decode(after, of="sheet rows"):
        where += " AND r.place > ?"
        args.append(cursor[0])
    page = await query(f"{_ROW}{where} ORDER BY r.place LIMIT {PAGE_SIZE + 1}", sheet, *args)
    return page_of([_line(list(row)) for row in page], key=lambda one: (one.place,), of="sheet rows")


async def all_rows(sheet: UUID) -> list[RowLine]:
    """Return every row of a sheet."""
    return [_line(list(row)) for row in await query(f"{_ROW} ORDER BY r.place", sheet)]


def _line(values: list[object]) -> RowLine:
    values[3] = bool(values[3])
    values[6] = texts(msgspec.json.decode(str(values[6])))
    values[7] = msgspec.json.decode(str(values[7]))
    values[10] = bool(values[10])
    return RowLine(*values)  # type: ignore[arg-type]


async def kept_rows(sheet: UUID) -> list[tuple[UUID, SheetRow]]:
    """Return the rows of a sheet as they were read, but for those taken over already."""
    kept = await query(
        """SELECT id, row, texts, formulas, tab, hidden FROM adoption_rows
           WHERE sheet = ? AND status <> 'DONE' AND texts <> '{}' ORDER BY place""",
        sheet,
    )
    return [
        (
            row[0],
            SheetRow(
                row[1],
                msgspec.json.decode(row[2]),
                frozenset(msgspec.json.decode(row[3])),
                row[4],
                bool(row[5]),
            ),
        )
        for row in kept
    ]


async def last_key_day() -> date | None:
    """Return the key day of the last adoption: those that follow are usually of the same day."""
    row = await query_one("SELECT as_of FROM adoptions ORDER BY at DESC LIMIT 1")
    return row[0] if row else None


async def sent_before(sha256: str) -> datetime | None:
    """Tell when the very same file was sent before."""
    row = await query_one(
        "SELECT uploaded_at FROM adoption_sheets WHERE sha256 = ? ORDER BY uploaded_at DESC LIMIT 1", sha256
    )
    return row[0] if row else None
