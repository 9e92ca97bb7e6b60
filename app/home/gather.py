"""Gathering the first page: a few statements, whatever the number of cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from app.home import store
from app.home.desk import (
    EVER,
    RECENT,
    SOON,
    Line,
    acting,
    clock_dues,
    decided_by,
    due_line,
    dues,
    line,
    needs_clocks,
    onward,
    still_line,
)
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import label
from workflows import engine
from workflows.definition import Definition

LOOKED_AT = 5
"""Cases looked at for what comes after the week."""


class Own(msgspec.Struct, frozen=True):
    """The reader's own cases: all that they ask for, each case in one list only."""

    open: int
    overdue: Sequence[Line]
    soon: Sequence[Line]
    ready: Sequence[Line]
    returned: Sequence[Line]
    waiting: Sequence[Line]
    later: Line | None = None
    """What falls due first, where nothing does within the week."""

    @property
    def first(self) -> Line | None:
        """Return the one thing to do next."""
        parts = (self.overdue, self.returned, self.soon, self.ready)
        return next((line for part in parts for line in part), self.later)


class Lead(msgspec.Struct, frozen=True):
    """What waits for a supervisor or section head."""

    to_assign: Sequence[Line]
    to_assign_count: int
    to_approve: Sequence[Line]
    to_approve_count: int
    assigns: bool = True


async def own(me: CurrentUser, now: datetime) -> Own:
    """Gather the reader's own cases."""
    near = await store.due(me, now + SOON)
    still = await store.standing_still(me, acting(me, await sop.journeys()))
    tasks = await store.tasks([*{row.id for row in (*near, *still)}])
    lines = await _due_lines(near, tasks, me, now)
    returned = await _returned(me, now)
    taken = {one.number for one in (*lines, *returned)}
    ready, waiting = list[Line](), list[Line]()
    for row in still:
        if row.number not in taken:
            kind, words = still_line(row, tasks.get(row.id, []), await definition_of(row), me)
            (ready if kind == "ready" else waiting).append(words)
    back = {one.number for one in returned}
    return Own(
        open=await store.open_count(me),
        overdue=[one for one in lines if one.tone == "bad" and one.number not in back],
        soon=[one for one in lines if one.tone != "bad" and one.number not in back],
        ready=ready,
        returned=returned,
        waiting=waiting,
        later=None if lines else await _later(me, now),
    )


async def _later(me: CurrentUser, now: datetime) -> Line | None:
    """Look beyond the week for the first thing that the reader will have to do."""
    rows = (await store.due(me, now + EVER))[:LOOKED_AT]
    lines = await _due_lines(rows, await store.tasks([row.id for row in rows]), me, now, within=EVER)
    return lines[0] if lines else None


async def _due_lines(
    rows: Sequence[store.Row],
    tasks: Mapping[UUID, list[store.Task]],
    me: CurrentUser,
    now: datetime,
    *,
    within: timedelta = SOON,
) -> list[Line]:
    found = {row.id: dues(row, tasks.get(row.id, []), await definition_of(row)) for row in rows}
    asking = [row for row in rows if needs_clocks(row, found[row.id], now=now, within=within)]
    states = await store.states_of(row.id for row in asking)
    calendar = await sop.calendar()
    for row in asking:
        clocks = engine.running(await definition_of(row), states[row.id], now=now, calendar=calendar)
        found[row.id] = sorted([*found[row.id], *clock_dues(row, clocks)])
    lines = [
        due_line(row, found[row.id], await definition_of(row), me, now=now, within=within) for row in rows
    ]
    told = [one for one in lines if one is not None]
    return sorted(
        told, key=lambda one: (not (one.also and one.tone == "bad"), one.at or now)
    )  # missed law first


async def _returned(me: CurrentUser, now: datetime) -> list[Line]:
    """Say which cases somebody else sent back to the reader, and by which move."""
    lines = []
    for row, last in await store.arrived(me, now - RECENT):
        definition = await definition_of(row)
        if last is None or last.by == str(me.id) or last.at != row.entered_at:
            continue
        move = next((move for move in definition.moves if move.trigger == last.trigger), None)
        if move is not None and move.kind in ("back", "reopen"):
            lines.append(line(row, definition, me, what=label(move.title), at=last.at))
    return lines


async def lead(me: CurrentUser, *, assigns: bool = True) -> Lead:
    """Gather what waits for the reader's decision; *assigns* says whether giving out cases is theirs."""
    nobody = await store.unassigned(me) if assigns else store.Some([], 0)
    stages = [stage for one in await sop.journeys() for stage in decided_by(one, me.roles)]
    decide = await store.awaiting(me, stages)
    ready = await store.last_done(row.id for row in decide.rows)
    return Lead(
        [
            line(
                row,
                await definition_of(row),
                me,
                what=_("Assign a worker"),
                href=url("casework:assign", number=row.number),
                at=row.unassigned_since,
            )
            for row in nobody.rows
        ],
        nobody.count,
        [
            line(
                row,
                definition := await definition_of(row),
                me,
                what=label(onward(definition, row.stage)[0].title),
                href=f"{url('casework:case', number=row.number)}#moves",
                at=max(row.entered_at, ready.get(row.id, row.entered_at)),
            )
            for row in decide.rows
        ],
        decide.count,
        assigns,
    )


async def definition_of(row: store.Row) -> Definition:
    """Return the journey that a case is pinned to."""
    return await sop.definition(row.journey, row.journey_version)
