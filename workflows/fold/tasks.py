"""How tasks change: done, undone, added, excused."""

from typing import Any

from msgspec.structs import replace

from workflows import events as ev
from workflows.case_state import CaseState, Deed, Progress
from workflows.events import Happened

Change = dict[str, Any]


def _task(state: CaseState, key: str, progress: Progress) -> Change:
    return {"tasks": {**state.tasks, key: progress}, "since_move": state.since_move + 1}


def done(state: CaseState, event: ev.TaskDone, happened: Happened) -> Change:
    """Add a turn."""
    before = state.tasks.get(event.task, Progress())
    deeds = (*before.deeds, Deed(happened.occurred_at, happened.actor))
    return _task(state, event.task, replace(before, deeds=deeds))


def undone(state: CaseState, event: ev.TaskUndone, _: Happened) -> Change:
    """Take the last turn off."""
    before = state.tasks.get(event.task, Progress())
    return _task(state, event.task, replace(before, deeds=before.deeds[:-1]))


def added(state: CaseState, event: ev.TaskAdded, _: Happened) -> Change:
    """Let a discretionary task count."""
    return _task(state, event.task, replace(state.tasks.get(event.task, Progress()), added=True))


def excused(state: CaseState, event: ev.TaskExcused, _: Happened) -> Change:
    """Let a task rest for this visit of its stage."""
    before = state.tasks.get(event.task, Progress())
    return _task(state, event.task, replace(before, excused=True, excused_until=event.until))
