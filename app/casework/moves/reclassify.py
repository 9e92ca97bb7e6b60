"""Giving a client another type: the case closes, and a linked one of the new type opens, together or not at all."""

from collections.abc import Collection
from datetime import datetime

from app.cases.actions import perform
from app.cases.outcomes import Done, Outcome, Refused
from app.cases.store import CaseView, admission, unshown
from app.casework.forms import MoveForm
from app.db import transaction
from app.opening.open_case import Opened, Opening, open_case
from app.web.http.current_user import CurrentUser
from app.web.i18n.lists import options
from workflows import commands
from workflows.case_state import CaseState
from workflows.definition import load_all
from workflows.events import Moved
from workflows.fold.threats import CALMED, EMERGENCY, UNSAFE
from workflows.reasons import Reason


class NotOpened(Exception):
    """Not an error: it undoes the first half when the second is refused."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__()
        self.reasons = reasons


def types(own: str, allowed: Collection[str] = ()) -> list[tuple[str, str]]:
    """List the types to which a case of type *own* can go, of those *allowed*: all that have a journey."""
    ready = {code for code, one in load_all().items() if code in one.meta.pmks_types} - {own}
    ready &= set(allowed) or ready
    return options("pmks_type", only=ready)


@transaction
async def reclassify(
    number: str, form: MoveForm, command: commands.Move, *, me: CurrentUser, now: datetime
) -> Opened | Outcome:
    """Close the case and open one of the new type. Raises NotOpened, and what `perform` raises."""
    closed = await perform(
        number,
        command,
        me=me,
        now=now,
        version=form.version,
        key=form.key,
        on=form.occurred_on,
        admit=admission(me),
    )
    if not isinstance(closed, Done) or not _reclassifies(closed):
        return closed
    case = await unshown(number, me)
    if case is None or form.new_type not in dict(types(case.pmks_type)):
        raise NotOpened((Reason("new_type_not_allowed", {"field": "new_type", "code": form.new_type or ""}),))
    on = closed.happened[0].occurred_at  # both sides carry the same day: a month that lost a case gains it
    opened = await open_case(_opening(case, form, on), me=me, now=now, key=None)
    if not isinstance(opened, Opened):
        raise NotOpened(opened.reasons if isinstance(opened, Refused) else ())
    return opened


def _reclassifies(closed: Done) -> bool:
    event = closed.happened[0].event
    return isinstance(event, Moved) and event.sort == "reclassify"


def _opening(case: CaseView, form: MoveForm, on: datetime) -> Opening:
    return Opening(
        client=case.client_number,
        pmks_type=form.new_type or "",
        source=case.source,
        urgency=_urgency(case),
        safe_now=_safety(case.state),
        reported_at=on,
        region=case.region,
        unit=case.unit,
        worker=case.worker,
        flow="RECLASSIFIED_IN",
        override=form.reason or "",
        note=form.reason or "",
        linked_from=case.id,
    )


def _urgency(case: CaseView) -> str:
    """Carry the urgency over; an emergency that a decision has ended does not begin anew."""
    ended = case.urgency == EMERGENCY and case.state.urgent_since is None
    return CALMED if ended else case.urgency


def _safety(state: CaseState) -> str:
    """Carry over what is known of the client's safety now, not what was told when the first case was opened."""
    if state.unsafe_since:
        return UNSAFE
    return str(state.facts.get("safety") or state.facts.get("safe_now") or "")
