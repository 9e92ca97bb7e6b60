"""A journey written out as a table, one line per fact a change of which somebody must have meant.

`python -m tests.workflows.golden_table` writes the tables anew; the difference shows what has changed.
It reads the TOML itself and not through the engine's types, so that a defect there cannot hide here.
"""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.workflows.journeys import FILES, GOLDEN
from workflows.standard import expand

Table = dict[str, Any]
PROSE = {"title", "help", "design_choices", "legal_basis", "choices", "code_list"}
"""What may be reworded freely."""


def lines(data: Table) -> Iterator[str]:
    """Give the lines of a definition's table."""
    yield from _rest("meta", data["meta"])
    for role, others in sorted(data.get("roles", {}).items()):
        yield f"role {role} <- {' '.join(others) or '-'}"
    for stage in data["stages"]:
        yield from _rest(f"stage {stage['id']}", {k: v for k, v in stage.items() if k != "tasks"})
        for task in stage.get("tasks", ()):
            yield from _rest(f"task {stage['id']}/{task['id']}", task)
    for move in data["moves"]:
        for stage in move["from"]:
            yield f"edge {stage} --{move['trigger']}--> {move['to']} by {' '.join(move['by'])}"
        skip = {"from", "to", "by", "trigger"}
        yield from _rest(f"move {move['trigger']}", {k: v for k, v in move.items() if k not in skip})
    for group in ("milestones", "clocks"):
        for part in data.get(group, ()):
            yield from _rest(f"{group[:-1]} {part['id']}", part)
    for group in ("records", "instruments", "facts", "outcomes", "close_reasons", "hold_reasons"):
        for key, part in sorted(data.get(group, {}).items()):
            yield from _rest(f"{group} {key}", part)
    yield from _rest("migrate", data.get("migrate", {}))


def _rest(name: str, part: Table) -> Iterator[str]:
    """Name a part, and each of its values on a line of its own."""
    yield name
    for key, value in sorted(part.items()):
        if key not in PROSE | {"id", "en"}:
            yield f"{name} | {key} = {json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)}"


def table(toml: bytes) -> str:
    return "\n".join(lines(expand(tomllib.loads(toml.decode())))) + "\n"


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name, path in FILES.items():
        target = GOLDEN / f"{name}.txt"
        target.write_text(table(path.read_bytes()), encoding="utf-8")
        print(target.name)


if __name__ == "__main__":
    main()
