"""Where tests write: into memory, where the machine has enough of it, for on a disk every commit waits for the disk.

Nothing is proved by that wait: what a killed server leaves behind stands in memory as well as on a disk, and nobody
pulls the plug of a test. `PULIH_TEST_FOLDER` names another place.
"""

import os
import tempfile
from pathlib import Path

FOLDER = "PULIH_TEST_FOLDER"
_MEMORY = Path("/dev/shm")  # noqa: S108  folders with names of their own are made in it
_ROOM = 3 * 1024**3
"""Bytes that must be free: PostgreSQL's databases, copies of the demo and what tests of two processes write at once."""


def folder(otherwise: str = tempfile.gettempdir()) -> str:
    """Return the folder in which temporary folders are made."""
    return os.environ.get(FOLDER) or (str(_MEMORY) if _is_roomy(_MEMORY) else otherwise)


def choose() -> None:
    """Let `tmp_path` and its kin lie there, also in the processes that this one starts."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder())


def _is_roomy(path: Path) -> bool:
    try:
        there = os.statvfs(path)
    except OSError:
        return False
    usable = os.access(path, os.W_OK) and not there.f_flag & os.ST_NOEXEC  # PostgreSQL may be run from there
    return usable and there.f_bavail * there.f_frsize >= _ROOM
