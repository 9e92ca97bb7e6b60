"""The page of the 26 official groups: who handles what, and what to do with somebody of each."""

from typing import Any

from litestar import Request, Response, get

from app.capabilities import TAKE_IN
from app.clients import store as clients
from app.intake import types
from app.web.http.access import SIGNED_IN, may
from app.web.http.current_user import CurrentUser
from app.web.pages.render import page


@get("/types", opt=may(SIGNED_IN), name="intake:types")
async def type_list(request: Request[CurrentUser, Any, Any]) -> Response[Any]:
    """Explain 26, 20 and 18; with a client in the address, lead to what can be done for that person."""
    me = request.user
    number = request.query_params.get("client", "").upper()
    client = await clients.client_view(number, me) if number else None
    sends = me.may(TAKE_IN)
    return page(
        request,
        "intake/types.html",
        lines=await types.lines(),
        counts=types.counts(),
        client=client,
        sends=sends,
    )


routes = [type_list]
