"""A command on its way to an answer: who asks for what, when, of which case."""

from collections.abc import Iterable
from datetime import datetime

from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.commands import Command
from workflows.definition import Definition
from workflows.engine.answers import Decided, Fault, Refused
from workflows.events import Event
from workflows.reasons import Actor, Reason
from workflows.view import View


class Asked:
    """One command with everything needed to answer it. `at` is when it is said to have happened."""

    __slots__ = ("actor", "at", "cal", "command", "defn", "now", "state", "view")

    def __init__(
        self,
        defn: Definition,
        state: CaseState,
        command: Command,
        *,
        actor: Actor,
        now: datetime,
        cal: Calendar,
    ) -> None:
        self.defn, self.state, self.command = defn, state, command
        self.actor, self.now, self.cal = actor, now, cal
        self.at = command.occurred_at or now
        self.view = View(defn, state, self.at)

    def may(self, roles: tuple[str, ...]) -> bool:
        """Whether the actor holds one of these roles or may stand in for one."""
        return bool(self.defn.holders(roles) & self.actor.roles)

    def role_reasons(self, roles: tuple[str, ...]) -> list[Reason]:
        """Give the refusal of somebody who holds none of these roles."""
        return [] if self.may(roles) else [Reason("role", {"trigger": ""}, roles)]

    def decided(self, *events: Event, warnings: Iterable[Reason] = ()) -> Decided:
        """Answer yes with these events."""
        return Decided(events, self.at, tuple(warnings))


Decision = Decided | Refused | Fault


def refused(reasons: Iterable[Reason]) -> Refused | Fault:
    """Answer no; or, when one of the reasons is a defect, report that."""
    given = tuple(reasons)
    faults = tuple(reason for reason in given if reason.code == "fault")
    return Fault(faults) if faults else Refused(given)


def missing(field: str, text: str, code: str = "") -> list[Reason]:
    """Give the refusal of an empty field."""
    return [] if text.strip() else [Reason(code or f"{field}_missing", {"field": field})]
