"""Answers only under the names the installation is known by: a forged Host header never reaches a link."""

from collections.abc import Iterable
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import ClientException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app.web.http.errors import answer


class KnownHosts(ASGIMiddleware):
    """Refuses other names with a page; `*` allows any."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name.lower() for name in names)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer an unknown name at once."""
        if "*" in self.names or _name(scope) in self.names:
            await next_app(scope, receive, send)
            return
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        response = answer(request, ClientException("unknown host"))
        await response.to_asgi_response(app=None, request=request)(scope, receive, send)


def _name(scope: Scope) -> str:
    """Return the host asked for, without its port."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    return host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
