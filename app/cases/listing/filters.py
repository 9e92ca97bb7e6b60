"""Filters of the list of cases: each with its control on the page, its condition on a case `c`, its words once chosen.

A filter that compares a column with a code, or that is a tick, is its one line in `CaseFilter`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Meta

from app.cases.listing.turns import TURNS, turn_condition
from app.cases.numbers import is_number, normalise
from app.cases.unassigned import NOBODYS
from app.clients.finding.masked import searched
from app.db import Row, marks, query
from app.db.sql import HOLDS, part
from app.scope.predicate import Sql, case_scope
from app.web.forms.decoding import Code, Label
from app.web.forms.fields import fields_of
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import Lazy, lazy


class Equals(NamedTuple):
    """A filter that compares a column of the case; its choices are the codes of the field's list, or kab/kota."""

    column: str
    blank: Lazy
    """What the choice says when nothing is chosen."""
    words: str = ""
    """The list that words a chosen code on the chip, where it is another than the field's."""


class Tick(NamedTuple):
    """A filter that is on or off; *text* is its condition and may ask for now."""

    text: str
    words: Lazy


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for. ``worker`` is `me`, `none`, an id, a username or part of a name."""

    q: Annotated[
        str, Meta(max_length=200), Label("Name, NIK, KK, number, telephone, birth date or address")
    ] = ""
    type: Annotated[
        str, Code("pmks"), Label("Type"), Equals("pmks_type", lazy("All types"), "pmks_listed")
    ] = ""
    stage: Annotated[str, Code("stage"), Label("Stage"), Equals("stage", lazy("All stages"))] = ""
    region: Annotated[str, Meta(max_length=5), Label("Handled in"), Equals("region", lazy("All regions"))] = (
        ""
    )
    worker: Annotated[str, Meta(max_length=60), Label("Worker")] = ""
    overdue: Annotated[
        bool, Label("Overdue only"), Tick("c.closed_at IS NULL AND c.next_due_at < ?", lazy("Overdue"))
    ] = False
    turn: Annotated[Literal[("", *TURNS)], Label("Whose turn")] = ""  # type: ignore[valid-type]
    state: Annotated[Literal["open", "closed", "all"], Label("State")] = "open"
    after: Annotated[str, Meta(max_length=400)] = ""


class Filter(NamedTuple):
    """A filter that is told by its mark alone: the name in the address, its label, the list of its codes."""

    name: str
    label: Lazy
    mark: Equals | Tick
    codes: str


def _marked() -> Iterator[Filter]:
    for field in fields_of(CaseFilter):
        for mark in field.marks:
            if isinstance(mark, Equals | Tick) and field.label:
                yield Filter(field.name, field.label, mark, field.code.group if field.code else "")


FILTERS = tuple(_marked())
CHOICES = tuple(one for one in FILTERS if isinstance(one.mark, Equals))
TICKS = tuple(one for one in FILTERS if isinstance(one.mark, Tick))


async def conditions(wanted: CaseFilter, me: CurrentUser, *, now: datetime) -> list[Sql]:
    """Return the conditions of all filters but the search text."""
    texts = [
        _condition(one.mark, getattr(wanted, one.name), now) for one in FILTERS if getattr(wanted, one.name)
    ]
    if wanted.state != "all":
        texts.append(Sql(f"c.closed_at IS {'NULL' if wanted.state == 'open' else 'NOT NULL'}", ()))
    if wanted.turn:
        mine = await turn_condition(wanted.turn, me, now=now)
        texts.append(Sql(f"c.closed_at IS NULL AND {mine.text}", mine.args))
    if wanted.worker:
        texts.append(await _worked_by(wanted.worker, me))
    return texts


def _condition(mark: Equals | Tick, value: object, now: datetime) -> Sql:
    if isinstance(mark, Tick):
        return Sql(mark.text, (now,) * mark.text.count("?"))
    return Sql(f"c.{mark.column} = ?", (value,))


async def _worked_by(worker: str, me: CurrentUser) -> Sql:
    if worker == "none":
        return Sql(NOBODYS, ())
    ids = [me.id] if worker == "me" else [row[0] for row in await workers_called(worker, me)]
    return Sql(f"c.worker IN ({marks(ids)})", tuple(ids))


def search_condition(text: str, me: CurrentUser) -> Sql:
    """Look for a number or a name; a name that happens to be a well-formed case number counts as both."""
    condition, args = searched(text, me)
    if is_number(text):
        return Sql(f"(c.number = ? OR ({condition}))", (normalise(text), *args))
    return Sql(condition, args)


async def workers_called(text: str, me: CurrentUser) -> list[Row]:
    """Return (id, name) of the worker with this id or username, else of those whose name holds the text.

    Of whom *me* neither works with nor sees a case, nothing is told: neither that there is somebody, nor a name.
    """
    scope = case_scope(me)
    seen = f"EXISTS (SELECT 1 FROM cases c WHERE c.worker = w.id AND {scope.text})"
    known = f"SELECT w.id, w.name FROM workers w WHERE (w.organisation = ? OR {seen}) AND"
    args = (me.organisation, *scope.args)
    try:
        return await query(f"{known} w.id = ?", *args, UUID(text))
    except ValueError:
        pass
    exact = await query(f"{known} w.username = ?", *args, text.lower())
    return exact or await query(
        f"{known} lower(w.name) {HOLDS} ORDER BY w.name LIMIT 50", *args, part(text.lower())
    )
