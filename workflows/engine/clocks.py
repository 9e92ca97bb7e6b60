"""The clocks of a case: its stage's deadline, a hold's end, and the deadlines that run beside."""

from datetime import datetime, timedelta

from workflows import clock
from workflows.case_state import CaseState, Pause
from workflows.clock import Calendar
from workflows.conditions import Scalar
from workflows.definition import Clock, Definition, Sla, Stage
from workflows.engine.answers import ClockView
from workflows.events import Due
from workflows.guards import answer
from workflows.view import View


def stage_start(sla: Sla, entered: datetime, facts: dict[str, Scalar]) -> datetime:
    """Give the instant a stage's clock counts from: its anchor's first known fact, else the entry."""
    if sla.anchor is None:
        return entered
    for name in sla.anchor.facts:
        value = facts.get(name)
        if isinstance(value, str) and value:
            read = clock.instant(value)
            return read if sla.anchor.floor == "none" else max(read, entered)
    return entered


def stage_due(
    stage: Stage,
    entered: datetime,
    facts: dict[str, Scalar],
    cal: Calendar,
    *,
    pauses: tuple[Pause, ...] = (),
) -> Due | None:
    """Give the stage's deadline for a clock that began at `entered`; legal ones ignore pauses."""
    sla = stage.sla
    if sla is None:
        return None
    start = stage_start(sla, entered, facts)
    return clock.due(
        start, sla.limit, sla.unit, cal, warn_before=sla.warn_before, pauses=() if sla.legal else pauses
    )


def redated(defn: Definition, state: CaseState, cal: Calendar) -> Due | None:
    """Work the home stage's deadline out again from the facts as they are now; more time that was given stays."""
    stage, entered = defn.stage[state.home], state.held.clock_at if state.held else state.clock_at
    ended = tuple(pause for pause in state.pauses if pause.end is not None)
    due = stage_due(stage, entered, state.facts, cal, pauses=ended)
    sla, given = stage.sla, state.extended
    if due is None or sla is None or given is None:
        return due
    start, end = stage_start(sla, entered, state.facts), given.until
    for pause in ended:
        if pause.end is not None and pause.start >= given.at and pause.end > start:
            end = clock.lengthen(end, max(pause.start, start), pause.end, sla.unit, cal)
    return clock.with_warning(end, sla.warn_before, sla.unit, cal) if end > due.due_at else due


def resumed_due(defn: Definition, state: CaseState, at: datetime, cal: Calendar) -> Due | None:
    """Give the deadline of the stage a held case goes back to: longer by the hold while its clock ran, unless it is law."""
    held = state.held
    if held is None or held.due is None:
        return None
    sla = defn.stage[held.stage].sla
    if sla is None or sla.legal:
        return held.due
    begun = max(held.since, stage_start(sla, held.clock_at, state.facts))
    if at <= begun:
        return held.due
    end = clock.lengthen(held.due.due_at, begun, at, sla.unit, cal)
    return clock.with_warning(end, sla.warn_before, sla.unit, cal)


def legal_views(view: View, cal: Calendar) -> tuple[ClockView, ...]:
    """Draw the running clocks of law alone."""
    if view.state.closed:
        return ()
    sla = view.defn.stage[view.state.home].sla
    own = _stage_view(view, cal) if sla and sla.legal else None
    beside = (_beside(rule, view, cal) for rule in view.defn.clocks if rule.legal)
    return tuple(found for found in (own, *beside) if found is not None)


def clock_views(view: View, cal: Calendar) -> tuple[ClockView, ...]:
    """Draw every running clock, the stage's first."""
    if view.state.closed:
        return ()
    own = _stage_view(view, cal)
    held = _hold_view(view, cal)
    beside = (_beside(c, view, cal) for c in view.defn.clocks)
    return tuple(clock for clock in (held, own, *beside) if clock is not None)


def _stage_view(view: View, cal: Calendar) -> ClockView | None:
    state, home = view.state, view.defn.stage[view.state.home]
    if home.sla is None:
        return None
    if state.held:
        due, entered = state.held.due, state.held.clock_at
    else:
        due, entered = state.due, state.clock_at
    if due is None:
        return None
    sla = home.sla
    paused = state.held is not None and not sla.legal
    if paused:
        due = resumed_due(view.defn, state, view.at, cal) or due
    start = stage_start(sla, entered, state.facts)
    pauses = () if sla.legal else state.pauses
    return ClockView(
        id="stage",
        title=home.title,
        started_at=start,
        due_at=due.due_at,
        warn_at=due.warn_at,
        unit=sla.unit,
        limit=sla.limit,
        used=clock.elapsed(start, view.at, sla.unit, cal, pauses),
        legal=sla.legal,
        paused=paused,
        warning=not paused and due.warn_at <= view.at <= due.due_at,
        overdue=not paused and view.at > due.due_at,
        escalate=sla.escalate,
    )


def _hold_view(view: View, cal: Calendar) -> ClockView | None:
    state = view.state
    if state.held is None or state.due is None:
        return None
    stage = view.defn.stage[state.stage]
    since = state.held.since
    return ClockView(
        id="hold",
        title=stage.title,
        started_at=since,
        due_at=state.due.due_at,
        warn_at=state.due.warn_at,
        unit="calendar",
        limit=(clock.wib_day(state.due.due_at) - clock.wib_day(since)).days,
        used=clock.elapsed(since, view.at, "calendar", cal),
        legal=False,
        paused=False,
        warning=state.due.warn_at <= view.at <= state.due.due_at,
        overdue=view.at > state.due.due_at,
    )


def clock_start(rule: Clock, view: View) -> datetime | None:
    """Give when a clock beside the stages began, None while it has not."""
    state = view.state
    if rule.start == "opened":
        return state.opened_at
    if rule.birthday is not None:
        day = view.birthday(rule.birthday)  # one from before the opening announces nothing
        return clock.start_of(day) if day and day >= clock.wib_day(state.opened_at) else None
    sort, _, name = rule.start.partition(":")
    if sort == "stage":
        visit = state.visits.get(name)
        return visit.at if visit else None
    value = view.fact(name)
    if value is None:
        return None
    start = clock.instant(str(value)) - timedelta(days=rule.ahead)
    return None if rule.ahead and start < clock.start_of(clock.wib_day(state.opened_at)) else start


def _beside(rule: Clock, view: View, cal: Calendar) -> ClockView | None:
    start = clock_start(rule, view)
    if start is None or answer(rule.stops, view) == "yes":
        return None
    if rule.applies is not None and answer(rule.applies, view) == "no":
        return None
    pauses = () if rule.runs_on else view.state.pauses
    due = clock.due(
        start, rule.limit, rule.unit, cal, warn_before=rule.warn_before, pauses=pauses, now=view.at
    )
    if rule.limit == 0:  # the start is the deadline itself: it may lie ahead, and its reminder before it
        due = clock.with_warning(due.due_at, rule.warn_before, rule.unit, cal)
    paused = view.state.held is not None and not rule.runs_on
    return ClockView(
        id=rule.id,
        title=rule.title,
        started_at=start,
        due_at=due.due_at,
        warn_at=due.warn_at,
        unit=rule.unit,
        limit=rule.limit,
        used=clock.elapsed(start, view.at, rule.unit, cal, pauses),
        legal=rule.legal,
        paused=paused,
        warning=not paused and due.warn_at <= view.at <= due.due_at,
        overdue=not paused and view.at > due.due_at,
        escalate=rule.escalate,
        theirs=rule.theirs,
    )
