"""Events: what happened to a case.

Each event carries every new value it brings, so that a case folds from its events without the definition
it was decided by. Instants are aware UTC datetimes. Stored as JSON with the tag `kind` in snake case.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from workflows.conditions import Scalar


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class _Event(msgspec.Struct, frozen=True, tag_field="kind", tag=_snake, forbid_unknown_fields=True):
    """Common to all events."""


class Due(msgspec.Struct, frozen=True):
    """A deadline: `warn_at` is when to start reminding."""

    due_at: datetime
    warn_at: datetime


class AutoDone(msgspec.Struct, frozen=True):
    """A task of the entered stage that an earlier record already completes, in its maker's name."""

    task: str
    by: str
    via: str


class HoldData(msgspec.Struct, frozen=True):
    """A hold as it begins: why, and the stage the case waits in."""

    reason: str
    stage: str


class Opened(_Event, frozen=True):
    """The case begins. `flow` is NEW, REFERRED_IN or RECLASSIFIED_IN; `linked_case` the one it continues."""

    journey: str
    version: int
    digest: str
    pmks_type: str
    region: str
    stage: str
    facts: dict[str, Scalar]
    due: Due | None = None
    flow: str = "NEW"
    linked_case: str = ""
    note: str = ""


class Told(msgspec.Struct, frozen=True):
    """One turn of a task that is known to have been done before the case was adopted; by whom is not known."""

    task: str
    at: datetime


class Adopted(_Event, frozen=True):
    """A case that ran before it stood here: where it stood when it was taken over, and what is known of its past.

    The event happens at the instant the telling is of; everything in it lies before. `stage` is the stage it was
    worked in, also while on hold (`hold`, `held_since`, `hold_due`). `done` and `milestones` count as done and
    reached, nothing else does. `visits` are the entries into earlier stages, where known. `outcome` is what had
    come of it so far; it closes nothing.
    """

    journey: str
    version: int
    digest: str
    pmks_type: str
    region: str
    stage: str
    facts: dict[str, Scalar]
    opened_at: datetime
    entered_at: datetime
    due: Due | None = None
    done: tuple[Told, ...] = ()
    milestones: dict[str, datetime] = {}
    visits: dict[str, datetime] = {}
    hold: HoldData | None = None
    hold_stage: str = ""
    held_since: datetime | None = None
    hold_due: Due | None = None
    outcome: str = ""
    note: str = ""
    flow: str = "ADOPTED"


class Moved(_Event, frozen=True):
    """The case went from `origin` to `to` (for a resume: the stage it was held from).

    `sort` is the move's kind. `due` is the new stage's deadline (on hold: the hold's end). `reset` are
    tasks that start anew, `done` those an earlier record completes at once, `lost` milestones undone,
    `cleared` the doers forgotten (`record:goal`) because the move that kept them apart was made.
    """

    trigger: str
    sort: str
    origin: str
    to: str
    episode: int
    due: Due | None = None
    reason: str = ""
    outcome: str = ""
    close_reason: str = ""
    new_type: str = ""
    hold: HoldData | None = None
    reset: tuple[str, ...] = ()
    done: tuple[AutoDone, ...] = ()
    lost: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    flow: str = ""
    died_on: str = ""


class TaskDone(_Event, frozen=True):
    """One turn of a task. `via` is the record or instrument that completed it, if any did.

    `attempt`: it tells of somebody who was sought and not met.
    """

    task: str
    note: str = ""
    document: str = ""
    via: str = ""
    attempt: bool = False


class TaskUndone(_Event, frozen=True):
    """The last turn of a task was entered by mistake."""

    task: str
    reason: str


class TaskAdded(_Event, frozen=True):
    """A discretionary task now counts for this case."""

    task: str
    reason: str = ""


class TaskExcused(_Event, frozen=True):
    """A waivable task need not be done in this visit of its stage."""

    task: str
    reason: str
    until: datetime | None = None


class Recorded(_Event, frozen=True):
    """A typed record was made or replaced, with every fact it sets."""

    record: str
    record_id: str
    facts: dict[str, Scalar]


class Scored(_Event, frozen=True):
    """An instrument's result. `score` in tenths, None where it gives none; `band` may be empty."""

    instrument: str
    version: int
    assessment_id: str
    score: int | None = None
    band: str = ""
    facts: dict[str, Scalar] = {}


class DocumentAdded(_Event, frozen=True):
    """A document stands on the case."""

    document: str
    document_id: str
    title: str = ""


class DocumentRemoved(_Event, frozen=True):
    """A document was put there by mistake and no longer counts."""

    document_id: str
    reason: str


class Noted(_Event, frozen=True):
    """A progress note. `category` is a code of the service list, or empty."""

    text: str
    category: str = ""


class Assigned(_Event, frozen=True):
    """Who works the case now; empty worker: nobody."""

    worker: str
    organisation: str = ""
    reason: str = ""


class MilestoneReached(_Event, frozen=True):
    """A milestone's guard answered yes for the first time."""

    milestone: str


EXTENSION = "extension"
"""The cause of a re-dating by which a supervisor gave more time."""


class Redated(_Event, frozen=True):
    """The stage's deadline changed, because of `cause` (a fact's name, `holiday`, `extension`)."""

    due: Due | None
    cause: str
    reason: str = ""


class HoldExtended(_Event, frozen=True):
    """A hold was renewed until a new day."""

    due: Due
    reason: str


class FactsChanged(_Event, frozen=True):
    """Facts about the client changed outside any record of the case (a corrected birth date)."""

    facts: dict[str, Scalar]
    cause: str = ""


class TimeAsked(_Event, frozen=True):
    """Whoever works the case asked for a later deadline; a leader answers."""

    until: datetime
    reason: str


class TimeRefused(_Event, frozen=True):
    """A request for more time was answered with no."""

    reason: str


class UrgencySet(_Event, frozen=True):
    """Somebody judged anew how urgent the case is, and said why."""

    urgency: str
    reason: str


class Voided(_Event, frozen=True):
    """The event `ordinal`, the last move, was a mistake: the case folds as if it had not been.

    `also` are the ordinals of the milestones that were reached by making it.
    """

    ordinal: int
    trigger: str
    reason: str
    also: tuple[int, ...] = ()


class RelocatedOut(_Event, frozen=True):
    """The case left a kab/kota; always followed by `RelocatedIn`."""

    region: str


class RelocatedIn(_Event, frozen=True):
    """The case arrived in a kab/kota."""

    region: str
    reason: str = ""


class Migrated(_Event, frozen=True):
    """The case came over to another version of its journey, with every id that changed."""

    version: int
    digest: str
    stage: str
    stages: dict[str, str] = {}
    tasks: dict[str, str] = {}
    dropped: tuple[str, ...] = ()
    held_from: str = ""
    due: Due | None = None


Event = (
    Opened
    | Adopted
    | Moved
    | TaskDone
    | TaskUndone
    | TaskAdded
    | TaskExcused
    | Recorded
    | Scored
    | DocumentAdded
    | DocumentRemoved
    | Noted
    | Assigned
    | MilestoneReached
    | Redated
    | HoldExtended
    | FactsChanged
    | UrgencySet
    | TimeAsked
    | TimeRefused
    | Voided
    | RelocatedOut
    | RelocatedIn
    | Migrated
)


class Happened(msgspec.Struct, frozen=True):
    """An event in its envelope: its place in the case's sequence, when it happened, was written, by whom.

    Ordinals count from 1 within a case.
    """

    ordinal: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    event: Event


encode: Callable[[Event], bytes] = msgspec.json.Encoder().encode
decode: Callable[[bytes | str], Event] = msgspec.json.Decoder(Event).decode


def kind(event: Event) -> str:
    """Give the event's tag, as stored (`task_done`)."""
    return str(event.__struct_config__.tag)
