"""The shape of what is written about clients of one type."""

from typing import NamedTuple

Goal = tuple[str, str, str, str]
"""Area, statement, indicator, owner."""


class Voice(NamedTuple):
    """What workers find, aim at, hear and are told. `openings`: who reported, and what."""

    problem: str
    needs: str
    advice: str
    goals: tuple[Goal, ...]
    calls: tuple[str, ...]
    lately: tuple[str, ...]
    openings: tuple[tuple[str, str], ...]
    course: str = "Keterampilan dasar"
