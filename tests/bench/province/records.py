"""Typed records for invented histories: a row in the record's own table, filled as far as its columns ask for.

The facts are those of the event; where a column takes a code the first of its list is chosen, where it must say
something it says that it is invented.
"""

from datetime import datetime
from typing import Any, get_args, get_type_hints

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)

from app import clock
from app.records.kind import RecordKind, instrument, record
from app.web.forms.decoding import Code
from app.web.i18n.lists import CODES
from tests.bench.province.walking import thing
from workflows.case_state import CaseState
from workflows.events import Happened, Recorded, Scored

SAID = "Catatan contoh untuk peragaan."
CASE = str(thing(0))
"""Stands for the copy's case."""


def kind_of(one: Happened) -> RecordKind | None:
    """Return the kind of record that an event tells of, if the product has a form for it."""
    event = one.event
    if isinstance(event, Recorded):
        return record(event.record)
    return instrument(event.instrument) if isinstance(event, Scored) else None


def row_of(kind: RecordKind, one: Happened, state: CaseState, number: int) -> dict[str, Any]:
    """Return the columns of the record behind an event; ids and days are those of the history."""
    event: Any = one.event
    own = getattr(event, "record_id", "") or getattr(event, "assessment_id", "") or str(thing(500 + number))
    known = {
        **event.facts,
        "id": own,
        "case": CASE,
        "occurred_at": _text(one.occurred_at),
        "by": one.actor,
        "recorded_at": _text(one.recorded_at),
        "stage": state.stage,
        "episode": state.episode,
        "score": getattr(event, "score", None),
        "band": getattr(event, "band", ""),
    }
    codes = _codes(kind)
    return {column._meta.name: _value(column, known, codes, one) for column in kind.table._meta.columns}


def _codes(kind: RecordKind) -> dict[str, str]:
    """Return the first code of each field that takes one."""
    found = {}
    for name, hint in get_type_hints(kind.form, include_extras=True).items():
        groups = [part.group for part in _parts(hint) if isinstance(part, Code)]
        if groups:
            found[name] = next(iter(CODES[groups[0]]))
    return found


def _parts(hint: Any) -> list[Any]:
    """Return everything said about a field, however deep."""
    return [hint, *(part for inner in get_args(hint) for part in _parts(inner))]


def _value(column: Column, known: dict[str, Any], codes: dict[str, str], one: Happened) -> Any:
    name = column._meta.name
    if name in known and _fits(column, known[name]):
        return known[name]
    if column._meta.params.get("null"):
        return None
    if isinstance(column, Varchar | Text):
        return codes.get(name) or _said(column)
    return _made_up(column, one)


def _said(column: Varchar | Text) -> str:
    if column._meta.params.get("default") == "":
        return ""
    return SAID[: column.length] if isinstance(column, Varchar) else SAID


def _made_up(column: Column, one: Happened) -> Any:
    if isinstance(column, Date):
        return clock.on(one.occurred_at).isoformat()
    if isinstance(column, Timestamptz):
        return _text(one.occurred_at)
    if isinstance(column, ForeignKey):
        return one.actor
    return str(thing(700)) if isinstance(column, UUID) else 0


def _fits(column: Column, value: Any) -> bool:
    if value is None:
        return bool(column._meta.params.get("null"))
    if isinstance(column, Boolean | Integer | BigInt):
        return isinstance(value, bool | int)
    return isinstance(value, str)


def _text(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="microseconds")
