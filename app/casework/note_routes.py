"""Writing a note, and reading the timeline."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SEE_CASES, WORK_CASE
from app.cases import store
from app.cases.actions import perform
from app.cases.outcomes import Refused
from app.casework.case_context import CaseContext, load_case, moment
from app.casework.case_routes import case_page
from app.casework.forms import NoteForm
from app.casework.timeline import GROUPS, Timeline, timeline_of
from app.explain.fields import field_errors
from app.web.forms.decoding import Invalid, chosen, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import fragment, page, see_other, wants_fragment
from workflows import commands

PAGE = 20
"""How many events the timeline shows at once."""
_DIGITS = 9  # of the place in the history from which to go back; more would not fit a column


@post("/cases/{number:str}/notes", opt=may(WORK_CASE), name="casework:note", status_code=303)
async def add_note(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Add a progress note; two people may write at the same time."""
    form = await read_form(request, NoteForm)
    if isinstance(form, Invalid):
        return await _refused(request, number, form)
    case = await store.case_view(number, request.user)
    if case is None:
        raise NotFound
    now = clock.now()
    command = commands.Note(text=form.text, occurred_at=moment(form.occurred_on, case, now))
    outcome = await perform(number, command, me=request.user, now=now, version=form.version, key=form.key)
    if isinstance(outcome, Refused):
        context = await load_case(request, number)
        by_field, others = field_errors(outcome.reasons, context.say, form)
        above = {"": " ".join(one.text for one in others)} if others else {}
        return await _refused(request, number, refuse(form, **by_field, **above))
    if wants_fragment(request):
        return await _swapped(request, number, saved=_("The note is saved."))
    return see_other(f"{url('casework:case', number=number)}#timeline", notice=_("The note is saved."))


async def _refused(request: Signed, number: str, form: Invalid) -> Response[Any]:
    if wants_fragment(request):
        return await _swapped(request, number, note_form=form, status=422)
    return await case_page(request, number, note_form=form, status=422)


async def _swapped(request: Signed, number: str, *, status: int = 200, **shown: Any) -> Response[Any]:
    """Give the content of the timeline's section, with the form of a note above it."""
    context = await load_case(request, number)
    timeline = await timeline_of(context, **shown)
    return fragment(request, "casework/_timeline.html", status=status, case=context.case, timeline=timeline)


@get("/cases/{number:str}/timeline", opt=may(SEE_CASES), name="casework:timeline")
async def timeline(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the whole history, a page at a time, of all kinds or of one group."""
    context = await load_case(request, number)
    render = fragment if wants_fragment(request) else page
    template = "casework/_timeline.html" if wants_fragment(request) else "casework/timeline.html"
    return render(request, template, case=context.case, timeline=await _asked_timeline(request, context))


async def _asked_timeline(request: Signed, context: CaseContext) -> Timeline:
    """Read the page of the history that the address asks for: the chosen group, the place to go on from."""
    group = chosen(request, "show", among=GROUPS)
    before = request.query_params.get("before", "")[:_DIGITS]
    return await timeline_of(
        context, limit=PAGE, group=group, before=int(before) if before.isdecimal() else None
    )
