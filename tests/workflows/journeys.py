"""Every definition that tests hold to the common promises: the example and all published files."""

from functools import cache
from pathlib import Path

from tests.workflows.driving import EXAMPLE, Case
from tests.workflows.walk import begin, make, reopening_accepts, way_to
from workflows.definition import SOP, decode
from workflows.engine.walk import Edge

GOLDEN = Path(__file__).parent / "golden"

FILES = {path.stem: path for path in [EXAMPLE, *sorted(SOP.glob("*.toml"))]}
"""Definition files by their name."""

DEFINITIONS = {name: decode(path.read_bytes()) for name, path in FILES.items()}


def arrived(name: str, edge: Edge) -> Case:
    """Give a case that has just made an arrow, come to by the shortest way; each caller gets its own."""
    return _own(_come(name, way_to(DEFINITIONS[name], edge)))


@cache
def _come(name: str, path: tuple[Edge, ...], close_reason: str = "") -> Case:
    """Go along a path, the last move with a close reason where a reopening follows; ways that begin alike share it."""
    defn = DEFINITIONS[name]
    if not path:
        return begin(defn)
    *before, last = path
    reason = reopening_accepts(defn, before[-1], last) if before else ""
    case = _own(_come(name, tuple(before), reason))
    make(case, last.trigger, close_reason=close_reason)
    assert case.here.stage == last.to, (last, case.here.stage)
    return case


def _own(case: Case) -> Case:
    return Case(case.defn, case.now, list(case.history), case.state)
