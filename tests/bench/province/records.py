"""Typed records for invented histories: a row for the record behind an event, filled as far as its class asks for.

The facts are those of the event; where a field takes a code the first of its list is chosen, where it must say
something it says that it is invented.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.records.fields import having
from app.records.kind import Record
from app.records.marks import Trait
from app.records.registry import instrument, record
from app.records.tables import CaseRecord
from app.web.forms.fields import Field, fields_of
from app.web.i18n.lists import CODES
from tests.bench.province.walking import thing
from workflows.case_state import CaseState
from workflows.events import Happened, Recorded, Scored

SAID = "Catatan contoh untuk peragaan."
CASE = str(thing(0))
"""Stands for the copy's case."""
TABLE = "case_records"
COLUMNS = tuple(column._meta.name for column in CaseRecord._meta.columns)


def kind_of(one: Happened) -> type[Record] | None:
    """Return the kind of record that an event tells of, if the product has a form for it."""
    event = one.event
    if isinstance(event, Recorded):
        return record(event.record)
    return instrument(event.instrument) if isinstance(event, Scored) else None


def row_of(kind: type[Record], one: Happened, state: CaseState, number: int) -> tuple[Any, ...]:
    """Return the row of the record behind an event, by `COLUMNS`; ids and days are those of the history."""
    event: Any = one.event
    data = _data(kind, one)
    values = {
        "id": getattr(event, "record_id", "")
        or getattr(event, "assessment_id", "")
        or str(thing(500 + number)),
        "case": CASE,
        "kind": kind.kind.name,
        "occurred_at": _text(one.occurred_at),
        "recorded_at": _text(one.recorded_at),
        "by": one.actor,
        "stage": state.stage,
        "episode": state.episode,
        "thing": str(data[kind.kind.several]) if kind.kind.several else None,
        "secret": any(data[name] is True for name in having(kind, Trait.SECRET)),
        "worker": None,
        "due_on": None,
        "data": msgspec.json.encode(data).decode(),
    }
    return tuple(values[name] for name in COLUMNS)


def _data(kind: type[Record], one: Happened) -> dict[str, Any]:
    event: Any = one.event
    score = {"score": getattr(event, "score", None), "band": getattr(event, "band", "")}
    known = {**event.facts, **score, kind.kind.several: str(thing(700))}
    return {field.name: _value(field, known, one) for field in fields_of(kind)}


def _value(field: Field, known: dict[str, Any], one: Happened) -> Any:
    if field.name in known and _fits(field, known[field.name]):
        return known[field.name]
    if field.keyed:
        return {}
    if field.many:
        return [next(iter(CODES[field.code.group]))] if field.code else []
    if field.optional or field.default is not None:
        return field.default() if field.default else None
    if field.code:
        return next(iter(CODES[field.code.group]))
    return _made_up(field, one)


def _made_up(field: Field, one: Happened) -> Any:
    if field.kind is date:
        return clock.on(one.occurred_at).isoformat()
    if field.kind is datetime:
        return _text(one.occurred_at)
    if field.kind is UUID:
        return str(thing(700))
    if field.kind is str:
        return SAID[: field.meta.max_length] if field.meta and field.meta.max_length else SAID
    return 0


def _fits(field: Field, value: Any) -> bool:
    if value is None:
        return field.optional
    if field.many or field.keyed:
        return False
    if field.kind in {bool, int}:
        return type(value) is field.kind
    return isinstance(value, str) and value != ""


def _text(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="microseconds")
