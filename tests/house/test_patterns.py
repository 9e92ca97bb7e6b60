"""Patterns that are held against what people send: none over bytes, and none that a text made for it could stall."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for path in (ROOT / "app").rglob("*.py"))
LENGTH = 1000  # letters of a text
PATIENCE = 0.004  # seconds of CPU: what is linear takes a hundredth, what is quadratic several times as much
PIECES = (
    *" ()0\n.,;:/-\"'\\&%=<a*",
    *("1 ", "1.", "1/", "0 ", "a.", "a ", "((", "()", "- ", ". ", "<a ", "<sheet ", '\\"', "kec ", "RT ", "no ", "tgl ", "lahir ", "--", "?'", "/*", "sb", "rehab", "12 mei "),
)  # fmt: skip
ENDS = ("", "!")
TEXTS = [(piece * LENGTH)[:LENGTH] + end for piece in PIECES for end in ENDS]
WAYS = {"search", "match", "fullmatch", "sub", "findall", "finditer", "split"}
SEEN = {"match", "fullmatch"}
BOUNDED = {"app/adoption/sheets/resolving.py _KECAMATAN": "an address, which is at most 400 letters"}
"""Patterns that meet short texts only, and who sees to it."""


def _written() -> Iterator[tuple[str, str, object, str]]:
    """Yield every pattern written in a call of `re`: module, line, the text (None if put together), the function."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func).startswith("re.")
                and node.func.attr != "escape"
            ):
                first = node.args[0] if node.args else None
                told = first.value if isinstance(first, ast.Constant) else None
                yield str(path.relative_to(ROOT)), f"line {node.lineno}", told, node.func.attr


def _used() -> Iterator[tuple[str, str, Any]]:
    """Yield every pattern as it is held against texts: module, name, and the call."""
    for path in MODULES:
        place, source = str(path.relative_to(ROOT)), path.read_text()
        if "import re\n" not in source or path.name == "__main__.py":
            continue
        for name, value in vars(import_module(place.removesuffix(".py").replace("/", "."))).items():
            if isinstance(value, re.Pattern):
                for way in WAYS:
                    if f"{name}.{way}" in source:
                        yield place, name, getattr(value, way if way in SEEN else "search")
    for place, line, told, way in _written():
        if isinstance(told, str) and way in WAYS:
            yield place, line, getattr(re.compile(told, re.IGNORECASE), way if way in SEEN else "search")


def test_no_pattern_is_held_against_bytes_that_somebody_sent() -> None:
    assert [(place, line) for place, line, told, _way in _written() if isinstance(told, bytes)] == []


def test_no_pattern_is_stalled_by_a_text_made_for_it() -> None:
    slow = set()
    for place, name, held in _used():
        if f"{place} {name}" in BOUNDED:
            continue
        for text in TEXTS:
            began = process_time()
            held(text)
            if process_time() - began > PATIENCE:
                slow.add(f"{place} {name} by {text[:8]!r}")
                break
    assert slow == set()
