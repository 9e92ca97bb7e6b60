"""What compiled templates call while they render."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import markupsafe
from jinja2 import StrictUndefined, Undefined
from markupsafe import Markup, escape, soft_str

MISSING: Any = object()
"""Stands for an argument that a macro was not given."""
NO_ELSE = Undefined("the inline if-expression evaluated to false and has no else")

Function = Callable[..., None]


class Context(dict[str, Any]):
    """The names of one rendering; what nobody gave is undefined and complains as soon as it is used."""

    def __missing__(self, name: str) -> StrictUndefined:
        return StrictUndefined(name=name)


class Parameter(NamedTuple):
    """A parameter of a macro, and its default as Python source if that is a constant."""

    name: str
    default: str | None
    required: bool


class Macro:
    """A macro as a value, called by whoever does not know it at compile time."""

    __slots__ = ("_fixed", "function", "name", "parameters")

    def __init__(
        self, name: str, function: Function, parameters: tuple[Parameter, ...], *fixed: Context
    ) -> None:
        self.name, self.function, self.parameters, self._fixed = name, function, parameters, fixed

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        """Render it."""
        out: list[str] = []
        named = {f"p_{name}": value for name, value in kwargs.items()}
        self.function(out, *self._fixed, *args, **named)
        return Markup("".join(out))  # noqa: S704  a template made it, which escapes


def text_of(function: Function, *args: Any) -> str:
    """Return what a macro writes."""
    out: list[str] = []
    function(out, *args)
    return "".join(out)


def markup_of(function: Function, *args: Any) -> Markup:
    """Return what a macro writes as a value that is not escaped again."""
    return Markup(text_of(function, *args))  # noqa: S704  a template made it, which escapes


def _escape_text(text: str) -> str:
    for plain, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        text = text.replace(plain, safe)
    return text


_SPECIAL = """<a href="/?a=1&b='2'">"""
_quick: Callable[[str], str] | None = getattr(markupsafe, "_escape_inner", None)
escape_text = _quick if _quick is not None and _quick(_SPECIAL) == _escape_text(_SPECIAL) else _escape_text
"""Escapes a `str`: by the function in C behind `escape`, where this release of MarkupSafe still has it."""


def escaped(value: object) -> str:
    """Return any value as text that is safe in a page: what `escape` makes of it, without its wrapping."""
    if type(value) is str:
        return escape_text(value)
    if type(value) is Markup:
        return value
    return escape(value)


def item(mapping: dict[str, Any], name: str) -> Any:
    """Return a dict's value where a template writes an attribute."""
    return mapping[name] if name in mapping else StrictUndefined(obj=mapping, name=name)


def concatenated(*parts: object) -> str:
    """Join as ``~`` does: one safe part makes the whole safe."""
    texts = [soft_str(part) for part in parts]
    if any(hasattr(text, "__html__") for text in texts):
        return Markup("").join(texts)
    return "".join(texts)


def join(values: Iterable[object], glue: str = "") -> str:
    """Join as the filter `join` does."""
    parts = list(values)
    if type(glue) is str and all(type(part) is str for part in parts):
        return glue.join(parts)  # type: ignore[arg-type]
    if not hasattr(glue, "__html__") and not any(hasattr(part, "__html__") for part in parts):
        return soft_str(glue).join(map(soft_str, parts))
    return escape(glue).join(parts)  # type: ignore[arg-type]


def is_defined(value: object) -> bool:
    """Tell whether a name or attribute stands for anything."""
    return not isinstance(value, Undefined)


def not_given(name: str) -> StrictUndefined:
    """Return what a parameter is that a macro's caller left out."""
    hint = "No caller defined" if name == "caller" else f"parameter {name!r} was not provided"
    return StrictUndefined(hint, name=name)


NAMES: Mapping[str, Any] = {
    "MISSING": MISSING,
    "NO_ELSE": NO_ELSE,
    "Context": Context,
    "Macro": Macro,
    "Markup": Markup,
    "concatenated": concatenated,
    "escape_text": escape_text,
    "escaped": escaped,
    "is_defined": is_defined,
    "item": item,
    "join_values": join,
    "markup_of": markup_of,
    "not_given": not_given,
    "soft_str": soft_str,
    "text_of": text_of,
}
"""What the source of every template may name."""
