"""Pages of outreach and raids: write one down, then person after person with as few taps as can be."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SEE_INTAKE, TAKE_CASES, TAKE_IN
from app.cases.store import candidates
from app.clients.actions import Lookalikes
from app.clients.ages import age_on, age_words
from app.clients.masking import hides
from app.clients.names import initials
from app.clients.store import ClientView
from app.intake import outreach
from app.intake import outreach_store as store
from app.intake.outreach_form import EventForm, KnownForm, PersonForm, check_event
from app.intake.outreach_store import EventView
from app.opening import choices
from app.opening.form import Person
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.pages.pagination import whole
from app.web.pages.render import page, see_other


@get("/outreach", opt=may(SEE_INTAKE), name="intake:outreach")
async def event_list(request: Signed) -> Response[Any]:
    """List outreach and raids, latest first."""
    after, me = request.query_params.get("after"), request.user
    listed = await whole(
        await store.events(me, after=after),
        lambda cursor: store.events(me, after=cursor),
        asked="all" in request.query_params,
    )
    book = await regions()
    return page(request, "intake/events.html", found=listed, after=after, place=book.name, writes=_writes(me))


@get("/outreach/new", opt=may(TAKE_IN), name="intake:new_event")
async def new_event(request: Signed) -> Response[Any]:
    """Show the empty form."""
    return await _event_form(request, {"held_at": clock.now(), "region": request.user.region})


@post("/outreach/new", opt=may(TAKE_IN), name="intake:keep_event", status_code=303)
async def keep_event(request: Signed) -> Response[Any]:
    """Write the event down and go on to the first person."""
    me, form = request.user, await _read_event(request)
    unit = me.organisation or next((code for code, _name in await choices.units(me)), None)
    if isinstance(form, Invalid) or unit is None:
        return await _event_form(request, form, status=422)
    kept = await outreach.keep_event(form, unit=unit, me=me, now=clock.now())
    return see_other(f"{kept.location}/new", notice=_("The event is kept. Now register the people."))


@get("/outreach/{event:uuid}", opt=may(SEE_INTAKE), name="intake:event")
async def one_event(request: Signed, event: FromPath[UUID]) -> Response[Any]:
    """Show an event with its people and counts."""
    view, me = await _event(request, event), request.user
    lines = await store.people(event, me)
    sexes, types = store.counted(lines)
    return page(
        request,
        "intake/event.html",
        event=view,
        lines=lines,
        sexes=sexes,
        types=types,
        hidden=view.people - len(lines),
        place=(await regions()).name,
        writes=_writes(me),
        age=_age,
        named=lambda one: (
            initials(one.client_name) if hides(restricted=one.restricted, roles=me.roles) else one.client_name
        ),
    )


@get("/outreach/{event:uuid}/edit", opt=may(TAKE_IN), name="intake:edit_event")
async def edit_event(request: Signed, event: FromPath[UUID]) -> Response[Any]:
    """Show the form with what was written."""
    view = await _event(request, event)
    return await _event_form(request, view, event=view)


@post("/outreach/{event:uuid}/edit", opt=may(TAKE_IN), name="intake:change_event", status_code=303)
async def change_event(request: Signed, event: FromPath[UUID]) -> Response[Any]:
    """Mend what was written of the event."""
    view, form = await _event(request, event), await _read_event(request)
    if isinstance(form, Invalid):
        return await _event_form(request, form, event=view, status=422)
    kept = await outreach.change_event(event, form, me=request.user, now=clock.now())
    return see_other(kept.location, notice=_("The change is saved."))


@get("/outreach/{event:uuid}/new", opt=may(TAKE_IN), name="intake:new_person")
async def new_person(request: Signed, event: FromPath[UUID]) -> Response[Any]:
    """Show the form for the next person, filled with what was chosen for the one before."""
    view = await _event(request, event)
    return await _person_form(request, view, await store.last_choice(event, request.user))


@post("/outreach/{event:uuid}/new", opt=may(TAKE_IN), name="intake:add_person", status_code=303)
async def add_person(request: Signed, event: FromPath[UUID]) -> Response[Any]:
    """Register somebody (or take a registered client), open the case, and go on to the next."""
    view, known = await _event(request, event), await _known(request)
    form: Any = await read_form(request, KnownForm if known else PersonForm)
    if isinstance(form, Invalid):
        return await _person_form(request, view, form, status=422)
    me, now = request.user, clock.now()
    outcome = await (
        outreach.add_known(view, known, form, me=me, now=now)
        if known
        else outreach.add_person(view, form, me=me, now=now)
    )
    if isinstance(outcome, Invalid):
        return await _person_form(request, view, outcome, status=422)
    if isinstance(outcome, Lookalikes):
        return await _person_form(request, view, form, status=422, alike=outcome.people)
    return _onwards(view, outcome.client, form.then, view.people + 1)


routes = [event_list, new_event, keep_event, one_event, edit_event, change_event, new_person, add_person]


def _onwards(event: EventView, client: str, then: str, count: int) -> Response[Any]:
    notice = ngettext(
        "%(number)s is registered. %(n)s person so far.",
        "%(number)s is registered. %(n)s people so far.",
        count,
        number=client,
    )
    return see_other(
        url("intake:event" if then == "done" else "intake:new_person", event=event.id), notice=notice
    )


async def _event(request: Signed, event: UUID) -> EventView:
    view = await store.event_view(event, request.user)
    if view is None:
        raise NotFound
    return view


async def _known(request: Signed) -> ClientView | None:
    number = request.query_params.get("client", "").strip()
    if not number:
        return None
    client = await outreach.known(number, request.user)
    if client is None:
        raise NotFound
    return client


async def _read_event(request: Signed) -> EventForm | Invalid:
    form = await read_form(request, EventForm)
    if isinstance(form, Invalid):
        return form
    return check_event(form, kabkota=outreach.kabkota((await regions()).kabkota()), now=clock.now())


async def _event_form(
    request: Signed, form: object, *, event: EventView | None = None, status: int = 200
) -> Response[Any]:
    kabkota = (await regions()).kabkota()
    return page(request, "intake/event_form.html", status=status, form=form, event=event, kabkota=kabkota)


async def _person_form(
    request: Signed, event: EventView, form: object, *, status: int = 200, alike: object = ()
) -> Response[Any]:
    me, known, book = request.user, await _known(request), await regions()
    bands, ready = await choices.bands()
    person = Person(_years(known), known.birth_estimated if known else True)
    types = [one for one in choices.types(person, bands, ready) if one.ready]
    own = me.may(TAKE_CASES)
    return page(
        request,
        "intake/person.html",
        status=status,
        form=form,
        event=event,
        known=known,
        alike=alike,
        types=types,
        workers=[] if own else await candidates(me.organisation or event.unit),
        age=_age,
        initials=initials,
        place=book.full_name,
        kabkota=book.name,
        again=bool(await store.last_choice(event.id, me)),
    )


def _years(client: ClientView | None) -> int | None:
    return age_on(client.birth_date, clock.today()) if client and client.birth_date else None


def _age(who: Any) -> str:
    return age_words(who.birth_date, estimated=who.birth_estimated, on=clock.today())


def _writes(me: CurrentUser) -> bool:
    return me.may(TAKE_IN)
