"""Events as a person reads them: a title, who, when, and what was said."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from app.cases.partner_visibility import own_words
from app.cases.projection import MERGED
from app.cases.store import EventView, names
from app.casework.services import Served, beside
from app.explain.terms import band
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, tenths
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import events
from workflows.definition import Definition

GROUPS: dict[str, tuple[str, ...]] = {
    "notes": ("noted",),
    "moves": (
        "opened",
        "adopted",
        "moved",
        "voided",
        "hold_extended",
        "redated",
        "milestone_reached",
        "migrated",
    ),
    "work": ("task_done", "task_undone", "task_added", "task_excused", "recorded", "scored"),
    "documents": ("document_added", "document_removed"),
    "people": ("assigned", "relocated_out", "relocated_in", "facts_changed"),
}


async def entries(
    rows: Sequence[EventView], definition: Definition, me: CurrentUser, *, case: UUID
) -> list[dict[str, Any]]:
    """Turn events into timeline entries, newest first as they come; the words only where *me* may read them."""
    told = [(row, events.decode(row.data)) for row in rows]
    named = await names(event.worker for _row, event in told if isinstance(event, events.Assigned))
    services = await beside(rows, case)
    found = [
        _entry(row, event, definition, named, services.get((row.actor, row.recorded_at)))
        for row, event in told
    ]
    return [
        entry if own_words(me, by=row.actor, house=row.house) else {**entry, "text": ""}
        for entry, row in zip(found, rows, strict=True)
    ]


def _entry(
    row: EventView,
    event: events.Event,
    definition: Definition,
    named: Mapping[str, str],
    served: Served | None,
) -> dict[str, Any]:
    title, text, tone = _told(event, definition)
    if isinstance(event, events.Assigned) and event.worker:
        title = _("Given to %(name)s", name=named.get(event.worker, "?"))
    if isinstance(event, events.Noted) and served:
        title, text = _service(event, served)
    if row.voided:
        title, tone = _("%(title)s (taken back)", title=title), "muted"
    late = (row.recorded_at - row.occurred_at).days >= 1
    if late:
        text = "\n".join(filter(None, [text, _("Recorded on %(day)s.", day=day(row.recorded_at))]))
    return {"at": row.occurred_at, "title": title, "by": row.actor_name, "text": text, "tone": tone}


def _told(event: events.Event, definition: Definition) -> tuple[str, str, str]:  # noqa: PLR0911, PLR0912, C901 - one line a kind
    match event:
        case events.Opened():
            return _("Case opened"), event.note, "info"
        case events.Adopted():
            return _("Running case taken over"), _adopted(event, definition), "info"
        case events.Moved():
            return _moved(event, definition)
        case events.TaskDone():
            return _("Task done: %(task)s", task=_task(event.task, definition)), event.note, "good"
        case events.TaskUndone():
            return _("Task reopened: %(task)s", task=_task(event.task, definition)), event.reason, "warn"
        case events.TaskAdded():
            return _("Task added: %(task)s", task=_task(event.task, definition)), event.reason, "neutral"
        case events.TaskExcused():
            return _("Task excused: %(task)s", task=_task(event.task, definition)), event.reason, "warn"
        case events.Recorded():
            return _("Recorded: %(record)s", record=code_label(event.record, "record")), "", "good"
        case events.Scored():
            return _scored(event, definition)
        case events.DocumentAdded():
            kind = code_label(event.document, "document")
            return _("Document added: %(kind)s", kind=kind), event.title, "neutral"
        case events.DocumentRemoved():
            return _("Document taken off"), event.reason, "warn"
        case events.Noted():
            return _("Note"), event.text, "neutral"
        case events.Assigned():
            return (_("Worker assigned") if event.worker else _("Assignment ended")), event.reason, "neutral"
        case events.MilestoneReached():
            found = definition.milestone.get(event.milestone)
            return (
                _("Reached: %(milestone)s", milestone=label(found.title) if found else event.milestone),
                "",
                "good",
            )
        case events.Redated():
            due = day(event.due.due_at) if event.due else "–"
            return _("New due date: %(day)s", day=due), event.reason, "neutral"
        case events.HoldExtended():
            return _("Hold extended to %(day)s", day=day(event.due.due_at)), event.reason, "warn"
        case events.FactsChanged() if event.cause.startswith(MERGED):
            return _("Two client records merged"), event.cause.removeprefix(MERGED), "info"
        case events.Voided() if event.trigger.startswith(MERGED):
            return _("Client records taken apart again"), event.reason, "warn"
        case events.Voided():
            return _("Last move taken back"), event.reason, "warn"
        case _:
            return code_label(events.kind(event), "event"), getattr(event, "reason", ""), "neutral"


def _service(event: events.Noted, served: Served) -> tuple[str, str]:
    """Say of a visit what was done, what happened, and who was there."""
    service = code_label(event.category, "service")
    title = (
        _("By phone: %(service)s", service=service)
        if served.by_phone
        else _("Visit: %(service)s", service=service)
    )
    return title, f"{event.text}\n{served.told()}"


def _task(task: str, definition: Definition) -> str:
    found = definition.task.get(task)
    return label(found.title) if found else task


def _stage(stage: str, definition: Definition) -> str:
    found = definition.stage.get(stage)
    return label(found.title) if found else stage


def _adopted(event: events.Adopted, definition: Definition) -> str:
    """Say what was told of the case's past."""
    stage = _stage(event.stage, definition)
    said = [
        _("Opened on %(day)s.", day=day(event.opened_at)),
        _("In the stage %(stage)s since %(day)s.", stage=stage, day=day(event.entered_at)),
    ]
    if event.done:
        tasks = "; ".join(f"{_task(told.task, definition)} ({day(told.at)})" for told in event.done)
        said.append(_("Known to be done: %(tasks)s.", tasks=tasks))
    if event.held_since:
        said.append(_("On hold since %(day)s.", day=day(event.held_since)))
    if event.outcome:
        said.append(_("Outcome so far: %(outcome)s.", outcome=code_label(event.outcome, "outcome")))
    return "\n".join(filter(None, [*said, event.note]))


def _moved(event: events.Moved, definition: Definition) -> tuple[str, str, str]:
    title = _("%(origin)s → %(to)s", origin=_stage(event.origin, definition), to=_stage(event.to, definition))
    said = [event.reason]
    if event.close_reason:
        found = definition.close_reasons.get(event.close_reason)
        said.insert(
            0, _("Reason for closing: %(reason)s", reason=label(found.title) if found else event.close_reason)
        )
    if event.outcome:
        said.insert(0, _("Outcome: %(outcome)s", outcome=code_label(event.outcome, "outcome")))
    if event.hold:
        kept = definition.hold_reasons.get(event.hold.reason)
        said.insert(0, _("Waiting for: %(reason)s", reason=label(kept) if kept else event.hold.reason))
    return title, "\n".join(filter(None, said)), "info"


def _scored(event: events.Scored, definition: Definition) -> tuple[str, str, str]:
    used = definition.instruments.get(event.instrument)
    words = [tenths(event.score) if event.score is not None else "", band(event.instrument, event.band)]
    title = label(used.title) if used else event.instrument
    return _("Result: %(instrument)s", instrument=title), " · ".join(filter(None, words)), "good"
