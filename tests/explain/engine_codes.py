"""Every reason code that the engine can give, read off its source: nothing has to be remembered in two places."""

import ast
from collections.abc import Iterator
from pathlib import Path

from workflows import guards

ROOT = Path(__file__).resolve().parents[2]
GUARDS = ROOT / "workflows" / "guards.py"
ADOPTING = ROOT / "workflows" / "engine" / "adopting.py"
"""What it gives is said where running cases are taken over, and held to that there."""
SOURCES = (*sorted(set((ROOT / "workflows" / "engine").glob("*.py")) - {ADOPTING}), GUARDS)

CALLS = {
    "Reason": ("{}",),
    "_instrument_reason": ("{}",),
    "_fact_reason": ("{}",),
    "_unmet": ("{}",),
    "missing": ("{}_missing",),
    "_one_of": ("{}_missing", "{}_not_allowed"),
}
"""Functions that make a reason out of their first argument, and the codes they make of it."""
READ_OTHERWISE = {"_fact", "_fact_reason", "_instrument_reason", "_one_of", "_unmet", "do_task", "missing"}
"""Functions that work a code out; how is known to this file."""
NEVER_DENIED = {"any", "all", "fault", "fact_missing", "score_missing"}
"""Of a guard's codes those without an opposite: alternatives are taken apart, the unknown stays unknown."""


def engine_codes() -> frozenset[str]:
    """Gather the codes of all sources, with the opposites of a guard's conditions."""
    found = {code for path in SOURCES for code in _codes(path)}
    return frozenset(found | {_opposite(code) for code in _guard_codes() - NEVER_DENIED})


def adopting_codes() -> frozenset[str]:
    """Gather the codes of what is against taking a running case over."""
    return frozenset({*_codes(ADOPTING), "held_on_missing", "hold_reason_missing"})


def worked_out() -> set[str]:
    """Name the functions in which a code is worked out rather than written down."""
    return {
        function.name
        for path in SOURCES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in _calls(function)
        if _name(call) in {"Reason", "_fact_reason", "_instrument_reason"} and not _text(call.args[0])
    }


def _guard_codes() -> set[str]:
    return set(_codes(GUARDS))


def _opposite(code: str) -> str:
    return guards._OPPOSITE.get(code, f"not_{code}")


def _codes(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    for call in _calls(tree):
        if _name(call) in CALLS and call.args and (word := _text(call.args[0])):
            yield from (shape.format(word) for shape in CALLS[_name(call)])
    yield from _compared_facts(tree)
    yield from _by_status(tree)


def _compared_facts(tree: ast.AST) -> Iterator[str]:
    """Read the codes that the ways of comparing a fact are given before the reason is made."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name in {"_fact", "_comparison"}:
            words = (_text(node) for node in ast.walk(function))
            yield from (word for word in words if word.startswith("fact_"))


def _by_status(tree: ast.AST) -> Iterator[str]:
    """Read codes such as f"task_{found}" under `if found in {...}`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare):
            values = [word for inner in ast.walk(node.test) if (word := _text(inner))]
            for call in (call for step in node.body for call in _calls(step) if _name(call) == "Reason"):
                if isinstance(call.args[0], ast.JoinedStr):
                    start = _text(call.args[0].values[0])
                    yield from (f"{start}{value}" for value in values)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
