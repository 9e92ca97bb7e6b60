"""No form of a page says that a field may be left empty which the form behind it requires, and the other way round."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

import app
from app.web.forms.fields import Field, fields_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CALL = re.compile(r'(?<!macro )\b(?:field|date|moment|textarea|choice|radios|file)\(\s*\w+, "(\w+)"')
UNMARKED = {
    "account's language": {("admin", "language")},
    "always has an answer chosen": {("adoption", "what"), ("adoption", "type"), ("opening", "journey")},
    "asked for where the move needs it": {
        ("casework", "hold_reason"),
        ("casework", "close_reason"),
        ("casework", "new_type"),
    },
    "required unless the client cannot say it": {("clients", "full_name"), ("intake", "full_name")},
    "asked for only where the type needs it": {
        ("intake", "override"),
        ("intake", "urgency"),
        ("intake", "safe_now"),
        ("opening", "override"),
    },
}
"""Fields without a mark that the form does not require by itself, by the reason."""


def _forms(under: type = msgspec.Struct) -> Iterator[type[msgspec.Struct]]:
    for one in under.__subclasses__():
        yield one
        yield from _forms(one)


@pytest.fixture(scope="module")
def required() -> dict[tuple[str, str], list[tuple[str, bool]]]:
    """Tell by slice and name which forms have the field, and whether they require it."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if ".demo" not in module.name:
            import_module(module.name)
    known: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for form in set(_forms()):
        for field in _labelled(form):
            needs = not (field.optional or field.default is not None)
            known.setdefault((form.__module__.split(".")[1], field.name), []).append((form.__name__, needs))
    return known


def _labelled(form: type[msgspec.Struct]) -> tuple[Field, ...]:
    if not form.__module__.startswith("app."):
        return ()
    try:
        fields = fields_of(form)
    except (KeyError, NameError, TypeError, ValueError):  # a struct that is no form
        return ()
    return fields if any(field.label for field in fields) else ()


def _drawn() -> Iterator[tuple[str, str, bool | None]]:
    """Give slice, field and its mark; None where the page decides."""
    for path in sorted(TEMPLATES.glob("*/*.html")):
        text = path.read_text()
        for found in CALL.finditer(text):
            call = text[found.start() : _end(text, found.start())]
            mark = re.search(r"optional=(\w+)?", call)
            yield path.parent.name, found[1], None if mark and mark[1] != "true" else bool(mark)


def _end(text: str, start: int) -> int:
    depth = 0
    for place in range(text.index("(", start), len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def test_what_a_form_requires_is_never_marked_as_optional(required) -> None:
    drawn = [(slice_, name) for slice_, name, mark in _drawn() if mark]
    assert len(drawn) > 60
    wrong = [one for one in drawn if one in required and all(needs for _form, needs in required[one])]
    assert wrong == []


def test_what_has_no_mark_is_required_or_a_filter(required) -> None:
    known = set().union(*UNMARKED.values())
    wrong = [
        (slice_, name)
        for slice_, name, mark in _drawn()
        if mark is False and (forms := required.get((slice_, name)))
        if not any(needs or "Filter" in form for form, needs in forms) and (slice_, name) not in known
    ]
    assert wrong == []
