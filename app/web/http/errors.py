"""Error pages: what goes wrong between the browser and a page, each with a kind page that says what to do next.

Raise these for what nobody can mend on the screen at hand; expected refusals are values, not exceptions:

    raise NotFound                                  # also for what lies outside the reader's scope
    raise Forbidden(_("Only a supervisor may."))    # signed in, but not allowed
    raise Stale(theirs_url=..., mine={label: text}, theirs={label: text})   # someone else was first

The pages work without a session, and after a post they give back what was typed (`app.web.http.typed.unsent_form`). htmx
swaps them over the whole body; a server fault (5xx) it does not swap at all. `Accept: application/json` gets JSON.
"""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import structlog
from litestar import Response
from litestar.exceptions import (
    HTTPException,
    NotAuthorizedException,
    PermissionDeniedException,
    TooManyRequestsException,
)
from litestar.status_codes import HTTP_401_UNAUTHORIZED, HTTP_500_INTERNAL_SERVER_ERROR

from app.db import Busy, Full
from app.web.http.bodies.forms import Unclear
from app.web.http.bodies.uncached import parts_of
from app.web.http.csrf import SAFE, Forged
from app.web.http.current_user import Anyone
from app.web.http.exceptions import Forbidden, KeyUsed, Masked, NotFound, Stale
from app.web.http.typed.unsent_form import Back, Returned, local_address
from app.web.http.urls import url
from app.web.i18n import catalogue
from app.web.pages.render import PRIVATE, page, see_other, wants_fragment

__all__ = ["Forbidden", "Masked", "NotFound", "Stale", "answer"]

_PHRASES = {HTTPStatus.FORBIDDEN.phrase, HTTPStatus.TOO_MANY_REQUESTS.phrase}
log = structlog.get_logger("pulih.web")

_TOLD = ("mine", "theirs", "theirs_url", "said", "number")
"""What a program is told of an error, beyond its status."""
PAGES = frozenset({400, 401, 403, 404, 405, 408, 409, 413, 422, 423, 429, 500, 503, 507})


def answer(request: Anyone, exc: Exception) -> Response[Any]:
    """Answer any exception with its page, in the reader's language; a post's page holds what was typed."""
    catalogue.choose(request)
    status = _status(exc)
    if status >= HTTP_500_INTERNAL_SERVER_ERROR:
        say = partial(_fault, request, exc, status, _logged(request, exc))
    elif status == HTTP_401_UNAUTHORIZED and request.method in ("GET", "HEAD"):
        return _sign_in(request)
    elif isinstance(exc, Masked) and not _wants_json(request):
        say = partial(_ask_why, request, exc)
    else:
        say = partial(_refused, request, exc, status if status in PAGES else 400)
    if request.method in SAFE or _wants_json(request):
        return say(Back())
    return Returned(say, keeps=not isinstance(exc, Busy | Full), fresh_key=isinstance(exc, KeyUsed))


def _status(exc: Exception) -> int:
    """Return the status that tells what went wrong: the request's own, a busy or a full server, or our fault."""
    if isinstance(exc, HTTPException):
        return exc.status_code
    if isinstance(exc, Busy):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INSUFFICIENT_STORAGE if isinstance(exc, Full) else HTTPStatus.INTERNAL_SERVER_ERROR


_SAYS_NOTHING_AGAINST_IT = (401, 408, 413, 423, 429, 500, 503, 507)
"""Statuses of a post that may simply be sent again: nothing speaks against what was typed."""


def _refused(request: Anyone, exc: Exception, status: int, back: Back, **context: Any) -> Response[Any]:
    """Answer with the page of what went wrong; after a post it holds what was typed."""
    catalogue.choose(request)
    again = status in _SAYS_NOTHING_AGAINST_IT or isinstance(exc, Forged | KeyUsed)
    return _answer(
        request,
        status,
        exc,
        back=back,
        again=again,
        action=local_address(request.url),
        **_said(exc),
        **context,
    )


def _said(exc: Exception) -> dict[str, Any]:
    """Return what an exception of ours has to say beyond its status."""
    if isinstance(exc, Stale):
        return {"mine": exc.mine, "theirs": exc.theirs, "theirs_url": exc.theirs_url}
    if isinstance(exc, KeyUsed):
        return {"mine": {}, "theirs": {}, "theirs_url": exc.place, "used": True}
    told = isinstance(exc, PermissionDeniedException | TooManyRequestsException | Unclear)
    detail = exc.detail if told else ""  # type: ignore[attr-defined]
    return {
        "mine": {},
        "theirs": {},
        "theirs_url": url("home:desk"),
        "said": "" if detail in _PHRASES else detail,
    }


def _answer(request: Anyone, status: int, exc: Exception, **context: Any) -> Response[Any]:
    headers = _headers(exc)
    if _wants_json(request):
        detail = {
            "status": status,
            "error": str(getattr(exc, "detail", "")) if status < HTTP_500_INTERNAL_SERVER_ERROR else "",
            **{name: context[name] for name in _TOLD if name in context},
        }
        return Response(
            detail, status_code=status, media_type="application/json", headers={**PRIVATE, **headers}
        )
    unknown = {"back": Back(), "again": False, "action": "", "said": "", "used": False, "number": ""}
    response = page(request, f"errors/{status}.html", status=status, **{**unknown, **context})
    response.headers.update(headers)
    if wants_fragment(request):
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML show:top"})
    return response


def _logged(request: Anyone, exc: Exception) -> str:
    """Log a fault under a short number that the page shows, so that a call can be matched to it."""
    number = uuid4().hex[:8]
    log.error("fault", number=number, path=_route(request), method=request.method, exc_info=exc)
    return number


def _fault(request: Anyone, exc: Exception, status: int, number: str, back: Back) -> Response[Any]:
    known = status if status in PAGES else 500
    try:
        return _refused(request, exc, known, back, number=number)
    except Exception:  # the page itself is broken: a plain sentence is better than nothing
        log.exception("error_page_failed", number=number)
        return Response(f"Pulih: {number}", status_code=500, media_type="text/plain", headers=PRIVATE)


def _sign_in(request: Anyone) -> Response[Any]:
    """Send someone who is not signed in to the door, and back here afterwards."""
    if _wants_json(request):
        return _answer(request, 401, NotAuthorizedException())
    seen = parts_of(request.headers.get("hx-current-url", "")) if wants_fragment(request) else request.url
    back = f"{seen.path}?{seen.query}" if seen.query else seen.path
    door = (
        url("accounts:login")
        if back in ("", url("home:desk"))
        else f"{url('accounts:login')}?{urlencode({'next': back})}"
    )
    if wants_fragment(request):
        return Response(None, status_code=200, headers={**PRIVATE, "HX-Redirect": door})
    return Response(None, status_code=303, headers={**PRIVATE, "Location": door})


def _ask_why(request: Anyone, exc: Masked, back: Back) -> Response[Any]:
    """Send somebody outside the team to the page that asks for a reason, and then where they wanted to look.

    What they typed waits for them there.
    """
    at = local_address(request.url)
    onward = at if request.method == "GET" and not wants_fragment(request) else back.place or exc.place
    return see_other(
        f"{url('break_glass:reason', number=exc.number)}?{urlencode({'next': onward})}", request=request
    )


def _headers(exc: Exception) -> Mapping[str, str]:
    """Pass on the headers an exception brought: when to retry, which cookie to clear."""
    return {str(name): str(value) for name, value in (getattr(exc, "headers", None) or {}).items()}


def _wants_json(request: Anyone) -> bool:
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def _route(request: Anyone) -> str:
    """Return the path's pattern, which holds no case number and no name."""
    return str(request.scope.get("path_template") or "")
