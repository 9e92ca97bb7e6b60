"""What the page that asks for a reason sends."""

import re
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label

WORDS = 3
"""Of these at least is a sentence made that says what somebody has to do."""


def says_enough(reason: str) -> bool:
    """Tell whether a reason is a sentence: several words, not one of them again and again."""
    return len(set(re.findall(r"[^\W\d_]{2,}", reason.casefold()))) >= WORDS


class MoreForm(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody needs to open more masked people today than their role may."""

    reason: Annotated[str, Meta(min_length=10, max_length=500), Label("Reason")]


class ReasonForm(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody outside the team needs to see who this is."""

    key: UUID | None = None
    next: str | None = None
    purpose: Annotated[str, Code("unmasking"), Label("What for")]
    reason: Annotated[str, Meta(min_length=10, max_length=500), Label("Reason")]
