"""Filters of the list of cases: what the address asks for, as conditions on a case `c` (and its client `k`)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from app.cases.listing.turns import TURNS, turn_condition
from app.cases.numbers import is_number, normalise
from app.cases.unassigned import NOBODYS
from app.clients.finding.search import matching
from app.db import Row, marks, query
from app.db.sql import HOLDS, part
from app.scope.predicate import Sql
from app.web.forms.decoding import Code, Label
from app.web.http.current_user import CurrentUser


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for. ``worker`` is `me`, `none`, an id, a username or part of a name."""

    q: Annotated[str, Meta(max_length=200), Label("Name, number or NIK")] = ""
    type: Annotated[str, Code("pmks"), Label("Type")] = ""
    stage: Annotated[str, Code("stage"), Label("Stage")] = ""
    region: Annotated[str, Meta(max_length=5), Label("Region")] = ""
    worker: Annotated[str, Meta(max_length=60), Label("Worker")] = ""
    overdue: bool = False
    turn: Annotated[Literal[("", *TURNS)], Label("Whose turn")] = ""  # type: ignore[valid-type]
    state: Annotated[Literal["open", "closed", "all"], Label("State")] = "open"
    after: Annotated[str, Meta(max_length=400)] = ""


async def conditions(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> list[Sql]:
    """Return the conditions of all filters but the search text."""
    texts = [Sql(f"c.{column} = ?", (value,)) for column, value in _equalities(wanted) if value]
    if wanted.state != "all":
        texts.append(Sql(f"c.closed_at IS {'NULL' if wanted.state == 'open' else 'NOT NULL'}", ()))
    if wanted.overdue:
        texts.append(Sql("c.closed_at IS NULL AND c.next_due_at < ?", (now,)))
    if wanted.turn:
        mine = await turn_condition(wanted.turn, me, now=now)
        texts.append(Sql(f"c.closed_at IS NULL AND {mine.text}", mine.args))
    if wanted.worker:
        texts.append(await _worked_by(wanted.worker, me))
    return texts


def _equalities(wanted: CaseFilter) -> tuple[tuple[str, str], ...]:
    return ("pmks_type", wanted.type), ("stage", wanted.stage), ("region", wanted.region)


async def _worked_by(worker: str, me: CurrentUser) -> Sql:
    if worker == "none":
        return Sql(NOBODYS, ())
    ids = [me.id] if worker == "me" else [row[0] for row in await workers_called(worker)]
    return Sql(f"c.worker IN ({marks(ids)})", tuple(ids))


def search_condition(text: str) -> Sql:
    """Look for a number or a name; a name that happens to be a well-formed case number counts as both."""
    condition, args = matching(text)
    if is_number(text):
        return Sql(f"(c.number = ? OR ({condition}))", (normalise(text), *args))
    return Sql(condition, args)


async def workers_called(text: str) -> list[Row]:
    """Return (id, name) of the worker with this id or username, else of those whose name holds the text."""
    try:
        return await query("SELECT id, name FROM workers WHERE id = ?", UUID(text))
    except ValueError:
        pass
    exact = await query("SELECT id, name FROM workers WHERE username = ?", text.lower())
    return exact or await query(
        f"SELECT id, name FROM workers WHERE lower(name) {HOLDS} ORDER BY name LIMIT 50", part(text.lower())
    )
