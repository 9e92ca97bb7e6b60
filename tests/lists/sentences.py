"""Every Indonesian sentence of the product, read out of the files that say it: catalogues, lists, journeys, records."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "app" / "demo"
"""What invented people write is no sentence of the product."""
BILINGUAL = frozenset({"Words", "Ask", "both"})


class Sentence(NamedTuple):
    """An Indonesian sentence and where it stands."""

    place: str
    text: str


def _catalogues() -> Iterator[Sentence]:
    for path in sorted(ROOT.glob("app/**/id.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="id"):
                texts = [message.string] if isinstance(message.string, str) else message.string
                yield from (Sentence(_at(path, message.lineno), text) for text in texts if message.id)


def _files() -> Iterator[Sentence]:
    for path in sorted([*ROOT.glob("workflows/**/*.toml"), *ROOT.glob("app/**/*.toml")]):
        yield from (
            Sentence(_at(path, where), text) for where, text in _labels(tomllib.loads(path.read_text()))
        )


def _labels(data: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str) and "en" in data:
            yield where, data["id"]
        for key, part in data.items():
            yield from _labels(part, f"{where}.{key}")
    elif isinstance(data, list):
        for part in data:
            yield from _labels(part, where)


def _modules() -> Iterator[Sentence]:
    for path in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("workflows/**/*.py")]):
        if INVENTED not in path.parents:
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call):
                    yield from (Sentence(_at(path, call.lineno), text) for text in _said(call))


def _said(call: ast.Call) -> Iterator[str]:
    """Give the Indonesian of a bilingual call: its first argument of two, the first of a pair, or its `id`."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in BILINGUAL and len(call.args) > 1:
        yield from _constants(call.args[:1])
    pairs = [arg for arg in call.args if isinstance(arg, ast.Tuple) and len(_texts(arg.elts)) == 2]
    yield from (_texts(pair.elts)[0] for pair in pairs)
    yield from _constants([keyword.value for keyword in call.keywords if keyword.arg == "id"])


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    yield from _texts(nodes)


def _texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _at(path: Path, where: object) -> str:
    return f"{path.relative_to(ROOT)}:{where}"


@cache
def sentences() -> tuple[Sentence, ...]:
    """Read every Indonesian sentence."""
    return (*_catalogues(), *_files(), *_modules())
