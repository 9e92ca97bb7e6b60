"""Making a move, taking the last one back, giving more time."""

from datetime import datetime, time
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import GIVE_TIME, STEER_CASE, VOID_MOVE, WORK_CASE
from app.cases.actions import refuse_stale
from app.cases.store import CaseView
from app.casework import reclassify
from app.casework.case_context import CaseContext, load_case, moment
from app.casework.case_page import move_item
from app.casework.forms import ExtendForm, MoveForm, ReasonForm
from app.casework.partner_page import refuse_others
from app.casework.respond import act, act_page, sent_before
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import commands
from workflows.engine import MoveView


@get("/cases/{number:str}/moves/{trigger:str}", opt=may(WORK_CASE), name="casework:move")
async def move_page(request: Signed, number: FromPath[str], trigger: FromPath[str]) -> Response[Any]:
    """Show one move: its conditions, and what it asks for."""
    desk = await load_case(request, number)
    return _page(request, desk, _wanted(desk, trigger))


@post("/cases/{number:str}/moves", opt=may(WORK_CASE), name="casework:move_made", status_code=303)
async def make_move(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Make a move, or answer with every reason why not; what was typed is kept."""
    form = await read_form(request, MoveForm)
    if again := await sent_before(request, form):
        return again
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return _page(request, desk, _wanted(desk, str(form.typed.get("trigger", ""))), form=form)
    await refuse_stale(desk.case, form.version)
    wanted = _wanted(desk, form.trigger)
    asked = _asked(form, wanted)
    if asked:
        return _page(request, desk, wanted, form=refuse(form, **asked))
    if wanted.kind == "reclassify":
        outcome = await reclassify.reclassify(request, desk, form, _command(form, desk.case, desk.now))
    else:
        outcome = await act(
            request,
            number,
            _command(form, desk.case, desk.now),
            form,
            notice=_("Done: %(move)s", move=label(wanted.title)),
        )
    return (
        outcome if isinstance(outcome, Response) else _page(request, desk, wanted, form=form, refused=outcome)
    )


def _wanted(desk: CaseContext, trigger: str) -> MoveView:
    for move in desk.plan.moves:
        if move.trigger == trigger:
            refuse_others(desk, move.by)
            return move
    # The address was typed, or leads to a stage that was left meanwhile: this move does not exist here.
    raise NotFound


def _command(form: MoveForm, case: CaseView, now: datetime) -> commands.Move:
    return commands.Move(
        trigger=form.trigger,
        reason=form.reason or "",
        outcome=form.outcome or "",
        close_reason=form.close_reason or "",
        hold_reason=form.hold_reason or "",
        new_type=form.new_type or "",
        occurred_at=moment(form.occurred_on, case, now),
    )


def _asked(form: MoveForm, move: MoveView) -> dict[str, str]:
    """Name the fields that the move asks for and that were left empty."""
    needed = {"reason", "close_reason", "hold_reason", "new_type"} & set(move.asks)
    missing = {name: _("This is needed.") for name in sorted(needed) if not getattr(form, name)}
    if form.new_type and form.new_type not in dict(reclassify.types("", move.new_types)):
        missing["new_type"] = _("Choose a type from the list.")
    chosen = next((one for one in move.close_reasons if one.code == form.close_reason), None)
    asks_outcome = chosen.outcome if chosen else "outcome" in move.asks and not move.close_reasons
    if asks_outcome and not form.outcome and len(move.outcomes) > 1:
        missing["outcome"] = _("Choose the outcome.")
    return missing


def _page(
    request: Signed, desk: CaseContext, move: MoveView, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    return act_page(
        request,
        desk,
        "casework/move.html",
        form=form,
        refused=refused,
        move=move_item(desk, move),
        outcomes=[(c.code, _choice(desk, c)) for c in move.outcomes if not c.blocked],
        close_reasons=[(c.code, label(c.title)) for c in move.close_reasons if not c.blocked],
        closed_off=[
            (label(c.title), [desk.say(r) for r in c.blocked])
            for c in (*move.close_reasons, *move.outcomes)
            if c.blocked
        ],
        hold_reasons=[(c.code, label(c.title)) for c in move.hold_reasons if not c.blocked],
        types=reclassify.types(desk.case.pmks_type, move.new_types),
    )


def _choice(desk: CaseContext, choice: Any) -> str:
    del desk
    return label(choice.title) or code_label(choice.code, "outcome")


@get("/cases/{number:str}/void", opt=may(VOID_MOVE), name="casework:void")
async def void_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Ask why the last move is taken back."""
    return act_page(request, await load_case(request, number), "casework/void.html")


@post("/cases/{number:str}/void", opt=may(VOID_MOVE), name="casework:voided", status_code=303)
async def void_move(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Take the last move back: it stays in the history, and no longer counts."""
    form = await read_form(request, ReasonForm)
    refused: list[Said] | None = None
    if not isinstance(form, Invalid):
        outcome = await act(
            request,
            number,
            commands.VoidMove(reason=form.reason),
            form,
            notice=_("The last move is taken back."),
        )
        if isinstance(outcome, Response):
            return outcome
        refused = outcome
    return act_page(
        request, await load_case(request, number), "casework/void.html", form=form, refused=refused
    )


@get("/cases/{number:str}/extend", opt=may(STEER_CASE), name="casework:extend")
async def extend_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show until when, and who may give more time."""
    return _extend(request, await load_case(request, number))


@post("/cases/{number:str}/extend", opt=may(GIVE_TIME), name="casework:extended", status_code=303)
async def extend(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Give the stage, or the hold, a later last day. Legal deadlines refuse."""
    form = await read_form(request, ExtendForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return _extend(request, desk, form=form)
    until = datetime.combine(form.until, time(23, 59), clock.WIB)
    sort = commands.ExtendHold if desk.case.state.held else commands.ExtendStage
    outcome = await act(
        request, number, sort(until=until, reason=form.reason), form, notice=_("More time is given.")
    )
    return outcome if isinstance(outcome, Response) else _extend(request, desk, form=form, refused=outcome)


def _extend(
    request: Signed, desk: CaseContext, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    allowed = desk.me.may(GIVE_TIME)
    return act_page(request, desk, "casework/extend.html", form=form, refused=refused, allowed=allowed)


routes = [move_page, make_move, void_page, void_move, extend_page, extend]
