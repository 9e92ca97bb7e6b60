"""What every page of a case begins with: the case within scope, its journey, and what may be done now."""

from datetime import date, datetime

import msgspec

from app import clock
from app.cases.instants import instant_of
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
    """Turn the day a form names into an instant."""
    return instant_of(day, case.state, now)
