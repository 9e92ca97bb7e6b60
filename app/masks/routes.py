"""The page that asks why; the supervisor's list of who asked."""

import re
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts.routes import local
from app.clients.names import initials
from app.masks import actions, store
from app.masks.forms import ReasonForm
from app.scope.unmasking import LASTS
from app.web import clock
from app.web.access import may
from app.web.codes import options
from app.web.errors import NotFound
from app.web.forms import Invalid, read_form
from app.web.i18n import gettext as _
from app.web.me import Me
from app.web.render import page, see_other

Signed = Request[Me, Any, Any]
MAY_ASK = (
    "PEKSOS", "SAKTI", "TKSK", "LKS", "UPTD", "KABKOTA", "BAPAS_PK", "SUPERVISOR", "KASI", "KABID", "DATA",
)  # fmt: skip
TOLD = ("SUPERVISOR", "KASI")
"""A head of section is told where a unit has no supervisor."""
_CASE = re.compile(r"/cases/([^/?]+)")


@get("/clients/{number:str}/reason", opt=may(*MAY_ASK), name="masks:reason")
async def reason_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Ask for a reason."""
    return await _reason_page(request, number, {"next": request.query_params.get("next", "")})


@post("/clients/{number:str}/reason", opt=may(*MAY_ASK), name="masks:given", status_code=303)
async def give_reason(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Keep the reason and go on to what was to be seen."""
    form = await read_form(request, ReasonForm)
    if isinstance(form, Invalid):
        return await _reason_page(request, number, form, status=422)
    client = await _found(number, request.user, form.next or "")
    await actions.give_reason(client, form, me=request.user, now=clock.now())
    onward = local(form.next)
    return see_other(onward if onward != "/" else f"/clients/{client.number}", request=request)


@get("/opened", opt=may(*TOLD), name="masks:opened")
async def opened_page(request: Signed) -> Response[Any]:
    """Show who from outside the team asked to see restricted people, to whoever is told of it."""
    found = await store.opened(request.user, unseen=False)
    return page(request, "masks/opened.html", found=found, initials=initials)


@post("/opened/{opening:uuid}/seen", opt=may(*TOLD), name="masks:seen", status_code=303)
async def seen(request: Signed, opening: FromPath[UUID]) -> Response[Any]:
    """Take one off the list of what is new."""
    await actions.look_at(opening, me=request.user, now=clock.now())
    return see_other("/opened", notice=_("Marked as looked at."))


routes = [reason_page, give_reason, opened_page, seen]


async def _found(number: str, me: Me, onward: str) -> store.MaskedClient:
    case = _CASE.match(onward)
    client = await store.masked_client(number.upper()[:40], me, case_number=case[1][:20] if case else "")
    if client is None:
        raise NotFound
    return client


async def _reason_page(
    request: Signed, number: str, form: Invalid | dict[str, Any], *, status: int = 200
) -> Response[Any]:
    typed = form.typed if isinstance(form, Invalid) else form
    client = await _found(number, request.user, str(typed.get("next") or ""))
    return page(
        request, "masks/reason.html", status=status, form=form, who=f"{initials(client.full_name)} · {client.number}",
        client=client, purposes=options("unmasking"), hours=LASTS.seconds // 3600,
    )  # fmt: skip
