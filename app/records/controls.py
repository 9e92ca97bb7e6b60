"""Form controls of a record, derived from its fields: the class says types and words, the case says what it asks."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.records.fields import Field, asked
from app.records.kind import FormContext, Record, Row
from app.records.marks import Item
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options

SHORT = 14  # characters up to which two or three options stand side by side, even on a phone


class Control(msgspec.Struct, frozen=True):
    """One control, ready to be drawn."""

    name: str
    label: str
    widget: str
    hint: str = ""
    heading: str = ""
    optional: bool | str = False
    options: Sequence[tuple[str, str]] = ()
    items: tuple[Item, ...] = ()
    maxlength: int | None = None

    @property
    def inline(self) -> bool:
        """Whether the options are so few and short that they fit into one line."""
        return len(self.options) <= 3 and all(len(words) <= SHORT for _code, words in self.options)  # noqa: PLR2004


def controls(record: type[Record], context: FormContext, *, updating: bool = True) -> list[Control]:
    """Return the controls of a record's form for this case; *updating* an earlier record may ask more."""
    advice, narrowed = record.advice(context), record.choices(context)
    return [
        _control(field, advice.get(field.name, ""), context, narrowed.get(field.name, field.ask.only))
        for field in asked(record)
        if (updating or not field.ask.later) and _applies(field, context)
    ]


def _applies(field: Field, context: FormContext) -> bool:
    of_journey = field.ask.journeys is None or context.state.journey in field.ask.journeys
    return of_journey and (field.ask.asked is None or field.ask.asked(context))


def _control(field: Field, advice: str, context: FormContext, only: tuple[str, ...]) -> Control:
    ask, meta = field.ask, field.typed.meta
    return Control(
        name=field.name,
        label=str(field.label),
        widget=field.widget,
        hint=" ".join(text for text in (str(ask.hint or ""), advice) if text),
        heading=str(ask.heading or ""),
        optional=field.optional and (_("(where it applies)") if ask.sometimes else True),
        options=context.options.get(field.name) or _options(field, only),
        items=ask.items,
        maxlength=meta.max_length if meta else None,
    )


def _options(field: Field, only: tuple[str, ...]) -> Sequence[tuple[str, str]]:
    if field.widget == "yesno":
        return (("on", _("Yes")), ("off", _("No")))
    return options(field.codes, only or None) if field.codes else ()


def first_values(record: type[Record], context: FormContext) -> Mapping[str, Any]:
    """Return what an untouched form shows: what the latest record says, then what the kind itself proposes."""
    values: dict[str, Any] = {}
    if record.kind.carries and context.earlier:
        values = from_row(record, context.earlier[0])
    return values | record.begin(context)


def from_row(record: type[Record], row: Row) -> dict[str, Any]:
    """Write a kept record the way its form's fields show it."""
    return {field.name: _as_typed(row[field.name], field) for field in asked(record) if field.name in row}


def _as_typed(value: Any, field: Field) -> Any:
    if field.widget == "yesno" and isinstance(value, bool):
        return "on" if value else "off"
    return value
