"""The bytes of a body as they come: counted, timed, and left where they are when nobody wants them."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from litestar.exceptions import ClientException, HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.types import HTTPScope, Message, Scope

from app.web.http.current_user import Anyone

_KEY = "body"
IDLE = 20.0  # seconds in which something must come
PATIENCE = 20.0  # seconds that any body may take
SLOWEST = (
    6 * 2**10
)  # bytes a second that a large one must come with; a weak 3G signal in Lebak gives twice as much


class TooLarge(RequestEntityTooLarge):
    """More than is read of this person."""


class TooSlow(HTTPException):
    """It did not come in time."""

    status_code = HTTPStatus.REQUEST_TIMEOUT


class Gone(ClientException):
    """Whoever sent it hung up: nobody's fault, and nobody is there to be answered."""


class Body:
    """One request's body: how much came, whether all of it did."""

    __slots__ = ("_waits", "announced", "ended", "given_up", "read", "request")

    def __init__(self, request: Anyone) -> None:
        self.request, self.read = request, 0
        self.announced = announced(request.scope)
        self.ended = self.announced == 0
        self.given_up = False
        self._waits: asyncio.Timeout | None = None

    def give_up(self) -> None:
        """Wait no longer for what still comes."""
        self.given_up = True
        if self._waits is not None:
            self._waits.reschedule(asyncio.get_running_loop().time())

    async def chunks(self, most: int) -> AsyncIterator[bytes]:
        """Yield what comes, at most so many bytes; raises TooLarge before reading where more is announced."""
        if (self.announced or 0) > most:
            raise TooLarge
        began = asyncio.get_running_loop().time()
        while not self.ended:
            message = await self._next(began)
            piece: bytes = message.get("body", b"")
            self.read += len(piece)
            if self.read > most:
                raise TooLarge
            self.ended = not message.get("more_body", False)
            if piece:
                yield piece

    async def _next(self, began: float) -> Any:
        left = began + PATIENCE + self.read / SLOWEST - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(0 if self.given_up else min(IDLE, left)) as self._waits:
                message = await self.request.receive()
        except TimeoutError:
            self.given_up = True
            raise TooSlow from None
        finally:
            self._waits = None
        if message["type"] != "http.request":
            self.ended = True
            raise Gone("hung up")
        return message


def body_of(request: Anyone) -> Body:
    """Return the one body of a request, however many look at it."""
    body: Body = request.scope["state"].setdefault(_KEY, None) or Body(request)
    request.scope["state"][_KEY] = body
    return body


def announced(scope: Scope) -> int | None:
    """Return the length that a body is said to have, 0 where there is none; None where it comes without saying."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if b"transfer-encoding" in headers or (length and not length.isdigit()):
        return None
    if length:
        return int(length[:18])
    return None if scope.get("http_version", "1.1").startswith(("2", "3")) and _may_come(scope) else 0


def _may_come(scope: Any) -> bool:
    return scope["method"] not in {"GET", "HEAD", "OPTIONS"}


async def close_unread(message: Message, scope: Scope) -> None:
    """End the connection behind an answer given without waiting for the body: what still comes is nobody's business."""
    if message["type"] != "http.response.start" or not scope.get("http_version", "1.1").startswith("1"):
        return
    if _is_unread(scope):  # type: ignore[arg-type]
        message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]


def _is_unread(scope: HTTPScope) -> bool:
    body: Body | None = scope.get("state", {}).get(_KEY)
    return not body.ended if body else announced(scope) != 0
