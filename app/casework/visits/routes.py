"""A visit in one screen."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SHELTER_CLIENTS, VISIT_CLIENT
from app.cases.outcomes import Again, Refused
from app.casework.case_context import CaseContext, load_case, moment
from app.casework.documents.uploads import take_in
from app.casework.forms import VisitForm
from app.casework.respond import act_page, sent_before
from app.casework.visits import actions
from app.clients.rules import forbids_home, proposes_home
from app.explain.reasons import opens_at
from app.records.consent import sharing
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options
from app.web.pages.render import label, see_other

HOME, HOUSE = "RUMAH", "PANTI"
PHOTO = "photo"
"""The kind of document a visit's picture is."""


@get("/cases/{number:str}/visit", opt=may(VISIT_CLIENT), name="casework:visit_new")
async def visit_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the form of a visit, the task it was opened from already chosen."""
    desk = await load_case(request, number)
    return _page(request, desk, task=request.query_params.get("task", ""))


@post("/cases/{number:str}/visit", opt=may(VISIT_CLIENT), name="casework:visit", status_code=303)
async def keep_visit(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Keep note, service, photo and task together, or say all that is wrong."""
    form = await read_form(request, VisitForm)
    desk = await load_case(request, number)
    if again := await sent_before(request, form):
        return again
    if isinstance(form, Invalid):
        return _page(request, desk, form=form)
    if (wrong := _wrong(form, desk)) or (doubts := _doubts(form, desk)):
        return _page(
            request, desk, form=refuse(form, **wrong) if wrong else form, doubts=() if wrong else doubts
        )
    made = await _made(form, desk)
    if isinstance(made, str):
        return _page(request, desk, form=refuse(form, photo=made))
    outcome = await actions.visit(
        desk.case, made, me=request.user, now=desk.now, version=form.version, key=form.key
    )
    if isinstance(outcome, Refused):
        return _page(request, desk, form=form, refused=[desk.say(reason) for reason in outcome.reasons])
    return _onward(request, desk, again=isinstance(outcome, Again))


def _wrong(form: VisitForm, desk: CaseContext) -> dict[str, str]:
    """Find what only the case and several fields together show."""
    today, wrong = clock.on(desk.now), {}
    happened = form.occurred_on or today
    if happened > today:
        wrong["occurred_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.next_on and form.next_on <= happened:
        wrong["next_on"] = _("The next visit must lie after this one.")
    if (
        _has_photo(form)
        and not form.photo_agreed
        and sharing.is_refused(desk.case.state.facts, sharing.PHOTOS)
    ):
        wrong["photo_agreed"] = sharing.refused_photo()
    if form.task and form.task not in {task.id for task in _tasks(desk)}:
        wrong["task"] = _("This task cannot be done by a visit now.")
    return wrong


def _has_photo(form: VisitForm) -> bool:
    return form.photo is not None and bool(form.photo.filename)


async def _made(form: VisitForm, desk: CaseContext) -> actions.CurrentSession | str:
    """Turn the form into a visit; a sentence where the photo is not taken."""
    document = None
    if form.photo is not None and form.photo.filename:
        taken = await take_in(form.photo, desk.case, kind=PHOTO, title=None, me=desk.me, now=desk.now)
        if isinstance(taken, str):
            return taken
        document = taken
    return actions.CurrentSession(
        text=form.text,
        service=form.service,
        place=form.place,
        present=tuple(form.present),
        quantity=form.quantity,
        unit=form.unit or "",
        next_on=form.next_on,
        task=form.task or "",
        document=document,
        occurred_on=form.occurred_on or clock.on(desk.now),
        at=moment(form.occurred_on, desk.case, desk.now),
    )


def _tasks(desk: CaseContext) -> tuple[Any, ...]:
    return actions.tasks_for(desk.plan.tasks)


def _onward(request: Signed, desk: CaseContext, *, again: bool) -> Response[Any]:
    """Go back to the case, or on to the form that the visit's task still asks for."""
    more = actions.asks_more(desk.plan.tasks)
    if not more or again:
        return see_other(
            f"{url('casework:case', number=desk.case.number)}#timeline",
            notice=_("The visit is saved."),
            request=request,
        )
    notice = _("The visit is saved. Now fill in: %(task)s.", task=label(more[0].title))
    return see_other(opens_at(more[0].opens, desk.case.number), notice=notice, request=request)


def _page(
    request: Signed,
    desk: CaseContext,
    *,
    form: Any = None,
    task: str = "",
    refused: Any = None,
    doubts: tuple[str, ...] = (),
) -> Response[Any]:
    """Draw the form; *doubts* are sentences to confirm before it is saved."""
    tasks = [(one.id, label(one.title)) for one in _tasks(desk)]
    chosen = task if task in dict(tasks) else ""
    answer = act_page(
        request,
        desk,
        "casework/visit.html",
        form=form,
        refused=refused,
        task=chosen,
        tasks=tasks,
        services=options("service"),
        places=options("service_place"),
        people=options("present"),
        place=_usual_place(desk),
        doubts=doubts,
        not_home=forbids_home(desk.case.safe_contact, desk.case.state.facts.get("home_contact")),
        photos_at=sharing.where_asked(
            desk.definition, desk.case.number, desk.case.state.facts, desk.me, sharing.PHOTOS
        ),
        photos_refused=sharing.is_refused(desk.case.state.facts, sharing.PHOTOS),
        more=[label(one.title) for one in actions.asks_more(desk.plan.tasks)],
    )
    if doubts:
        answer.status_code = 422
    return answer


def _usual_place(desk: CaseContext) -> str:
    """Propose where a visit was: the house that shelters, the home only where nothing speaks against it."""
    if desk.me.may(SHELTER_CLIENTS):
        return HOUSE
    case = desk.case
    free = proposes_home(case.safe_contact, case.safe_contact_note, case.state.facts.get("home_contact"))
    return HOME if free else ""


def _doubts(form: VisitForm, desk: CaseContext) -> tuple[str, ...]:
    """Ask again before a visit to a home is kept from which the client must be kept out of danger."""
    case = desk.case
    if form.confirmed or form.place != HOME:
        return ()
    if not forbids_home(case.safe_contact, case.state.facts.get("home_contact")):
        return ()
    words = [
        _(
            "This client must not be visited at home. Was the visit really there? It may put the client in danger."
        ),
        _("If the next visit is there too, agree on another place first."),
    ]
    if _has_photo(form):
        words.append(_("Choose the photo once more: a browser does not keep it."))
    return tuple(words)


routes = [visit_page, keep_visit]
