"""The page that opens a case for a registered client."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from app import clock
from app.audit import idempotency
from app.capabilities import OPEN_CASE, TAKE_CASES, TAKE_IN, WATCH_KECAMATAN, WATCH_REGION
from app.cases.outcomes import Again, Refused
from app.cases.store import candidates, unshown
from app.clients import store as clients
from app.clients.ages import age_of, age_on
from app.clients.names import initials
from app.clients.store import ClientView
from app.opening import choices
from app.opening.checks import checked, refused
from app.opening.form import OpenForm, Person
from app.opening.open_case import Opened, Opening, open_case
from app.regions.codes import HOME, kabkota
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other


@get("/cases/new", opt=may(OPEN_CASE), name="cases:new")
async def new_case(request: Signed) -> Response[Any]:
    """Show the form with what is known already."""
    client = await _client(request)
    return await _page(request, client, await _first(client, request.user))


@post("/cases/new", opt=may(OPEN_CASE), name="cases:open", status_code=303)
async def open_new_case(request: Signed) -> Response[Any]:
    """Open the case, or say all that speaks against it."""
    client, now = await _client(request), clock.now()
    form = await read_form(request, OpenForm)
    if typed(form).get("choose"):
        return await _page(request, client, Invalid({}, typed(form)))
    if isinstance(form, OpenForm) and (place := await idempotency.result(form.key, worker=request.user.id)):
        return await _opened(Again(place), client, request.user)
    held = form if isinstance(form, Invalid) else await checked(form, client, request.user, now)
    if isinstance(held, Invalid):
        return await _page(request, client, held, status=422)
    if _only_reports(request.user):
        held = msgspec.structs.replace(held, worker=None)
    outcome = await open_case(_opening(held, client), me=request.user, now=now, key=held.key)
    if isinstance(outcome, Refused):
        return await _page(request, client, refused(held, outcome.reasons), status=422)
    return await _opened(outcome, client, request.user)


routes = [new_case, open_new_case]


async def _client(request: Signed) -> ClientView:
    client = await clients.client_view(request.query_params.get("client", "").upper(), request.user)
    if client is None:
        raise NotFound
    return client


_SOURCE = {WATCH_KECAMATAN: "TKSK_PSM", WATCH_REGION: "DINSOS_KABKOTA"}
"""Where a reporter's reports come from: themselves."""


def _only_reports(me: CurrentUser) -> bool:
    return not me.may(TAKE_IN)


def _opening(form: OpenForm, client: ClientView) -> Opening:
    return Opening(
        client=client.number,
        pmks_type=form.pmks_type,
        secondary_types=tuple(t for t in form.also if t != form.pmks_type),
        source=form.source,
        urgency=form.urgency,
        safe_now=form.safe_now,
        reported_at=form.reported_at,
        region=form.region,
        unit=form.unit,
        worker=form.worker,
        flow="REFERRED_IN" if form.referred else "NEW",
        override=form.override,
        note=form.note,
        act_on=form.act_on,
        journey=form.journey,
    )


async def _opened(outcome: Opened | Again, client: ClientView, me: CurrentUser) -> Response[Any]:
    """Go to the case; whoever gave it to somebody else goes back to the client."""
    number = outcome.number if isinstance(outcome, Opened) else outcome.location.rpartition("/")[2]
    notice = _("Case %(number)s is open.", number=number)
    if await unshown(number, me) is None:
        return see_other(url("clients:client", number=client.number), notice=notice)
    return see_other(url("casework:case", number=number), notice=notice)


async def _first(client: ClientView, me: CurrentUser) -> dict[str, object]:
    """Return what the form holds at first: now, the client's kab/kota, the own unit, oneself."""
    home = kabkota(client.home_region or client.found_region or "")
    place = home if home and home.startswith(f"{HOME}.") else me.region
    return {
        "source": next((source for way, source in _SOURCE.items() if me.may(way)), None),
        "reported_at": clock.now(),
        "region": place,
        "unit": me.organisation,
        "worker": me.id if me.may(TAKE_CASES) else None,
    }


async def _page(request: Signed, client: ClientView, form: object, *, status: int = 200) -> Response[Any]:
    me, today, shown = request.user, clock.today(), typed(form)
    bands, ready = await choices.bands()
    age = age_on(client.birth_date, today) if client.birth_date else None
    units, person = await choices.units(me), Person(age, client.birth_estimated)
    return page(
        request,
        "opening/new.html",
        status=status,
        form=form,
        client=client,
        initials=initials,
        age=age_of(client, today=today),
        types=choices.types(person, bands, ready),
        suggested=choices.suggestion(_fitting(shown), person, bands, ready),
        cases=await clients.cases_of(client.id, me),
        kabkota=(await regions()).kabkota(),
        units=units,
        reports=_only_reports(me),
        workers=[] if _only_reports(me) else await candidates(_unit(shown.get("unit"), units)),
        ways=choices.way_options(await choices.short_ways()),
    )


def _fitting(shown: Mapping[str, object]) -> list[str]:
    """Return every type that the worker has ticked, as the main one or another."""
    also = shown.get("also") or []
    named = [shown.get("pmks_type") or "", *([also] if isinstance(also, str) else list(also))]  # type: ignore[call-overload]
    return [str(code) for code in named if code]


def _unit(typed_unit: object, units: list[tuple[UUID, str]]) -> UUID:
    """Return the unit whose workers are offered: the one chosen, else the first."""
    known = {str(code): code for code, _name in units}
    return known.get(str(typed_unit), units[0][0] if units else UUID(int=0))
