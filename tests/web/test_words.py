"""Every sentence that a page can say is said in Indonesian too."""

import ast
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from app.web.i18n import catalogue

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy": None,
    "Label": None,
    "worded": None,
    "numbered": (1, 2),
}


def _sentences(path: Path) -> list[tuple[int, str | None, str]]:
    """Return (line, context, msgid) of every sentence marked in one file; of a plural, the singular."""
    method: Any = babel_extract if path.suffix == ".html" else "python"
    options = (
        {"extensions": "jinja2.ext.do", "trimmed": "true", "encoding": "utf-8"}
        if path.suffix == ".html"
        else {}
    )
    found = extract(method, BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"], options)
    told = [
        (line, context, msg[0] if isinstance(msg, tuple) else msg) for line, msg, _notes, context in found
    ]
    return told + (_within_f_strings(path) if path.suffix == ".py" else [])


def _within_f_strings(path: Path) -> list[tuple[int, str | None, str]]:
    """Return the sentences inside f-strings, which an extractor that reads tokens does not see."""
    told = []
    outer = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
    for call in (one for node in outer for one in ast.walk(node) if isinstance(one, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [
            one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if name in KEYWORDS and texts:
            context = texts.pop(0) if name == "pgettext" else None
            told.append((call.lineno, context, texts[0]))
    return told


def _sources() -> list[Path]:
    return sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("templates/**/*.html")])


def test_every_sentence_has_an_indonesian_translation() -> None:
    known = catalogue.catalogue("id")
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {msgid!r}"
        for path in _sources()
        for line, context, msgid in _sentences(path)
        if (context, msgid) not in known
    ]
    if missing:
        pytest.fail("without Indonesian:\n" + "\n".join(missing), pytrace=False)


def test_a_sentence_inside_an_f_string_is_not_overlooked(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "def said(name):\n    return f\"{name} {_('Nobody says this.')} {pgettext('of a day', 'May')}\"\n"
    )

    assert [said[1:] for said in _sentences(module)] == [(None, "Nobody says this."), ("of a day", "May")]


def _translations() -> list[tuple[Path, Message]]:
    found = []
    for path in sorted(ROOT.glob("app/**/id.po")):
        with path.open("rb") as file:
            found += [(path, message) for message in read_po(file, locale="id") if message.id]
    return found


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def test_a_sentence_is_translated_the_same_way_in_every_slice() -> None:
    said: dict[tuple[str | None, str], str] = {}
    for path, message in _translations():
        key, text = (message.context, _texts(message.id)[0]), _texts(message.string)[0]
        assert said.setdefault(key, text) == text, f"{path.parent.name} says {key[1]!r} otherwise"


def test_a_translation_fills_in_what_the_sentence_gives_it() -> None:
    for path, message in _translations():
        given = set(re.findall(r"%\((\w+)\)s", " ".join(_texts(message.id))))
        for text in _texts(message.string):
            assert set(re.findall(r"%\((\w+)\)s", text)) <= given, f"{path.parent.name}: {text}"
            assert not re.search(r"%(?![(%])", text.replace("%%", "")) or not given, (
                f"{path.parent.name}: {text}"
            )
