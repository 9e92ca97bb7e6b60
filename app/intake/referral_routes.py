"""Pages of what is sent on instead of becoming a case: the form, the list, and each one with its answer."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SEE_INTAKE, TAKE_IN
from app.cases.masking import client_label
from app.clients import store as clients
from app.clients.masking import hides
from app.clients.names import initials
from app.clients.store import ClientView
from app.intake import referral_store as store
from app.intake import referrals
from app.intake.referral_form import (
    CENTRE,
    AnswerForm,
    ReferralFilter,
    ReferralForm,
    check,
    check_answer,
    is_way,
)
from app.intake.referral_store import ReferralView
from app.scope.break_glass import sees_client
from app.web.forms.decoding import Invalid, read_form, read_query, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from app.web.pages.pagination import Page, whole
from app.web.pages.render import page, see_other
from workflows.lists.pmks import PMKS


@get("/referrals", opt=may(SEE_INTAKE), name="intake:referrals")
async def referral_list(request: Signed) -> Response[Any]:
    """List what was sent on, latest first, with how many wait for an answer."""
    form, me = read_query(request, ReferralFilter), request.user
    wanted = form if isinstance(form, ReferralFilter) else ReferralFilter()
    listed: Page[ReferralView] = (
        await store.referrals(wanted, me) if isinstance(form, ReferralFilter) else Page([])
    )
    listed = await whole(
        listed,
        lambda after: store.referrals(msgspec.structs.replace(wanted, after=after), me),
        asked="all" in request.query_params,
    )
    asked = {name: value for name, value in typed(wanted).items() if value and name != "after"}
    return page(
        request,
        "intake/referrals.html",
        status=422 if isinstance(form, Invalid) else 200,
        form=form,
        found=listed,
        asked=asked,
        counts=await store.counts(wanted, me),
        named=lambda one: _named(one, me),
        sends=_sends(me),
    )


@get("/referrals/new", opt=may(TAKE_IN), name="intake:new_referral")
async def new_referral(request: Signed) -> Response[Any]:
    """Show the form for sending a registered client on."""
    client, way = await _client(request), _way(request)
    first = {"sent_on": clock.today(), "letter_on": clock.today(), "destination": _usual(way)}
    return _form_page(request, client, way, first)


@post("/referrals/new", opt=may(TAKE_IN), name="intake:send_referral", status_code=303)
async def send_referral(request: Signed) -> Response[Any]:
    """Keep that the client was sent on."""
    client, way = await _client(request), _way(request)
    form = await read_form(request, ReferralForm)
    checked = form if isinstance(form, Invalid) else check(form, way, today=clock.today())
    if isinstance(checked, Invalid):
        return _form_page(request, client, way, checked, status=422)
    sent = await referrals.send(checked, way, client, me=request.user, now=clock.now())
    notice = _("The referral is kept.") if way == CENTRE else _("The handover is kept.")
    return see_other(sent.location, notice=notice)


@get("/referrals/{referral:uuid}", opt=may(SEE_INTAKE), name="intake:referral")
async def one_referral(request: Signed, referral: FromPath[UUID]) -> Response[Any]:
    """Show one referral; the reading of one to the centre is written down first. Who is not on the team sees initials."""
    return await _one_page(request, await _found(request, referral), {"answered_on": clock.today()})


@post("/referrals/{referral:uuid}/answer", opt=may(TAKE_IN), name="intake:answer_referral", status_code=303)
async def answer_referral(request: Signed, referral: FromPath[UUID]) -> Response[Any]:
    """Keep what the other side answered."""
    view, form = await _found(request, referral), await read_form(request, AnswerForm)
    if isinstance(form, AnswerForm):
        form = check_answer(form, sent_on=view.sent_on, centre=view.kind == CENTRE, today=clock.today())
    if isinstance(form, Invalid):
        return await _one_page(request, view, form, status=422)
    done = await referrals.answer(referral, form, me=request.user, now=clock.now())
    return see_other(done.location, notice=_("The answer is kept."))


routes = [referral_list, new_referral, send_referral, one_referral, answer_referral]


async def _client(request: Signed) -> ClientView:
    client = await clients.client_view(request.query_params.get("client", "").upper(), request.user)
    if client is None:
        raise NotFound
    return client


def _way(request: Signed) -> str:
    way = request.query_params.get("to", CENTRE).upper()
    if not is_way(way):
        raise NotFound
    return way


def _usual(way: str) -> str:
    return "KEMENSOS" if way == CENTRE else PMKS[way].handler


async def _found(request: Signed, referral: UUID) -> ReferralView:
    view = await store.referral_view(referral, request.user)
    if view is None:
        raise NotFound
    return view


def _form_page(
    request: Signed, client: ClientView, way: str, form: object, *, status: int = 200
) -> Response[Any]:
    return page(request, "intake/refer.html", status=status, form=form, client=client, way=way)


async def _one_page(request: Signed, view: ReferralView, form: object, *, status: int = 200) -> Response[Any]:
    me = request.user
    if view.restricted:
        await referrals.read(view, me=me, now=clock.now())
    hidden = hides(restricted=view.restricted, roles=me.roles) and not await sees_client(me, view.client)
    name = initials(view.client_name) if hidden else view.client_name
    return page(
        request, "intake/referral.html", status=status, form=form, referral=view, name=name, sends=_sends(me)
    )


def _named(one: ReferralView, me: CurrentUser) -> str:
    return client_label(one.client_name, one.client_number, restricted=one.restricted, roles=me.roles)


def _sends(me: CurrentUser) -> bool:
    return me.may(TAKE_IN)
