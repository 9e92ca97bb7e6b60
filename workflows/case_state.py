"""The shape of a case at one moment: plain values, JSON both ways by msgspec."""

from datetime import datetime

import msgspec

from workflows.conditions import Scalar
from workflows.events import Due


class Deed(msgspec.Struct, frozen=True, array_like=True):
    """One turn of a task: when and by whom."""

    at: datetime
    by: str


class Progress(msgspec.Struct, frozen=True):
    """A task in this visit of its stage."""

    deeds: tuple[Deed, ...] = ()
    added: bool = False
    excused: bool = False
    excused_until: datetime | None = None


class Made(msgspec.Struct, frozen=True):
    """The latest record of a kind."""

    ordinal: int
    at: datetime
    by: str
    id: str = ""


class Result(msgspec.Struct, frozen=True):
    """The latest result of an instrument, by the day it was taken."""

    ordinal: int
    at: datetime
    by: str
    version: int
    score: int | None = None
    band: str = ""
    id: str = ""


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """A time on hold; `end` None while it lasts."""

    start: datetime
    end: datetime | None = None


class TimeRequest(msgspec.Struct, frozen=True):
    """A request for more time that nobody has answered yet."""

    until: datetime
    reason: str
    by: str
    at: datetime


class Extension(msgspec.Struct, frozen=True, array_like=True):
    """More time that a supervisor gave for this stay in the stage: when, and until when."""

    at: datetime
    until: datetime


class Visit(msgspec.Struct, frozen=True, array_like=True):
    """The last stay in a stage in this episode: when it began, and the event that began or ended it."""

    ordinal: int
    at: datetime


class Held(msgspec.Struct, frozen=True):
    """What a case on hold goes back to."""

    reason: str
    stage: str
    since: datetime
    entered_at: datetime
    clock_at: datetime
    due: Due | None
    renewals: int = 0


class LastMove(msgspec.Struct, frozen=True):
    """The last move, as voiding needs it; `reached` counts the milestones that came with it."""

    ordinal: int
    trigger: str
    origin: str
    at: datetime
    by: str
    reached: int = 0


class CaseState(msgspec.Struct, frozen=True):
    """A case at one moment of its history.

    `entered_at`: when this stage was entered (after a resume: the entry before the hold); `clock_at`:
    when its deadline began to count (a renewal counts anew). `due` is the stage's deadline, on hold the
    hold's end. `extended` outlives a hold and a re-dating, not the stage. `visits` gives each stage's last entry in this
    episode, `moved` how often each trigger was used in it. `doers` remembers who made a
    record, a result or a move since the last move that kept them apart, for four eyes. `since_move`
    counts what came after the last move and leans on the stage: while it is 0 the move can be voided.
    """

    journey: str
    version: int
    digest: str
    pmks_type: str
    region: str
    opened_at: datetime
    stage: str
    entered_at: datetime
    clock_at: datetime
    ordinal: int
    episode: int = 1
    episode_ordinal: int = 1
    due: Due | None = None
    held: Held | None = None
    pauses: tuple[Pause, ...] = ()
    extended: Extension | None = None
    time_asked: TimeRequest | None = None
    tasks: dict[str, Progress] = {}
    milestones: dict[str, datetime] = {}
    facts: dict[str, Scalar] = {}
    records: dict[str, Made] = {}
    results: dict[str, Result] = {}
    documents: dict[str, str] = {}
    visits: dict[str, Visit] = {}
    moved: dict[str, int] = {}
    doers: dict[str, tuple[str, ...]] = {}
    last_move: LastMove | None = None
    since_move: int = 0
    worker: str = ""
    organisation: str = ""
    outcome: str = ""
    close_reason: str = ""
    new_type: str = ""
    closed_at: datetime | None = None
    died_on: str = ""
    """The day of the death for which the case is closed, where it is another than that of the close."""
    linked_case: str = ""
    relocated_at: datetime | None = None
    """When it last went to another kab/kota; no move, and no voiding, may reach back before that."""
    adopted_at: datetime | None = None
    """When a case that ran before was taken over; no move may reach back before that."""
    urgent_since: datetime | None = None
    """Since when it is an emergency that no decision has ended."""
    unsafe_since: datetime | None = None
    """Since when the client is known not to be safe."""

    @property
    def closed(self) -> bool:
        """Whether the case is closed now."""
        return self.closed_at is not None

    @property
    def home(self) -> str:
        """The stage whose tasks are worked: on hold, the one it was held from."""
        return self.held.stage if self.held else self.stage

    @property
    def due_at(self) -> datetime | None:
        """When the stage (or the hold) is due."""
        return self.due.due_at if self.due else None
