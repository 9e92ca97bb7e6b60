"""From a kind's fields to the controls a page draws: the struct says the types, the fields say the words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from app.records.kind import Field, FormContext, Item, RecordKind
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options

FEW = 6  # options up to which all are shown at once
SHORT = 14  # characters up to which two or three options stand side by side, even on a phone
LONG = 300  # characters from which a text gets several lines


class Control(msgspec.Struct, frozen=True):
    """One control, ready to be drawn."""

    name: str
    label: str
    widget: str
    hint: str = ""
    heading: str = ""
    optional: bool = False
    options: Sequence[tuple[str, str]] = ()
    items: tuple[Item, ...] = ()
    maxlength: int | None = None

    @property
    def inline(self) -> bool:
        """Whether the options are so few and short that they fit into one line."""
        return len(self.options) <= 3 and all(len(words) <= SHORT for _code, words in self.options)  # noqa: PLR2004


def controls(kind: RecordKind, context: FormContext, *, updating: bool = True) -> list[Control]:
    """Return the controls of a kind's form for this case; *updating* an earlier record may ask more."""
    types = {typed.name: typed for typed in fields_of(kind.form)}
    advice = kind.advice(context) if kind.advice else {}
    narrowed = kind.choices(context) if kind.choices else {}
    return [
        _control(
            field,
            types[field.name],
            advice.get(field.name, ""),
            context,
            narrowed.get(field.name, field.only),
        )
        for field in kind.fields
        if (updating or not field.later) and _asked(field, context)
    ]


def _asked(field: Field, context: FormContext) -> bool:
    of_journey = field.journeys is None or context.state.journey in field.journeys
    return of_journey and (field.asked is None or field.asked(context))


def _control(field: Field, typed: Typed, advice: str, context: FormContext, only: tuple[str, ...]) -> Control:
    widget = widget_of(field, typed)
    hint = " ".join(text for text in (str(field.hint or ""), advice) if text)
    return Control(
        name=field.name,
        label=str(field.label),
        widget=widget,
        hint=hint,
        heading=str(field.heading or ""),
        optional=is_optional(field, typed, widget),
        options=context.options.get(field.name) or _options(field, typed, widget, only),
        items=field.items,
        maxlength=typed.meta.max_length if typed.meta else None,
    )


def widget_of(field: Field, typed: Typed) -> str:
    """Return the control for a field: its own, else the one that its type asks for."""
    if field.widget:
        return field.widget
    group = codes_of(field, typed)
    if group:
        many = len(field.only or options(group)) > FEW
        return "checkboxes" if typed.many else ("choice" if many else "radios")
    by_type = {bool: "checkbox", date: "date", datetime: "datetime", int: "int"}
    if typed.kind in by_type:
        return by_type[typed.kind]
    return "textarea" if typed.meta and (typed.meta.max_length or 0) > LONG else "text"


def is_optional(field: Field, typed: Typed, widget: str) -> bool:
    """Tell whether the field may be left empty."""
    if widget in {"yesno", "levels"}:
        return field.optional
    if typed.many:
        return not (typed.meta and typed.meta.min_length)
    return typed.optional or typed.default is not None


def codes_of(field: Field, typed: Typed) -> str:
    """Return the list of codes that the field's values come from, if any."""
    return field.codes or (typed.code.group if typed.code else "")


def _options(field: Field, typed: Typed, widget: str, only: tuple[str, ...]) -> Sequence[tuple[str, str]]:
    if widget == "yesno":
        return (("on", _("Yes")), ("off", _("No")))
    group = codes_of(field, typed)
    return options(group, only or None) if group else ()


def first_values(kind: RecordKind, context: FormContext) -> Mapping[str, Any]:
    """Return what an untouched form shows: what the latest record says, then what the kind itself proposes."""
    values: dict[str, Any] = {}
    if kind.carries and context.earlier:
        values = from_row(kind, context.earlier[0])
    return values | (kind.begin(context) if kind.begin else {})


def from_row(kind: RecordKind, row: Mapping[str, Any]) -> dict[str, Any]:
    """Write a record's row the way its form's fields show it."""
    types = {typed.name: typed for typed in fields_of(kind.form)}
    found = {field.name: field for field in kind.fields if field.name in row}
    return {
        name: _as_typed(row[name], types[name], widget_of(field, types[name]))
        for name, field in found.items()
    }


def _as_typed(value: Any, typed: Typed, widget: str) -> Any:
    if typed.many and isinstance(value, str):
        return value.split(",") if value else []
    if widget == "yesno" and isinstance(value, bool):
        return "on" if value else "off"
    return value
