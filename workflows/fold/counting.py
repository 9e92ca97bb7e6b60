"""What an event counts as in reports: the column of the caseload, as whose sex, and whether it served anybody."""

from typing import TYPE_CHECKING

from workflows.events import (
    Adopted,
    Event,
    FactsChanged,
    Moved,
    Noted,
    Opened,
    Recorded,
    RelocatedIn,
    RelocatedOut,
    Scored,
    TaskDone,
)
from workflows.lists import codes

if TYPE_CHECKING:
    from workflows.case_state import CaseState


def flow(event: Event, before: "CaseState | None" = None) -> str | None:
    """Give the report column an event counts in, or None.

    NEW ADOPTED REFERRED_IN RECLASSIFIED_IN REOPENED MOVED_IN add to a caseload; CLOSED REFERRED_OUT
    RECLASSIFIED_OUT MOVED_OUT take from it. A relocated closed case moves no caseload. SEX_CHANGED takes an open
    case from those of the sex known before and adds it to those of the other.
    """
    match event:
        case Opened() | Adopted() | Moved():
            return event.flow or None
        case RelocatedOut() if before is None or not before.closed:
            return "MOVED_OUT"
        case RelocatedIn() if before is None or not before.closed:
            return "MOVED_IN"
        case FactsChanged() if sex_before(event, before) is not None:
            return "SEX_CHANGED"
    return None


def sex_before(event: Event, before: "CaseState | None") -> str | None:
    """Return as whose the open case counted until this event corrected the client's sex; None for all others."""
    if not isinstance(event, FactsChanged) or before is None or before.closed or "sex" not in event.facts:
        return None
    known = str(before.facts.get("sex") or UNKNOWN_SEX)
    return known if str(event.facts["sex"] or UNKNOWN_SEX) != known else None


UNKNOWN_SEX = "TIDAK_DIKETAHUI"


def serves(event: Event) -> bool:
    """Tell whether an event tells of contact with the client, or of a service to them.

    A move, an upload or a note about nobody is work on the case; the report counts whom it was for.
    """
    match event:
        case Noted():
            return bool(event.category)
        case Scored():
            return True
        case TaskDone():
            return not (event.via or event.document or event.attempt)
        case Recorded():
            return event.record in SERVING
    return False


SERVING = frozenset(code for code, entry in codes("record").items() if getattr(entry, "serves", False))
"""Kinds of record that tell of contact or service."""
