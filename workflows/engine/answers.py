"""What the engine gives back: views for a page, and the outcome of a decision. All values, all JSON."""

from datetime import date, datetime
from typing import Literal

import msgspec

from workflows.definition import Label
from workflows.events import Event
from workflows.reasons import Reason

Status = Literal["open", "done", "excused", "available", "not_applicable", "unknown"]
"""`available`: discretionary and not added yet. `unknown`: whether it applies hangs on an unknown fact;
it counts as open."""


class TaskView(msgspec.Struct, frozen=True):
    """A task as it stands. `due_at` is when its next turn is due; `least`/`most` how many turns it takes.

    `blocks`: a forward move waits for it. `opens` is what completes it (`record:consent`, `task:visit`).
    `early`: it belongs to a later stage. `applies` holds the open conditions of a task of unknown use.
    """

    id: str
    title: Label
    help: Label | None
    stage: str
    status: Status
    required: bool
    blocks: bool
    count: int
    least: int
    most: int | None
    owner: tuple[str, ...]
    may_do: bool
    opens: str
    evidence: str
    discretionary: bool
    waivable: bool
    early: bool
    due_at: datetime | None = None
    overdue: bool = False
    paused: bool = False
    """Whether its deadline waits for the end of a hold."""
    last_at: datetime | None = None
    last_by: str = ""
    applies: tuple[Reason, ...] = ()
    ripe_on: date | None = None
    """The first day on which the next turn counts, where that is still to come."""


class MilestoneView(msgspec.Struct, frozen=True):
    """A milestone, and what it still waits for."""

    id: str
    title: Label
    stage: str | None
    reached_at: datetime | None
    missing: tuple[Reason, ...] = ()


class ClockView(msgspec.Struct, frozen=True):
    """A running clock. `id` is `stage`, `hold` or a clock's own; `used` whole units of `limit` are gone.

    `theirs` names the office whose deadline it is, where it is not the division's.
    """

    id: str
    title: Label | None
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    unit: str
    limit: int
    used: int
    legal: bool
    paused: bool
    warning: bool
    overdue: bool
    escalate: tuple[str, ...] = ()
    theirs: str = ""

    @property
    def ours(self) -> bool:
        """Whether it is the division's own, so that its passing is somebody's lateness here."""
        return not self.theirs


class Choice(msgspec.Struct, frozen=True):
    """A code that may be chosen with a move; `blocked` says why not now."""

    code: str
    title: Label
    blocked: tuple[Reason, ...] = ()
    outcome: bool = False
    """For a close reason: whether an outcome must be chosen with it."""


class MoveView(msgspec.Struct, frozen=True):
    """A move out of the stage: allowed or every reason why not, what holds already, what it will ask.

    `to` is the stage it leads to. `asks` names the form fields it needs: reason, outcome, close_reason,
    hold_reason, new_type.
    """

    trigger: str
    title: Label
    help: Label | None
    kind: str
    to: str
    by: tuple[str, ...]
    allowed: bool
    blocked: tuple[Reason, ...]
    met: tuple[Reason, ...]
    asks: tuple[str, ...] = ()
    outcomes: tuple[Choice, ...] = ()
    close_reasons: tuple[Choice, ...] = ()
    hold_reasons: tuple[Choice, ...] = ()
    new_types: tuple[str, ...] = ()
    """To which types it may lead; empty: any."""

    @property
    def total(self) -> int:
        """Of how many conditions `met` are met."""
        return len(self.met) + len(self.blocked)


class NextDue(msgspec.Struct, frozen=True):
    """The nearest deadline. `what` is `stage`, `hold`, `clock` or `task`."""

    what: str
    id: str
    due_at: datetime
    legal: bool = False
    overdue: bool = False


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do in a case.

    `opens` says where: `task:<id>`, `record:<kind>`, `instrument:<id>`, `document:<kind>`, `client`,
    `move:<trigger>`, `hold`, or `wait` (only time helps). `why` is the clock that asks for it, if one does.
    """

    opens: str
    who: tuple[str, ...] = ()
    due_at: datetime | None = None
    why: str = ""
    legal: bool = False


class Turn(msgspec.Struct, frozen=True):
    """The act that the case waits for, and its worker's own first act; the two are one while it is their turn.

    `side` is whose turn it is: the case worker's, others', or nobody's until some day. `since` is when it came to
    that; `until` the instant at which time alone may change the answer; `barred` are the ids of workers who may not
    do it because they did what it looks over. `holders` are the roles of `next.who` and those standing in for them.
    `sent_back_by` is who made the move that brought the case back to where it stands.
    """

    next: Act
    work: Act | None
    side: Literal["WORKER", "OTHERS", "TIME"]
    holders: tuple[str, ...]
    since: datetime
    until: datetime | None = None
    barred: tuple[str, ...] = ()
    sent_back_by: str = ""


Peril = Literal["TIDAK_AMAN", "DARURAT", "PERIKSA", "TENGGAT", "BEBAS"]
"""Not safe, an emergency, a deadline of law in its last quarter, a release that was planned for today."""


class Danger(msgspec.Struct, frozen=True):
    """One danger: it holds from `at` on, and its time, which began with `since`, runs out at `due_at`.

    `opens` is what ends it (`record:release`), `title` the deadline that it is.
    """

    kind: Peril
    since: datetime
    at: datetime
    due_at: datetime
    opens: str
    title: Label | None = None


class Planned(msgspec.Struct, frozen=True):
    """Until when the next planned contact, the follow-up visit and the review of the plan are in time.

    A contact is any task with a day of its own, a visit one of the follow-up's schedule; a visit by its day alone,
    the others with their tolerance. `document` is the day of a required document that has one, `answer` that of an
    acknowledgement which another body owes us. None while a hold lasts.
    """

    contact: datetime | None = None
    visit: datetime | None = None
    review: datetime | None = None
    document: datetime | None = None
    answer: datetime | None = None


class Agenda(msgspec.Struct, frozen=True):
    """What waits in a case and until when, without its moves: what tables and lists show."""

    tasks: tuple[TaskView, ...]
    clocks: tuple[ClockView, ...]
    next_due: NextDue | None = None
    turn: Turn | None = None
    dangers: tuple[Danger, ...] = ()
    planned: Planned = Planned()


class Plan(msgspec.Struct, frozen=True):
    """All that may be done with a case now, and by when."""

    stage: str
    home: str
    moves: tuple[MoveView, ...]
    tasks: tuple[TaskView, ...]
    milestones: tuple[MilestoneView, ...]
    clocks: tuple[ClockView, ...]
    next_due: NextDue | None = None
    turn: Turn | None = None
    dangers: tuple[Danger, ...] = ()
    planned: Planned = Planned()
    faults: tuple[Reason, ...] = ()


class Decided(msgspec.Struct, frozen=True):
    """The command holds: append these events, all at `occurred_at`. `warnings` are worth showing."""

    events: tuple[Event, ...]
    occurred_at: datetime
    warnings: tuple[Reason, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """The command does not hold, for all these reasons at once."""

    reasons: tuple[Reason, ...]


class Fault(msgspec.Struct, frozen=True):
    """The definition or the data is defective: an incident for the administrator."""

    reasons: tuple[Reason, ...]
