"""A visit: note, service, document and task in one transaction, or nothing of them."""

from datetime import date, datetime
from textwrap import shorten
from typing import Any
from uuid import UUID, uuid4

import msgspec

from app.cases.actions import Keep
from app.cases.locking import LockedCase
from app.cases.outcomes import Again, Done, Refused
from app.cases.store import CaseView
from app.cases.tables import Case
from app.casework.composite import Part, together
from app.casework.tables import Service
from app.web.http.current_user import CurrentUser
from workflows import commands
from workflows.engine import TaskView

SHORT = 120  # characters


class CurrentSession(msgspec.Struct, frozen=True, kw_only=True):
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


async def visit(
    case: CaseView,
    made: CurrentSession,
    *,
    me: CurrentUser,
    now: datetime,
    version: int | None,
    key: UUID | None,
) -> Done | Again | Refused:
    """Keep a visit whole. Raises NotFound and Stale as `perform` does."""
    parts: list[Part] = [made.document] if made.document else []
    if made.task:
        shortened = shorten(made.text, SHORT, placeholder=" …")  # the whole stands in the note beside it
        parts.append((commands.DoTask(task=made.task, note=shortened, occurred_at=made.at), None))
    note = commands.Note(text=made.text, category=made.service, occurred_at=made.at)
    parts.append((note, _keeping(_row(case, made, me, now))))
    return await together(case.number, parts, me=me, now=now, version=version, key=key)


def _keeping(service: Service) -> Keep:
    """Return the hook that keeps the service, and with the case when somebody comes again."""

    async def keep(case: LockedCase, _now: datetime) -> None:
        await Service.insert(service)
        await Case.update({Case.visit_on: service.next_on}).where(Case.id == case.id)

    return keep


def _row(case: CaseView, made: CurrentSession, me: CurrentUser, now: datetime) -> Service:
    return Service(
        id=uuid4(),
        case=case.id,
        kind=made.service,
        place=made.place,
        present=",".join(made.present),
        quantity=made.quantity,
        unit=made.unit,
        note=made.text,
        next_on=made.next_on,
        occurred_on=made.occurred_on,
        recorded_at=now,
        by=me.id,
    )


def tasks_for(tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """Give the open tasks that a visit can do by itself: ticked, within their time, by this person."""
    return tuple(
        task
        for task in tasks
        if task.status in ("open", "unknown")
        and task.may_do
        and task.opens.startswith("task:")
        and task.ripe_on is None
        and not task.evidence.startswith("document:")
    )


def asks_more(tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    """Give the repeated tasks that ask for a form of their own and are in their time: a visit leads on to them."""
    return tuple(
        task
        for task in tasks
        if task.status == "open"
        and task.may_do
        and task.least > 1
        and task.ripe_on is None
        and not task.opens.startswith("task:")
    )
