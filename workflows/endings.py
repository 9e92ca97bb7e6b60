"""How a journey may end: what came of it, and why a case closes."""

from typing import Literal

from workflows.conditions import Guard
from workflows.lists import Label
from workflows.parts import Key, Natural, Part


class Outcome(Part, frozen=True):
    """What came of it. `when` limits it further (a code only for victims, say)."""

    title: Label
    success: bool
    min_age: Natural | None = None
    when: Guard | None = None


class CloseReason(Part, frozen=True):
    """Why a case ends. `outcome`: whether an outcome must be stated with it. `flow`: its column in reports.

    `death`: the client has died, on the day told or on that of the close; the person's record keeps that day.
    """

    title: Label
    success: bool = False
    outcome: bool = False
    documents: tuple[Key, ...] = ()
    guards: tuple[Guard, ...] = ()
    death: bool = False
    flow: Literal["closed", "referred_out", "reclassified_out"] = "closed"
