"""The 26 official groups as intake meets them: who handles each, and what is done with somebody of it."""

from typing import Literal, NamedTuple

from app.sop import store as sop
from app.web.i18n.lists import PMKS, PmksType

Way = Literal["case", "waiting", "centre", "handover"]
"""A case is opened; a case will be once its SOP is published; it is referred out; it is handed over."""
REHABILITATION = range(1, 21)
"""Numbers 1 to 20 of the list are the rehabilitation types (Permensos 08/2012)."""


class TypeLine(NamedTuple):
    """One official type on the page; `journey` is the published SOP's id."""

    kind: PmksType
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
    return [
        _line(kind, own.get(kind.code, "")) for kind in sorted(PMKS.values(), key=lambda kind: kind.number)
    ]


def counts() -> Counts:
    """Count the list."""
    kinds = PMKS.values()
    first = [kind for kind in kinds if kind.number in REHABILITATION]
    return Counts(len(kinds), len(first), len([kind for kind in first if kind.in_scope]))


def _line(kind: PmksType, journey: str) -> TypeLine:
    if kind.handler == "PUSAT":
        return TypeLine(kind, "centre")
    if not kind.in_scope:
        return TypeLine(kind, "handover")
    return TypeLine(kind, "case" if journey else "waiting", journey)
