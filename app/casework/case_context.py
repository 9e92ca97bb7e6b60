"""What every page of a case begins with: the case within scope, its journey, and what may be done now."""

from datetime import date, datetime
from functools import cached_property
from uuid import UUID

import msgspec

from app import clock
from app.cases.instants import instant_of
from app.cases.store import CaseView, case_view
from app.explain.reasons import Said, said
from app.scope.shelter_staff import hidden_houses
from app.sop import store as sop
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import word_as
from workflows import engine
from workflows.clock import Calendar
from workflows.definition import Definition
from workflows.engine import ClockView, MoveView, Plan
from workflows.reasons import Reason


class CaseContext(msgspec.Struct, frozen=True, dict=True):
    """A case, the journey it is pinned to, and what the person who looks may do; each part worked out when asked for."""

    case: CaseView
    definition: Definition
    calendar: Calendar
    now: datetime
    me: CurrentUser
    hidden: frozenset[UUID] = frozenset()
    """Houses that hid the client and of which the reader need not know: their staff have no names here."""

    @cached_property
    def plan(self) -> Plan:
        """All that may be done now, and by when."""
        return engine.plan(
            self.definition, self.case.state, actor=self.me.actor, now=self.now, calendar=self.calendar
        )

    @cached_property
    def clocks(self) -> tuple[ClockView, ...]:
        """The running clocks alone."""
        return engine.running(self.definition, self.case.state, now=self.now, calendar=self.calendar)

    def move(self, trigger: str) -> MoveView | None:
        """Give one move out of the stage."""
        return engine.move(self.definition, self.case.state, trigger, actor=self.me.actor, now=self.now)

    def say(self, reason: Reason, *, met: bool = False) -> Said:
        """Put a reason into words for this reader and this case."""
        return said(reason, self.definition, number=self.case.number, roles=self.me.roles, met=met)


async def load_case(request: Signed, number: str) -> CaseContext:
    """Load the case with this number, or raise NotFound."""
    me = request.user
    case = await case_view(number, me)
    if case is None:
        raise NotFound
    definition = await sop.definition(case.journey, case.journey_version)
    word_as(request, definition.wording)
    hidden = await hidden_houses(case.client, me)
    return CaseContext(case, definition, await sop.calendar(), clock.now(), me, hidden)


def moment(day: date | None, case: CaseView, now: datetime) -> datetime | None:
    """Turn the day a form names into an instant."""
    return instant_of(day, case.state, now)
