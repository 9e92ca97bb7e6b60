"""One spelling of SQL for two engines: ``?`` marks become PostgreSQL's ``$1, $2 …``."""

import re
from collections.abc import Sized
from functools import lru_cache

_TOKEN = re.compile(
    r"""'(?:[^']|'')*'      # a string
      | "(?:[^"]|"")*"      # a quoted name
      | --[^\n]*            # a comment
      | /\*.*?\*/
      | \?                  # a place for an argument
    """,
    re.VERBOSE | re.DOTALL,
)
_READS = re.compile(r"\s*(?:--[^\n]*\n\s*)*(SELECT|WITH|EXPLAIN|VALUES|PRAGMA)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def numbered(sql: str) -> str:
    """Return *sql* with its ``?`` numbered; those within strings, quoted names and comments stay."""
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        if match[0] != "?":
            return match[0]
        count += 1
        return f"${count}"

    return _TOKEN.sub(number, sql)


@lru_cache(maxsize=4096)
def is_read(sql: str) -> bool:
    """Tell whether *sql* changes nothing. A ``WITH`` that writes somewhere in it is a write."""
    start = _READS.match(sql)
    if start is None:
        return False
    return start[1].upper() != "WITH" or _WRITES.search(_TOKEN.sub("", sql)) is None


HOLDS = "LIKE ? ESCAPE '!'"
"""What a column is asked with `part`: whether it holds a text that somebody typed, signs of LIKE's own among it."""


def part(typed: str) -> str:
    """Return the argument for HOLDS: `%` and `_` stand for themselves, or one of them would find everybody."""
    escaped = re.sub("([!%_])", r"!\1", typed)
    return f"%{escaped}%"


def marks(values: Sized) -> str:
    """Return ``?, ?, ?`` for an IN list; ``NULL`` for an empty one, which no value is in."""
    return ", ".join("?" * len(values)) or "NULL"
