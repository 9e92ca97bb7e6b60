"""Unsent forms: what was typed before the session ended or was set aside, to be gone on with, sent or thrown away."""

import re
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts import drafts
from app.web import clock
from app.web.access import SIGNED_IN, may
from app.web.faults import NotFound
from app.web.i18n import gettext as _
from app.web.me import Me, Visit
from app.web.render import page, see_other

_CASE = re.compile(r"/cases/([0-9A-Z-]+)/")
_RESUMED = re.compile(r"/cases/[0-9A-Z-]+/(records|assessments)/[\w-]+")
"""Forms that open again as they were left, with `?draft=`."""
Signed = Request[Me, Visit, Any]


@get("/drafts/{draft:uuid}", opt=may(SIGNED_IN), name="accounts:draft")
async def draft_page(request: Signed, draft: FromPath[UUID]) -> Response[Any]:
    """Show what was typed, ready to be sent; somebody else's does not exist."""
    found = await drafts.find(draft, worker=request.user.id, now=clock.now())
    if found is None:
        raise NotFound
    case = _CASE.match(found.path)
    return page(
        request,
        "accounts/draft.html",
        draft=found,
        case=case[1] if case else "",
        resumes=bool(_RESUMED.fullmatch(found.path)),
    )


@post("/drafts/{draft:uuid}/discard", opt=may(SIGNED_IN), name="accounts:draft_discard", status_code=303)
async def discard(request: Signed, draft: FromPath[UUID]) -> Response[Any]:
    """Throw a draft away."""
    await drafts.throw_away(draft, worker=request.user.id)
    return see_other("/", notice=_("Thrown away."))


routes = [draft_page, discard]
