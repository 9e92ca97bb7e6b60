"""The page about the architecture is drawn from the contracts, and every folder of the product is small enough to find one's way."""

import ast
from pathlib import Path

import pytest

from tests.house.layers import PAGE, ROOT, drawn, layers

MOST_MODULES = 16
PACKAGES = sorted({path.parent for part in ("app", "workflows") for path in (ROOT / part).rglob("*.py")})


def test_the_picture_of_the_layers_is_that_of_the_contracts() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert drawn(page) == page, "run python -m tests.house.layers"


def test_every_slice_stands_on_a_floor() -> None:
    floors = {name for floor in layers() for name in floor}
    slices = {
        f"app.{path.stem}" for path in (ROOT / "app").iterdir() if path.suffix == ".py" or path.is_dir()
    }

    assert slices - {"app.__init__", "app.__pycache__", "app.reference"} <= floors


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_holds_no_more_modules_than_a_newcomer_can_look_over(package: Path) -> None:
    assert len(list(package.glob("*.py"))) <= MOST_MODULES


def _imported(source: str) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    froms = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return froms | {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}


def _of_tests(source: str) -> set[str]:
    return {name for name in _imported(source) if name.partition(".")[0] == "tests"}


def test_the_product_runs_without_its_tests() -> None:
    modules = [path for package in PACKAGES for path in package.glob("*.py")]

    assert not {path.name for path in modules if _of_tests(path.read_text(encoding="utf-8"))}


def test_a_module_that_leans_on_the_tests_is_found() -> None:
    assert _of_tests("from app import db\nfrom tests.bench.province import load\n") == {
        "tests.bench.province"
    }
