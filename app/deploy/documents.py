"""Whether the documents' files are still what was put there. It is asked with the database open."""

import random
import time
from pathlib import Path

from app.cases import files
from app.db import Row, query

SAMPLE = 200
"""So many files are read when not all are asked for."""
_SETTLED = 3600  # seconds: a younger file may belong to a row that is being written
_WORDS = {"MISSING": "is missing", "EMPTY": "is empty", "DAMAGED": "is damaged"}


async def look(folder: Path, *, everything: bool) -> list[str]:
    """Read a sample of the files, or *everything*, and say what is wrong with which."""
    rows = await query(
        """SELECT d.sha256, MIN(c.number) AS number, MIN(d.kind) AS kind, COUNT(*) AS times,
                  SUM(CASE WHEN d.removed_at IS NULL THEN 1 ELSE 0 END) AS standing
           FROM documents d JOIN cases c ON c.id = d."case" GROUP BY d.sha256 ORDER BY d.sha256"""
    )
    read = rows if everything or len(rows) <= SAMPLE else random.sample(rows, SAMPLE)
    faults = [_told(row, sort) for row in read if (sort := files.fault(folder, row.sha256))]
    return [*faults, *_strays(folder, {row.sha256 for row in rows})] if everything else faults


def _told(row: Row, sort: str) -> str:
    more = f" and {row.times - 1} more" if row.times > 1 else ""
    off = "" if row.standing else ", taken off"
    return (
        f"The file {row.sha256} of a document ({row.kind}{off}) of case {row.number}{more} {_WORDS[sort]}: "
        "put it back from a backup (documents/ in the archive), or let the same file be added again."
    )


def _strays(folder: Path, known: set[str]) -> list[str]:
    """Find files that no document names: begun and never finished, or laid there by somebody."""
    settled = time.time() - _SETTLED
    found = sorted(
        path
        for path in files.there(folder)
        if (path.name not in known or path != files.path_of(folder, path.name))
        and path.stat().st_mtime < settled
    )
    return [f"No document names the file {path}: look at it, and remove it." for path in found]
