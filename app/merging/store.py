"""Questions about client records to be merged and about merges made."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.cases.tables import Case
from app.clients.numbers import normalise
from app.clients.tables import Client
from app.db import Row, marks, query, query_one
from app.merging.parts import columns
from app.merging.tables import ClientMerge
from app.scope.break_glass import sees_client
from app.scope.predicate import client_scope
from app.web.http.current_user import CurrentUser
from app.web.http.exceptions import Masked
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext

Record = dict[str, Any]


async def record(number: str, me: CurrentUser) -> Record | None:
    """Return every column of the client to whom a number leads, within *me*'s scope.

    Somebody with several roles may have a restricted person in scope without being on their team. Raises Masked then,
    until they have said why.
    """
    scope = client_scope(me)
    row = await query_one(
        f"""SELECT {", ".join(f"k.{name}" for name in columns())} FROM clients k
            WHERE k.id = (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE m.number = ?) AND {scope.text}""",
        normalise(number) or number.strip().upper(),
        *scope.args,
    )
    if row is None:
        return None
    if row.restricted and not await sees_client(me, row.id):
        raise Masked(row.number, place=url("clients:client", number=row.number))
    return row.as_dict() | {"restricted": bool(row.restricted)}


async def raw(client: UUID) -> Record:
    """Return every column of a client known to exist."""
    values = await Client.select().where(Client.id == client).first()
    if values is None:
        raise LookupError(str(client))
    return values


async def lock(*numbers: str) -> None:
    """Pessimistic lock: keep others off these clients until the end of the transaction, always in the same order."""
    for number in sorted(number.strip().upper() for number in numbers):
        await Client.update({Client.version: Client.version}).where(Client.number == number)


async def write(client: UUID, values: Record) -> None:
    """Change columns of a client; whoever saw the record before is stale from now on."""
    await Client.update(**values, version=Client.version + 1).where(Client.id == client)


async def begin(kept: UUID, gone: UUID, *, me: CurrentUser, now: datetime, reason: str) -> int:
    """Write down a merge before anything moves: the database lets a row go to another client under one only."""
    row = ClientMerge(
        kept=kept,
        gone=gone,
        merged_at=now,
        merged_by=me.id,
        reason=reason,
        taken="",
        moved="",
        held="",
        told="",
    )
    rows = await ClientMerge.insert(row).returning(ClientMerge.id)
    return int(rows[0]["id"])


async def fill(made: int, **to_undo: Any) -> None:
    """Add to a merge what it takes to undo it, once that is known."""
    packed: dict[Any, Any] = {name: msgspec.json.encode(value).decode() for name, value in to_undo.items()}
    await ClientMerge.update(packed).where(ClientMerge.id == made)


async def end(made: "Merge", *, me: CurrentUser, now: datetime, reason: str) -> None:
    """Write down that a merge is undone, before anything moves back."""
    ended: dict[Any, Any] = {
        ClientMerge.undone_at: now,
        ClientMerge.undone_by: me.id,
        ClientMerge.undone_reason: reason,
    }
    await ClientMerge.update(ended).where(ClientMerge.id == made.id)


_TO_UNDO = ("taken", "moved", "held", "told")


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """One merge that was made."""

    id: int
    kept: UUID
    gone: UUID
    kept_number: str
    gone_number: str
    merged_at: datetime
    merged_by_name: str
    reason: str
    taken: dict[str, list[Any]]
    moved: dict[str, list[Any]]
    held: dict[str, list[Any]]
    told: dict[str, list[int]]
    undone_at: datetime | None
    undone_by_name: str | None
    undone_reason: str


_MERGE = """
SELECT m.id, m.kept, m.gone, a.number AS kept_number, b.number AS gone_number, m.merged_at, w.name AS merged_by_name,
       m.reason, m.taken, m.moved, m.held, m.told, m.undone_at, u.name AS undone_by_name, m.undone_reason
FROM client_merges m JOIN clients a ON a.id = m.kept JOIN clients b ON b.id = m.gone
JOIN workers w ON w.id = m.merged_by LEFT JOIN workers u ON u.id = m.undone_by """


async def merge(number: str, id: int, me: CurrentUser) -> Merge | None:  # noqa: A002
    """Return one merge of a client within scope."""
    return next((one for one in await merges(number, me) if one.id == id), None)


async def merges(number: str, me: CurrentUser) -> list[Merge]:
    """Return the merges in which a client within scope was the one to stay or to go, newest first."""
    client = await record(number, me)
    if client is None:
        return []
    rows = await query(
        f"{_MERGE} WHERE m.kept = ? OR m.gone = ? ORDER BY m.id DESC", client["id"], client["id"]
    )
    return [_merge(row) for row in rows]


def _merge(row: Row) -> Merge:
    values = row.as_dict()
    for name in _TO_UNDO:
        values[name] = msgspec.json.decode(values[name])
    return Merge(**values)


async def later_merges(made: Merge) -> list[str]:
    """Say which merges stand on top of this one and have to be undone first."""
    rows = await query(
        f"{_MERGE} WHERE m.id > ? AND m.undone_at IS NULL AND (m.kept = ? OR m.gone = ?) ORDER BY m.id",
        made.id,
        made.kept,
        made.kept,
    )
    return [
        _(
            "%(gone)s was merged into %(kept)s later; undo that first.",
            gone=row.gone_number,
            kept=row.kept_number,
        )
        for row in rows
    ]


async def told_of(table: str, new: list[Any]) -> str:
    """Say what was added since to a record that stands for both."""
    if table == "cases":
        cases = await Case.select(Case.number).where(Case.id.is_in(new)).order_by(Case.number)
        numbers = ", ".join(case["number"] for case in cases)
        return _("Opened since, and nobody can tell for which of the two: %(cases)s.", cases=numbers)
    if table == "relations":
        return ngettext(
            "Somebody was added to the people around the client since.",
            "%(n)s people around the client were added since.",
            len(new),
        )
    return ngettext(
        "%(n)s entry was added since (%(table)s).",
        "%(n)s entries were added since (%(table)s).",
        len(new),
        table=table,
    )


async def cases_of(*clients: UUID) -> dict[UUID, int]:
    """Return how many cases each of these clients has, by client; how many is no secret, which they are may be."""
    rows = await query(
        f"SELECT client, count(*) FROM cases WHERE client IN ({marks(clients)}) GROUP BY client", *clients
    )
    return dict.fromkeys(clients, 0) | {row[0]: int(row[1]) for row in rows}
