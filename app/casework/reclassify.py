"""Giving a client another type: the case closes, and a linked one of the new type opens, together or not at all."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from litestar import Response

from app.cases.actions import perform
from app.cases.outcomes import Again, Refused
from app.casework.case_context import CaseContext, load_case
from app.casework.forms import MoveForm
from app.db import transaction
from app.explain.reasons import Said, said
from app.opening.open_case import Opened, Opening, open_case
from app.sop import store as sop
from app.web.http.current_user import CurrentUser, Signed
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options
from app.web.pages.render import see_other
from workflows import commands
from workflows.definition import load_all
from workflows.reasons import Reason


class _Undone(Exception):
    """Not an error: it undoes the first half when the second is refused."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__()
        self.reasons = reasons


def types(own: str, wanted: Collection[str] = ()) -> list[tuple[str, str]]:
    """List the types to which a case of type *own* can go, of those wanted: all that have a journey."""
    ready = {code for code, one in load_all().items() if code in one.meta.pmks_types} - {own}
    ready &= set(wanted) or ready
    return options("pmks_type", only=ready)


async def reclassify(
    request: Signed, desk: CaseContext, form: MoveForm, command: commands.Move
) -> Response[Any] | list[Said]:
    """Close and open; return the way to the new case, or every reason why not."""
    number = desk.case.number
    try:
        outcome = await _both(desk, form, command, me=request.user)
    except _Undone as undone:
        definition = await sop.published(form.new_type or "")
        roles = request.user.roles
        return [said(reason, definition, number=number, roles=roles) for reason in undone.reasons]
    if isinstance(outcome, Refused):
        fresh = await load_case(request, number)
        return [fresh.say(reason) for reason in outcome.reasons]
    place = outcome.location if isinstance(outcome, Again) else f"/cases/{outcome.number}"
    return see_other(place, notice=_("The case goes on under its new type."), request=request)


@transaction
async def _both(
    desk: CaseContext, form: MoveForm, command: commands.Move, *, me: CurrentUser
) -> Opened | Refused | Again:
    closed = await perform(desk.case.number, command, me=me, now=desk.now, version=form.version, key=form.key)
    if isinstance(closed, Refused | Again):
        return closed
    opened = await open_case(_opening(desk, form), me=me, now=desk.now, key=None)
    if isinstance(opened, Refused):
        raise _Undone(opened.reasons)
    return opened


def _opening(desk: CaseContext, form: MoveForm) -> Opening:
    case = desk.case
    happened = case.state.facts
    return Opening(
        client=case.client_number,
        pmks_type=form.new_type or "",
        source=case.source,
        urgency=case.urgency,
        safe_now=str(happened.get("safe_now", "")),
        reported_at=desk.now,
        region=case.region,
        unit=UUID(str(case.unit)),
        worker=case.worker,
        flow="RECLASSIFIED_IN",
        override=form.reason or "",
        note=form.reason or "",
        linked_from=case.id,
    )
