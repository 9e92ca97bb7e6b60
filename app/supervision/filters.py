"""What the reader of the stalled list asks for: the filters in the address, and the order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.scope.predicate import Sql
from app.supervision.rules import CAUSES
from app.supervision.sql import ANY, FLAG
from app.web.pages import pagination

FILTERS = ("cause", "stage", "type", "region", "worker")
NOBODY = "none"
SORTS: Mapping[str, tuple[str, ...]] = {
    "over": ("1 - s.legal", "s.late", "s.id"),
    "days": ("s.entered_at", "s.id"),
    "activity": ("s.last_human_at", "s.id"),
}
"""The order of each sort: what is longest over comes first, and what law demands before all else."""

Short = Annotated[str, Meta(max_length=60)]


class Wanted(msgspec.Struct, frozen=True):
    """The query of the page. Unknown values find no rows; an unknown order is the usual one."""

    cause: Short | None = None
    stage: Short | None = None
    type: Short | None = None
    region: Short | None = None
    worker: Short | None = None
    sort: Short | None = None
    after: Annotated[str, Meta(max_length=400)] | None = None

    @property
    def order(self) -> str:
        """Return the sort that is used."""
        return self.sort if self.sort and self.sort in SORTS else "over"

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters in force."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def params(self) -> dict[str, str]:
        """Return what the address of this list carries, without the page."""
        return {**self.filters, **({"sort": self.order} if self.order != "over" else {})}


def where(wanted: Wanted) -> Sql:
    """Return the condition on `stuck s` for the filters in force."""
    texts, args = [ANY], list[object]()
    for name, value in wanted.filters.items():
        text, found = _condition(name, value)
        texts.append(text)
        args += found
    return Sql(" AND ".join(texts), tuple(args))


def _condition(name: str, value: str) -> tuple[str, list[object]]:
    if name == "cause":
        return (f"s.{FLAG[value]} = 1", []) if value in CAUSES else ("1 = 0", [])
    if name == "worker":
        return _of_worker(value)
    column = {"stage": "s.stage", "type": "s.pmks_type", "region": "s.region"}[name]
    return f"{column} = ?", [value]


def _of_worker(value: str) -> tuple[str, list[object]]:
    if value == NOBODY:
        return "s.worker IS NULL", []
    try:
        return "s.worker = ?", [UUID(value)]
    except ValueError:
        return "1 = 0", []


def beyond(wanted: Wanted) -> Sql:
    """Return the condition for what comes after the last row shown, or nothing on the first page."""
    values, columns = last_shown(wanted), SORTS[wanted.order]
    return _after(columns, values) if values else Sql("", ())


def beyond_part(wanted: Wanted, *, legal: bool) -> Sql | None:
    """Return the same within one part of the usual order (law first, then the others); None: it was shown before."""
    values = last_shown(wanted)
    if values is None:
        return Sql("", ())
    rank, *rest = values
    if (rank == 0) == legal:
        return _after(("s.late", "s.id"), rest)
    return None if legal else Sql("", ())


def last_shown(wanted: Wanted) -> list[object] | None:
    """Return the sort key of the last row shown, None on the first page."""
    key = pagination.decode(wanted.after, of=f"stalled {wanted.order}")
    return _values(key) if key else None


def _after(columns: Sequence[str], values: Sequence[object]) -> Sql:
    return Sql(f" AND ({', '.join(columns)}) > ({', '.join('?' * len(columns))})", tuple(values))


def _values(key: pagination.Key) -> list[object] | None:
    """Turn a cursor back into values of the columns; None where somebody wrote it by hand."""
    *rank, at, last = key
    try:
        return [
            *(int(one) for one in rank if one is not None),
            datetime.fromisoformat(str(at)),
            UUID(str(last)),
        ]
    except ValueError:
        return None
