"""The 26 official groups as intake meets them: who handles each, and what is done with somebody of it."""

from typing import Literal, NamedTuple

from app.sop import store as sop
from workflows.lists.pmks import PMKS, PmksCode

Way = Literal["case", "waiting", "centre", "handover"]
"""A case is opened; a case will be once its SOP is published; it is referred out; it is handed over."""
REHABILITATION = range(1, 21)
"""Numbers 1 to 20 of the list are the rehabilitation types (Permensos 08/2012)."""


class TypeLine(NamedTuple):
    """One official type on the page; `journey` is the published SOP's id."""

    code: str
    kind: PmksCode
    way: Way
    journey: str = ""


class Counts(NamedTuple):
    """How many types the whole list has, how many are rehabilitation, how many this division handles."""

    all: int
    rehabilitation: int
    handled: int


async def lines() -> list[TypeLine]:
    """Return all types in the official order, by what is published now."""
    own: dict[str, str] = {}
    for definition in await sop.journeys():
        for code in definition.meta.pmks_types:
            if definition.meta.id == code or code not in own:
                own[code] = definition.meta.id
    official = sorted(PMKS.items(), key=lambda one: one[1].number)
    return [_line(code, kind, own.get(code, "")) for code, kind in official]


def counts() -> Counts:
    """Count the list."""
    kinds = PMKS.values()
    first = [kind for kind in kinds if kind.number in REHABILITATION]
    return Counts(len(kinds), len(first), len([kind for kind in first if kind.in_scope]))


def _line(code: str, kind: PmksCode, journey: str) -> TypeLine:
    if kind.handler == "PUSAT":
        return TypeLine(code, kind, "centre")
    if not kind.in_scope:
        return TypeLine(code, kind, "handover")
    return TypeLine(code, kind, "case" if journey else "waiting", journey)
