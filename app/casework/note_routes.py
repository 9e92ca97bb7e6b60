"""Writing a note, and reading the timeline."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SEE_CASES, WORK_CASE
from app.cases import store
from app.cases.actions import perform
from app.cases.outcomes import Refused
from app.cases.partner_visibility import is_inside, seen_events
from app.casework.case_context import load_case, moment
from app.casework.case_routes import case_page
from app.casework.forms import NoteForm
from app.casework.timeline import GROUPS, entries
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
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
        return await case_page(request, number, note_form=form, status=422)
    case = await store.case_view(number, request.user)
    if case is None:
        raise NotFound
    now = clock.now()
    command = commands.Note(text=form.text, occurred_at=moment(form.occurred_on, case, now))
    outcome = await perform(number, command, me=request.user, now=now, version=form.version, key=form.key)
    if isinstance(outcome, Refused):
        desk = await load_case(request, number)
        refused = refuse(form, **{"": " ".join(desk.say(reason).text for reason in outcome.reasons)})
        return await case_page(request, number, note_form=refused, status=422)
    if wants_fragment(request):
        return await _timeline(request, number, notice=_("The note is saved."))
    return see_other(f"/cases/{number}#timeline", notice=_("The note is saved."))


@get("/cases/{number:str}/timeline", opt=may(SEE_CASES), name="casework:timeline")
async def timeline(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the whole history, a page at a time, of all kinds or of one group."""
    if wants_fragment(request):
        return await _timeline(request, number)
    desk = await load_case(request, number)
    context = await timeline_context(request, desk.case, desk.definition)
    return page(request, "casework/timeline.html", case=desk.case, **context)


async def _timeline(request: Signed, number: str, *, notice: str = "") -> Response[Any]:
    desk = await load_case(request, number)
    context = await timeline_context(request, desk.case, desk.definition)
    return fragment(
        request, "casework/_timeline.html", case=desk.case, saved=notice, note_form=None, **context
    )


async def timeline_context(request: Signed, case: store.CaseView, definition: Any) -> dict[str, Any]:
    """Gather what the timeline shows: the chosen group, where to go on, the entries."""
    group = request.query_params.get("show", "")
    group = group if group in GROUPS else ""
    before = request.query_params.get("before", "")[:_DIGITS]
    rows = await store.events(
        case.id,
        kinds=GROUPS.get(group, ()),
        before=int(before) if before.isdecimal() else None,
        limit=PAGE + 1,
        only=seen_events(request.user),
    )
    more = rows[PAGE - 1].ordinal if len(rows) > PAGE else None
    return {
        "entries": await entries(rows[:PAGE], definition, request.user, case=case.id),
        "group": group,
        "more": more,
        "groups": tuple(GROUPS) if is_inside(request.user) else (),
        "writes": request.user.may(WORK_CASE),
    }
