"""The one thing to fetch about regions: the selects that follow from a choice."""

import re
from typing import Any

from litestar import Request, Response, get

from app.regions.choice import parts_in, steps
from app.regions.store import regions
from app.web.http.access import SIGNED_IN, may
from app.web.http.errors import NotFound
from app.web.pages.render import fragment

_FIELD = re.compile(r"[a-z]\w{0,30}")


@get("/regions/choice", opt=may(SIGNED_IN), name="regions:choice")
async def choice(request: Request[Any, Any, Any]) -> Response[Any]:
    """Return the selects of one region field for what has been chosen so far."""
    field = request.query_params.get("field", "")
    if not _FIELD.fullmatch(field):
        raise NotFound
    book = await regions()
    parts = parts_in(request.query_params, field)
    return fragment(request, "regions/_steps.html", field=field, steps=steps(field, parts, book))


routes = [choice]
