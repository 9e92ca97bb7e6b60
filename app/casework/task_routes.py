"""Doing a task, taking a turn back, excusing it, adding it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.capabilities import EXCUSE_TASK, WORK_CASE
from app.cases.actions import refuse_stale
from app.cases.outcomes import Again, Done, Refused
from app.casework.case_context import CaseContext, load_case, moment
from app.casework.composite import Part, together
from app.casework.documents.uploads import refused_file, take_in
from app.casework.forms import OptionalReasonForm, ReasonForm, TaskForm
from app.casework.panels.tasks import task_row
from app.casework.partner_page import refuse_others
from app.casework.respond import act, act_page, lead_on, sent_before
from app.explain import terms
from app.explain.fields import field_errors
from app.explain.reasons import Said, opens_at
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import label, see_other
from workflows import commands
from workflows.engine import TaskView


@get("/cases/{number:str}/tasks/{task:str}", opt=may(WORK_CASE), name="casework:task")
async def task_page(request: Signed, number: FromPath[str], task: FromPath[str]) -> Response[Any]:
    """Show one task: what it asks for, what was done of it, who may do it. One that a record completes goes there."""
    desk = await load_case(request, number)
    view = _view(desk, task)
    if view.opens.startswith(("record:", "instrument:")):
        return see_other(opens_at(view.opens, number))
    return _page(request, desk, view)


@post("/cases/{number:str}/tasks/{task:str}", opt=may(WORK_CASE), name="casework:task_done", status_code=303)
async def do_task(request: Signed, number: FromPath[str], task: FromPath[str]) -> Response[Any]:
    """Record one turn of a task, with its evidence."""
    form = await read_form(request, TaskForm)
    desk = await load_case(request, number)
    if again := await sent_before(request, form):
        return again
    if not isinstance(form, Invalid):
        await refuse_stale(desk.case, form.version)
    view = _view(desk, task)
    if isinstance(form, Invalid):
        return _page(request, desk, view, form=form)
    if unfit := refused_file("document", form.document):
        return _page(request, desk, view, form=refuse(form, **unfit))
    parts = await _parts(form, view, desk)
    if isinstance(parts, str):
        return _page(request, desk, view, form=refuse(form, document=parts))
    outcome = await together(number, parts, me=desk.me, now=desk.now, version=form.version, key=form.key)
    return await _answer(request, desk, view, form, outcome)


async def _answer(
    request: Signed, desk: CaseContext, view: TaskView, form: TaskForm, outcome: Done | Again | Refused
) -> Response[Any]:
    if isinstance(outcome, Refused):
        by_field, others = field_errors(outcome.reasons, desk.say, form)
        return _page(request, desk, view, form=refuse(form, **by_field) if by_field else form, refused=others)
    return await lead_on(request, outcome, notice=_("Done: %(task)s", task=label(view.title)))


async def _parts(form: TaskForm, view: TaskView, desk: CaseContext) -> list[Part] | str:
    """Return the command, after that of the file which proves it; a sentence where the file is not taken."""
    parts: list[Part] = []
    document = ""
    if form.document is not None:
        kind = _document(view) or "other"
        taken = await take_in(form.document, desk.case, kind=kind, title=None, me=desk.me, now=desk.now)
        if isinstance(taken, str):
            return taken
        document, parts = taken[0].document_id, [taken]
    at = moment(form.occurred_on, desk.case, desk.now)
    return [
        *parts,
        (commands.DoTask(task=view.id, note=form.note or "", document=document, occurred_at=at), None),
    ]


def _document(view: TaskView) -> str:
    return view.evidence.partition(":")[2]


@post(
    "/cases/{number:str}/tasks/{task:str}/undo",
    opt=may(WORK_CASE),
    name="casework:task_undone",
    status_code=303,
)
async def undo_task(request: Signed, number: FromPath[str], task: FromPath[str]) -> Response[Any]:
    """Take the last turn back, with a reason."""
    return await _with_reason(
        request, number, task, ReasonForm, command=commands.UndoTask, notice=_("The task is open again.")
    )


@post(
    "/cases/{number:str}/tasks/{task:str}/excuse",
    opt=may(EXCUSE_TASK),
    name="casework:task_excused",
    status_code=303,
)
async def excuse_task(request: Signed, number: FromPath[str], task: FromPath[str]) -> Response[Any]:
    """Excuse a task that its journey allows to be excused."""
    return await _with_reason(
        request, number, task, ReasonForm, command=commands.ExcuseTask, notice=_("The task is excused.")
    )


@post(
    "/cases/{number:str}/tasks/{task:str}/add",
    opt=may(WORK_CASE),
    name="casework:task_added",
    status_code=303,
)
async def add_task(request: Signed, number: FromPath[str], task: FromPath[str]) -> Response[Any]:
    """Make a task of choice count for this case."""
    return await _with_reason(
        request, number, task, OptionalReasonForm, command=commands.AddTask, notice=_("The task is added.")
    )


async def _with_reason(
    request: Signed,
    number: str,
    task: str,
    wanted: type[ReasonForm | OptionalReasonForm],
    *,
    command: Any,
    notice: str,
) -> Response[Any]:
    form = await read_form(request, wanted)
    desk = await load_case(request, number)
    if again := await sent_before(request, form):
        return again
    if not isinstance(form, Invalid):
        await refuse_stale(desk.case, form.version)
    view = _view(desk, task)
    if isinstance(form, Invalid):
        return _page(request, desk, view, form=form)
    outcome = await act(request, number, command(task=task, reason=form.reason or ""), form, notice=notice)
    return (
        outcome if isinstance(outcome, Response) else _page(request, desk, view, form=form, refused=outcome)
    )


def _view(desk: CaseContext, task: str) -> TaskView:
    for view in desk.plan.tasks:
        if view.id == task:
            refuse_others(desk, view.owner)
            return view
    raise NotFound


def _page(
    request: Signed, desk: CaseContext, view: TaskView, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    kind = _document(view)
    return act_page(
        request,
        desk,
        "casework/task.html",
        form=form,
        refused=refused,
        task=view,
        item=task_row(desk, view),
        owners=terms.roles(view.owner),
        document=kind,
        has_document=kind in desk.case.state.documents.values(),
        may_excuse=view.waivable and view.status == "open" and desk.me.may(EXCUSE_TASK),
    )


routes = [task_page, do_task, undo_task, excuse_task, add_task]
