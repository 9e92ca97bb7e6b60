"""Since when a case is an emergency, and since when its client is known not to be safe.

Both are kept with the state: saying so once more does not begin the hours anew, and only a decision ends them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.events import Adopted, Event, Opened, Recorded, UrgencySet

EMERGENCY, UNSAFE = "DARURAT", "TIDAK_AMAN"
WITH_PLAN = "AMAN_DENGAN_RENCANA"
"""Safe while a plan holds: a day is set on which that is looked at again."""
SAFE = ("AMAN", WITH_PLAN)
CALMED = "SEGERA"
"""How urgent a case is whose emergency a decision has ended."""
DECISION = "protection"
"""The record of a safety decision: with it somebody has answered for the client's safety."""
RECORDS = frozenset({"safety_check", "safety_plan", "shelter", DECISION})
"""Records of somebody's safety: they are taken whatever else has to wait."""
KNOWN_EVERYWHERE = frozenset(
    {"urgency", "safe_now", "safety", "safety_on", "safety_next_on", "release_asked_on"}
)
"""Facts that a case of any journey keeps, whether or not a rule of the journey reads them."""


def begin(facts: Mapping[str, Scalar], at: datetime) -> dict[str, Any]:
    """Give since when both hold for a case that begins."""
    unsafe = UNSAFE in (facts.get("safe_now"), facts.get("safety"))
    return {
        "urgent_since": at if facts.get("urgency") == EMERGENCY else None,
        "unsafe_since": at if unsafe else None,
    }


def follow(
    state: CaseState, facts: Mapping[str, Scalar], at: datetime, *, record: str = ""
) -> dict[str, Any]:
    """Give what new facts change: a safe client ends both, a decision the emergency, a client in danger begins.

    Safe with a plan is safe, so that nobody has to call a client safe without one.
    """
    if facts.get("safety") in SAFE:
        return {"urgent_since": None, "unsafe_since": None}
    change: dict[str, Any] = {}
    if facts.get("safety") == UNSAFE:
        change["unsafe_since"] = state.unsafe_since or at
    if record == DECISION:
        change["urgent_since"] = None
    elif "urgency" in facts:
        urgent = facts["urgency"] == EMERGENCY
        change["urgent_since"] = (state.urgent_since or at) if urgent else None
    return change


def judge(state: CaseState, urgency: str, at: datetime) -> dict[str, Any]:
    """Give what a new judgement of the urgency changes."""
    facts: dict[str, Scalar] = {"urgency": urgency}
    return {"facts": state.facts | facts, **follow(state, facts, at)}


def tells_of_safety(event: Event) -> bool:
    """Tell whether an event is about somebody's safety: a record of it, an emergency, a case that begins with either."""
    if isinstance(event, Recorded):
        return event.record in RECORDS
    if isinstance(event, UrgencySet):
        return event.urgency == EMERGENCY
    return isinstance(event, Opened | Adopted) and _in_danger(event.facts)


def _in_danger(facts: Mapping[str, Scalar]) -> bool:
    return facts.get("urgency") == EMERGENCY or UNSAFE in (facts.get("safe_now"), facts.get("safety"))
