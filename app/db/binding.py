"""Which database the process uses: one at a time, chosen by its address."""

from pathlib import Path
from urllib.parse import urlsplit

from piccolo.table import TABLE_REGISTRY

from app.db.postgres import Postgres
from app.db.sqlite.engine import Sqlite

Database = Sqlite | Postgres

_bound: Database | None = None
_url = ""


def use(url: str) -> Database:
    """Choose the database at *url* (``sqlite:///file``, ``postgresql://…``) for all tables, also those imported later.

    Chosen again, the same address keeps the database that is open.
    """
    global _bound, _url
    if _bound is None or url != _url:
        _bound, _url = _database(url), url
    for table in TABLE_REGISTRY:
        table._meta.db = _bound
    return _bound


def current() -> Database:
    """Return the chosen database."""
    if _bound is None:
        raise RuntimeError("no database chosen: call app.db.use first")
    return _bound


async def start() -> None:
    """Open the chosen database and check that it keeps its promises."""
    await current().start()


async def stop() -> None:
    """Close it, after queued writes."""
    await current().stop()


def _database(url: str) -> Database:
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return Sqlite(Path(url.removeprefix("sqlite:///")))
    if scheme in {"postgresql", "postgres"}:
        return Postgres(url)
    raise ValueError(f"{scheme or url!r}: a database address begins with sqlite:/// or postgresql://")
