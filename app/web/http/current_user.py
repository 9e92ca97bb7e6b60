"""The person who makes a request, as every page and action sees them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request

from app.capabilities import Capability
from workflows.reasons import Actor


class CurrentUser(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in worker. ``grantees`` are the names under which the access table may admit them to a case."""

    id: UUID
    username: str
    name: str
    roles: frozenset[str]
    grantees: tuple[str, ...]
    organisation: UUID | None
    region: str | None
    lang: str

    def may(self, capability: Capability) -> bool:
        """Tell whether one of this person's roles has the capability."""
        return capability.held_by(self.roles)

    @property
    def actor(self) -> Actor:
        """Return this person as the workflow engine knows people."""
        return Actor(id=str(self.id), roles=self.roles)


class CurrentSession(msgspec.Struct, frozen=True, kw_only=True):
    """The session behind a request (``request.auth``); its secret binds the forms it was shown to it."""

    session: UUID
    csrf_secret: str
    previous_at: datetime | None = None
    """When the worker signed in before this session."""


Anyone = Request[Any, Any, Any]
"""A request of whoever it may be; its ``user`` is None before signing in."""
Signed = Request[CurrentUser, CurrentSession, Any]
"""A request of somebody who has signed in."""
