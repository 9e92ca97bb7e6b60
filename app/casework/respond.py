"""Carrying out a command that a form asked for, and answering: done, refused with all reasons, sent before."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response

from app import clock
from app.audit import idempotency
from app.cases.actions import Keep, perform
from app.cases.outcomes import Again, Done, Outcome, Refused
from app.cases.partner_visibility import is_inside
from app.cases.store import admission
from app.casework.case_context import CaseContext, load_case
from app.casework.case_page import changed_regions
from app.casework.panels.identity import contact_warning
from app.explain.reasons import Said
from app.web.forms.decoding import Invalid
from app.web.http.current_user import Signed
from app.web.http.urls import url
from app.web.pages.render import fragment, page, see_other, wants_fragment
from workflows.commands import Command

INLINE = {
    "casework/document.html": "casework/_document.html",
    "casework/move.html": "casework/_move.html",
    "casework/task.html": "casework/_task.html",
}
"""Acts whose form htmx may open within the case page, with the part of the page that it is."""


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


async def lead_on(
    request: Signed, outcome: Done | Again, *, notice: str, back: str = "", moved: bool = False
) -> Response[Any]:
    """Lead from a form that was acted upon, now or before, to the case."""
    if isinstance(outcome, Again):
        return see_other(outcome.location, request=request)
    return await back_to_case(request, outcome.case.number, notice=notice, back=back, moved=moved)


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
    return await lead_on(request, outcome, notice=notice, back=back)


async def back_to_case(
    request: Signed, number: str, *, notice: str, back: str = "", moved: bool = False
) -> Response[Any]:
    """Answer an act that was done: lead back to the case, or (htmx, within its page) swap the regions it changed."""
    if wants_fragment(request) and is_inside(request.user):
        return await changed_regions(request, await load_case(request, number), notice, moved=moved)
    return see_other(f"{url('casework:case', number=number)}{back}", notice=notice, request=request)


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
    """Show one act: its form and what went wrong if anything, as a page or (htmx) as the region of the case page."""
    status = 422 if isinstance(form, Invalid) or refused else 200
    inline = wants_fragment(request) and template in INLINE
    values = {"case": desk.case, "form": form, "refused": refused or [], "inline": inline, **context}
    if inline:
        return fragment(request, INLINE[template], status=status, **values)
    return page(request, template, status=status, warning=contact_warning(desk), **values)
