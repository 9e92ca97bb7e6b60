"""Store of typed records: insert, history of a case, what stands on a worker's desk."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from app import clock
from app.cases.store import CaseView, names
from app.db import Row as Columns
from app.db import execute, query
from app.records.fields import having
from app.records.kind import Options, Reader, Record, Row
from app.records.marks import Trait
from app.records.reading import read, write
from app.records.sharing import shared_row
from app.scope.shelter_staff import called, hidden_houses
from app.web.http.current_user import CurrentUser

_COLUMNS = 'r.id, r."case", r.kind, r.occurred_at, r.recorded_at, r."by", r.stage, r.episode, r.data'


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has besides its own fields; `stage` and `episode` are those of the case then."""

    id: UUID
    case: UUID
    occurred_at: datetime
    recorded_at: datetime
    by: UUID
    stage: str
    episode: int


class Entry(msgspec.Struct, frozen=True):
    """One record: when it happened, who entered it when, and everything it holds."""

    id: UUID
    occurred_at: datetime
    recorded_at: datetime
    by_name: str
    row: Row

    def late(self) -> bool:
        """Tell whether it was entered on a later day than it happened."""
        return clock.on(self.recorded_at) > clock.on(self.occurred_at)


class DeskItem(msgspec.Struct, frozen=True):
    """A record that stands on a worker's desk: an open goal in their charge, a conference that they chair."""

    case_number: str
    kind: str
    record: UUID
    due_on: date | None
    row: Row


_INSERT = """INSERT INTO case_records
    (id, "case", kind, occurred_at, recorded_at, "by", stage, episode, thing, secret, worker, due_on, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


async def insert(head: Head, record: Record) -> None:
    """Keep a record that is whole: its data, and beside them what queries ask for."""
    kind, desk = record.kind, record.on_desk()
    await execute(
        _INSERT,
        head.id,
        head.case,
        kind.name,
        head.occurred_at,
        head.recorded_at,
        head.by,
        head.stage,
        head.episode,
        getattr(record, kind.several) if kind.several else None,
        is_secret(record),
        desk.worker if desk else None,
        desk.due_on if desk else None,
        write(record),
    )


def is_secret(record: Record) -> bool:
    """Tell whether a record holds a place that must stay secret."""
    return any(getattr(record, name) for name in having(type(record), Trait.SECRET))


async def entries(record: type[Record], case: CaseView, *, me: CurrentUser, limit: int = 50) -> list[Entry]:
    """Return a case's records of a kind, the one entered last first: that one counts.

    What *me* need not know is taken out before anything else sees the rows.
    """
    reader = Reader(me, case.worker, case.unit)
    rows = await query(
        f"""SELECT {_COLUMNS}, w.name AS by_name, w.organisation AS by_house FROM case_records r JOIN workers w ON w.id = r."by"
            WHERE r."case" = ? AND r.kind = ? ORDER BY r.recorded_at DESC, r.occurred_at DESC LIMIT ?""",
        case.id,
        record.kind.name,
        limit,
    )
    hidden = await hidden_houses(case.client, me)
    return [
        Entry(
            row.id,
            row.occurred_at,
            row.recorded_at,
            called(row.by_name, row.by_house, hidden),
            _for(record, whole(record, row), reader),
        )
        for row in rows
    ]


def whole(record: type[Record], row: Columns) -> Row:
    """Return a row of the table with its data spread out among its columns."""
    columns = row.as_dict()
    return {**read(record, str(columns.pop("data"))), **columns}


def _for(record: type[Record], row: Row, reader: Reader) -> Row:
    return shared_row(record, record.redact(row, reader), reader.me)


async def latest_whole(record: type[Record], case: UUID) -> Row:
    """Return the record that counts, for a caller that shows it to nobody; nothing where there is none."""
    rows = await query(
        f"""SELECT {_COLUMNS} FROM case_records r WHERE r."case" = ? AND r.kind = ?
            ORDER BY r.recorded_at DESC, r.occurred_at DESC LIMIT 1""",
        case,
        record.kind.name,
    )
    return whole(record, rows[0]) if rows else {}


async def all_of(case: UUID) -> list[Columns]:
    """Return every record of a case in the order in which it happened, not yet decoded."""
    return await query(
        f'SELECT {_COLUMNS} FROM case_records r WHERE r."case" = ? ORDER BY r.occurred_at, r.recorded_at',
        case,
    )


async def options_for(record: type[Record], case: CaseView, earlier: Iterable[Row] = ()) -> Options:
    """Return the choices that stand in the database; a colleague named before stays one, wherever they work now."""
    offered = await record.options()
    chosen = having(record, Trait.COLLEAGUE)
    if not chosen:
        return offered
    there = await _colleagues(case.unit)
    before = {str(row[name]) for row in earlier for name in chosen if row.get(name)}
    gone = await names(before - {value for value, _words in there})
    everybody = (*there, *sorted(gone.items(), key=lambda one: one[1]))
    return {**offered, **dict.fromkeys(chosen, everybody)}


async def _colleagues(unit: UUID) -> tuple[tuple[str, str], ...]:
    rows = await query("SELECT id, name FROM workers WHERE organisation = ? AND active ORDER BY name", unit)
    return tuple((str(row[0]), str(row[1])) for row in rows)


async def on_desk(worker: UUID, kinds: Sequence[type[Record]], *, limit: int = 50) -> list[DeskItem]:
    """Return what stands on a worker's desk in open cases, the next due first: the latest record of each thing."""
    rows = []
    for record in kinds:
        rows += await query(
            f"""SELECT {_COLUMNS}, c.number, r.due_on FROM case_records r JOIN cases c ON c.id = r."case"
                WHERE r.worker = ? AND r.kind = ? AND c.closed_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM case_records n WHERE n."case" = r."case" AND n.kind = r.kind
                        AND n.recorded_at > r.recorded_at AND (r.thing IS NULL OR n.thing = r.thing))
                ORDER BY r.due_on IS NULL, r.due_on, c.number LIMIT ?""",
            worker,
            record.kind.name,
            limit,
        )
    known = {record.kind.name: record for record in kinds}
    items = [DeskItem(row.number, row.kind, row.id, row.due_on, whole(known[row.kind], row)) for row in rows]
    return sorted(items, key=lambda one: (one.due_on is None, one.due_on or date.max, one.case_number))[
        :limit
    ]
