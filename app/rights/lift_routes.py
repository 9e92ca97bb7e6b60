"""The page on which two people lift what masks a person."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import LIFT_RESTRICTIONS
from app.rights import lifting
from app.rights.forms import AgreeForm, LiftForm
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other


@get("/rights/masks", opt=may(LIFT_RESTRICTIONS), name="rights:lifts")
async def lift_list(request: Signed) -> Response[Any]:
    """Show what was asked for, and the form."""
    return await _list_page(request)


@post("/rights/masks", opt=may(LIFT_RESTRICTIONS), name="rights:ask_lift", status_code=303)
async def ask_lift(request: Signed) -> Response[Any]:
    """Ask for the second person."""
    form = await read_form(request, LiftForm)
    outcome = form if isinstance(form, Invalid) else await lifting.ask(form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _list_page(request, outcome, status=422)
    return see_other(url("rights:lifts"), notice=_("Asked. The mask stays until the second person agrees."))


@post("/rights/masks/{lift:uuid}", opt=may(LIFT_RESTRICTIONS), name="rights:lift", status_code=303)
async def agree_to_lift(request: Signed, lift: FromPath[UUID]) -> Response[Any]:
    """Lift it, as the second person."""
    if not await lifting.waits_for(lift, request.user):
        raise NotFound
    form = await read_form(request, AgreeForm)
    if isinstance(form, Invalid):
        return await _list_page(request, form, at=lift, status=422)
    outcome = await lifting.agree(lift, form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _list_page(request, outcome, at=lift, status=422)
    return see_other(url("rights:lifts"), notice=_("The mask is lifted."))


routes = [lift_list, ask_lift, agree_to_lift]


async def _list_page(
    request: Signed, form: Invalid | None = None, *, at: UUID | None = None, status: int = 200
) -> Response[Any]:
    return page(
        request, "rights/lifts.html", status=status, form=form, at=at, rows=await lifting.lifts(request.user)
    )
