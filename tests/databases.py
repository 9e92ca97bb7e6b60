"""Fresh databases for tests: each is a copy of one that was migrated and filled with the reference data once."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg

from app import db, reference
from app.db.migrations import migrate
from tests import postgres_server

TEMPLATE = "pulih_template"
T = TypeVar("T")


def sqlite_template(folder: Path) -> Path:
    """Make the SQLite file that tests copy."""
    path = folder / "template.sqlite"
    apart(lambda: fill(f"sqlite:///{path}"))
    return path


def postgres_template() -> str:
    """Make the PostgreSQL database that tests copy, unless another process of this run has."""
    with postgres_server.only_one() as folder:
        done = folder / "template-made"
        if not done.exists():
            apart(_make_postgres_template)
            done.touch()
    return TEMPLATE


async def new_sqlite(template: Path, folder: Path) -> str:
    """Copy the template; return the copy's address."""
    path = folder / "pulih.sqlite"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


async def new_postgres(template: str = TEMPLATE) -> str:
    """Copy the template, a database that nobody is connected to; return the copy's address."""
    name = f"test_{uuid4().hex}"
    await _say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return postgres_server.database(name)


def name_of(address: str) -> str:
    """Return a PostgreSQL database's name."""
    return address.rsplit("@/", maxsplit=1)[-1].split("?", maxsplit=1)[0].rsplit("/", 1)[-1]


async def drop_postgres(address: str) -> None:
    """Drop a copy."""
    await _say(f"DROP DATABASE {name_of(address)} WITH (FORCE)")


async def _make_postgres_template() -> None:
    await _say(f"DROP DATABASE IF EXISTS {TEMPLATE}")
    await _say(f"CREATE DATABASE {TEMPLATE} ENCODING 'UTF8' TEMPLATE template0")
    await fill(postgres_server.database(TEMPLATE))


async def fill(address: str) -> None:
    """Migrate the database at an address and load the reference data."""
    db.use(address)
    await db.start()
    await migrate()
    await reference.load()
    await db.stop()


async def _say(sentence: str) -> None:
    connection = await asyncpg.connect(postgres_server.database("postgres"))
    try:
        await connection.execute(sentence)
    finally:
        await connection.close()


def apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run *work* on a loop of its own, also when the caller's loop is running."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(lambda: asyncio.run(work())).result()
