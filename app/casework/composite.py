"""Several commands that one form asks for, such as a file and the task that it proves: all of them, or none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.audit import idempotency
from app.cases.actions import Keep, perform
from app.cases.outcomes import Again, Done, Refused
from app.db import transaction
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from workflows.commands import Command
from workflows.reasons import Reason

Part = tuple[Command, Keep | None]
"""A command and the hook that writes what belongs to it."""


class _Refused(Exception):
    """One part is not allowed: all of them are taken back."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__()
        self.reasons = reasons


async def together(
    number: str,
    parts: Sequence[Part],
    *,
    me: CurrentUser,
    now: datetime,
    version: int | None,
    key: UUID | None,
) -> Done | Again | Refused:
    """Carry out *parts* in their order. At most one of them may change what others decide by: it checks *version*.

    Raises NotFound and Stale as `perform` does.
    """
    try:
        return await _together(number, parts, me=me, now=now, version=version, key=key)
    except _Refused as refused:
        return Refused(refused.reasons)


@transaction
async def _together(
    number: str,
    parts: Sequence[Part],
    *,
    me: CurrentUser,
    now: datetime,
    version: int | None,
    key: UUID | None,
) -> Done | Again:
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Again(seen)
    done: list[Done] = []
    for command, keep in parts:  # without a key of its own a part is never one that was sent before
        outcome = await perform(number, command, me=me, now=now, version=version, key=None, keep=keep)
        if not isinstance(outcome, Done):
            raise _Refused(outcome.reasons if isinstance(outcome, Refused) else ())
        done.append(outcome)
    await idempotency.finish(key, worker=me.id, location=url("casework:case", number=number))
    return done[-1]
