"""Answers only under the names the installation is known by: a forged Host header never reaches a link."""

from collections.abc import Iterable
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import ClientException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app.web.http.bodies.forms import BoundedRequest
from app.web.http.errors import answer

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
_LETTERS_V6 = frozenset("0123456789abcdef:.")
_USUAL = {"http": "80", "https": "443", "ws": "80", "wss": "443"}


class KnownHosts(ASGIMiddleware):
    """Refuse other names, other ports and what is no name at all with a page; `*` allows any name and port.

    A name stands for its usual port and, outside production, for the one that the server listens on; another is
    allowed by writing it behind the name.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, names: Iterable[str], *, production: bool = False) -> None:
        self.names = frozenset(name.lower() for name in names)
        self.production = production

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer an unknown name at once."""
        if self._is_known(scope):
            await next_app(scope, receive, send)
            return
        request: Request[Any, Any, Any] = BoundedRequest(scope, receive, send)
        response = answer(request, ClientException("unknown host"))
        await response.to_asgi_response(app=None, request=request)(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        told = _told(scope)
        if told is None:
            return False
        name, port = told
        bare = name.strip("[]")
        if "*" in self.names or {f"{name}:{port}", f"{bare}:{port}"} & self.names:
            return True
        return bare in self.names and port in self._ports(scope)

    def _ports(self, scope: Scope) -> set[str]:
        """Return the ports that a name stands for, "" for none said."""
        server: tuple[str, int | None] | None = scope.get("server")
        own = "" if self.production or server is None else str(server[1])
        return {"", own, _USUAL.get("https" if self.production else scope.get("scheme", "http"), "")}


def _told(scope: Scope) -> tuple[str, str] | None:
    """Return the name and the port asked for; None where it is not plainly one of each."""
    several = [value for name, value in scope["headers"] if name == b"host"]
    if len(several) != 1:
        return None
    host = several[0].decode("latin-1").lower()
    if host.startswith("["):
        inside, end, rest = host[1:].partition("]")
        name, sign, port = f"[{inside}]", rest[:1], rest[1:]
        sound = bool(end) and sign in {"", ":"} and inside != "" and set(inside) <= _LETTERS_V6
    else:
        name, sign, port = host.partition(":")
        sound = name != "" and set(name) <= _LETTERS
    sound = sound and (not sign or (port.isascii() and port.isdigit()))
    return (name, port) if sound else None
