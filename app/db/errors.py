"""What can go wrong in the database, under one name for both engines."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg


class IntegrityError(Exception):
    """A constraint or a trigger refused the write: a broken reference, a missing value, an append-only row."""


class Duplicate(IntegrityError):
    """A UNIQUE constraint refused the write. ``where`` names the column(s) on SQLite, the constraint on PostgreSQL."""

    def __init__(self, where: str) -> None:
        super().__init__(f"duplicate: {where}")
        self.where = where


class Busy(Exception):
    """Another process held the write lock for longer than we are ready to wait."""


class Unreachable(Busy):
    """The database server does not answer: it is being restarted, or the way to it is cut."""


class Full(Exception):
    """No room is left on a disk; nothing was written."""


class StrayAwait(RuntimeError):
    """A transaction awaited something other than the database."""


_CUT = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)


@contextmanager
def room() -> Iterator[None]:
    """Raise `Full` where a file could not be written for want of room."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Full(str(error)) from error
        raise


@contextmanager
def translated() -> Iterator[None]:
    """Raise our own errors in place of the drivers'."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise _from_sqlite(error) from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Busy(str(error)) from error
        if "database or disk is full" in str(error):
            raise Full(str(error)) from error
        raise
    except asyncpg.DiskFullError as error:
        raise Full(str(error)) from error
    except _CUT as error:
        raise Unreachable(type(error).__name__) from error
    except asyncpg.UniqueViolationError as error:
        raise Duplicate(error.constraint_name or "") from error
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.RaiseError) as error:
        raise IntegrityError(str(error)) from error


def _from_sqlite(error: sqlite3.IntegrityError) -> IntegrityError:
    unique = re.match(r"UNIQUE constraint failed: (.*)", str(error))
    return Duplicate(unique[1]) if unique else IntegrityError(str(error))
