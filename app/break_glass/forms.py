"""What the page that asks for a reason sends."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label


class ReasonForm(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody outside the team needs to see who this is."""

    key: UUID | None = None
    next: str | None = None
    purpose: Annotated[str, Code("unmasking"), Label("What for")]
    reason: Annotated[str, Meta(min_length=10, max_length=500), Label("Reason")]
