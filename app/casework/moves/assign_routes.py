"""Whose case it is: its worker, its region; and the way to its client."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.capabilities import SEE_CLIENTS, STEER_CASE, WORK_CASE, WRITE_CLIENTS
from app.cases import store
from app.casework.case_context import CaseContext, load_case
from app.casework.forms import AssignForm, RelocateForm
from app.casework.respond import act, act_page
from app.explain.reasons import Said
from app.regions.store import regions as all_regions
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import see_other
from workflows import commands


@get("/cases/{number:str}/assign", opt=may(STEER_CASE), name="casework:assign")
async def assign_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show who may take the case."""
    return await _assign(request, await load_case(request, number))


@post("/cases/{number:str}/assign", opt=may(STEER_CASE), name="casework:assigned", status_code=303)
async def assign(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Give the case to a worker of its unit, or to nobody."""
    form = await read_form(request, AssignForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return await _assign(request, desk, form=form)
    known = await store.takers(desk.case.unit)
    if form.worker is not None and form.worker not in known:
        return await _assign(request, desk, form=refuse(form, worker=_("Choose a worker of this unit.")))
    unit = known[form.worker][1] if form.worker else desk.case.unit
    command = commands.Assign(worker=str(form.worker or ""), organisation=str(unit), reason=form.reason or "")
    outcome = await act(request, number, command, form, notice=_("The case is assigned."))
    if not isinstance(outcome, Response):
        return await _assign(request, desk, form=form, refused=outcome)
    if await store.unshown(number, request.user) is None:
        # A worker who hands on the only case they saw by assignment can no longer open it.
        return see_other(url("cases:list"), notice=_("The case is assigned."), request=request)
    return outcome


async def _assign(
    request: Signed, desk: CaseContext, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    takers = await store.takers(desk.case.unit)
    workers = [(str(worker), name) for worker, (name, _unit) in takers.items()]
    return act_page(request, desk, "casework/assign.html", form=form, refused=refused, workers=workers)


@get("/cases/{number:str}/relocate", opt=may(STEER_CASE), name="casework:relocate")
async def relocate_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show where the case may go."""
    return await _relocate(request, await load_case(request, number))


@post("/cases/{number:str}/relocate", opt=may(STEER_CASE), name="casework:relocated", status_code=303)
async def relocate(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Let another kabupaten or kota handle the case; both sides' figures balance."""
    form = await read_form(request, RelocateForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return await _relocate(request, desk, form=form)
    if form.region not in {code for code, _name in (await all_regions()).kabkota()}:
        return await _relocate(request, desk, form=refuse(form, region=_("Choose a kabupaten or kota.")))
    command = commands.Relocate(region=form.region, reason=form.reason)
    outcome = await act(request, number, command, form, notice=_("The case has moved to another region."))
    return (
        outcome
        if isinstance(outcome, Response)
        else await _relocate(request, desk, form=form, refused=outcome)
    )


async def _relocate(
    request: Signed, desk: CaseContext, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    regions = [(code, name) for code, name in (await all_regions()).kabkota() if code != desk.case.region]
    return act_page(request, desk, "casework/relocate.html", form=form, refused=refused, regions=regions)


@get("/cases/{number:str}/client", opt=may(WORK_CASE), name="casework:client")
async def to_client(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Lead to the client's details, where a condition asks for one of them; as far as the reader may go."""
    case = await store.case_view(number, request.user)
    if case is None:
        raise NotFound
    me, client = request.user, case.client_number
    if me.may(WRITE_CLIENTS):
        return see_other(url("clients:edit", number=client))
    if me.may(SEE_CLIENTS):
        return see_other(url("clients:client", number=client))
    return see_other(url("casework:case", number=number))


routes = [assign_page, assign, relocate_page, relocate, to_client]
