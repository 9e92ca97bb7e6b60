"""The database: one API over SQLite and PostgreSQL.

`use` chooses it, `start` opens it, `@transaction` makes an action all-or-nothing, `query` reads, `execute` writes.
"""

import os

from app.db.sqlite import library  # noqa: F401  before Piccolo is imported

# isort: split
from app.db.binding import Database, current, start, stop, use
from app.db.errors import Busy, Duplicate, Full, IntegrityError, StrayAwait, Unreachable, room
from app.db.rows import Row
from app.db.sql import marks
from app.db.transaction import execute, execute_many, query, query_one, savepoint, transaction

os.environ["PICCOLO_CONF"] = "app.db.piccolo_conf"

__all__ = [
    "Busy",
    "Database",
    "Duplicate",
    "Full",
    "IntegrityError",
    "Row",
    "StrayAwait",
    "Unreachable",
    "current",
    "execute",
    "execute_many",
    "marks",
    "query",
    "query_one",
    "room",
    "savepoint",
    "start",
    "stop",
    "transaction",
    "use",
]
