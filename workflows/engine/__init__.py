"""The journey engine: `plan` says what may be done, `decide` what follows when it is done.

Both are pure: definition, state, actor, time and calendar in; values out. The page, the demo, the
simulator and the tests all call these two.
"""

from workflows.engine.adopting import as_of_instant, hold_of
from workflows.engine.answers import (
    Act,
    Agenda,
    Choice,
    ClockView,
    Danger,
    Decided,
    Fault,
    MilestoneView,
    MoveView,
    NextDue,
    Plan,
    Refused,
    TaskView,
    Turn,
)
from workflows.engine.danger import of_the_moment
from workflows.engine.deciding import decide, happened
from workflows.engine.machine import destination, machine
from workflows.engine.opening import age_reasons
from workflows.engine.planning import agenda, dangers, missed, move, plan, running, stoppers
from workflows.engine.turns import onward
from workflows.reasons import Actor, Reason

__all__ = [
    "Act",
    "Actor",
    "Agenda",
    "Choice",
    "ClockView",
    "Danger",
    "Decided",
    "Fault",
    "MilestoneView",
    "MoveView",
    "NextDue",
    "Plan",
    "Reason",
    "Refused",
    "TaskView",
    "Turn",
    "age_reasons",
    "agenda",
    "as_of_instant",
    "dangers",
    "decide",
    "destination",
    "happened",
    "hold_of",
    "machine",
    "missed",
    "move",
    "of_the_moment",
    "onward",
    "plan",
    "running",
    "stoppers",
]
