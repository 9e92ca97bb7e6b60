"""From an uploaded file to rows of cells: XLSX or CSV, never trusting it.

A spreadsheet is unpacked and looked over by `packed` before anything reads it. Formulas are found there, in the file's
own elements, because a reader of values gives only what the formula last came to.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from app.adoption.sheets.columns import BY_NAME, COLUMNS, header, plain
from app.adoption.sheets.xlsx_guard import Packed, TooMuch, packed_anew
from app.web.forms.visible import visible
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language
from app.web.i18n.formats import number

MAX_BYTES = 5 * 2**20
MAX_ROWS = 5_000
_HEADER_WITHIN = 10  # rows
_SURELY_A_HEADER = 3  # known names in one row
Cell = str | int | float | bool | date | None


class SheetRow(NamedTuple):
    """One row: its number in the spreadsheet, its cells by column, and the columns whose cells are formulas."""

    number: int
    cells: dict[str, Cell]
    formulas: frozenset[str] = frozenset()


class Sheet(NamedTuple):
    """What was read, and what the reader should know of the file as a whole."""

    rows: list[SheetRow]
    notes: list[str]


class Unreadable(NamedTuple):
    """Why the file cannot be used at all."""

    sentences: list[str]


class _Grid(NamedTuple):
    """A sheet before its header is known: numbered rows, merged ranges (`A1:C1`), cells that hold formulas."""

    rows: Iterable[tuple[int, list[Cell]]]
    merged: list[str]
    formulas: frozenset[tuple[int, int]]


def read(data: bytes) -> Sheet | Unreadable:
    """Read the rows of a file, whatever it is called."""
    grid = _grid(data)
    if isinstance(grid, Unreadable):
        return grid
    if grid.merged:
        where = ", ".join(grid.merged[:5])
        return Unreadable(
            [_("Cells are merged at %(where)s. Undo the merging, one value to each cell.", where=where)]
        )
    return _rows(grid)


def _grid(data: bytes) -> _Grid | Unreadable:
    if data.startswith(b"PK\x03\x04"):
        return _spreadsheet(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Unreadable(
            [
                _(
                    "This is an old spreadsheet (.xls) or one with a password. Save it as .xlsx without a password."
                )
            ]
        )
    text = _text(data)
    if text is None:
        return Unreadable([_("This is no spreadsheet. Send an .xlsx or a .csv file.")])
    try:
        return _Grid(list(_from_csv(text)), [], frozenset())
    except csv.Error:  # a quotation mark that is never closed, for one
        return Unreadable([_("The file is damaged and cannot be read. Save it again and send it once more.")])


def _text(data: bytes) -> str | None:
    if not data.strip() or b"\0" in data or data.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG", b"{\\rtf")):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _from_csv(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """Read lines with whichever separator the first lines hold most of: comma, semicolon or tab."""
    head = "\n".join(text.splitlines()[:_HEADER_WITHIN])
    separator = max(",;\t", key=head.count)
    for place, line in enumerate(csv.reader(io.StringIO(text, newline=None), delimiter=separator), start=1):
        yield place, [visible(text) for text in line]


def _spreadsheet(data: bytes) -> _Grid | Unreadable:
    try:
        packed = packed_anew(data)
        if "xl/workbook.xml" not in packed.parts:
            return Unreadable([_("This is no spreadsheet. Send an .xlsx or a .csv file.")])
        with CalamineWorkbook.from_filelike(io.BytesIO(packed.data)) as book:
            return _of_book(book, packed)
    except TooMuch:
        return Unreadable([_("This file unpacks to far too much. Send only the sheet with the cases.")])
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        LookupError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        return Unreadable([_("The file is damaged and cannot be read. Save it again and send it once more.")])


def _of_book(book: CalamineWorkbook, packed: Packed) -> _Grid:
    """Take the first sheet that has a header we know, else the first of all."""
    first: _Grid | None = None
    for place in range(len(book.sheet_names)):
        sheet = book.get_sheet_by_index(place)
        top = sheet.to_python(nrows=_HEADER_WITHIN) if sheet.height else []
        grid = _of(sheet, packed.formulas[_part(packed, place)])
        if any(_known(row) >= _SURELY_A_HEADER for row in top):
            return grid
        first = first or grid
    return first or _Grid((), [], frozenset())


def _of(sheet: CalamineSheet, formulas: frozenset[tuple[int, int]]) -> _Grid:
    """Return its rows, numbered as the spreadsheet does; columns before the first used one are put back."""
    left = (sheet.start or (0, 0))[1]
    merged = [f"{_name(*first)}:{_name(*last)}" for first, last in sheet.merged_cell_ranges or []]
    rows = (
        (place, [None] * left + [_cell(value) for value in row])
        for place, row in enumerate(sheet.iter_rows(), 1)
    )
    return _Grid(rows if sheet.height else (), merged, formulas)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return visible(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)


def _name(row: int, column: int) -> str:
    """Return `B7` for row 6 and column 1, counted from 0."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _part(packed: Packed, place: int) -> str:
    """Return the part that holds the sheet at a place, by the workbook's own table of contents."""
    sheets = re.findall(rb"<sheet [^>]*r:id=\"([^\"]+)\"", packed.parts["xl/workbook.xml"])
    relations = packed.parts["xl/_rels/workbook.xml.rels"]
    for relation in re.findall(rb"<Relationship [^>]+>", relations):
        if b'Id="' + sheets[place] + b'"' in relation:
            target = re.search(rb'Target="([^"]+)"', relation)
            if target:
                name = target[1].decode()
                return name.lstrip("/") if name.startswith("/") else f"xl/{name}"
    raise KeyError(place)


def _known(row: Iterable[object]) -> int:
    return len({BY_NAME[name] for name in map(plain, row) if name in BY_NAME})


def _rows(grid: _Grid) -> Sheet | Unreadable:
    columns: dict[int, str] = {}
    notes: list[str] = []
    found: list[SheetRow] = []
    for number_, row in grid.rows:
        if not columns:
            if _known(row) >= _SURELY_A_HEADER:
                fault = _header(row, columns, notes)
                if fault:
                    return Unreadable(fault)
            elif number_ > _HEADER_WITHIN:
                break
            continue
        if _says_nothing(row, first=not found):
            continue
        if len(found) == MAX_ROWS:
            return Unreadable(
                [_("The sheet has more than %(most)s rows. Send it in several.", most=number(MAX_ROWS))]
            )
        found.append(_row(number_, row, columns, grid.formulas))
    if not columns:
        return Unreadable(
            [_("No header was found in the first rows. Use the template; its headers say what stands where.")]
        )
    return Sheet(found, notes) if found else Unreadable([_("There is no case in the sheet.")])


def _row(
    number_: int, row: list[Cell], columns: dict[int, str], formulas: frozenset[tuple[int, int]]
) -> SheetRow:
    cells = {
        key: row[place] for place, key in columns.items() if place < len(row) and row[place] not in (None, "")
    }
    held = frozenset(key for place, key in columns.items() if (number_ - 1, place) in formulas)
    return SheetRow(number_, cells, held)


def _header(row: list[Cell], columns: dict[int, str], notes: list[str]) -> list[str]:
    """Fill *columns* from the header row; return what is wrong with it."""
    wrong: list[str] = []
    strange: list[str] = []
    for place, text in enumerate(row):
        key = BY_NAME.get(plain(text))
        if key is None:
            strange += [str(text)] if plain(text) else []
        elif key in columns.values():
            wrong.append(_("The column “%(name)s” stands there twice.", name=str(text)))
        else:
            columns[place] = key
    missing = [one.key for one in COLUMNS if one.required and one.key not in columns.values()]
    wrong += [_("The column “%(name)s” is missing.", name=header(key, language())) for key in missing]
    if strange:
        notes.append(_("These columns are not read: %(names)s.", names=", ".join(strange[:10])))
    return wrong


_FOOTER = re.compile(r"(jumlah|total|sumber|source|catatan)\b.*", re.IGNORECASE)
_COUNTED = re.compile(r"\(?\d{1,2}\)?(\.0)?")


def _says_nothing(row: list[Cell], *, first: bool) -> bool:
    """Leave out empty rows, the row that numbers the columns (1) (2) (3), and footers."""
    told = [str(value).strip() for value in row if value not in (None, "") and str(value).strip()]
    if not told:
        return True
    if first and len(told) > _SURELY_A_HEADER and all(_COUNTED.fullmatch(text) for text in told):
        return True
    return len(told) <= _SURELY_A_HEADER and bool(_FOOTER.fullmatch(told[0]))
