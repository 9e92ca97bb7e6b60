"""More time for a stage or a hold: the worker asks, a leader gives it or says no, and the answer comes back."""

from datetime import date, datetime, time
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import GIVE_TIME, STEER_CASE
from app.cases import store
from app.casework.case_context import CaseContext, load_case
from app.casework.forms import ExtendForm, ReasonForm
from app.casework.respond import act, act_page
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.i18n.catalogue import gettext as _
from workflows import commands


@get("/cases/{number:str}/extend", opt=may(STEER_CASE), name="casework:extend")
async def time_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show until when, what was asked for, and who may give more time."""
    return await _page(request, await load_case(request, number))


@post("/cases/{number:str}/extend", opt=may(STEER_CASE), name="casework:extended", status_code=303)
async def more_time(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Give the stage, or the hold, a later last day; from whoever may not, take the request. Legal deadlines refuse."""
    form = await read_form(request, ExtendForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return await _page(request, desk, form=form)
    until, gives = _end(form.until), desk.me.may(GIVE_TIME)
    sort = commands.ExtendHold if desk.case.state.held else commands.ExtendStage
    command = (sort if gives else commands.AskTime)(until=until, reason=form.reason)
    notice = _("More time is given.") if gives else _("Your request is with your supervisor.")
    outcome = await act(request, number, command, form, notice=notice)
    return (
        outcome if isinstance(outcome, Response) else await _page(request, desk, form=form, refused=outcome)
    )


@post("/cases/{number:str}/extend/refuse", opt=may(GIVE_TIME), name="casework:time_refused", status_code=303)
async def refuse_time(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Say no to a request, and why: the worker reads it on their first page."""
    form = await read_form(request, ReasonForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return await _page(request, desk, no=form)
    command = commands.RefuseTime(reason=form.reason)
    outcome = await act(request, number, command, form, notice=_("The request is answered."))
    return outcome if isinstance(outcome, Response) else await _page(request, desk, no=form, refused=outcome)


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), clock.WIB)


async def _page(
    request: Signed, desk: CaseContext, *, form: Any = None, no: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    asked = desk.case.state.time_asked
    return act_page(
        request,
        desk,
        "casework/extend.html",
        form=form,
        no=no,
        refused=refused,
        gives=desk.me.may(GIVE_TIME),
        asked=asked,
        asker=(await store.names([asked.by])).get(asked.by, "") if asked else "",
        asked_until=clock.on(asked.until) if asked else None,
    )


routes = [time_page, more_time, refuse_time]
