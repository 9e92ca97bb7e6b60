"""What somebody asks of a case. `occurred_at` None means now; an earlier one is a late entry."""

from datetime import date, datetime
from typing import Literal

import msgspec

from workflows.conditions import Scalar


class _Command(msgspec.Struct, frozen=True, kw_only=True):
    """Common to all commands."""

    occurred_at: datetime | None = None


class Open(_Command, frozen=True):
    """Open a case of this journey. `facts` hold at least what the type's age band reads (birth_date)."""

    pmks_type: str
    region: str
    facts: dict[str, Scalar] = {}
    flow: Literal["NEW", "REFERRED_IN", "RECLASSIFIED_IN"] = "NEW"
    linked_case: str = ""
    override: str = ""
    """The reason for opening outside an overridable age band."""
    note: str = ""


class Known(msgspec.Struct, frozen=True):
    """One turn of a task that was done on a day before the case is adopted."""

    task: str
    on: date


class Adopt(_Command, frozen=True):
    """Take over a running case in mid-stage. `occurred_at` is the instant at which it stood as told.

    `entered` are the days on which earlier stages were entered, `milestones` those on which milestones were reached.
    """

    pmks_type: str
    region: str
    opened_on: date
    stage: str
    entered_on: date
    facts: dict[str, Scalar] = {}
    done: tuple[Known, ...] = ()
    milestones: dict[str, date] = {}
    entered: dict[str, date] = {}
    hold_reason: str = ""
    held_on: date | None = None
    outcome: str = ""
    note: str = ""


class Move(_Command, frozen=True):
    """Make a move of the journey; the later fields only where the move asks for them.

    `died_on` is the day of a death that a close tells of, the day of the close where it is not said.
    """

    trigger: str
    reason: str = ""
    outcome: str = ""
    close_reason: str = ""
    hold_reason: str = ""
    new_type: str = ""
    died_on: str = ""


class DoTask(_Command, frozen=True):
    """Tick one turn of a task. `document` is the id of the document that proves it, where one does."""

    task: str
    note: str = ""
    document: str = ""


class UndoTask(_Command, frozen=True):
    """Take back the last turn of a task."""

    task: str
    reason: str


class AddTask(_Command, frozen=True):
    """Make a discretionary task count."""

    task: str
    reason: str = ""


class ExcuseTask(_Command, frozen=True):
    """Excuse a waivable task for this visit of the stage."""

    task: str
    reason: str
    until: datetime | None = None


class Record(_Command, frozen=True):
    """A typed record was made; `facts` are all the facts it sets, by their declared names."""

    record: str
    record_id: str
    facts: dict[str, Scalar]


class Score(_Command, frozen=True):
    """An assessment was submitted. `score` in tenths."""

    instrument: str
    assessment_id: str
    version: int = 1
    score: int | None = None
    band: str = ""
    facts: dict[str, Scalar] = {}


class AddDocument(_Command, frozen=True):
    """Put a document on the case."""

    document: str
    document_id: str
    title: str = ""


class RemoveDocument(_Command, frozen=True):
    """Take a mistaken document off."""

    document_id: str
    reason: str


class Note(_Command, frozen=True):
    """Write a progress note."""

    text: str
    category: str = ""


class Assign(_Command, frozen=True):
    """Give the case to a worker; empty: to nobody."""

    worker: str
    organisation: str = ""
    reason: str = ""


class ExtendHold(_Command, frozen=True):
    """Renew a hold until a later day."""

    until: datetime
    reason: str


class ExtendStage(_Command, frozen=True):
    """Give the stage a later deadline (a supervisor's decision). Legal deadlines refuse."""

    until: datetime
    reason: str


class AskTime(_Command, frozen=True):
    """Ask a leader for a later deadline of the stage or the hold."""

    until: datetime
    reason: str


class RefuseTime(_Command, frozen=True):
    """Say no to a request for more time, and why."""

    reason: str


class ChangeFacts(_Command, frozen=True):
    """Facts about the client changed."""

    facts: dict[str, Scalar]
    cause: str = ""


class SetUrgency(_Command, frozen=True):
    """Judge anew how urgent the case is."""

    urgency: str
    reason: str


class VoidMove(_Command, frozen=True):
    """The last move was a mistake."""

    reason: str


class Relocate(_Command, frozen=True):
    """The case goes to another kab/kota."""

    region: str
    reason: str = ""


Command = (
    Open
    | Adopt
    | Move
    | DoTask
    | UndoTask
    | AddTask
    | ExcuseTask
    | Record
    | Score
    | AddDocument
    | RemoveDocument
    | Note
    | Assign
    | ExtendHold
    | ExtendStage
    | AskTime
    | RefuseTime
    | ChangeFacts
    | SetUrgency
    | VoidMove
    | Relocate
)
