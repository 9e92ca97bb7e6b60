"""Names that were compared are forgotten with the answer: what somebody typed about a person stays in no cache.

Within one request they are kept, since a sheet asks about the same few hundred names again and again.
"""

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app.clients import duplicates, names

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForgetsNames(ASGIMiddleware):
    """Empties what was worked out about names once a form or a search has been answered."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer, then forget."""
        try:
            await next_app(scope, receive, send)
        finally:
            if scope.get("method") not in _READS or b"q=" in scope["query_string"]:
                duplicates.forget()
                names.forget()
