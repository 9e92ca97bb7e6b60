"""Every definition that tests hold to the common promises: the example and all published files."""

from functools import cache
from pathlib import Path

from tests.workflows.driving import EXAMPLE, Case
from tests.workflows.walk import begin, travel
from workflows.definition import SOP, decode
from workflows.engine.walk import Edge

GOLDEN = Path(__file__).parent / "golden"

FILES = {path.stem: path for path in [EXAMPLE, *sorted(SOP.glob("*.toml"))]}
"""Definition files by their name."""

DEFINITIONS = {name: decode(path.read_bytes()) for name, path in FILES.items()}


@cache
def _arrived(name: str, edge: Edge) -> Case:
    return travel(begin(DEFINITIONS[name]), lambda found: found == edge)


def arrived(name: str, edge: Edge) -> Case:
    """Give a case that has just made an arrow, come to by the shortest way; each caller gets its own."""
    case = _arrived(name, edge)
    return Case(case.defn, case.now, list(case.history), case.state)
