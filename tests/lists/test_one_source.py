"""Each list is declared once: no other source repeats its codes with words, and the web layer knows none of them.

Every scan has a planted mutant, which shows that it would find one.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
import workflows
from workflows.lists import STANDARD, Label, whole
from workflows.standard import TITLES, dictionary

ROOT = Path(workflows.__file__).parents[1]
PYTHON = sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("workflows/**/*.py")])
JOURNEYS = sorted([ROOT / "workflows/standard.toml", *ROOT.glob("workflows/sop/*.toml")])
WORDS = frozenset(
    words
    for codes in whole().values()
    for code, one in codes.items()
    for words in (one.id, one.en)
    if words != code  # a type whose word would hurt is called by its code
)
CODES = frozenset(code for codes in whole().values() for code in codes if code.isupper()) - {*whole()["role"]}
"""All but the roles, which the access table guards."""


def repeated(source: str) -> list[set[str]]:
    """Find literals that give two or more codes of one list the words of lists."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if len(worded := {code for code, words in _pairs(node) if words in WORDS}) > 1:
            found += [worded & set(codes) for codes in whole().values() if len(worded & set(codes)) > 1]
    return found


def _pairs(node: ast.AST) -> Iterator[tuple[object, object]]:
    """Give the code and the words of each entry of a dict, or of a row of pairs."""
    if isinstance(node, ast.Dict):
        yield from ((_text(key), _text(value)) for key, value in zip(node.keys, node.values, strict=True))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        pairs = [one.elts for one in node.elts if isinstance(one, ast.Tuple) and len(one.elts) > 1]
        yield from ((_text(code), _text(words)) for code, words, *_more in pairs)


def _text(node: ast.expr | None) -> object:
    """Give a text as it stands, or as the argument of the function that translates it."""
    inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
    return inner.value if isinstance(inner, ast.Constant) else None


def spelled_out(data: dict[str, Any]) -> list[str]:
    """Find choices of facts that spell their codes out, and titles that only repeat the list's words."""
    choices = [
        f"facts.{name}"
        for name, fact in data.get("facts", {}).items()
        if isinstance(fact.get("choices"), dict) and "list" not in fact["choices"]
    ]
    titles = [
        f"{section}.{name}"
        for section, group in TITLES.items()
        for name, entry in data.get(section, {}).items()
        if (code := whole()[group].get(name)) and entry.get("title") == {"id": code.id, "en": code.en}
    ]
    return choices + titles


def named(source: str) -> set[str]:
    """Find the codes of lists among the texts of a module."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and text in CODES}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_repeats_a_list(path: Path) -> None:
    assert repeated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'SEX = {"L": lazy("Male"), "P": lazy("Female")}',
        'SEX = {"L": "Laki-laki", "P": "Perempuan"}',
        'SEX = (("L", lazy("Male")), ("P", lazy("Female")))',
    ],
)
def test_a_repeated_list_would_be_found(source: str) -> None:
    assert repeated(source) != []


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.name)
def test_no_journey_repeats_a_list(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if path == STANDARD:
        del data["records"]  # this is the list of them
    assert spelled_out(data) == []


def test_a_journey_that_repeats_a_list_would_be_found() -> None:
    consent = whole()["record"]["consent"]
    repeats = {
        "facts": {"sex": {"choices": {"L": {"id": "Laki-laki", "en": "Male"}}}},
        "records": {"consent": {"title": {"id": consent.id, "en": consent.en}}},
    }
    assert spelled_out(repeats) == ["facts.sex", "records.consent"]


def test_every_record_of_the_dictionary_is_called_something_there_and_nowhere_else() -> None:
    titles = {name: entry["title"] for name, entry in dictionary()["records"].items()}

    assert {name: {"id": code.id, "en": code.en} for name, code in whole()["record"].items()} == titles


def test_the_dictionary_says_no_title_that_a_list_says() -> None:
    twice = [
        (section, name)
        for section, group in TITLES.items()
        if section != "records"
        for name, entry in dictionary()[section].items()
        if "title" in entry and name in whole()[group]
    ]
    assert twice == []


WEB = sorted((Path(app.__file__).parent / "web").rglob("*.py"))


@pytest.mark.parametrize("path", WEB, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_web_layer_names_no_code_of_a_list(path: Path) -> None:
    assert named(path.read_text(encoding="utf-8")) == set()


def test_a_code_in_the_web_layer_would_be_found() -> None:
    assert named('MASKED = {"AKTK"}') == {"AKTK"}


def test_the_catalogue_of_the_web_layer_translates_no_list() -> None:
    english = set(
        re.findall(r'(?m)^msgid "(.+)"$', (WEB[0].parent / "i18n/id.po").read_text(encoding="utf-8"))
    )
    lists = {one.en for codes in whole().values() for one in codes.values()}
    assert english & lists - {"Yes", "No", "Audit log", "Other", "Retention"} == set()


def test_labels_are_one_kind_of_thing() -> None:
    assert whole()["sex"]["L"].label == Label("Laki-laki", "Male")
