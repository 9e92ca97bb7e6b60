"""The picture of the layers in docs/architecture.md, drawn from the import contracts: `python -m tests.house.layers`."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- layers: drawn from pyproject.toml -->", "<!-- /layers -->"


def layers() -> list[list[str]]:
    """Give the floors of the contract from the top: the packages that stand side by side on each."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[name.strip() for name in floor.split("|")] for floor in floors]


def what_it_is(package: str) -> str:
    """Give the first sentence of a package's or module's docstring."""
    place = ROOT / package.replace(".", "/")
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    words = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").strip()
    return " ".join(words.split("\n\n")[0].split()).rstrip(".")


def picture() -> str:
    """Draw one floor a line; what stands on a floor imports only from floors below it."""
    lines = ["```text"]
    for place, floor in enumerate(layers()):
        lines += (
            ["", *(f"{name:<20} {what_it_is(name)}" for name in floor)]
            if place
            else [f"{name:<20} {what_it_is(name)}" for name in floor]
        )
    return "\n".join([*lines, "```"])


def drawn(page: str) -> str:
    """Put today's picture into the page."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{picture()}\n{END}{tail}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
