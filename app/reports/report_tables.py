"""The tables of the monthly report: one definition each of its rows and columns, which page, print, files and checks read."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from itertools import groupby
from typing import Any, NamedTuple

from app.regions.book import Regions
from app.reports.figures import IN, NAMES, OUT, PERSONS, SELDOM, STOCKS, TABLE_A
from app.reports.outcomes import Ends, Outcomes, outcomes
from app.reports.sheet import Block, Choice, Group, Row, blocks, seldom
from app.reports.store import Counted
from app.reports.views import CellLinks, outcome_words, reason_words
from app.web.i18n.catalogue import Lazy, lazy
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import number, percent
from app.web.i18n.lists import code_label


class Asked:
    """A month's counts, and what of them is looked at."""

    def __init__(
        self, counted: Counted, choice: Choice, *, types: Iterable[str], regions: Iterable[str]
    ) -> None:
        self.counted, self.choice = counted, choice
        self.types, self.regions = list(types), list(regions)

    @cached_property
    def cells(self) -> list[Block[Row]]:
        """Return the rows whose figures add up by type, kab/kota and sex."""
        return blocks(self.counted, self.choice, types=self.types, regions=self.regions)

    @cached_property
    def ends(self) -> Outcomes:
        """Return the rows of what ended, and how."""
        return outcomes(self.counted.ended, self.choice, types=self.types, regions=self.regions)


class Column(NamedTuple):
    """A column: its heading, its count in a row, whose cases it leads to, and the heading it shares with neighbours."""

    words: Lazy | str
    figure: str
    count: Callable[[Any], int]
    narrow: Mapping[str, str] = {}
    """What else narrows the list behind a figure: the reason, or the outcome."""
    over: Lazy | None = None
    sign: str = ""
    rate: bool = False
    """It shows no count but the success rate, and leads nowhere."""

    @property
    def is_stock(self) -> bool:
        """Tell whether its figures are cases at a moment, or what is made of others."""
        return self.rate or self.figure in STOCKS


class Table(NamedTuple):
    """A table: its place on the page, its title, its columns and its rows."""

    id: str
    title: Lazy
    columns: Callable[[Asked], list[Column]]
    rows: Callable[[Asked], list[Block[Any]]]
    is_empty: Callable[[Asked], bool] = lambda _asked: False
    empty: Lazy | None = None
    """What stands in place of an empty table; nothing at all, its title neither, where this is None."""


def figure(name: str, words: Lazy | None = None, over: Lazy | None = None, sign: str = "") -> Column:
    """Return the column of a figure that is counted for every cell."""
    return Column(words or NAMES[name], name, lambda row: int(row.figures[name]), {}, over, sign)


def cells(asked: Asked) -> list[Block[Any]]:
    """Return the rows of a table whose figures add up by type, kab/kota and sex."""
    return asked.cells


_SHORT = {"persons": lazy("At the end"), "served": lazy("Served")}


def _caseload(asked: Asked) -> list[Column]:
    """Return the columns of the caseload's flow; of those seldom needed the ones that have a figure."""
    over = {name: (lazy("Came in"), "+") for name in IN} | {name: (lazy("Went out"), "−") for name in OUT}
    over |= {name: (lazy("Persons"), "") for name in PERSONS}
    needed = seldom(asked.counted)
    return [
        figure(name, _SHORT.get(name), *over.get(name, (None, "")))
        for name in TABLE_A
        if name not in SELDOM or name in needed
    ]


def _of_ends(name: str, over: Lazy | None = None) -> Column:
    return Column(NAMES[name], name, lambda row: int(getattr(row, name)), {}, over)


def _by_code(how: str, code: str, words: str, over: Lazy | None = None) -> Column:
    def count(row: Ends) -> int:
        return (row.by_reason if how == "reason" else row.by_outcome).get(code, 0)

    return Column(words, "ended", count, {how: code}, over)


def _reasons(asked: Asked) -> list[Column]:
    by, success = lazy("Of these, by reason"), lazy("Success")
    reasons = [_by_code("reason", code, reason_words(code), by) for code in asked.ends.reasons]
    judged = [_of_ends(name, success) for name in ("not_accepted", "counted", "succeeded")]
    rate = Column(lazy("Success rate"), "", lambda row: int(row.counted), {}, success, rate=True)
    return [_of_ends("ended"), *reasons, *judged, rate]


def _results(asked: Asked) -> list[Column]:
    return [
        _of_ends("ended"),
        *(_by_code("outcome", code, outcome_words(code)) for code in asked.ends.outcomes),
    ]


def _ended(asked: Asked) -> list[Block[Any]]:
    return [Block(None, asked.ends.groups, asked.ends.total)]


def _nothing_ended(asked: Asked) -> bool:
    return not asked.ends.total.sum.ended


TABLES = (
    Table("table-a", lazy("A. Caseload flow"), _caseload, cells),
    Table(
        "table-c1",
        lazy("C1. Why cases ended, and how many succeeded"),
        _reasons,
        _ended,
        _nothing_ended,
        lazy("No case ended in this month."),
    ),
    Table("table-c2", lazy("C2. What came of the cases that ended"), _results, _ended, _nothing_ended),
)
"""In the order of the page."""


# A table filled for a month: what its page, its print and its file show, line by line.


class Cell(NamedTuple):
    """What stands in a cell, where it leads, and how it looks."""

    text: str
    href: str = ""
    tone: str = ""


class Line(NamedTuple):
    """A row: whose it is, the sex it is of ("" for the sum), its cells."""

    words: str
    sex: str
    cells: list[Cell]


class Body(NamedTuple):
    """A sum with its rows by sex, under a heading of its own where a part begins."""

    heading: str
    is_total: bool
    lines: list[Line]


class Filled(NamedTuple):
    """A table of a month in words and addresses."""

    id: str
    title: str
    empty: str
    columns: list[Column]
    headings: list[tuple[Lazy | None, list[Column]]]
    bodies: list[Body]


def filled(asked: Asked, links: CellLinks, names: Regions) -> list[Filled]:
    """Fill all tables that have something to show or to say."""
    shown = [one for one in TABLES if one.empty or not one.is_empty(asked)]
    return [_filled(one, asked, links, names) for one in shown]


def _filled(table: Table, asked: Asked, links: CellLinks, names: Regions) -> Filled:
    if table.is_empty(asked):
        return Filled(table.id, str(table.title), str(table.empty), [], [], [])
    columns = table.columns(asked)
    lines = partial(_lines, columns=columns, links=links)
    bodies = list[Body]()
    for block in table.rows(asked):
        part = names.name(block.region) if block.region else ""
        for place, group in enumerate(block.groups):
            bodies.append(
                Body("" if place else part, False, lines(group, _words(group, asked.choice, names)))
            )
        total = _("Sum of %(place)s", place=part) if part else _("Total")
        bodies.append(Body("" if block.groups else part, True, lines(block.total, total)))
    return Filled(table.id, str(table.title), "", columns, headings(columns), bodies)


def _words(group: Group[Any], choice: Choice, names: Regions) -> str:
    return (
        names.name(group.sum.region)
        if choice.rows == "region"
        else code_label(group.sum.type, "pmks_counted")
    )


def _lines(group: Group[Any], words: str, *, columns: list[Column], links: CellLinks) -> list[Line]:
    rows = [("", group.sum), *((code_label(row.sex, "sex"), row) for row in group.sexes)]
    return [Line(words, sex, [_cell(column, row, links) for column in columns]) for sex, row in rows]


def _cell(column: Column, row: Any, links: CellLinks) -> Cell:
    if column.rate:
        return _rate(row)
    count = column.count(row)
    if not count:
        return Cell("0", tone="zero")
    narrow = {"type": row.type, "region": row.region, "sex": row.sex, **column.narrow}
    return Cell(number(count), links.to(column.figure, **narrow))


def _rate(row: Ends) -> Cell:
    if row.rate is not None:
        return Cell(percent(row.rate, 1))
    return Cell("n < 5", tone="muted") if row.counted else Cell("–")


def headings(columns: Iterable[Column]) -> list[tuple[Lazy | None, list[Column]]]:
    """Return neighbours that share a heading together, in their order."""
    runs = groupby(columns, key=lambda column: (column.over and str(column.over), column.sign))
    groups = [list(run) for _over, run in runs]
    return [(group[0].over, group) for group in groups]
