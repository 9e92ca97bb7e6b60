"""Readings of restricted people: noticed where the row is loaded, written down before the page is sent.

Whatever loads a restricted case or client within a request says so with `noticed`; no page can forget it. An answer
that only leads on or refuses shows nothing and is no reading. If the reading cannot be written, the page is not sent.
"""

from contextvars import ContextVar
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app import clock
from app.audit import store
from app.db import transaction
from app.web.http.errors import answer


class Reading(msgspec.Struct, frozen=True):
    """That somebody is about to see a restricted subject: a `case` or a `client`, by its number."""

    subject: str
    number: str
    by: UUID
    case: UUID | None = None
    client: UUID | None = None
    act: str = "read"
    """`found` where a search led to somebody masked, of whom initials are shown."""


_noticed: ContextVar[dict[Reading, None] | None] = ContextVar("noticed", default=None)


def noticed(reading: Reading) -> None:
    """Remember a reading for the running request; outside a request nobody reads."""
    held = _noticed.get()
    if held is not None:
        held[reading] = None


class Readings(ASGIMiddleware):
    """Writes the readings of a request down before the first byte of an answer that shows something."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "no_session"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Let the request go on with an empty list of readings."""
        held: dict[Reading, None] = {}
        token = _noticed.set(held)

        refused = False

        async def send_when_written(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and held and _shows(message["status"]):
                readings = list(held)
                held.clear()
                try:
                    await _write(readings)
                except Exception as fault:  # noqa: BLE001  whatever the reason, nothing is shown
                    refused = True
                    await _say(fault, scope, receive, send)
            if not refused:
                await send(message)

        try:
            await next_app(scope, receive, send_when_written)
        finally:
            _noticed.reset(token)


async def _say(fault: Exception, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the page of the fault in place of the one that may not be sent."""
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    await answer(request, fault).to_asgi_response(app=None, request=request)(scope, receive, send)


def _shows(status: int) -> bool:
    """Tell whether an answer of this status holds anything of the case: not where it leads on, refuses or finds none."""
    leads_on = 300 <= status < 400  # noqa: PLR2004  the statuses of redirection
    return not leads_on and status not in (401, 403, 404)


@transaction
async def _write(readings: list[Reading]) -> None:
    for one in readings:
        await store.record(
            one.act,
            by=one.by,
            at=clock.now(),
            subject=one.subject,
            subject_id=one.number,
            case=one.case,
            client=one.client,
        )
