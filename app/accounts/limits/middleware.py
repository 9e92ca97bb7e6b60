"""Counting what somebody does, before it is done."""

from math import ceil

from litestar.enums import ScopeType
from litestar.exceptions import TooManyRequestsException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from app import clock
from app.accounts.limits.counting import counts
from app.accounts.limits.rules import limit_of
from app.web.http.bodies.forms import BoundedRequest
from app.web.http.errors import answer
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import time


class Limits(ASGIMiddleware):
    """Refuses what was done too often by this account, and says when it is open again."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Count, then let the request go on."""
        user, limit = scope.get("user"), limit_of(scope)
        if user is not None and limit is not None:
            now = clock.now()
            again = counts.use(user.id, limit, now=now)
            if again is not None:
                refused = TooManyRequestsException(
                    _(
                        "This was done very often in a short time. It is open again at %(time)s.",
                        time=time(again),
                    ),
                    headers={"Retry-After": str(ceil((again - now).total_seconds()))},
                )
                request = BoundedRequest(scope, receive, send)
                response = answer(request, refused)
                await response.to_asgi_response(app=None, request=request)(scope, receive, send)
                return
        await next_app(scope, receive, send)
