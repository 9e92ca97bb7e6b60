"""What takes long to build, built once for each state of the files it comes from, and kept in pytest's cache.

The name of a kept folder holds a hash of every file that can matter, so nothing stale is ever found; processes that
run side by side wait for whoever builds it.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest

from app.demo.load import Counts
from tests import in_memory

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 24)
"""The day of the demo that tests look at."""
PRODUCT = ("app", "workflows", "piccolo_migrations", "requirements.lock")
PAGES = ("templates", "static", "tests")
_OLD = 24 * 60 * 60
"""Seconds after which a folder of another state is removed; another run may still be at work in a younger one."""


def folder(config: pytest.Config) -> Path:
    """Return where this checkout keeps such things; a folder of one's own where the checkout cannot be written to."""
    try:
        return config.cache.mkdir("built")
    except (AttributeError, OSError):
        own = Path(tempfile.gettempdir()) / f"pulih-built-{os.getuid()}"
        own.mkdir(mode=0o700, exist_ok=True)
        return own


def built(root: Path, name: str, sources: Iterable[str], build: Callable[[Path], None]) -> Path:
    """Return the folder that *build* fills; the *sources* are the files and folders that it depends on."""
    target = root / f"{name}-{state(tuple(sources))}"
    with _locked(root / f"{name}.lock"):
        if not (target / "complete").exists():
            shutil.rmtree(target, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix="pulih-built-", dir=in_memory.folder()) as made:
                build(Path(made))
                shutil.copytree(made, target)
            (target / "complete").touch()
            _remove_old(root, name)
    return target


@cache
def state(sources: tuple[str, ...]) -> str:
    """Hash the sources' files, their names and what reads them."""
    told = hashlib.sha256(f"{sys.version} {platform.machine()} {sqlite3.sqlite_version}".encode())
    for path in sorted(_files(sources)):
        told.update(f"\0{path.relative_to(ROOT)}\0".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _files(sources: tuple[str, ...]) -> Iterator[Path]:
    for source in sources:
        path = ROOT / source
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from (one for one in inside if one.is_file() and "__pycache__" not in one.parts)


def _remove_old(root: Path, name: str) -> None:
    for other in root.glob(f"{name}-*"):
        if other.is_dir() and time.time() - other.stat().st_mtime > _OLD:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def demo(root: Path) -> tuple[Path, Counts]:
    """Return the data folder of the small demo and what was loaded; whoever changes anything takes a copy."""
    path = built(root, "demo", (*PRODUCT, "tests/kept.py", "tests/databases.py", "tests/people.py"), _load)
    return path / "data", msgspec.json.decode((path / "counts.json").read_bytes(), type=Counts)


def _load(target: Path) -> None:
    """Load it in a process of its own, whose documents go into the kept folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PULIH_DATABASE_URL"}
    environment |= {"PULIH_DATA": str(target / "data"), "PYTHONPATH": str(ROOT)}
    (target / "data").mkdir()
    command = [sys.executable, "-m", "tests.kept", str(target / "counts.json")]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the demo cannot be loaded: {done.stderr[-2000:]}")


def main() -> None:
    """Fill the data folder of this process with the demo; write what was loaded into a file."""
    import asyncio

    from app import db
    from app.demo import load as loading
    from app.settings import settings
    from tests import databases, people

    async def fill() -> Counts:
        await databases.fill(settings().database)
        await db.start()
        try:
            return await loading.load(AS_OF, small=True)
        finally:
            await db.stop()

    people.hash_cheaply()
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(asyncio.run(fill())))


if __name__ == "__main__":
    main()
