"""The page that asks why; the supervisor's list of who asked."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.routes import local
from app.break_glass import actions, store
from app.break_glass.forms import ReasonForm
from app.capabilities import BREAK_GLASS, HEAR_OF_BROKEN_GLASS
from app.clients.names import initials
from app.scope.break_glass import LASTS
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import began_with, url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options
from app.web.pages.render import page, see_other


@get("/clients/{number:str}/reason", opt=may(BREAK_GLASS), name="break_glass:reason")
async def reason_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Ask for a reason."""
    return await _reason_page(request, number, {"next": request.query_params.get("next", "")})


@post("/clients/{number:str}/reason", opt=may(BREAK_GLASS), name="break_glass:given", status_code=303)
async def give_reason(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Keep the reason and go on to what was to be seen."""
    form = await read_form(request, ReasonForm)
    if isinstance(form, Invalid):
        return await _reason_page(request, number, form, status=422)
    client = await _found(number, request.user, form.next or "")
    await actions.give_reason(client, form, me=request.user, now=clock.now())
    onward = local(form.next)
    return see_other(
        onward if onward != url("home:desk") else url("clients:client", number=client.number), request=request
    )


@get("/opened", opt=may(HEAR_OF_BROKEN_GLASS), name="break_glass:opened")
async def opened_page(request: Signed) -> Response[Any]:
    """Show who from outside the team asked to see restricted people, to whoever is told of it."""
    found = await store.opened(request.user, unseen=False)
    return page(request, "break_glass/opened.html", found=found, initials=initials)


@post("/opened/{opening:uuid}/seen", opt=may(HEAR_OF_BROKEN_GLASS), name="break_glass:seen", status_code=303)
async def seen(request: Signed, opening: FromPath[UUID]) -> Response[Any]:
    """Take one off the list of what is new."""
    await actions.look_at(opening, me=request.user, now=clock.now())
    return see_other(url("break_glass:opened"), notice=_("Marked as looked at."))


routes = [reason_page, give_reason, opened_page, seen]


async def _found(number: str, me: CurrentUser, onward: str) -> store.MaskedClient:
    case = began_with("casework:case", onward)
    client = await store.masked_client(
        number.upper()[:40], me, case_number=case["number"][:20] if case else ""
    )
    if client is None:
        raise NotFound
    return client


async def _reason_page(
    request: Signed, number: str, form: Invalid | dict[str, Any], *, status: int = 200
) -> Response[Any]:
    typed = form.typed if isinstance(form, Invalid) else form
    client = await _found(number, request.user, str(typed.get("next") or ""))
    return page(
        request,
        "break_glass/reason.html",
        status=status,
        form=form,
        who=f"{initials(client.full_name)} · {client.number}",
        client=client,
        purposes=options("unmasking"),
        hours=LASTS.seconds // 3600,
    )
