"""What a case asks of the reader, in words. Pure: rows and journeys in, lines out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from app.capabilities import OWN_CASES
from app.cases.masking import client_label
from app.home.store import Row, Stage, Task
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.definition import Definition
from workflows.engine import ClockView
from workflows.parts import Move
from workflows.parts import Task as TaskPart

SOON = timedelta(days=7)
RECENT = timedelta(days=14)
EVER = timedelta(days=10_000)


class Line(msgspec.Struct, frozen=True):
    """One case in a list: whose, what is asked, where that is done, and until when (or since when)."""

    number: str
    who: str
    place: str  # type and stage
    what: str
    href: str
    more: str = ""
    at: datetime | None = None
    tone: str = ""
    also: str = ""


class Due(msgspec.Struct, frozen=True, order=True):
    """Something with a deadline in a case."""

    at: datetime
    what: str
    href: str
    owners: tuple[str, ...] = ()
    legal: bool = False


def line(
    row: Row, definition: Definition, me: CurrentUser, *, what: str, href: str = "", **more: object
) -> Line:
    """Make a line about a case."""
    stage = definition.stage.get(row.stage)
    place = f"{code_label(row.pmks_type, 'pmks_listed')} · {label(stage.title) if stage else row.stage}"
    who = client_label(row.client_name, row.client_number, restricted=row.restricted, roles=me.roles)
    return Line(row.number, who, place, what, href or url("casework:case", number=row.number), **more)  # type: ignore[arg-type]


def needs_clocks(row: Row, found: Iterable[Due], *, now: datetime, within: timedelta = SOON) -> bool:
    """Tell whether a clock beside the stages is what is due: only the plan of the case can name it."""
    legal = row.legal_due_at is not None and row.legal_due_at < now + within
    return legal or row.next_due_at not in {one.at for one in found}


def clock_dues(row: Row, clocks: Iterable[ClockView]) -> list[Due]:
    """Return the clocks that run beside the stages of a case, by name."""
    return [
        Due(clock.due_at, label(clock.title), url("casework:case", number=row.number), legal=clock.legal)
        for clock in clocks
        if clock.title is not None and clock.ours and not clock.paused and clock.id not in ("stage", "hold")
    ]


def dues(row: Row, tasks: Iterable[Task], definition: Definition) -> list[Due]:
    """Return what has a deadline in a case: its tasks and the stage, or the hold."""
    case = url("casework:case", number=row.number)
    found = [
        Due(task.due_at, label(told.title), _done_at(told, row.number), task.owners)
        for task in tasks
        if task.due_at and (told := definition.task.get(task.task))
    ]
    if row.due_at:
        stage = definition.stage.get(row.stage)
        held = stage is not None and stage.kind == "hold"
        words = (
            _("Review the hold: resume or renew it") if held else _("Finish the stage or ask for more time")
        )
        legal = stage is not None and stage.sla is not None and stage.sla.legal
        found.append(Due(row.due_at, words, case, legal=legal))
    return sorted(found)


def _done_at(task: TaskPart, number: str) -> str:
    """Return the address at which a task is done: a repeated one that is told in words is a visit.

    A scheduled one with a sheet begins with the visit too, which leads on to the sheet.
    """
    if task.repeat and task.evidence == "note" and not (task.record or task.instrument):
        return f"{url('casework:visit_new', number=number)}?task={task.id}"
    if task.repeat and task.repeat.schedule and task.instrument:
        return url("casework:visit_new", number=number)
    return url("casework:task", number=number, task=task.id)


def due_line(
    row: Row,
    found: Sequence[Due],
    definition: Definition,
    me: CurrentUser,
    *,
    now: datetime,
    within: timedelta = SOON,
) -> Line | None:
    """Say what of the reader's is due first within a time, and how much else is; None when nothing is."""
    near = [one for one in found if one.at < now + within and is_mine(one.owners, me, definition)]
    if not near:
        return None
    first = min(near, key=lambda one: (not (one.legal and one.at < now), one.at))  # a missed law before all
    late = any(one.at < now for one in near)
    return line(
        row,
        definition,
        me,
        what=first.what,
        href=first.href,
        more=ngettext("and %(n)s more", "and %(n)s more", len(near) - 1) if len(near) > 1 else "",
        at=first.at,
        tone="bad" if late else "info",
        also=_("law") if first.legal else "",
    )


def is_mine(owners: Sequence[str], me: CurrentUser, definition: Definition) -> bool:
    """Tell whether something is the reader's to do, or theirs who stands in; what has no owner is the case worker's."""
    if not owners:
        return me.may(OWN_CASES)
    return bool(me.roles & definition.holders(tuple(owners)))


def acting(me: CurrentUser, journeys: Iterable[Definition]) -> frozenset[str]:
    """Return the reader's roles and those for which they may stand in."""
    return me.roles.union(
        role for one in journeys for role, others in one.roles.items() if me.roles & set(others)
    )


def still_line(row: Row, tasks: Sequence[Task], definition: Definition, me: CurrentUser) -> tuple[str, Line]:
    """Say why a case without a required task of the reader's stands still: `ready`, or `waiting` for whom."""
    stage = definition.stage.get(row.stage)
    if stage is not None and stage.kind == "hold":
        return "waiting", line(row, definition, me, what=_("On hold"), at=row.due_at)
    others = [task for task in tasks if task.required]
    if others:
        task = others[0]
        who = _by_roles(task.owners)
        words = _("%(task)s: with %(who)s", task=label(definition.task[task.task].title), who=who)
        return "waiting", line(row, definition, me, what=words, at=task.due_at)
    ways = onward(definition, row.stage)
    if any(definition.holders(move.by) & me.roles for move in ways):
        move = next(move for move in ways if definition.holders(move.by) & me.roles)
        return "ready", line(
            row,
            definition,
            me,
            what=label(move.title),
            href=f"{url('casework:case', number=row.number)}#moves",
        )
    who = _by_roles(dict.fromkeys(role for move in ways for role in move.by))
    return "waiting", line(
        row, definition, me, what=_("Decision by %(who)s", who=who) if who else _("Nothing is open")
    )


def onward(definition: Definition, stage: str) -> list[Move]:
    """Return the usual ways out of a stage: forward, or where there is none, the close that asks for every task."""
    moves = definition.moves_from.get(stage, ())
    forward = [move for move in moves if move.kind == "forward" and not move.skip_required]
    return forward or [move for move in moves if move.kind == "close" and not move.skip_required]


def decided_by(definition: Definition, roles: frozenset[str]) -> list[Stage]:
    """Return the stages whose usual way out is for one of these roles, and not for those who work the case."""
    workers = frozenset(definition.meta.workers)
    found = []
    for stage in definition.stages:
        ways = onward(definition, stage.id)
        holders = [definition.holders(move.by) for move in ways]
        if ways and any(held & roles for held in holders) and not any(held & workers for held in holders):
            found.append((definition.meta.id, stage.id))
    return found


def _by_roles(roles: Iterable[str]) -> str:
    return ", ".join(code_label(role, "role") for role in roles)
