"""Files that are no longer what they were: noted when somebody meets one, and told to the administrator until mended."""

import asyncio
from datetime import datetime

import structlog

from app.cases import files
from app.cases.files import Unlike
from app.db import execute, query, transaction
from app.settings import settings

log = structlog.get_logger("pulih.documents")


async def met(problem: Unlike, *, now: datetime) -> None:
    """Say in the log and to the administrator that a file is missing or damaged; its digest tells nothing of anybody."""
    log.error("document_unlike", sha256=problem.sha256, sort=problem.sort)
    await _note(problem, now)


@transaction
async def _note(problem: Unlike, now: datetime) -> None:
    await execute(
        "INSERT INTO damaged_files (sha256, sort, found_at) VALUES (?, ?, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET sort = excluded.sort, found_at = excluded.found_at",
        problem.sha256,
        problem.sort,
        now,
    )


async def count() -> int:
    """Count the files that somebody met and that are still not what they were."""
    rows = await query(
        """SELECT f.sha256 FROM damaged_files f WHERE EXISTS
           (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256 AND d.removed_at IS NULL)"""
    )
    folder = settings().documents
    return await asyncio.to_thread(lambda: sum(files.fault(folder, row[0]) is not None for row in rows))
