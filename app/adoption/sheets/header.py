"""Finding the row of headings in a tab, under a letterhead and over one or two rows, and what each heading means."""

from typing import NamedTuple

from app.adoption.sheets.columns import column_of
from app.adoption.sheets.words import counts_rows, heading_form
from app.adoption.sheets.workbook import Grid

_WITHIN = 60  # rows
_SURELY = 3  # known headings in one row
_LONGEST = 80  # characters of a heading
PERSON = frozenset({"name", "client"})
"""A row of headings names people by one of these."""


class Header(NamedTuple):
    """The headings of a tab. Places are columns, from 0."""

    row: int
    """Where it stands, from 0."""
    below: int
    """The first row after it."""
    columns: dict[int, str]
    """Place → which column of ours stands there."""
    called: dict[int, str]
    """Place → what the heading says, of every heading."""
    twice: dict[int, str]
    """Place → column of ours that an earlier place has already."""
    counting: int | None
    """Where the rows are numbered."""


def find(grid: Grid) -> Header | None:
    """Return the row that holds most known headings, if it holds enough to be one."""
    best: Header | None = None
    for row in range(min(len(grid.rows), _WITHIN)):
        header = _read(grid, row)
        if _enough(header) and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _enough(header: Header) -> bool:
    known = set(header.columns.values())
    return len(known) >= _SURELY or (len(known) >= _SURELY - 1 and bool(known & PERSON))


def _read(grid: Grid, row: int) -> Header:
    """Read a row as headings; where one spans several columns, the row below says what each holds."""
    two = any(
        top == bottom == row < len(grid.rows) - 1 and right > left
        for (top, left), (bottom, right) in grid.merged
    )
    groups = _groups(grid, row) if two else {}
    two = two and any(grid.at(row + 1, place) not in (None, "") for place in groups)
    header = Header(row, row + 1 + two, {}, {}, {}, None)
    width = max(len(grid.rows[row]), len(grid.rows[row + 1]) if two else 0)
    for place in sorted(range(width), key=lambda one: (one in grid.hidden_columns, one)):
        above = str(groups.get(place, grid.at(row, place)) or "").strip()
        under = str(grid.at(row + 1, place) or "").strip() if two else ""
        header = _take(header, place, above, under)
    return header


def _groups(grid: Grid, row: int) -> dict[int, object]:
    """Return, for each place under a heading that spans several columns, that heading."""
    return {
        place: grid.at(top, left)
        for (top, left), (bottom, right) in grid.merged
        if top == bottom == row and right > left
        for place in range(left, min(right, left + 500) + 1)
    }


def _take(header: Header, place: int, above: str, under: str) -> Header:
    """Add what one heading means."""
    if not above and not under:
        return header
    called = f"{above}: {under}" if above and under else above or under
    if not heading_form(called) or len(called) > _LONGEST:
        return header
    header.called[place] = " ".join(called.split())
    both = [f"{above} {under}", under, above] if under else [above]
    key = next((column for text in both if (column := column_of(text))), None)
    if key is None:
        return header._replace(counting=place) if counts_rows(above) and header.counting is None else header
    if key in header.columns.values():
        header.twice[place] = key
    else:
        header.columns[place] = key
    return header
