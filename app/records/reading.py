"""Decoding of kept records: tolerant of fields that came later, that went, or that say what no longer fits."""

from typing import Any

import msgspec

from app.records.kind import Record
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of


def read(record: type[Record], data: str | bytes) -> dict[str, Any]:
    """Return the fields of a kept record by name. What is missing or does not fit its type reads as empty."""
    held = msgspec.json.decode(data)
    return {typed.name: _value(typed, held) for typed in fields_of(record)}


def _value(typed: Typed, held: dict[str, Any]) -> Any:
    """Give a field's value in its type; limits are not asked again, for they may have changed since."""
    if typed.name in held:
        try:
            return msgspec.convert(held[typed.name], _type(typed))
        except msgspec.ValidationError:
            return _empty(typed)
    return typed.default() if typed.default else _empty(typed)


def _type(typed: Typed) -> Any:
    if typed.keyed:
        return dict[str, typed.kind]  # type: ignore[name-defined]
    if typed.many:
        return list[typed.kind]  # type: ignore[name-defined]
    return typed.kind | None


def _empty(typed: Typed) -> Any:
    return {} if typed.keyed else [] if typed.many else None


def write(record: Record) -> str:
    """Return what is kept of a record, as JSON."""
    return msgspec.json.encode(record).decode()
