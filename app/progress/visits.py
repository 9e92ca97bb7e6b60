"""A visit: note, service, document and task in one transaction, or nothing of them."""

from datetime import date, datetime
from textwrap import shorten
from typing import Any
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.cases.actions import perform
from app.cases.outcomes import Again, Done, Refused
from app.cases.store import CaseView
from app.db import transaction
from app.progress.tables import Service
from app.web.me import Me
from workflows import commands
from workflows.engine import TaskView
from workflows.reasons import Reason

SHORT = 120  # characters


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What happened on a visit. `task`: the task it also does, if any; `document`: the command and row of a photo."""

    text: str
    service: str
    place: str
    present: tuple[str, ...] = ()
    quantity: int | None = None
    unit: str = ""
    next_on: date | None = None
    task: str = ""
    document: tuple[commands.AddDocument, Any] | None = None
    occurred_on: date
    at: datetime | None = None
    """When it happened; None for now."""


class _Refused(Exception):
    """A part of the visit that the journey does not allow: all of it is taken back."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__()
        self.reasons = reasons


async def visit(
    case: CaseView, made: Visit, *, me: Me, now: datetime, version: int | None, key: UUID | None
) -> Done | Again | Refused:
    """Keep a visit whole. Raises NotFound and Stale as `perform` does."""
    try:
        return await _visit(case, made, me=me, now=now, version=version, key=key)
    except _Refused as refused:
        return Refused(refused.reasons)


@transaction
async def _visit(
    case: CaseView, made: Visit, *, me: Me, now: datetime, version: int | None, key: UUID | None
) -> Done | Again:
    if seen := await audit.once(key, worker=me.id, at=now):
        return Again(seen)

    async def part(command: commands.Command, row: Any = None, *, seen: int | None = None) -> Done:
        outcome = await perform(case.number, command, me=me, now=now, version=seen, key=None, row=row)
        if not isinstance(outcome, Done):  # without a key of its own a part is never one that was sent before
            raise _Refused(outcome.reasons if isinstance(outcome, Refused) else ())
        return outcome

    if made.document:
        await part(*made.document)
    if made.task:
        told = shorten(made.text, SHORT, placeholder=" …")  # the whole stands in the note beside it
        await part(commands.DoTask(task=made.task, note=told, occurred_at=made.at), seen=version)
    done = await part(
        commands.Note(text=made.text, category=made.service, occurred_at=made.at), _row(case, made, me, now)
    )
    await audit.remember(key, worker=me.id, location=f"/cases/{case.number}", at=now)
    return done


def _row(case: CaseView, made: Visit, me: Me, now: datetime) -> Service:
    return Service(
        id=uuid4(), case=case.id, kind=made.service, place=made.place, present=",".join(made.present),
        quantity=made.quantity, unit=made.unit, note=made.text, next_on=made.next_on,
        occurred_on=made.occurred_on, recorded_at=now, by=me.id,
    )  # fmt: skip


def tasks_for(tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """Give the open tasks that a visit can do by itself: ticked, within their time, by this person."""
    return tuple(
        task
        for task in tasks
        if task.status in ("open", "unknown") and task.may_do and task.opens.startswith("task:")
        and task.ripe_on is None and not task.evidence.startswith("document:")
    )  # fmt: skip


def asks_more(tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """Give the repeated tasks that ask for a form of their own and are in their time: a visit leads on to them."""
    return tuple(
        task for task in tasks
        if task.status == "open" and task.may_do and task.least > 1 and task.ripe_on is None
        and not task.opens.startswith("task:")
    )  # fmt: skip
