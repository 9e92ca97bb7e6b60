"""The demo, loaded once for all tests of this folder; each test gets a copy of its own."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from app import db
from app.demo import load as loading
from app.demo.load import Counts
from app.settings import settings
from tests import databases, postgres_server
from tests.kept import AS_OF

__all__ = ["AS_OF", "loaded", "made"]


async def _load(address: str, as_of: date, *, small: bool) -> Counts:
    db.use(address)
    await db.start()
    try:
        return await loading.load(as_of, small=small)
    finally:
        await db.stop()


def made(template: Path, folder: Path, as_of: date = AS_OF, *, small: bool = True) -> tuple[Path, Counts]:
    """Load a demo into a file of its own, on a loop of its own: the small one unless the test is about all."""
    path = folder / f"demo-{as_of}.sqlite"
    shutil.copyfile(template, path)
    return path, loaded(f"sqlite:///{path}", as_of, small=small)


def loaded(address: str, as_of: date = AS_OF, *, small: bool = True) -> Counts:
    """Load a demo into the migrated database at an address, on a loop of its own."""
    return databases.apart(lambda: _load(address, as_of, small=small))


@pytest.fixture(scope="session")
def demo_made(kept_demo: tuple[Path, Counts], data_folder: Path) -> tuple[Path, Counts]:
    """Give the file of the demo, whose documents lie in the data folder of the tests."""
    folder, counts = kept_demo
    shutil.copytree(folder / "documents", settings().documents, dirs_exist_ok=True)
    return folder / "pulih.sqlite", counts


@pytest.fixture(scope="session")
def postgres_demo_made(postgres_template: str) -> tuple[str, Counts]:
    """Give the address of a PostgreSQL database that holds the demo; whoever changes anything takes a copy.

    It is loaded once for all processes of a run, and goes with the server.
    """
    with postgres_server.only_one() as folder:
        made = folder / "demo-made.json"
        if not made.exists():
            address = databases.apart(databases.new_postgres)
            made.write_bytes(msgspec.json.encode((address, loaded(address))))
    return msgspec.json.decode(made.read_bytes(), type=tuple[str, Counts])


@pytest.fixture
async def demo_db(demo_made: tuple[Path, Counts], tmp_path: Path) -> AsyncIterator[Path]:
    """Give a database that holds the demo."""
    path = Path((await databases.new_sqlite(demo_made[0], tmp_path)).removeprefix("sqlite:///"))
    db.use(f"sqlite:///{path}")
    await db.start()
    try:
        yield path
    finally:
        await db.stop()
