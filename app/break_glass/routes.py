"""The page that asks why; the supervisor's list of who asked."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.routes import local
from app.break_glass import actions, limits, store
from app.break_glass.forms import MoreForm, ReasonForm, says_enough
from app.capabilities import (
    ANSWER_DUPLICATES,
    ANSWER_OPENINGS,
    BREAK_GLASS,
    CORRECT_FACTS,
    HEAR_OF_BROKEN_GLASS,
    SEE_CLIENTS,
    SEE_QUESTIONS,
)
from app.clients.finding import asking
from app.clients.names import initials
from app.scope.break_glass import LASTS
from app.web.forms.decoding import Invalid, read_form, refuse
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
    outcome = await actions.give_reason(client, form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _reason_page(request, number, outcome, status=422)
    if isinstance(outcome, actions.Enough):
        return _enough_page(request, outcome.above, status=429)
    onward = local(form.next)
    return see_other(
        onward if onward != url("home:desk") else url("clients:client", number=client.number), request=request
    )


@get("/opened", opt=may(HEAR_OF_BROKEN_GLASS), name="break_glass:opened")
async def opened_page(request: Signed) -> Response[Any]:
    """Show who from outside the team asked to see masked people, to whoever looks it over; a page at a time."""
    after = request.query_params.get("after", "")[:400]
    found = await store.opened(request.user, unseen=False, after=after)
    return page(
        request,
        "break_glass/opened.html",
        found=found.rows,
        next=found.next,
        initials=initials,
        links=request.user.may(SEE_CLIENTS),
    )


@post("/opened/{opening:uuid}/seen", opt=may(HEAR_OF_BROKEN_GLASS), name="break_glass:seen", status_code=303)
async def seen(request: Signed, opening: FromPath[UUID]) -> Response[Any]:
    """Take one off the list of what is new."""
    await actions.look_at(opening, me=request.user, now=clock.now())
    return see_other(url("break_glass:opened"), notice=_("Marked as looked at."))


@get("/opened/more", opt=may(BREAK_GLASS), name="break_glass:more")
async def more_page(request: Signed) -> Response[Any]:
    """Say how many more people the reader may open today, and let them ask for more."""
    return _enough_page(request, await limits.above(request.user))


@post("/opened/more", opt=may(BREAK_GLASS), name="break_glass:ask_more", status_code=303)
async def ask_more(request: Signed) -> Response[Any]:
    """Ask whoever is above for more openings today."""
    form = await read_form(request, MoreForm)
    if isinstance(form, MoreForm) and not says_enough(form.reason):
        form = refuse(form, reason=_("Write a sentence of at least three words."))
    if isinstance(form, Invalid):
        return _enough_page(request, await limits.above(request.user), form, status=422)
    await limits.ask(request.user, form.reason, now=clock.now())
    return see_other(url("home:desk"), notice=_("Asked. You can go on once it is released."))


@get("/opened/asked", opt=may(SEE_QUESTIONS), name="break_glass:asked")
async def asked_page(request: Signed) -> Response[Any]:
    """Show what waits for the reader: who asks for more openings, and who may have registered a restricted person anew."""
    me = request.user
    return page(
        request,
        "break_glass/asked.html",
        more=await limits.asked(me, now=clock.now()),
        questions=await asking.questions() if me.may(ANSWER_DUPLICATES) else [],
        released=limits.limits().more,
        initials=initials,
    )


@post(
    "/opened/asked/{asked:uuid}/release",
    opt=may(ANSWER_OPENINGS),
    name="break_glass:release",
    status_code=303,
)
async def release(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Release more openings for today."""
    if not await limits.release(asked, request.user, now=clock.now()):
        raise NotFound
    return see_other(url("break_glass:asked"), notice=_("Released for today."))


@post(
    "/opened/asked/{asked:uuid}/answered",
    opt=may(ANSWER_DUPLICATES),
    name="break_glass:answered",
    status_code=303,
)
async def answered(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Take a question off the data officer's list."""
    if not await asking.answer(asked, by=request.user.id, now=clock.now()):
        raise NotFound
    return see_other(url("break_glass:asked"), notice=_("Marked as looked at."))


routes = [reason_page, give_reason, opened_page, seen, more_page, ask_more, asked_page, release, answered]


def _enough_page(
    request: Signed, above: list[str], form: Invalid | None = None, *, status: int = 200
) -> Response[Any]:
    return page(request, "break_glass/enough.html", status=status, form=form, above=", ".join(above))


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
        purposes=_purposes(request.user),
        left=await limits.left(request.user, client.id, now=clock.now()),
        hours=LASTS.seconds // 3600,
    )


def _purposes(me: CurrentUser) -> Any:
    """Offer what a role may want; going through a list of data is the data officer's."""
    return [one for one in options("unmasking") if one[0] != actions.FROM_LIST or me.may(CORRECT_FACTS)]
