"""How Python values lie in SQLite, so that they sort, compare and come back as they do on PostgreSQL.

Instants are kept in UTC as ``2026-03-22 07:30:00.000000+00:00``: one width, hence textual order is time order.
Piccolo registers its own converters when it is imported; these replace them (hers send every integer
through Decimal, and write instants in two widths).
"""

import sqlite3
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID

import piccolo.engine.sqlite  # noqa: F401  so that its registrations come first


def instant_in(value: datetime) -> str:
    """Write an aware instant in UTC. A naive one (only Piccolo's migration table has any) stays naive."""
    if value.tzinfo is not None:
        value = value.astimezone(UTC)
    return value.isoformat(sep=" ", timespec="microseconds")


@lru_cache(maxsize=8192)
def instant_out(value: bytes) -> datetime:
    """Read an instant; one without an offset would be a bug in whatever wrote it."""
    instant = datetime.fromisoformat(value.decode())
    if instant.tzinfo is None:
        raise ValueError(f"an instant without time zone in the database: {instant}")
    return instant


@lru_cache(maxsize=8192)
def _date_out(value: bytes) -> date:
    return date.fromisoformat(value.decode())


@lru_cache(maxsize=8192)
def _uuid_out(value: bytes) -> UUID:
    return UUID(value.decode())


def _bool_out(value: bytes) -> bool:
    return value == b"1"


def register() -> None:
    """Teach the sqlite3 module these types; it keeps them for all connections."""
    sqlite3.register_adapter(datetime, instant_in)
    sqlite3.register_adapter(date, date.isoformat)
    sqlite3.register_adapter(UUID, str)
    _leave_integers_alone()
    sqlite3.register_converter("BOOLEAN", _bool_out)
    sqlite3.register_converter("DATE", _date_out)
    sqlite3.register_converter("TIMESTAMPTZ", instant_out)
    sqlite3.register_converter("UUID", _uuid_out)


def _leave_integers_alone() -> None:
    """Take Piccolo's converter of integers away: SQLite hands them over as what they are, and a page reads hundreds."""
    sqlite3.register_converter(
        "INTEGER", int
    )  # should a library keep its converters where we cannot reach them
    getattr(sqlite3, "converters", {}).pop("INTEGER", None)


register()
