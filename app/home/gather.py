"""Gathering the first page: a few statements, each for the rows that it shows."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from app import clock
from app.accounts.leaders import leaders
from app.capabilities import OWN_CASES, TAKE_CASES
from app.cases.listing.turns import SOON
from app.home import store
from app.home.desk import RECENT, Call, Line, call, line, promise_line, turn_line, visit_line
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from workflows.definition import Definition

LATE, WEEK, LATER, WAITING, VISITS = 10, 15, 3, 10, 12
"""Lines of each list; what is beyond is counted, and leads to the list of cases."""


class Own(msgspec.Struct, frozen=True):
    """The reader's own day: visits, what is theirs by its day, and what waits for others."""

    open: int
    visits: Sequence[Call]
    late: Sequence[Line]
    late_count: int
    late_cases: int
    """All cases in which the reader is late, where that is more than is shown."""
    week: Sequence[Line]
    week_count: int
    week_cases: int
    later: Sequence[Line]
    """What comes first after the week, where nothing is asked before."""
    undated: Sequence[Line]
    returned: Sequence[Line]
    waiting: Sequence[Line]
    waiting_count: int

    @property
    def empty(self) -> bool:
        """Tell whether nothing is the reader's at all."""
        return not (self.open or self.visits or self.late or self.week or self.undated)


class Lead(msgspec.Struct, frozen=True):
    """What waits for a supervisor or section head: to be given out, to be decided, or to be done by them first."""

    to_assign: Sequence[Line]
    to_assign_count: int
    to_approve: Sequence[Line]
    to_approve_count: int
    to_do: Sequence[Line]
    to_do_count: int
    assigns: bool = True


async def own(me: CurrentUser, now: datetime) -> Own:
    """Gather the reader's own day."""
    today = clock.on(now)
    late = await store.work(me, "late", now, most=LATE)
    soon = await store.work(me, "week", now, most=WEEK)
    mine = me.may(OWN_CASES)
    undated = await store.work(me, "undated", now, most=WAITING)
    waiting = await store.waits(me, now, most=WAITING) if mine else store.NONE
    back = await store.sent_back(me, now - RECENT, most=WAITING) if mine else store.NONE
    visits = await store.visits(me, until=today + SOON, most=VISITS) if me.may(TAKE_CASES) else []
    beside = [visit_line(one, me, today=today) for one in visits if one.on != today]
    beside += await _promises(me, today)
    asked = late.count + soon.count + undated.count + len(visits) + len(beside)
    later = store.NONE if asked else await store.work(me, "later", now, most=LATER)
    return Own(
        open=await store.open_count(me),
        visits=[call(one, me) for one in visits if one.on == today],
        late=_by_day([*await _lines(late, me, now), *(one for one in beside if one.tone)]),
        late_count=late.count + sum(bool(one.tone) for one in beside),
        late_cases=late.count if late.count > LATE else 0,
        week=_by_day([*await _lines(soon, me, now), *(one for one in beside if not one.tone)]),
        week_count=soon.count + sum(not one.tone for one in beside),
        week_cases=soon.count if soon.count > WEEK else 0,
        undated=await _lines(undated, me, now),
        later=await _lines(later, me, now),
        returned=await _lines(back, me, now),
        waiting=await _turns(waiting, me),
        waiting_count=waiting.count,
    )


async def _promises(me: CurrentUser, today: date) -> list[Line]:
    found = await store.promises(me, until=today + SOON, most=WEEK) if me.may(OWN_CASES) else []
    return [promise_line(one, await definition_of(one.row), me, today=today) for one in found]


def _by_day(lines: list[Line]) -> list[Line]:
    """Put lines in the order of their day; a deadline of law comes before others of that day."""
    return sorted(lines, key=lambda one: (_day(one), not one.legal))


def _day(one: Line) -> date:
    return one.on or (clock.on(one.at) if one.at else date.max)


async def lead(me: CurrentUser, *, assigns: bool = True) -> Lead:
    """Gather what waits for the reader; *assigns* says whether giving out cases is theirs."""
    nobody = await store.unassigned(me) if assigns else store.NONE
    decisions, acts = await store.turns(me)
    return Lead(
        [await _assign(row, me) for row in nobody.rows],
        nobody.count,
        await _theirs(decisions, me),
        decisions.count,
        await _theirs(acts, me),
        acts.count,
        assigns,
    )


async def _assign(row: store.Row, me: CurrentUser) -> Line:
    found = turn_line(row, await definition_of(row), me, ())
    return msgspec.structs.replace(
        found, what=_("Assign a worker"), href=url("casework:assign", number=row.number)
    )


async def _lines(some: store.Some, me: CurrentUser, now: datetime) -> list[Line]:
    return [line(row, await definition_of(row), me, now=now) for row in some.rows]


async def _turns(some: store.Some, me: CurrentUser) -> list[Line]:
    """Word the lines of cases that wait for somebody, who is named where one person holds the role."""
    roles = {role for row in some.rows for role in row.who.split(",") if role}
    known = await leaders((row.unit for row in some.rows), roles)
    return [turn_line(row, await definition_of(row), me, known) for row in some.rows]


async def _theirs(some: store.Some, me: CurrentUser) -> list[Line]:
    """Word the lines of cases that wait for the reader, who need not read their own name."""
    lines = [turn_line(row, await definition_of(row), me, ()) for row in some.rows]
    return [msgspec.structs.replace(one, turn="") for one in lines]


async def definition_of(row: store.Row) -> Definition:
    """Return the journey that a case is pinned to."""
    return await sop.definition(row.journey, row.journey_version)
