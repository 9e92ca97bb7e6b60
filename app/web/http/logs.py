"""Logs for machines, one JSON line each: what failed and how long it took, never about whom.

Paths are logged as patterns (`/cases/{number}`), so no number, name or search word gets in; request bodies,
queries and addresses of people are never logged. In development the lines are made for eyes.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from time import perf_counter
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ASGIApp, Message, Receive, Scope, Send

SLOW = 0.5  # seconds
DEPTH = 12  # frames of a fault that are kept, the innermost last
log = structlog.get_logger("pulih.http")


def set_up(*, production: bool) -> None:
    """Send every log line to standard error; in production as JSON and without the words of an exception."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    logging.getLogger("transitions").setLevel(logging.WARNING)
    shape = [frames_only, structlog.processors.JSONRenderer()] if production else [_for_eyes()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *shape,
        ],
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def _for_eyes() -> structlog.dev.ConsoleRenderer:
    """Return the plain renderer: no colours, and no variables of people in its tracebacks."""
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def frames_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep an exception's kind and where it happened: its message may quote a name or a NIK from a row."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, BaseException):
        event["error"] = type(fault).__qualname__
        frames = traceback.extract_tb(fault.__traceback__)[-DEPTH:]
        event["at"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event


class Access(ASGIMiddleware):
    """Logs slow requests and server faults; the rest is the proxy's business."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Time the request and watch its status."""
        began = perf_counter()
        status = HTTP_500_INTERNAL_SERVER_ERROR

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, watch)
        finally:
            took = perf_counter() - began
            if status >= HTTP_500_INTERNAL_SERVER_ERROR or took > SLOW:
                pattern = scope.get("path_template") or ""
                log.warning(
                    "request",
                    method=scope.get("method"),
                    route=pattern,
                    status=status,
                    seconds=round(took, 3),
                )
