"""What the pages about retention and rights send."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label


class RetentionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """As of which day, and by which rule."""

    on: Annotated[date | None, Label("As of")] = None
    rule: Annotated[str, Meta(max_length=30), Label("Rule")] = ""


class HoldForm(msgspec.Struct, frozen=True, kw_only=True):
    """A hold on everything of a client, or on one case."""

    number: Annotated[str, Meta(max_length=40), Label("Client or case number")]
    reason: Annotated[str, Meta(max_length=1000), Label("Reason")]
    key: UUID | None = None


class EndForm(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a hold."""

    reason: Annotated[str, Meta(max_length=1000), Label("Reason")]
    key: UUID | None = None


class LiftForm(msgspec.Struct, frozen=True, kw_only=True):
    """A wish to lift what masks a person."""

    number: Annotated[str, Meta(max_length=40), Label("Client number")]
    reason: Annotated[str, Meta(min_length=10, max_length=1000), Label("Reason")]
    key: UUID | None = None


class AgreeForm(msgspec.Struct, frozen=True, kw_only=True):
    """The second person's own reason."""

    reason: Annotated[str, Meta(min_length=10, max_length=1000), Label("Reason")]
    key: UUID | None = None


class AccessForm(msgspec.Struct, frozen=True, kw_only=True):
    """A request to know what is kept."""

    number: Annotated[str, Meta(max_length=40), Label("Client number")]
    asked_by: Annotated[str, Code("asked_by"), Label("Who asks")]
    asked_on: Annotated[date, Label("Asked on")]
    proof: Annotated[str, Meta(max_length=300), Label("How identity and right were checked")]
    present: Annotated[bool, Label("The person is here")] = False
    key: UUID | None = None
