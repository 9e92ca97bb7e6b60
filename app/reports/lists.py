"""The cases (or persons) behind a figure: what the figure counted, within the reader's scope."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from app import clock
from app.db import marks, query, query_one
from app.reports import sql
from app.reports.figures import PERSONS
from app.reports.months import Month
from app.reports.outcomes import NONE
from app.scope.predicate import Sql, case_scope
from app.web.http.current_user import CurrentUser
from app.web.pages import pagination
from app.web.pages.pagination import PAGE_SIZE, Page

Short = Annotated[str, Meta(max_length=40)]


class Cell(msgspec.Struct, frozen=True):
    """Which figure is asked for; what is not named means all."""

    figure: Short
    type: Short | None = None
    region: Short | None = None
    sex: Short | None = None
    reason: Short | None = None
    outcome: Short | None = None
    after: Annotated[str, Meta(max_length=400)] | None = None

    @property
    def counts_persons(self) -> bool:
        """Tell whether the figure counts persons."""
        return self.figure in PERSONS

    @property
    def params(self) -> dict[str, str]:
        """Return the address's query without the page."""
        names = ("figure", "type", "region", "sex", "reason", "outcome")
        return {name: value for name in names if (value := getattr(self, name))}


class Hit(msgspec.Struct, frozen=True):
    """One row: a case with the event that counted, or a person with one of their cases."""

    case: UUID
    number: str
    client: UUID
    client_number: str
    client_name: str
    restricted: bool
    pmks_type: str
    region: str
    stage: str
    opened_on: date
    occurred_on: date
    ordinal: int
    close_reason: str | None
    outcome: str | None


def chosen(cell: Cell) -> Sql:
    """Return the condition on the hits `h` that narrows a figure to its cell."""
    columns = {"type": "h.pmks_type", "region": "h.region", "sex": "h.sex"}
    texts, args = ["1 = 1"], list[object]()
    for name, column in columns.items():
        if value := getattr(cell, name):
            texts.append(f"{column} = ?")
            args.append(value)
    for value, column in ((cell.reason, "h.close_reason"), (cell.outcome, "h.outcome")):
        if value:
            texts.append(f"COALESCE({column}, '') = ?")
            args.append("" if value == NONE else value)
    return Sql(" AND ".join(texts), tuple(args))


async def count(cell: Cell, month: Month, scope: Sql) -> int:
    """Return the figure itself, for the cases that *scope* admits."""
    hits, narrow = sql.hits(cell.figure, month, scope), chosen(cell)
    what = "DISTINCT h.client" if cell.counts_persons else "*"
    row = await query_one(
        f"SELECT COUNT({what}) FROM ({hits.text}) h WHERE {narrow.text}", *hits.args, *narrow.args
    )
    return int(row[0]) if row else 0


async def page(cell: Cell, month: Month, me: CurrentUser) -> Page[Hit]:
    """Return one page of what the figure counted and *me* may see."""
    listed = await (_persons(cell, month, me) if cell.counts_persons else _cases(cell, month, me))
    return pagination.page_of(listed, key=lambda hit: _key(cell, hit), of=_list(cell))


def _list(cell: Cell) -> str:
    return "report persons" if cell.counts_persons else "report cases"


def _key(cell: Cell, hit: Hit) -> pagination.Key:
    return (hit.client_number,) if cell.counts_persons else (hit.number, hit.ordinal)


_SELECT = """SELECT c.id, c.number, k.id, k.number, k.full_name, k.restricted, h.pmks_type, h.region, c.stage,
    c.opened_at, h.occurred_on, h.ordinal, h.close_reason, h.outcome"""
_JOINS = 'JOIN cases c ON c.id = h."case" JOIN clients k ON k.id = h.client'


async def _cases(cell: Cell, month: Month, me: CurrentUser) -> list[Hit]:
    hits, narrow = sql.hits(cell.figure, month, case_scope(me)), chosen(cell)
    key = pagination.decode(cell.after, of=_list(cell))
    later = (
        Sql(" AND (c.number, h.ordinal) > (?, ?)", key) if key and isinstance(key[1], int) else Sql("", ())
    )
    rows = await query(
        f"""{_SELECT} FROM ({hits.text}) h {_JOINS} WHERE {narrow.text}{later.text}
            ORDER BY c.number, h.ordinal LIMIT {PAGE_SIZE + 1}""",
        *hits.args,
        *narrow.args,
        *later.args,
    )
    return [_hit(row) for row in rows]


async def _persons(cell: Cell, month: Month, me: CurrentUser) -> list[Hit]:
    """Return one row per person: the last of the activities or cases that counted."""
    counted, narrow = sql.hits(cell.figure, month, case_scope(me)), chosen(cell)
    key = pagination.decode(cell.after, of=_list(cell))
    later = Sql(" AND k.number > ?", (str(key[0]),)) if key else Sql("", ())
    people = await query(
        f"""SELECT DISTINCT k.number, k.id FROM ({counted.text}) h JOIN clients k ON k.id = h.client
            WHERE {narrow.text}{later.text} ORDER BY k.number LIMIT {PAGE_SIZE + 1}""",
        *counted.args,
        *narrow.args,
        *later.args,
    )
    ids = [row[1] for row in people]
    rows = await query(
        f"""{_SELECT} FROM ({counted.text}) h {_JOINS} WHERE {narrow.text} AND k.id IN ({marks(ids)})
            ORDER BY k.number, h.occurred_on, h.ordinal""",
        *counted.args,
        *narrow.args,
        *ids,
    )
    hits = [_hit(row) for row in rows]
    masked = {hit.client for hit in hits if hit.restricted}
    last = {hit.client: hit for hit in hits}
    return [msgspec.structs.replace(hit, restricted=hit.client in masked) for hit in last.values()]


def _hit(row: Iterable[Any]) -> Hit:
    values = list(row)
    values[9] = clock.on(values[9])
    return Hit(*values)
