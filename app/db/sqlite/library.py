"""Which SQLite library the product runs on: the only place that decides.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database used over several connections (the "WAL-reset" bug).
Where Python's own library is that old, the one inside the `pysqlite3` wheel takes its place, for Piccolo
and aiosqlite too, so this module must be imported before they are. Where neither is new enough (Linux on
ARM, Intel Macs) the product stays correct with the rollback journal: readers then wait for the writer.
"""

import sqlite3
import sys

FIRST_SAFE_WAL = (3, 51, 3)


def _install_newer() -> None:
    if sqlite3.sqlite_version_info >= FIRST_SAFE_WAL:
        return
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        return
    if pysqlite3.sqlite_version_info > sqlite3.sqlite_version_info:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = dbapi2


def version() -> tuple[int, ...]:
    """Return the version of the library that `import sqlite3` now gives."""
    return tuple(sys.modules["sqlite3"].sqlite_version_info)


def journal_mode() -> str:
    """Return ``wal`` where the library may be trusted with it, else ``delete`` (the rollback journal)."""
    return "wal" if version() >= FIRST_SAFE_WAL else "delete"


_install_newer()
