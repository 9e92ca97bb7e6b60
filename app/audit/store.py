"""Audit trail: who did what and who read what, written inside the caller's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.db import execute, transaction
from app.web.http.exceptions import ClockWentBack

_ROW = 'INSERT INTO audit (at, "by", action, subject, subject_id, "case", client, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

WAITS = frozenset(
    {
        "access pack",
        "access pack agreed",
        "access request",
        "clients merged",
        "clients parted",
        "hold ended",
        "hold placed",
        "lift agreed",
        "lift asked",
        "openings released",
    }
)
"""Acts that hang on which came first, and help nobody in danger: none is done while the clock is known to be wrong."""


async def record(
    action: str,
    *,
    by: UUID | None,
    at: datetime,
    subject: str,
    subject_id: object,
    case: UUID | None = None,
    client: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write that *by* (None: the system) did *action* to a subject; ``detail`` must not hold secrets or narrative.

    Raises ClockWentBack for an act that must wait until the clock is right.
    """
    if action in WAITS and clock.went_back():
        raise ClockWentBack
    text = msgspec.json.encode(detail or {}).decode()
    await execute(_ROW, at, by, action, subject, str(subject_id), case, client, text)


@transaction
async def read(
    subject: str,
    subject_id: object,
    *,
    by: UUID,
    at: datetime,
    case: UUID | None = None,
    client: UUID | None = None,
    reason: str = "",
) -> None:
    """Write that *by* looked at a restricted subject; to be awaited before the page is shown."""
    detail = {"reason": reason} if reason else None
    await record(
        "read", by=by, at=at, subject=subject, subject_id=subject_id, case=case, client=client, detail=detail
    )
