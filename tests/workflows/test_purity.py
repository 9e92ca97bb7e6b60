"""The workflows package stays pure: no clock of its own, no I/O but reading its own files."""

import ast
from pathlib import Path

import pytest

import workflows

ROOT = Path(workflows.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
FORBIDDEN_CALLS = {
    "now",
    "utcnow",
    "today",
    "open",
    "print",
    "input",
    "eval",
    "exec",
    "__import__",
    "import_module",
}
ONLY_READERS = {
    "definition.py",
    "standard.py",
    "regulations.py",
    "instruments/__init__.py",
    "lists/__init__.py",
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_asks_the_time_or_the_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {_name(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls & FORBIDDEN_CALLS == set()
    if str(path.relative_to(ROOT)) not in ONLY_READERS:
        assert calls & {"read_text", "read_bytes", "write_text", "glob"} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_machine_knows_transitions(path: Path) -> None:
    imports = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found = {name for name in imports if name.split(".")[0] == "transitions"}
    assert not found or path == ROOT / "engine" / "machine.py"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
