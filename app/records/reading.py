"""Decoding of kept records: tolerant of fields that came later, that went, or that say what no longer fits."""

from functools import cache
from typing import Any

import msgspec

from app.records.kind import Record
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of


def read(record: type[Record], data: str | bytes) -> dict[str, Any]:
    """Return the fields of a kept record by name. What is missing or does not fit its type reads as empty."""
    try:
        return msgspec.structs.asdict(_decoder(record).decode(data))
    except msgspec.ValidationError:
        held = msgspec.json.decode(data)
        return {typed.name: _value(typed, held) for typed in fields_of(record)}


def write(record: Record) -> str:
    """Return what is kept of a record, as JSON."""
    return msgspec.json.encode(record).decode()


@cache
def _decoder(record: type[Record]) -> msgspec.json.Decoder[Any]:
    """Decode all fields at once, any of them missing; limits are not asked again, for they may have changed since."""
    fields = [
        (typed.name, _type(typed), msgspec.field(default_factory=typed.default or _empty(typed)))
        for typed in fields_of(record)
    ]
    return msgspec.json.Decoder(msgspec.defstruct(record.__name__, fields))


def _value(typed: Typed, held: dict[str, Any]) -> Any:
    if typed.name not in held:
        return (typed.default or _empty(typed))()
    try:
        return msgspec.convert(held[typed.name], _type(typed))
    except msgspec.ValidationError:
        return _empty(typed)()


def _type(typed: Typed) -> Any:
    if typed.keyed:
        return dict[str, typed.kind]  # type: ignore[name-defined]
    if typed.many:
        return list[typed.kind]  # type: ignore[name-defined]
    return typed.kind | None


def _empty(typed: Typed) -> Any:
    return dict if typed.keyed else list if typed.many else type(None)
