"""Knowing who asks: the session's cookie becomes ``request.user`` and ``request.auth``."""

from typing import Any

from litestar.connection import Request
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app import clock
from app.accounts import sessions
from app.settings import settings
from app.web.http import csrf
from app.web.http.bodies.room import LATELY
from app.web.http.current_user import Anyone
from app.web.i18n import catalogue


class Sessions(ASGIMiddleware):
    """Sets the user (or None) and the language, and hands out the cookie behind the sign-in form's token."""

    exclude_opt_key = "no_session"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Find the session, then let the request go on."""
        request: Request[Any, Any, Any] = Request(scope)
        scope["user"] = scope["auth"] = None
        token = request.cookies.get(sessions.cookie_name())
        if token:
            session = await sessions.find(token, now=clock.now())
            if session is not None:
                scope["user"], scope["auth"] = session
            else:
                await recognise(request)
        catalogue.choose(request)
        dead = bool(token) and scope["user"] is None

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                _add_cookies(MutableScopeHeaders.from_message(message), scope, dead=dead)
            await send(message)

        await next_app(scope, receive, send_with_cookies)


async def recognise(request: Anyone) -> None:
    """Note that what is sent comes from somebody whose session lives or has ended within the day."""
    token = request.cookies.get(sessions.cookie_name())
    if token and request.method not in csrf.SAFE and await sessions.ended(token, now=clock.now()):
        request.scope["state"][LATELY] = True


def _add_cookies(headers: MutableScopeHeaders, scope: Scope, *, dead: bool) -> None:
    if seed := csrf.fresh_seed(scope["state"]):
        door = Cookie(
            key=csrf.seed_cookie(),
            value=seed,
            path="/",
            httponly=True,
            samesite="lax",
            secure=settings().production,
        )
        headers.add("Set-Cookie", door.to_header(header=""))
    if dead and sessions.cookie_name() not in str(headers.getall("Set-Cookie", [])):
        headers.add("Set-Cookie", sessions.forgotten().to_header(header=""))
