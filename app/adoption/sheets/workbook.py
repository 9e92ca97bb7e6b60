"""From an uploaded file to its tabs, as they stand: XLSX or CSV, never trusting it.

A spreadsheet is unpacked and looked over by `xlsx_guard`, apart, before anything reads it. Formulas, and what is hidden, are
found there, in the file's own elements: a reader of values gives neither.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from app.adoption.sheets import xlsx_guard
from app.adoption.sheets.xlsx_guard import DAMAGED, Packed, TooMuch
from app.web.files.apart import Failed, answer_of
from app.web.forms.visible import visible
from app.web.i18n.catalogue import gettext as _

MAX_BYTES = 5 * 2**20
_SEPARATED_WITHIN = 10  # lines
_MOST_FILLED = 200_000  # cells that merging may fill
_MOST_OF_TEXT = 600_000  # cells of a sheet that came as text
_HEAD = 1000  # letters
_PAGES = ("<!doctype", "<html", "<table", "<?xml", "<meta", "<style")
LONGEST_CELL = 4001
"""Letters that are read of one cell: one more than any column takes, so that it is refused in words."""
Cell = str | int | float | bool | date | None
Range = tuple[tuple[int, int], tuple[int, int]]


class Unreadable(NamedTuple):
    """Why the file cannot be used at all."""

    sentences: list[str]


class Grid(NamedTuple):
    """One tab: its rows from the first on, what is merged (from, to), what holds formulas, what is hidden."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> Cell:
        """Return what stands in a cell, counted from 0."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None


def grids(data: bytes) -> list[Grid] | Unreadable:
    """Return every tab of a file, whatever the file is called."""
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
    return _of_text(data)


def _of_text(data: bytes) -> list[Grid] | Unreadable:
    text = _text(data)
    if text is None:
        return Unreadable([_("This is no spreadsheet. Send an .xlsx or a .csv file.")])
    if text[:_HEAD].lstrip().lower().startswith(_PAGES):
        return Unreadable(
            [
                _(
                    "This is a web page that is called a spreadsheet. Open it in the spreadsheet program and save it as .xlsx."
                )
            ]
        )
    try:
        return [Grid("", list(_from_csv(text)))]
    except TooMuch:
        return _far_too_much()
    except csv.Error:  # a quotation mark that is never closed, for one
        return Unreadable([_("The file is damaged and cannot be read. Save it again and send it once more.")])


def _far_too_much() -> Unreadable:
    return Unreadable([_("This file unpacks to far too much. Send only the sheet with the cases.")])


def _text(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what spreadsheets call Unicode text
        return data.decode("utf-16", "replace")
    if not data.strip() or b"\0" in data or data.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG", b"{\\rtf")):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _from_csv(text: str) -> Iterator[list[Cell]]:
    """Read lines with whichever separator the first lines hold most of: comma, semicolon or tab."""
    head = "\n".join(text.splitlines()[:_SEPARATED_WITHIN])
    separator = max(",;\t", key=head.count)
    room = _MOST_OF_TEXT
    for line in csv.reader(io.StringIO(text, newline=None), delimiter=separator):
        room -= max(len(line), 1)
        if room < 0:
            raise TooMuch
        yield [visible(text[:LONGEST_CELL]) for text in line]


def _spreadsheet(data: bytes) -> list[Grid] | Unreadable:
    try:
        packed = _packed(data)
        if packed.sheets is None:
            return Unreadable([_("This is no spreadsheet. Send an .xlsx or a .csv file.")])
        with CalamineWorkbook.from_filelike(io.BytesIO(packed.data)) as book:
            return list(_of_book(book, packed, packed.sheets))
    except TooMuch:
        return _far_too_much()
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


def _packed(data: bytes) -> Packed:
    """Look a spreadsheet over where it can fill no memory and take no time but its own."""
    try:
        return msgspec.msgpack.decode(answer_of(Path(xlsx_guard.__file__), data), type=Packed)
    except Failed as failed:
        raise (zipfile.BadZipFile if failed.code == DAMAGED else TooMuch) from failed


def _of_book(book: CalamineWorkbook, packed: Packed, parts: Sequence[str]) -> Iterator[Grid]:
    for place, about in enumerate(book.sheets_metadata):
        if "WorkSheet" not in str(about.typ):
            continue  # a chart, a macro: nothing that holds cells
        sheet, part = book.get_sheet_by_index(place), parts[place]
        hidden = packed.hidden[part]
        yield Grid(
            about.name,
            _cells(sheet),
            tuple(sheet.merged_cell_ranges or ()),
            packed.formulas[part],
            about.visible != SheetVisibleEnum.Visible,
            hidden.rows,
            hidden.columns,
        )


def _cells(sheet: CalamineSheet) -> list[list[Cell]]:
    """Return its rows from the spreadsheet's first on; columns before the first used one are put back."""
    left = (sheet.start or (0, 0))[1]
    return (
        [[None] * left + [_cell(value) for value in row] for row in sheet.iter_rows()] if sheet.height else []
    )


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return visible(value[:LONGEST_CELL])
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)


def cell_text(value: Cell) -> str:
    """Write what stands in a cell as text: a whole number without its point, a day as 2026-03-22."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value).strip()


def place_name(row: int, column: int) -> str:
    """Return `B7` for row 6 and column 1, counted from 0."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def spread(grid: Grid, first: int, columns: frozenset[int]) -> list[str]:
    """Give every row what a cell merged downwards holds for it, in these columns; return where that was done."""
    done, room = [], _MOST_FILLED
    for (top, left), (bottom, right) in grid.merged:
        rows = range(top, min(bottom, len(grid.rows) - 1) + 1)
        value = grid.at(top, left)
        if top < first or left != right or left not in columns or value in (None, ""):
            continue
        room -= len(rows)
        if room < 0:
            break
        for row in rows:
            cells = grid.rows[row]
            cells.extend([None] * (left + 1 - len(cells)))
            cells[left] = value
        done.append(f"{place_name(top, left)}:{place_name(bottom, right)}")
    return done
