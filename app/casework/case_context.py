"""What every page of a case begins with: the case within scope, its journey, and what may be done now."""

from datetime import date, datetime, time, timedelta

import msgspec

from app import clock
from app.cases.store import CaseView, case_view
from app.explain.reasons import Said, said
from app.sop import store as sop
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from workflows import engine
from workflows.definition import Definition
from workflows.engine import Plan
from workflows.reasons import Reason


class CaseContext(msgspec.Struct, frozen=True):
    """A case, the journey it is pinned to, and the plan for the person who looks."""

    case: CaseView
    definition: Definition
    plan: Plan
    now: datetime
    me: CurrentUser

    def say(self, reason: Reason, *, met: bool = False) -> Said:
        """Put a reason into words for this reader and this case."""
        return said(reason, self.definition, number=self.case.number, roles=self.me.roles, met=met)


async def load_case(request: Signed, number: str) -> CaseContext:
    """Load the case with this number, or raise NotFound."""
    me, now = request.user, clock.now()
    case = await case_view(number, me)
    if case is None:
        raise NotFound
    definition = await sop.definition(case.journey, case.journey_version)
    plan = engine.plan(definition, case.state, actor=me.actor, now=now, calendar=await sop.calendar())
    return CaseContext(case, definition, plan, now, me)


def moment(day: date | None, case: CaseView, now: datetime) -> datetime | None:
    """Turn the day a form names into an instant: None for today, else noon in western Indonesia.

    Noon on the day of the last move would often precede it, and nothing may; then it is a second later.
    """
    if day is None or day >= clock.on(now):
        return None if day is None or day == clock.on(now) else datetime.combine(day, time(12), clock.WIB)
    noon = datetime.combine(day, time(12), clock.WIB)
    last = case.state.last_move.at if case.state.last_move else case.opened_at
    return last + timedelta(seconds=1) if clock.on(last) == day and last >= noon else noon
