"""Addresses hold no NUL: no page has one in its own, and a database may refuse to look such a text up."""

from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, HTTPException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app.web.http.bodies.forms import BoundedRequest
from app.web.http.errors import answer
from app.web.http.exceptions import NotFound


class PlainAddresses(ASGIMiddleware):
    """Answers that such a page does not exist, or that such a question cannot be understood."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look at the path and the query."""
        fault: HTTPException | None = NotFound() if "\0" in scope["path"] else None
        if b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
            fault = fault or ClientException("NUL in the query")
        if fault is None:
            await next_app(scope, receive, send)
            return
        request: Request[Any, Any, Any] = BoundedRequest(scope, receive, send)
        response = answer(request, fault)
        await response.to_asgi_response(app=None, request=request)(scope, receive, send)
