"""Carrying out a command that a form asked for, and answering: done, refused with all reasons, sent before."""

from typing import Any

import msgspec
from litestar import Response

from app import clock
from app.audit import idempotency
from app.cases.actions import Keep, perform
from app.cases.outcomes import Again, Refused
from app.casework.case_context import CaseContext, load_case
from app.casework.case_page import frame
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid
from app.web.http.current_user import Signed
from app.web.pages.render import page, see_other
from workflows.commands import Command


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
    outcome = await perform(
        number, command, me=request.user, now=clock.now(), version=form.version, key=form.key, keep=keep
    )
    if isinstance(outcome, Refused):
        desk = await load_case(request, number)
        return [desk.say(reason) for reason in outcome.reasons]
    place = outcome.location if isinstance(outcome, Again) else f"/cases/{number}"
    return see_other(f"{place}{back}", notice=notice, request=request)


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
