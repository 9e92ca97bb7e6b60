"""Validator of one form field: from the texts a browser sends to the value a struct holds.

Empty or blank is None; a missing tick is False; text is trimmed, in NFC, with plain line ends. Days may be
`22/3/2022`, `22-03-2022`, `22032022`, `22 Maret 2022` or `2022-03-22`; whole numbers may carry thousands dots; `datetime` is WIB time.
`str | None` is an optional field, `str` a required one, a default makes it optional too.
A mapping field collects `levels.D1`, `levels.D2` … into one dict.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from app import clock
from app.web.forms.converters import CONVERTERS, Wrong, wrong_code
from app.web.forms.visible import visible
from app.web.forms.written import is_nothing
from app.web.i18n.catalogue import Lazy
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import file_size, number

__all__ = ["Code", "Field", "File", "Label", "Typed", "Wrong", "fields_of", "typed_text"]

Typed = str | list[str]
MAX_TEXT = 20_000  # characters; a field that may hold more says so with Meta(max_length=...)


@dataclass(frozen=True)
class Code:
    """The text must be a code of this group of `lists.CODES`."""

    group: str


class Label(Lazy):
    """What the field is called on screen, for the error summary."""

    __slots__ = ()


@dataclass(frozen=True)
class File:
    """An uploaded file may have at most this many bytes."""

    max_bytes: int


@dataclass(frozen=True)
class Field:
    """One field of a form struct, with everything needed to read it."""

    name: str
    kind: Any
    many: bool = False
    keyed: bool = False
    optional: bool = False
    default: Callable[[], object] | None = None
    meta: Meta | None = None
    code: Code | None = None
    file: File | None = None
    label: Label | None = None
    marks: tuple[object, ...] = ()
    """Everything the annotation says, for readers that know more marks than a form does."""

    def pick(self, sent: Mapping[str, list[Any]]) -> Any:
        """Take what belongs to this field out of all that was sent."""
        if not self.keyed:
            return sent.get(self.name, [])
        start = f"{self.name}."
        return {name[len(start) :]: values for name, values in sent.items() if name.startswith(start)}

    def convert(self, raw: Any) -> object:
        """Turn the sent texts into the value, or raise Wrong with a sentence."""
        if self.keyed:
            return self._keyed(raw)
        values = [value for value in (_clean(item) for item in raw) if value is not None]
        if self.kind in (date, datetime, time) and self.optional:
            values = [value for value in values if not (isinstance(value, str) and is_nothing(value))]
        if self.many:
            return self._several(values)
        return self._one(values[-1]) if values else self._empty()

    def _keyed(self, raw: Mapping[str, list[Any]]) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, texts in raw.items():
            values = [value for value in map(_clean, texts) if value is not None]
            if values:
                try:
                    result[key] = self._one(values[-1])
                except Wrong as wrong:
                    raise Wrong(str(wrong), field=f"{self.name}.{key}") from None
        return result

    def _several(self, values: Sequence[Any]) -> object:
        if not values:
            return self._empty()
        least = self.meta.min_length if self.meta else None
        if least and len(values) < least:
            raise Wrong(_("Choose at least %(count)s.", count=number(least)))
        return [self._one(value, item=True) for value in values]

    def _empty(self) -> object:
        if self.kind is bool and not self.optional:
            return False if self.default is None else self.default()
        if self.default is not None:
            return self.default()
        if self.optional:
            return None
        if self.many and not (self.meta and self.meta.min_length):
            return []
        raise Wrong(self._missing())

    def _missing(self) -> str:
        if self.kind is UploadFile:
            return _("Choose a file.")
        if self.many or self.code or _choices(self.kind):
            return _("Choose one of the options.")
        if self.kind in (date, datetime, time):
            return _("Fill in the date.") if self.kind is not time else _("Fill in the time.")
        return _("This must be filled in.")

    def _one(self, value: Any, *, item: bool = False) -> object:
        if self.kind is UploadFile:
            return self._upload(value)
        if not isinstance(value, str):
            raise Wrong(_("A text is expected here, not a file."))
        choices = _choices(self.kind)
        if choices is not None:
            return _chosen(choices, value)
        result = CONVERTERS[self.kind](value)
        if self.code:
            _check_code(self.code, value)
        if not item or self.kind is str:
            _check_limits(result, self.meta if not item else None)
        return result

    def _upload(self, value: Any) -> object:
        if not isinstance(value, UploadFile):
            raise Wrong(_("Choose a file."))
        size = value.file.seek(0, 2)
        value.file.seek(0)
        if self.file and size > self.file.max_bytes:
            limit = file_size(self.file.max_bytes)
            raise Wrong(
                _("The file is %(size)s; at most %(limit)s can be sent.", size=file_size(size), limit=limit)
            )
        return value


def _clean(value: Any) -> Any:
    """Trim a text and take away what nobody can see; what is empty is nothing."""
    if not isinstance(value, str):
        return value
    text = visible(value.replace("\r\n", "\n")).strip()
    return text or None


def _choices(kind: Any) -> Mapping[str, object] | None:
    if get_origin(kind) is Literal:
        return {str(choice): choice for choice in get_args(kind)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {str(member.value): member for member in kind}
    return None


def _chosen(choices: Mapping[str, object], value: str) -> object:
    if value not in choices:
        raise Wrong(wrong_code())
    return choices[value]


def _check_code(code: Code, value: str) -> None:
    from app.web.i18n.lists import CODES

    if value not in CODES[code.group]:
        raise Wrong(wrong_code())


def _check_limits(value: Any, meta: Meta | None) -> None:
    if isinstance(value, str):
        most = (meta.max_length if meta else None) or MAX_TEXT
        if len(value) > most:
            raise Wrong(
                _(
                    "At most %(limit)s characters; this has %(count)s.",
                    limit=number(most),
                    count=number(len(value)),
                )
            )
        if meta and meta.min_length and len(value) < meta.min_length:
            raise Wrong(_("At least %(limit)s characters.", limit=number(meta.min_length)))
    elif meta and isinstance(value, int) and not isinstance(value, bool):
        if meta.ge is not None and value < meta.ge:
            raise Wrong(_("Fill in %(limit)s or more.", limit=number(meta.ge)))
        if meta.le is not None and value > meta.le:
            raise Wrong(_("Fill in %(limit)s or less.", limit=number(meta.le)))


@cache
def fields_of(form: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Read a form struct's fields once."""
    hints = get_type_hints(form, include_extras=True)
    return tuple(_field(info, hints[info.name]) for info in msgspec.structs.fields(form))


def _field(info: msgspec.structs.FieldInfo, hint: Any) -> Field:
    marks: list[Any] = []
    kind, optional = _unwrap(hint, marks)
    many = get_origin(kind) is list
    keyed = get_origin(kind) is dict
    if many or keyed:
        kind, _inner = _unwrap(get_args(kind)[-1], marks)
    if info.default_factory is not msgspec.NODEFAULT:
        default = info.default_factory
    elif info.default is not msgspec.NODEFAULT:
        default = lambda: info.default  # noqa: E731  one expression, kept beside its twin above
    else:
        default = None
    found = {type(mark): mark for mark in marks}
    return Field(
        info.name,
        kind,
        many,
        keyed,
        optional,
        default,
        found.get(Meta),
        found.get(Code),
        found.get(File),
        found.get(Label),
        tuple(marks),
    )


def _unwrap(hint: Any, marks: list[Any]) -> tuple[Any, bool]:
    """Strip Annotated and `| None`, collecting the marks on the way."""
    optional = False
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            marks.extend(more)
        elif get_origin(hint) in (Union, types.UnionType):
            optional = type(None) in get_args(hint)
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        else:
            return hint, optional


def typed_text(value: object) -> Typed:
    """Write a value the way a form field shows it."""
    if type(value) is str:  # nearly all are
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [text if isinstance(text := typed_text(item), str) else "" for item in value]
    if value is None or value is False or isinstance(value, UploadFile):
        return ""
    if value is True:
        return "on"
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.WIB):%Y-%m-%dT%H:%M}"
    return str(value.value if isinstance(value, Enum) else value)
