"""Every definition that tests hold to the common promises: the example and all published files."""

from pathlib import Path

from tests.workflows.driving import EXAMPLE
from workflows.definition import SOP

GOLDEN = Path(__file__).parent / "golden"

FILES = {path.stem: path for path in [EXAMPLE, *sorted(SOP.glob("*.toml"))]}
"""Definition files by their name."""
