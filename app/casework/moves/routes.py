"""Making a move, taking the last one back, giving more time."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import VOID_MOVE, WORK_CASE
from app.cases.outcomes import Again, Done, Refused
from app.casework.case_context import CaseContext, load_case
from app.casework.forms import MoveForm, ReasonForm
from app.casework.moves import reclassify
from app.casework.panels.moves import move_panel
from app.casework.partner_page import refuse_others
from app.casework.respond import act_page, carry_out, lead_on
from app.clients.store import cases_of, died_on
from app.explain.fields import field_errors
from app.explain.reasons import Said, said
from app.opening.open_case import Opened
from app.records.consent import sharing
from app.sop import store as sop
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from app.web.pages.render import label, see_other
from workflows import commands
from workflows.engine import Choice, MoveView

REFERRED = "referred_out"
"""What a close counts as that hands the client to others."""


@get("/cases/{number:str}/moves/{trigger:str}", opt=may(WORK_CASE), name="casework:move")
async def move_page(request: Signed, number: FromPath[str], trigger: FromPath[str]) -> Response[Any]:
    """Show one move: its conditions, and what it asks for."""
    desk = await load_case(request, number)
    return _page(request, desk, _move(desk, trigger))


@post("/cases/{number:str}/moves", opt=may(WORK_CASE), name="casework:move_made", status_code=303)
async def make_move(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Make a move, or answer with every reason why not; what was typed is kept."""
    form = await read_form(request, MoveForm)
    if isinstance(form, Invalid):
        desk = await load_case(request, number)
        return _page(request, desk, _move(desk, str(form.typed.get("trigger", ""))), form=form)
    if form.new_type:
        return await _reclassify(request, number, form)
    if form.close_reason and _unagreed(form, desk := await load_case(request, number)):
        return _page(request, desk, _move(desk, form.trigger), form=refuse(form, confirmed=sharing.refused()))
    outcome = await carry_out(request, number, _command(form), form, on=form.occurred_on)
    if isinstance(outcome, Refused):
        return await _refused(request, number, form, outcome)
    return await lead_on(request, outcome, notice=await _notice(outcome, form, request.user), moved=True)


def _unagreed(form: MoveForm, desk: CaseContext) -> bool:
    """Tell whether a client who did not agree to sharing is referred to others, and nobody looked at that yet."""
    reason = desk.definition.close_reasons.get(form.close_reason or "")
    refers = reason is not None and reason.flow == REFERRED
    return refers and not form.confirmed and sharing.is_refused(desk.case.state.facts)


async def _reclassify(request: Signed, number: str, form: MoveForm) -> Response[Any]:
    me, command = request.user, _command(form)
    try:
        outcome = await reclassify.reclassify(number, form, command, me=me, now=clock.now())
    except reclassify.NotOpened as undone:
        definition = await sop.published(form.new_type or "")
        desk = await load_case(request, number)
        refused = [said(reason, definition, number=number, roles=me.roles) for reason in undone.reasons]
        return _page(request, desk, _move(desk, form.trigger), form=form, refused=refused)
    if isinstance(outcome, Refused):
        return await _refused(request, number, form, outcome)
    if isinstance(outcome, Opened):
        notice = _("The case goes on under its new type.")
        return see_other(url("casework:case", number=outcome.number), notice=notice, request=request)
    return await lead_on(request, outcome, notice=await _notice(outcome, form, request.user), moved=True)


async def _refused(request: Signed, number: str, form: MoveForm, refused: Refused) -> Response[Any]:
    """Draw the move's page with what the engine has against it, each reason on its field if it has one."""
    desk = await load_case(request, number)
    errors, others = field_errors(refused.reasons, desk.say, form)
    shown = refuse(form, **errors) if errors else form
    return _page(request, desk, _move(desk, form.trigger), form=shown, refused=others)


async def _notice(outcome: Done | Again, form: MoveForm, me: CurrentUser) -> str:
    """Say that the move was made, by its title in the stage that was left."""
    if isinstance(outcome, Again):
        return ""
    case = outcome.case
    definition = await sop.definition(case.journey, case.journey_version)
    titles = (move.title for move in definition.moves_from[case.state.stage] if move.trigger == form.trigger)
    done = _("Done: %(move)s", move=label(next(titles)))
    if await died_on(case.client) is None:
        return done
    still = [one.number for one in await cases_of(case.client, me) if not one.closed_at]
    also = _("The client has died; still open: %(cases)s. Close it too.", cases=", ".join(still))
    return f"{done}. {also}" if still else done


def _move(desk: CaseContext, trigger: str) -> MoveView:
    """Find a move out of the present stage.

    Raises NotFound where the address was typed, or leads to a stage that was left meanwhile.
    """
    move = desk.move(trigger)
    if move is None:
        raise NotFound
    refuse_others(desk, move.by)
    return move


def _command(form: MoveForm) -> commands.Move:
    return commands.Move(
        trigger=form.trigger,
        reason=form.reason or "",
        outcome=form.outcome or "",
        close_reason=form.close_reason or "",
        hold_reason=form.hold_reason or "",
        new_type=form.new_type or "",
        died_on=form.died_on.isoformat() if form.died_on else "",
    )


def _page(
    request: Signed, desk: CaseContext, move: MoveView, *, form: Any = None, refused: list[Said] | None = None
) -> Response[Any]:
    return act_page(
        request,
        desk,
        "casework/move.html",
        form=form,
        refused=refused,
        move=move_panel(desk, move),
        outcomes=[(c.code, _choice(c)) for c in move.outcomes if not c.blocked],
        close_reasons=[(c.code, label(c.title)) for c in move.close_reasons if not c.blocked],
        closed_off=[
            (label(c.title), [desk.say(r) for r in c.blocked])
            for c in (*move.close_reasons, *move.outcomes)
            if c.blocked
        ],
        hold_reasons=[(c.code, label(c.title)) for c in move.hold_reasons if not c.blocked],
        refers=any(
            desk.definition.close_reasons[c.code].flow == REFERRED
            for c in move.close_reasons
            if c.code in desk.definition.close_reasons
        ),
        dies=any(
            desk.definition.close_reasons[c.code].death
            for c in move.close_reasons
            if c.code in desk.definition.close_reasons
        ),
        sharing_at=sharing.where_asked(desk.definition, desk.case.number, desk.case.state.facts, desk.me),
        sharing_refused=sharing.is_refused(desk.case.state.facts),
        types=reclassify.types(desk.case.pmks_type, move.new_types),
    )


def _choice(choice: Choice) -> str:
    return label(choice.title) or code_label(choice.code, "outcome")


@get("/cases/{number:str}/void", opt=may(VOID_MOVE), name="casework:void")
async def void_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Ask why the last move is taken back."""
    return act_page(request, await load_case(request, number), "casework/void.html")


@post("/cases/{number:str}/void", opt=may(VOID_MOVE), name="casework:voided", status_code=303)
async def void_move(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Take the last move back: it stays in the history, and no longer counts."""
    form = await read_form(request, ReasonForm)
    if isinstance(form, Invalid):
        return act_page(request, await load_case(request, number), "casework/void.html", form=form)
    outcome = await carry_out(request, number, commands.VoidMove(reason=form.reason), form)
    if not isinstance(outcome, Refused):
        return await lead_on(request, outcome, notice=_("The last move is taken back."), moved=True)
    desk = await load_case(request, number)
    refused = [desk.say(reason) for reason in outcome.reasons]
    return act_page(request, desk, "casework/void.html", form=form, refused=refused)


routes = [move_page, make_move, void_page, void_move]
