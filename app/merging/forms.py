"""What the pages of a merge send."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Label


class MergeForm(msgspec.Struct, frozen=True, kw_only=True):
    """``other`` goes, the client of the address stays; ``take.<part>`` is `kept` or `gone`."""

    other: Annotated[str, Meta(max_length=30), Label("Client number")]
    take: dict[str, str] = {}
    reason: Annotated[str, Meta(max_length=500), Label("How you know that it is one person")]
    checked: Annotated[bool, Label("Both identity cards were compared")] = False
    key: UUID | None = None
    version: int = 0  # none was sent: what stands was not seen
    other_version: int = 0


class UndoForm(msgspec.Struct, frozen=True, kw_only=True):
    """Taking a merge apart."""

    reason: Annotated[str, Meta(max_length=500), Label("Reason")]
    key: UUID | None = None
