"""A stalled case as the list shows it: days against limit, and every cause in words."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date, datetime

import msgspec

from app.accounts.leaders import Leader, holders_words
from app.cases.masking import client_label
from app.explain.acts import act_at, act_words
from app.explain.reasons import Said, said
from app.supervision.rules import LEGAL, UNASSIGNED
from app.supervision.sentences import Told, sentence, tone
from app.supervision.store import Stalled
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import number as grouped
from app.web.i18n.formats import short_day as day
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import engine
from workflows.case_state import CaseState
from workflows.clock import Calendar, elapsed, wib_day
from workflows.definition import Definition
from workflows.parts import Unit

_HOURS_SHOWN = 72
"""Beyond three times twenty-four hours, a clock in hours is told in days."""


class Span(msgspec.Struct, frozen=True):
    """How long the case has been in its stage against how long it might be, all in words."""

    spent: str
    limit: str
    over: str
    unit: str
    tone: str


class Missed(msgspec.Struct, frozen=True):
    """A deadline of law that was missed: which, and what stops it, in words with where that is done."""

    words: str
    ends: tuple[tuple[str, str], ...]


class Line(msgspec.Struct, frozen=True):
    """One row of the list."""

    href: str
    who: str
    number: str
    type: str
    stage: str
    span: Span
    causes: tuple[tuple[str, str], ...]  # (words, tone)
    missed: tuple[Missed, ...]
    next_act: str
    next_href: str
    turn: str  # whose turn that is, where it is not the worker's
    worker: str
    left: bool  # with somebody who no longer works on cases
    last_on: date
    region: str
    in_danger: bool = False


class Reader(msgspec.Struct, frozen=True):
    """For whom the rows of one page are put into words, and when; what many rows share is worded once."""

    roles: frozenset[str]
    known: Sequence[Leader]
    now: datetime
    calendar: Calendar
    shared: dict[Hashable, str]

    def once(self, key: Hashable, make: Callable[[], str]) -> str:
        """Return words that depend on *key* alone."""
        if (words := self.shared.get(key)) is None:
            words = self.shared[key] = make()
        return words


def line(
    row: Stalled, definition: Definition, reader: Reader, *, region: str, state: CaseState | None = None
) -> Line:
    """Put one row into words; *state* where a deadline of law was missed."""
    now, roles = reader.now, reader.roles
    law = missed(row, definition, state, now=now, calendar=reader.calendar, roles=roles) if state else ()
    told = Told(row, definition, now, reader.calendar)
    acts = bool(row.turn_act) and not law
    journey, act = (row.journey, row.journey_version), row.turn_act
    return Line(
        url("casework:case", number=row.number),
        client_label(row.client_name, row.client_number, restricted=row.restricted, roles=roles),
        row.number,
        code_label(row.pmks_type, "pmks_listed"),
        reader.once((journey, row.stage), lambda: stage_name(row.stage, definition)),
        span(row, definition, now=now, calendar=reader.calendar),
        tuple((sentence(cause, told), tone(cause)) for cause in row.causes if not (law and cause == LEGAL)),
        law,
        reader.once((journey, "act", act), lambda: act_words(act, definition)) if acts else "",
        act_at(act, row.number, definition) if acts else "",
        _turn(row, reader) if row.turn_side == "OTHERS" else "",
        row.worker or "",
        bool(row.worker) and UNASSIGNED in row.causes,
        wib_day(row.last_human_at),
        region,
        in_danger=row.danger_at is not None and row.danger_at <= now,
    )


def _turn(row: Stalled, reader: Reader) -> str:
    who, unit, section = row.turn_who, row.unit, row.section
    return reader.once((who, unit, section), lambda: holders_words(who, unit, section, reader.known))


def missed(
    row: Stalled,
    definition: Definition,
    state: CaseState,
    *,
    now: datetime,
    calendar: Calendar,
    roles: frozenset[str],
) -> tuple[Missed, ...]:
    """Name each deadline of law that was missed, the first one first, and what stops it."""
    found = []
    for one, reasons in engine.missed(definition, state, now=now, calendar=calendar):
        ways = [
            way
            for reason in reasons
            for way in _ways(said(reason, definition, number=row.number, roles=roles))
        ]
        ends = tuple(dict.fromkeys(ways)) or (
            (_("Take the next step"), f"{url('casework:case', number=row.number)}#moves"),
        )
        words = _(
            "Deadline of law missed: %(deadline)s, %(day)s", deadline=label(one.title), day=day(one.due_at)
        )
        found.append(Missed(words, ends))
    return tuple(found)


def _ways(reason: Said) -> Iterator[tuple[str, str]]:
    """Return what may be recorded, each with its address; of alternatives each one."""
    if reason.href:
        yield reason.text, reason.href
    for part in reason.parts:
        yield from _ways(part)


def stage_name(stage: str, definition: Definition) -> str:
    """Return a stage's own title in its journey, or the general word for it."""
    known = definition.stage.get(stage)
    return label(known.title) if known else code_label(stage, "stage")


def span(row: Stalled, definition: Definition, *, now: datetime, calendar: Calendar) -> Span:
    """Count from the stage's entry to now and to the due date kept with the case.

    The limit shown is what that date leaves, extensions and holds included, so the three figures always add up.
    """
    stage = definition.stage.get(row.stage)
    unit: Unit = stage.sla.unit if stage and stage.sla else "calendar"
    if unit == "hours" and elapsed(row.entered_at, now, "hours", calendar) > _HOURS_SHOWN:
        unit = "calendar"
    spent = elapsed(row.entered_at, now, unit, calendar)
    if row.due_at is None:
        return Span(grouped(spent), "–", "", _unit(unit), "neutral")
    limit = elapsed(row.entered_at, row.due_at, unit, calendar)
    over = max(spent - limit, 0)
    tone = "bad" if LEGAL in row.causes or over > limit else "warn"
    late = _late(over, unit) if row.due_at < now else ""
    return Span(grouped(spent), grouped(limit), late, _unit(unit), tone)


def _late(over: int, unit: Unit) -> str:
    if over == 0:
        return _("just over")
    if unit == "hours":
        return ngettext("%(n)s hour over", "%(n)s hours over", over)
    return ngettext("%(n)s day over", "%(n)s days over", over)


def _unit(unit: Unit) -> str:
    return {"hours": _("hours"), "calendar": _("days"), "working": _("working days")}[unit]
