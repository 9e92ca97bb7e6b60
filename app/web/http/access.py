"""Access control: who may call a route. Each says so itself: ``@get("/cases", opt=may(SEE_CASES))``.

A route that says nothing keeps the server from starting (`refuse_undeclared`). Which cases a person may see is
another matter, decided by the access table alone.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.exceptions import (
    ImproperlyConfiguredException,
    NotAuthorizedException,
    PermissionDeniedException,
)
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from app.capabilities import Capability
from app.web.http import csrf
from app.web.http.typed import sending
from app.web.i18n.catalogue import gettext as _

OPT = "may"
NO_SESSION = {"no_session": True}
"""Added to the opt of routes that need not know who asks, such as static files: no session is read."""

PUBLIC = "PUBLIC"
SIGNED_IN = "SIGNED_IN"
_CLASSES = frozenset({PUBLIC, SIGNED_IN})


class Rule(msgspec.Struct, frozen=True):
    """Everyone, everyone signed in, or whoever holds one of the roles of a capability."""

    who: frozenset[str]

    def admits(self, roles: frozenset[str]) -> bool:
        """Tell whether someone signed in with *roles* may pass."""
        return bool(self.who & (roles | _CLASSES))


def may(who: Capability | str) -> dict[str, Any]:
    """Return the ``opt`` of a route that *who* may call: PUBLIC, SIGNED_IN or whoever has a capability."""
    if isinstance(who, Capability):
        return {OPT: Rule(who.roles)}
    if who not in _CLASSES:
        raise ImproperlyConfiguredException(f"may({who}): name a capability, PUBLIC or SIGNED_IN")
    return {OPT: Rule(frozenset({who}))}


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let through whom the route's rule admits; then ask an unsafe request for its token."""
    rule = handler.opt.get(OPT)
    if rule is None:
        if _is_automatic(handler):
            return
        raise PermissionDeniedException(_("This address has no access rule."))
    if PUBLIC not in rule.who:
        me = connection.scope.get("user")
        if me is None:
            raise NotAuthorizedException(_("Sign in to go on."))
        if not rule.admits(me.roles):
            raise PermissionDeniedException(_("Your role may not do this."))
    if isinstance(connection, Request):
        await csrf.check(connection)
        await sending.begin(connection, typed=connection.method not in csrf.SAFE)


def refuse_undeclared(app: Litestar) -> None:
    """Raise, naming them all, when routes of *app* do not say who may call them."""
    silent = [
        f"{path} ({handler})"
        for path, handler in _handlers(app)
        if not isinstance(handler.opt.get(OPT), Rule)
    ]
    if silent:
        raise ImproperlyConfiguredException(f"routes without opt=may(...): {', '.join(sorted(silent))}")


def _handlers(app: Litestar) -> Iterator[tuple[str, BaseRouteHandler]]:
    for route in app.routes:
        several = getattr(route, "route_handlers", None)
        for handler in several if several is not None else [route.route_handler]:  # type: ignore[union-attr]
            if not _is_automatic(handler):
                yield route.path, handler


def _is_automatic(handler: BaseRouteHandler) -> bool:
    """Tell whether Litestar made this handler itself, to answer OPTIONS with the methods allowed."""
    return isinstance(handler, HTTPRouteHandler) and "create_options_handler" in handler.fn.__qualname__
