"""How deadlines change: more time asked for, refused or given, and holds renewed."""

from typing import Any

from msgspec.structs import replace

from workflows import events as ev
from workflows.case_state import CaseState, Extension, TimeRequest
from workflows.events import Happened

Change = dict[str, Any]


def time_asked(_state: CaseState, event: ev.TimeAsked, happened: Happened) -> Change:
    """Keep the request until it is answered."""
    return {"time_asked": TimeRequest(event.until, event.reason, happened.actor, happened.occurred_at)}


def time_refused(_state: CaseState, _event: ev.TimeRefused, _happened: Happened) -> Change:
    """Forget the request that was answered with no."""
    return {"time_asked": None}


def redated(state: CaseState, event: ev.Redated, happened: Happened) -> Change:
    """On hold the deadline of the stage that waits is meant, not the hold's end."""
    change: Change = {"since_move": state.since_move + 1}
    if event.cause == ev.EXTENSION and event.due is not None:
        change["extended"] = Extension(happened.occurred_at, event.due.due_at)
        change["time_asked"] = None
    if state.held:
        return change | {"held": replace(state.held, due=event.due)}
    return change | {"due": event.due}


def hold_extended(state: CaseState, event: ev.HoldExtended, _: Happened) -> Change:
    """Put the end of the hold off."""
    if state.held is None:
        raise ValueError("only a case on hold has a hold to extend")
    held = replace(state.held, renewals=state.held.renewals + 1)
    return {"held": held, "due": event.due, "since_move": state.since_move + 1, "time_asked": None}
