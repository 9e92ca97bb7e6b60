"""Every row of the field's reading is held by a test or answered in a journey's file. `pytest -s` prints the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.field_rows import ROWS, field_row
from tests.workflows.journeys import DEFINITIONS

TESTS = Path(__file__).parents[1]
ANSWERED = re.compile(r"\bfield rows? ((?:[LW]\d+(?:, | and )?)+)")


def held() -> dict[str, list[str]]:
    """Give row → the tests that hold it, read from the decorators in the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "@field_row(" not in text:
            continue
        for row, test in _marked(ast.parse(text)):
            found.setdefault(row, []).append(f"{path.relative_to(TESTS)}::{test}")
    return found


def _marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not node.name.startswith("test_"):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "field_row":
                yield from ((str(ast.literal_eval(arg)), node.name) for arg in mark.args)


def answered() -> dict[str, list[str]]:
    """Give row → the journeys whose file says why it is not built."""
    found: dict[str, list[str]] = {}
    for name, defn in DEFINITIONS.items():
        for choice in defn.meta.design_choices:
            english = choice if isinstance(choice, str) else choice.en
            for rows in ANSWERED.findall(english):
                for row in re.findall(r"[LW]\d+", rows):
                    found.setdefault(row, []).append(f"{name}.toml")
    return found


OPEN = {"W2"}
"""Rows still being built; whoever builds one takes it out."""


def test_no_row_of_the_field_is_missing() -> None:
    tests, reasons = held(), answered()
    print(
        *(f"{row:4} {' '.join(tests.get(row, []) + reasons.get(row, [])) or '-'}" for row in ROWS), sep="\n"
    )
    assert {row for row in ROWS if row not in tests and row not in reasons} <= OPEN


def test_a_row_is_named_as_it_is_in_the_reading() -> None:
    assert set(held()) | set(answered()) <= set(ROWS)
    with pytest.raises(ValueError, match="L99"):
        field_row("L99")
