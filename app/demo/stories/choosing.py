"""What somebody in a story chooses of what the plan names: which form, which words, in what order."""

from app.demo.forms.lot import Lot
from app.demo.voices import words
from workflows.definition import Definition
from workflows.engine import MoveView
from workflows.reasons import Reason

LIKED = (
    "conference",
    "consent",
    "safety_check",
    "placement",
    "skills",
    "handover",
    "release",
    "goal",
    "assessment",
)
"""Of several ways out, the record that a story takes first."""


def said(lot: Lot, task: str) -> tuple[str, ...]:
    """Return what is written about a task: for this path, else for this type, else for all."""
    for key in (f"{task}.{lot.path}", f"{lot.kind}.{task}", task):
        if key in words.TASKS:
            return words.TASKS[key]
    return ("Sudah dilaksanakan.",)


def makers(defn: Definition, sort: str, name: str) -> tuple[str, ...]:
    """Return the roles that may make a record or use an instrument."""
    if sort == "record":
        return defn.records[name].by if name in defn.records else ()
    return defn.instruments[name].by


def chosen(move: MoveView, filled: dict[str, str]) -> tuple[Reason, ...]:
    """Give what the chosen close reason and outcome still need."""
    named = {filled.get("close_reason"), filled.get("outcome")}
    return tuple(
        r for choice in (*move.close_reasons, *move.outcomes) if choice.code in named for r in choice.blocked
    )


def not_too_early(reasons: list[Reason]) -> list[Reason]:
    """Leave a rating that must be fresh at the end until the waiting is over."""
    if not any(reason.opens == "wait" for reason in reasons):
        return reasons
    return [reason for reason in reasons if not reason.code.startswith("scored")]


def opens(reason: Reason) -> str:
    """Choose what to open for a condition; of alternatives, what a worker would rather do."""
    if reason.opens and not reason.parts:
        return reason.opens
    ways = [way for part in reason.parts if (way := opens(part)) and way != "wait"] or [reason.opens]
    if reason.unknown and "record:legal_status" in ways:
        return "record:legal_status"
    rank = {f"record:{name}": place for place, name in enumerate(LIKED)}
    return min(ways, key=lambda way: rank.get(way, len(LIKED)))
