"""What the reader of the stalled list asks for: the filters in the address, and the order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.cases.unassigned import GONE_WORKERS
from app.scope.predicate import Sql
from app.supervision.rules import CAUSES, UNASSIGNED, Cutoffs
from app.supervision.sql import LATE, conditions
from app.web.pages import pagination

FILTERS = ("cause", "stage", "type", "region", "worker")
NOBODY = "none"
SORTS: Mapping[str, str] = {"over": LATE, "days": "c.entered_at", "activity": "c.last_human_at"}
"""Since when, by each sort: what is longest over comes first, and what law demands before all else."""

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


NOTHING = Sql("1 = 0", ())


def where(wanted: Wanted, cut: Cutoffs, *, walked: bool) -> list[Sql]:
    """Return the conditions on a case `c` for the filters in force.

    *walked*: no index of a filter may be used, for one that gives the order is walked.
    """
    return [_condition(name, value, cut, walked=walked) for name, value in wanted.filters.items()]


def _condition(name: str, value: str, cut: Cutoffs, *, walked: bool) -> Sql:
    if name == "cause":
        return _of_cause(value, cut)
    if name == "worker":
        return _of_worker(value)
    column = {"stage": "c.stage", "type": "c.pmks_type", "region": "c.region"}[name]
    return Sql(f"{column} || '' = ?" if walked else f"{column} = ?", (value,))


def _of_cause(cause: str, cut: Cutoffs) -> Sql:
    if cause == UNASSIGNED:  # each half has an index; said as one condition, all cases would be read
        return Sql(
            f"""c.id IN (SELECT u.id FROM cases u WHERE u.closed_at IS NULL AND u.unassigned_since <= ? UNION
               SELECT u.id FROM ({GONE_WORKERS}) AS gone CROSS JOIN cases u
               WHERE u.worker = gone.id AND u.closed_at IS NULL)""",
            (cut.unassigned,),
        )
    return conditions(cut)[cause] if cause in CAUSES else NOTHING


def _of_worker(value: str) -> Sql:
    if value == NOBODY:
        return Sql("c.worker IS NULL", ())
    try:
        return Sql("c.worker = ?", (UUID(value),))
    except ValueError:
        return NOTHING


def beyond(wanted: Wanted) -> Sql | None:
    """Return the condition for what comes after the last row shown; None on the first page."""
    values = last_shown(wanted)
    return _after(SORTS[wanted.order], values) if values else None


def beyond_part(wanted: Wanted, at: str, part: int) -> Sql | None:
    """Return the same within one part of the usual order (danger first, then law, then the others); nothing of what was shown."""
    values = last_shown(wanted)
    if values is None:
        return None
    rank, *rest = values
    if rank == part:
        return _after(at, rest)
    return NOTHING if int(str(rank)) > part else None


def last_shown(wanted: Wanted) -> list[object] | None:
    """Return the sort key of the last row shown, None on the first page."""
    key = pagination.decode(wanted.after, of=f"stalled {wanted.order}")
    return _values(key) if key else None


def _after(at: str, values: Sequence[object]) -> Sql:
    return Sql(f"({at}, c.id) > (?, ?)", tuple(values))


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
