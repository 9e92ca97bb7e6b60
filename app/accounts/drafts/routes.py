"""Unsent forms: what was typed before the session ended or was set aside, to be gone on with, sent or thrown away."""

from typing import Any
from uuid import UUID

from litestar import MediaType, Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.drafts import actions
from app.web.http.access import SIGNED_IN, may
from app.web.http.current_user import Signed
from app.web.http.exceptions import NotFound
from app.web.http.typed.unsent_form import read_sent
from app.web.http.urls import began_with, places_of, url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import PRIVATE, page, see_other

_RESUMED = ("casework:record", "casework:assessment")
"""Forms that open again as they were left, with `?draft=`."""


@get("/drafts/{draft:uuid}", opt=may(SIGNED_IN), name="accounts:draft")
async def draft_page(request: Signed, draft: FromPath[UUID]) -> Response[Any]:
    """Show what was typed, ready to be sent; somebody else's does not exist."""
    unsent = await actions.find(draft, worker=request.user.id, now=clock.now())
    if unsent is None:
        raise NotFound
    case = began_with("casework:case", unsent.path)
    return page(
        request,
        "accounts/draft.html",
        draft=unsent,
        case=case["number"] if case else "",
        resumes=any(places_of(name, unsent.path) for name in _RESUMED),
    )


@post("/drafts", opt=may(SIGNED_IN), name="accounts:draft_left", status_code=204)
async def leave(request: Signed) -> None:
    """Keep a form that is being left half filled in. Its page asks for this, and waits for no answer."""
    sent = await read_sent(request)
    await actions.keep_left(request.user.id, sent, now=clock.now())


@get("/drafts/{draft:uuid}/texts", opt=may(SIGNED_IN), name="accounts:draft_texts")
async def texts(request: Signed, draft: FromPath[UUID]) -> Response[Any]:
    """Give the texts of a form that was left, by the key it had, for the page that fills them in again.

    Nothing where it was sent since, or is somebody else's.
    """
    unsent = await actions.find_by_key(draft, worker=request.user.id, now=clock.now())
    answer = {"to": unsent.path, "texts": unsent.texts} if unsent else {}
    return Response(answer, media_type=MediaType.JSON, headers=PRIVATE)


@post("/drafts/{draft:uuid}/discard", opt=may(SIGNED_IN), name="accounts:draft_discard", status_code=303)
async def discard(request: Signed, draft: FromPath[UUID]) -> Response[Any]:
    """Throw a draft away."""
    await actions.throw_away(draft, worker=request.user.id)
    return see_other(url("home:desk"), notice=_("Thrown away."))


routes = [draft_page, leave, texts, discard]
