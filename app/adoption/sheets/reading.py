"""From an uploaded file to rows of cells by column, with an account of all that was and was not read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from app.adoption.sheets import header as headings
from app.adoption.sheets.columns import COLUMNS, column_of
from app.adoption.sheets.header import PERSON, Header
from app.adoption.sheets.words import plain, words
from app.adoption.sheets.workbook import MAX_BYTES, Cell, Grid, Unreadable, cell_text, grids, spread
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import number

__all__ = ["MAX_BYTES", "MAX_ROWS", "Cell", "Sheet", "SheetRow", "Tab", "Unreadable", "read"]

MAX_ROWS = 5_000
_ONE_EACH = frozenset({"name", "nik", "client", "reference", "born", "birth", "sex", "about", "phone"})
"""What cannot be the same for several rows only because a cell is merged over them."""
_NAME = 3  # words that the name of a place may have
_FEW = 2  # cells that make no row of a table by themselves
_NUMBERS = 4  # so many numbers in order are a row that counts the columns
_COUNTED = re.compile(r"\(?\d{1,2}\)?(\.0)?")


class SheetRow(NamedTuple):
    """One row: its number in the spreadsheet, its cells by column, the columns whose cells are formulas, and its tab."""

    number: int
    cells: dict[str, Cell]
    formulas: frozenset[str] = frozenset()
    tab: str = ""
    hidden: bool = False


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of one tab, for the page: nothing of it is left out without being named here."""

    name: str
    hidden: bool = False
    header: int = 0
    """The row of the headings as the spreadsheet counts; 0 when none was found."""
    known: list[tuple[str, str]] = []
    """What a heading says, and which column of ours it is."""
    unread: list[str] = []
    twice: list[str] = []
    missing: list[str] = []
    """Columns of ours that the tab does not have."""
    rows: int = 0
    hidden_rows: list[int] = []
    hidden_columns: list[tuple[str, str]] = []
    """Heading and column of ours."""
    beside: list[tuple[int, str]] = []
    """Rows that are no row of the table: their number and what stands there."""
    lines: list[tuple[int, str, str]] = []
    """Lines that say a place for the rows below: number, column of ours, the text."""
    merged: list[str] = []
    """Where merged cells gave their value to several rows."""


class Sheet(NamedTuple):
    """What was read: every row of every tab, the hidden ones too, and an account of each tab."""

    rows: list[SheetRow]
    tabs: list[Tab]


def read(data: bytes) -> Sheet | Unreadable:
    """Read the rows of a file, whatever it is called."""
    tabs_or_fault = grids(data)
    if isinstance(tabs_or_fault, Unreadable):
        return tabs_or_fault
    rows: list[SheetRow] = []
    tabs: list[Tab] = []
    for grid in tabs_or_fault:
        own, tab = _tab(grid)
        rows += own
        tabs.append(tab)
        if len(rows) > MAX_ROWS:
            return Unreadable(
                [_("The sheet has more than %(most)s rows. Send it in several.", most=number(MAX_ROWS))]
            )
    if not any(tab.header for tab in tabs):
        return Unreadable(
            [
                _(
                    "No row of headings was found. It must name at least “Nama” and one more of the columns; the template's headings say which."
                )
            ]
        )
    if not rows:
        return Unreadable([_("There is no case in the sheet.")])
    return Sheet(rows, tabs)


def _tab(grid: Grid) -> tuple[list[SheetRow], Tab]:
    header = headings.find(grid)
    if header is None:
        return [], Tab(name=grid.name, hidden=grid.hidden, rows=0)
    shared = frozenset(place for place, key in header.columns.items() if key not in _ONE_EACH)
    merged = spread(grid, header.below, shared)
    reader = _Reader(grid, header)
    rows = list(reader.rows())
    known, used = set(header.columns.values()), {key for _row, key, _text in reader.lines}
    return rows, Tab(
        name=grid.name,
        hidden=grid.hidden,
        header=header.row + 1,
        known=[(header.called[place], header.columns[place]) for place in sorted(header.columns)],
        unread=[
            name
            for place, name in sorted(header.called.items())
            if place not in header.columns and place not in header.twice and place != header.counting
        ],
        twice=[header.called[place] for place in sorted(header.twice)],
        missing=[one.key for one in COLUMNS if one.required and one.key not in known | used],
        rows=len(rows),
        hidden_rows=[row.number for row in rows if row.hidden],
        hidden_columns=[
            (header.called[place], header.columns[place])
            for place in sorted(header.columns)
            if place in grid.hidden_columns
        ],
        beside=reader.beside,
        lines=reader.lines,
        merged=merged,
    )


class _Reader:
    """Goes through a tab from its first row on: lines that say a place, rows of the table, and what is neither."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid, self.header = grid, header
        self.beside: list[tuple[int, str]] = []
        self.lines: list[tuple[int, str, str]] = []
        self._places: dict[str, str] = {}

    def rows(self) -> Iterator[SheetRow]:
        """Give the rows of the table."""
        for place in range(self.header.row):
            self._line(place)
        for place in range(self.header.below, len(self.grid.rows)):
            texts = self._told(place)
            if not texts or self._numbers(place, texts):
                continue
            if self._line(place):
                continue
            if self._headings_again(place):
                self.beside.append((place + 1, " · ".join(texts)[:200]))
                continue
            row = self._row(place)
            if self._is_beside(place, texts, row):
                self.beside.append((place + 1, " · ".join(texts)[:200]))
            else:
                yield row

    def _told(self, place: int) -> list[str]:
        return [text for value in self.grid.rows[place] if (text := cell_text(value))]

    def _numbers(self, place: int, texts: list[str]) -> bool:
        """Tell whether the row only numbers the columns, (1) (2) (3)."""
        early = place <= self.header.below + 1
        return early and len(texts) >= _NUMBERS and all(_COUNTED.fullmatch(text) for text in texts)

    def _headings_again(self, place: int) -> bool:
        """Tell whether the headings stand here once more, as on each page of a printed register."""
        here = {at: " ".join(cell_text(self.grid.at(place, at)).split()) for at in self.header.columns}
        filled = {at: text for at, text in here.items() if text}
        return len(filled) > 1 and all(
            column_of(text) == self.header.columns[at] for at, text in filled.items()
        )

    def _line(self, place: int) -> bool:
        """Take a line such as `KECAMATAN CIBADAK`, which says a place of the rows below."""
        texts = list(dict.fromkeys(self._told(place)))
        named_place = (_place_in(" ".join(texts)) or _place_in(texts[-1])) if 0 < len(texts) <= _FEW else None
        if named_place is None:
            return False
        key, text = named_place
        for lower in {"region": ("kecamatan", "village"), "kecamatan": ("village",)}.get(key, ()):
            self._places.pop(lower, None)
        self._places[key] = text
        self.lines.append((place + 1, key, text))
        return True

    def _row(self, place: int) -> SheetRow:
        cells: dict[str, Cell] = {
            key: value
            for at, key in self.header.columns.items()
            if (value := self.grid.at(place, at)) is not None and str(value).strip()
        }
        held = frozenset(key for at, key in self.header.columns.items() if (place, at) in self.grid.formulas)
        own = {key: text for key, text in self._places.items() if key not in self.header.columns.values()}
        hidden = self.grid.hidden or place in self.grid.hidden_rows
        return SheetRow(place + 1, {**own, **cells}, held, self.grid.name, hidden)

    def _is_beside(self, place: int, texts: list[str], row: SheetRow) -> bool:
        """Tell totals, sources, signatures and remarks from rows of people."""
        own = {key for at, key in self.header.columns.items() if self.grid.at(place, at) not in (None, "")}
        first = plain(texts[0])
        closes = any(first == word or first.startswith(f"{word} ") for word in words().lines["closing"])
        named = own & PERSON
        if closes and (len(texts) <= _FEW + 1 or not named or plain(row.cells.get("name")) == first):
            return True
        counted = self.header.counting
        counts = counted is not None and self.grid.at(place, counted) not in (None, "")
        usual = len(self.header.columns)
        if not named and len(own) <= _FEW:
            return True
        return usual > _FEW and not counts and len(own) <= (_FEW if counted is not None else 1)


def _place_in(text: str) -> tuple[str, str] | None:
    """Return which place a line says, and its name."""
    bare = " ".join(re.sub(r"[:.]", " ", text).split())
    bare_name = plain(bare)
    for key in ("village", "kecamatan", "region"):
        for word in sorted(words().lines[key], key=len, reverse=True):
            if (
                bare_name.startswith(f"{word} ")
                and len(bare_name.split()) - len(word.split()) <= _NAME
                and not re.search(r"\d", bare_name)
            ):
                name = " ".join(bare.split()[len(word.split()) :])
                kind = word.split()[-1]
                return (key, f"{kind} {name}" if key == "region" else name)
    return None
