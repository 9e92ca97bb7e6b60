"""Carrying out a command that a form asked for, and answering: done, refused with all reasons, sent before."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response

from app import clock
from app.audit import idempotency
from app.cases.actions import Keep, perform
from app.cases.outcomes import Again, Done, Outcome, Refused
from app.cases.store import admission
from app.casework.case_context import CaseContext, load_case
from app.casework.case_page import frame
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid
from app.web.http.current_user import Signed
from app.web.pages.render import page, see_other
from workflows.commands import Command


async def carry_out(
    request: Signed,
    number: str,
    command: Command,
    form: Any,
    *,
    on: date | None = None,
    keep: Keep | None = None,
) -> Outcome:
    """Carry out *command* with the version and the key that the form carries."""
    me = request.user
    return await perform(
        number,
        command,
        me=me,
        now=clock.now(),
        version=form.version,
        key=form.key,
        on=on,
        keep=keep,
        admit=admission(me),
    )


def lead_on(request: Signed, outcome: Done | Again, *, notice: str, back: str = "") -> Response[Any]:
    """Lead from a form that was acted upon, now or before, to the case."""
    if isinstance(outcome, Again):
        return see_other(outcome.location, request=request)
    return see_other(f"/cases/{outcome.case.number}{back}", notice=notice, request=request)


async def act(
    request: Signed,
    number: str,
    command: Command,
    form: Any,
    *,
    notice: str,
    back: str = "",
    keep: Keep | None = None,
) -> Response[Any] | list[Said]:
    """Carry out *command*; return the way back to the case, or the reasons why it was refused."""
    outcome = await carry_out(request, number, command, form, keep=keep)
    if isinstance(outcome, Refused):
        desk = await load_case(request, number)
        return [desk.say(reason) for reason in outcome.reasons]
    return lead_on(request, outcome, notice=notice, back=back)


async def sent_before(request: Signed, form: Any) -> Response[Any] | None:
    """Lead a form whose answer was lost to where it led, before asking for what its own effect has taken away."""
    if isinstance(form, Invalid):
        return None
    place = await idempotency.result(form.key, worker=request.user.id)
    return see_other(place, request=request) if place else None


def act_page(
    request: Signed,
    desk: CaseContext,
    template: str,
    *,
    form: msgspec.Struct | Invalid | None = None,
    refused: list[Said] | None = None,
    **context: Any,
) -> Response[Any]:
    """Show the page of one act: the case's identity, what went wrong if anything, its form."""
    status = 422 if isinstance(form, Invalid) or refused else 200
    return page(
        request,
        template,
        status=status,
        case=desk.case,
        form=form,
        refused=refused or [],
        **frame(desk),
        **context,
    )
