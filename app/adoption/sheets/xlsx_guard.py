"""A spreadsheet as it arrives: a zip of XML, made by nobody knows whom.

It is unpacked once, looked over, and packed anew, so that the reader of values meets only bytes that were looked at:
what a zip says of its own sizes may be a lie, and that reader keeps the whole rectangle between the first and the last
cell, so two cells can fill the memory.

    python -I xlsx_guard.py < sent > answer

does it in a process of its own, which may use so much and no more: some kilobytes can say ten million elements. The
answer is a `Packed` as MessagePack; the exit codes say `TOO_MUCH` or `DAMAGED`. Nothing of the product is imported here.
"""

import io
import re
import resource
import sys
import zipfile
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple
from xml.parsers import expat

import msgspec

TOO_MUCH, DAMAGED = 3, 4
_MEMORY, _SECONDS = 1024 * 2**20, 20
UNPACKED = 20 * 2**20  # bytes a spreadsheet may grow to
MOST_ELEMENTS = 2_000_000  # of all its parts; five thousand full rows have some four hundred thousand
MOST_CELLS = 3_000_000  # of all sheets, between the first and the last that hold something
_PARTS = 500
_CHUNK = 2**20
_PLACE = re.compile(r"([A-Za-z]+)([0-9]+)")
_YES, _NO_WIDTH = frozenset({"1", "true"}), frozenset({"0", "0.0"})
_COLUMNS = 16_384  # of a spreadsheet
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""Under which names a sheet says which relation leads to it: the usual kind and the strict one."""
_VALUES = frozenset({"v", "is", "f"})
"""What a cell holds that is not only formatted."""


class TooMuch(Exception):
    """It would fill the memory."""


class Hidden(NamedTuple):
    """Which rows and columns (from 0) a part does not show."""

    rows: frozenset[int]
    columns: frozenset[int]


class Packed(NamedTuple):
    """The same spreadsheet, packed anew; by part, which cells (row and column from 0) hold formulas, what is hidden."""

    data: bytes
    formulas: Mapping[str, frozenset[tuple[int, int]]]
    hidden: Mapping[str, "Hidden"]
    sheets: tuple[str, ...] | None
    """Which part holds each sheet, in the workbook's order; None where there is no workbook."""


def main() -> int:
    """Read a spreadsheet, write what was made of it."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        packed = packed_anew(sys.stdin.buffer.read())
    except (TooMuch, MemoryError):
        return TOO_MUCH
    except Exception:  # noqa: BLE001  whatever is wrong with it, it cannot be read
        return DAMAGED
    sys.stdout.buffer.write(msgspec.msgpack.encode(packed))
    return 0


def packed_anew(data: bytes) -> Packed:
    """Unpack, look over and pack; raises TooMuch, and what the zip's own faults raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = _unpacked(archive)
    formulas, hidden, kept, surveys = {}, {}, {}, {}
    elements = count(1)
    for name, content in parts.items():
        survey = _surveyed(content, elements)
        if survey is not None:  # a picture or a macro: nothing that holds cells, and nothing that is needed
            formulas[name], kept[name], surveys[name] = frozenset(survey.formulas), content, survey
            hidden[name] = Hidden(frozenset(survey.hidden_rows), frozenset(survey.hidden_columns))
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as archive:
        for name, content in kept.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    sheets = _sheets(surveys)
    if sum(surveys[part].cells for part in sheets or () if part in surveys) > MOST_CELLS:
        raise TooMuch  # several sheets, or one part that is several
    return Packed(again.getvalue(), formulas, hidden, sheets)


def _sheets(surveys: Mapping[str, "_Survey"]) -> tuple[str, ...] | None:
    """Follow the workbook's own table of contents."""
    book, relations = surveys.get("xl/workbook.xml"), surveys.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return None
    targets = [relations.targets[place] for place in book.sheets]
    return tuple(name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in targets)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Read every part, whatever size it says it has; two of one name are the same to some readers, so none may be."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _PARTS:
        raise TooMuch
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise zipfile.BadZipFile
    parts, room = {}, UNPACKED
    for entry in entries:
        with archive.open(entry) as part:
            content = part.read(room + 1)
        room -= len(content)
        if room < 0:
            raise TooMuch
        parts[entry.filename] = content
    return parts


def _surveyed(content: bytes, elements: Iterator[int]) -> "_Survey | None":
    """Look a part over from its first to its last element; None when it is not XML."""
    survey, parser = _Survey(elements), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = survey.begins, survey.ends
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        return None
    return survey


class _Survey:
    """Where the cells of a sheet stand that hold something, and which of them hold formulas."""

    def __init__(self, elements: Iterator[int]) -> None:
        self._elements = elements
        self.formulas: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.cells = 0
        self.sheets: list[str] = []
        self.targets: dict[str, str] = {}
        self._row, self._column, self._within = -1, -1, False
        self._first: tuple[int, int] | None = None
        self._told = 0
        self._last = (0, 0)

    def begins(self, name: str, attributes: dict[str, Any]) -> None:
        """Follow the place as the reader does: what is not said is the next."""
        if next(self._elements) > MOST_ELEMENTS:
            raise TooMuch
        kind = name.rpartition(" ")[2]
        if kind == "row":
            self._row, self._column = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1, -1
            if attributes.get("hidden") in _YES:
                self.hidden_rows.add(self._row)
        elif kind == "col" and (attributes.get("hidden") in _YES or attributes.get("width") in _NO_WIDTH):
            self._hide(int(attributes["min"]) - 1, min(int(attributes["max"]), _COLUMNS))
        elif kind == "c":
            self._within = True
            self._row, self._column = _place(attributes.get("r", "")) or (self._row, self._column + 1)
        elif kind == "sheet":
            self.sheets += [attributes[key] for key in _RELATIONS if key in attributes]
        elif kind == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]
        elif self._within and kind in _VALUES:
            self._holds()
            if kind == "f":
                self.formulas.add((self._row, self._column))

    def ends(self, name: str) -> None:
        """Leave a cell."""
        if name.rpartition(" ")[2] == "c":
            self._within = False

    def _hide(self, first: int, end: int) -> None:
        """Note columns that are not shown; a sheet has each once, whatever one says that was made by hand."""
        self._told += max(end - first, 1)
        if self._told > 2 * _COLUMNS:
            raise TooMuch
        self.hidden_columns.update(range(first, end))

    def _holds(self) -> None:
        row, column = max(self._row, 0), max(self._column, 0)
        first = self._first or (row, column)
        self._first = min(first[0], row), min(first[1], column)
        self._last = max(self._last[0], row), max(self._last[1], column)
        high, wide = (last - first + 1 for first, last in zip(self._first, self._last, strict=True))
        self.cells = high * wide
        if self.cells > MOST_CELLS:
            raise TooMuch


def _place(text: str) -> tuple[int, int] | None:
    """Read `B7` as row 6 and column 1."""
    match = _PLACE.fullmatch(text)
    if not match:
        return None
    column = 0
    for letter in match[1].upper()[:6]:
        column = column * 26 + ord(letter) - 64
    return int(match[2][:9]) - 1, column - 1


if __name__ == "__main__":
    sys.exit(main())
