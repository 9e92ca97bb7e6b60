"""What the forms of a case page send. ``version`` is the one the form was made from, ``key`` makes it count once."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar.datastructures import UploadFile
from msgspec import Meta, Struct

from app.cases.files import MAX_BYTES
from app.web.forms.decoding import Code, File, Label

Reason = Annotated[str | None, Meta(max_length=2000), Label("Reason")]
Day = Annotated[date | None, Label("Day it happened")]


class Seen(Struct, frozen=True, kw_only=True):
    """The part that every form carries."""

    key: UUID
    version: int = 0  # none was sent: what stands was not seen


class MoveForm(Seen, frozen=True, kw_only=True):
    """A move of the journey and what it asks for."""

    trigger: Annotated[str, Meta(max_length=40), Label("Move")]
    reason: Reason = None
    outcome: Annotated[str | None, Meta(max_length=40), Label("Outcome")] = None
    close_reason: Annotated[str | None, Meta(max_length=40), Label("Reason for closing")] = None
    hold_reason: Annotated[str | None, Meta(max_length=40), Label("What is waited for")] = None
    new_type: Annotated[str | None, Code("pmks_type"), Label("New type")] = None
    confirmed: bool = False
    """That a client who did not agree to sharing is referred all the same."""
    died_on: Annotated[date | None, Label("Day of death")] = None
    occurred_on: Day = None


class TaskForm(Seen, frozen=True, kw_only=True):
    """One turn of a task."""

    note: Annotated[str | None, Meta(max_length=4000), Label("Note")] = None
    occurred_on: Day = None
    document: Annotated[UploadFile | None, File(MAX_BYTES), Label("File")] = None


class ReasonForm(Seen, frozen=True, kw_only=True):
    """An act that asks for nothing but its reason: undo, excuse, void."""

    reason: Annotated[str, Meta(max_length=2000), Label("Reason")]


class OptionalReasonForm(Seen, frozen=True, kw_only=True):
    """An act that may be given a reason."""

    reason: Reason = None


class NoteForm(Seen, frozen=True, kw_only=True):
    """A progress note."""

    text: Annotated[str, Meta(max_length=8000), Label("Note")]
    occurred_on: Day = None


class VisitForm(Seen, frozen=True, kw_only=True):
    """A visit or another service, in one screen."""

    text: Annotated[str, Meta(max_length=8000), Label("What happened")]
    service: Annotated[str, Code("service"), Label("Kind of service")]
    place: Annotated[str, Code("service_place"), Label("Where")]
    present: Annotated[list[str], Code("present"), Label("Who was there")] = []
    quantity: Annotated[int | None, Meta(ge=1, le=100_000), Label("How much")] = None
    unit: Annotated[str | None, Meta(max_length=40), Label("Counted in")] = None
    task: Annotated[str | None, Meta(max_length=40), Label("Which task this does")] = None
    confirmed: bool = False
    photo: Annotated[UploadFile | None, File(MAX_BYTES), Label("Photo")] = None
    photo_agreed: Annotated[bool, Label("Consent to the photo")] = False
    next_on: Annotated[date | None, Label("Next visit")] = None
    occurred_on: Day = None


class DocumentForm(Seen, frozen=True, kw_only=True):
    """A file for the case."""

    kind: Annotated[str, Code("document"), Label("Kind of document")]
    title: Annotated[str | None, Meta(max_length=200), Label("Title")] = None
    photo_agreed: Annotated[bool, Label("Consent to the photo")] = False
    file: Annotated[UploadFile, File(MAX_BYTES), Label("File")]


class AssignForm(Seen, frozen=True, kw_only=True):
    """Who works the case from now on; nobody when empty."""

    worker: Annotated[UUID | None, Label("Worker")] = None
    reason: Reason = None


class ExtendForm(Seen, frozen=True, kw_only=True):
    """A later day for a hold or a stage."""

    until: Annotated[date, Label("New last day")]
    reason: Annotated[str, Meta(max_length=2000), Label("Reason")]


class UrgencyForm(Seen, frozen=True, kw_only=True):
    """How urgent the case is from now on, and why."""

    urgency: Annotated[str, Code("urgency"), Label("Urgency")]
    reason: Annotated[str, Meta(max_length=2000), Label("Reason")]


class RelocateForm(Seen, frozen=True, kw_only=True):
    """The kabupaten or kota that handles the case from now on."""

    region: Annotated[str, Meta(max_length=13), Label("Kabupaten/kota")]
    reason: Annotated[str, Meta(max_length=2000), Label("Reason")]
