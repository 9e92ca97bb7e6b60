"""Judging anew how urgent a case is, with the reason: one of the two acts that end an emergency."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.capabilities import STEER_CASE
from app.casework.case_context import CaseContext, load_case
from app.casework.forms import UrgencyForm
from app.casework.respond import act, act_page
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options
from workflows import commands


@get("/cases/{number:str}/urgency", opt=may(STEER_CASE), name="casework:urgency")
async def urgency_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Ask how urgent the case is now, and why."""
    return _page(request, await load_case(request, number))


@post("/cases/{number:str}/urgency", opt=may(STEER_CASE), name="casework:urgency_set", status_code=303)
async def set_urgency(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Keep the new judgement with its reason."""
    form = await read_form(request, UrgencyForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return _page(request, desk, form=form)
    if form.urgency == desk.case.urgency:
        return _page(request, desk, form=refuse(form, urgency=_("It is that already. Choose another.")))
    command = commands.SetUrgency(urgency=form.urgency, reason=form.reason)
    outcome = await act(request, number, command, form, notice=_("The urgency is changed."))
    return outcome if isinstance(outcome, Response) else _page(request, desk, form=form, refused=outcome)


def _page(
    request: Signed, desk: CaseContext, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    return act_page(
        request, desk, "casework/urgency.html", form=form, refused=refused, urgencies=options("urgency")
    )


routes = [urgency_page, set_urgency]
