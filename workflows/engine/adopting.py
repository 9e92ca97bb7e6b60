"""Taking over a case that ran before it stood here: whether what is told of it can be true, and where it stands."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from workflows import clock
from workflows.clock import Calendar, end_of, start_of, wib_day
from workflows.commands import Adopt
from workflows.definition import Definition, Move
from workflows.engine.answers import Decided, Fault, Refused
from workflows.engine.asking import missing, refused
from workflows.engine.clocks import stage_due
from workflows.engine.opening import age_reasons, fact_type_reasons
from workflows.engine.task_view import most
from workflows.events import Adopted, Due, Event, Happened, HoldData, MilestoneReached, Told
from workflows.fold import apply
from workflows.guards import answer
from workflows.lists.roles import ADOPTERS
from workflows.reasons import Actor, Reason
from workflows.view import View


def adopt_case(
    defn: Definition, command: Adopt, actor: Actor, now: datetime, calendar: Calendar
) -> Decided | Refused | Fault:
    """Decide whether a running case may be taken over as it is told.

    The age warns only: the case was opened long ago, under the eyes of whoever opened it.
    """
    at = command.occurred_at or now
    reasons = [Reason("in_future")] if at > now else []
    if command.pmks_type not in defn.meta.pmks_types:
        reasons.append(Reason("wrong_type", {"type": command.pmks_type}))
    reasons += missing("region", command.region)
    reasons += fact_type_reasons(defn, command.facts)
    if not frozenset(ADOPTERS) & actor.roles:
        reasons.append(Reason("role", {"trigger": "adopt"}, ADOPTERS))
    reasons += [*_stage(defn, command), *_days(command, wib_day(at))]
    if not any(reason.code in _NO_STAGE for reason in reasons):
        reasons += [*_tasks(defn, command), *_milestones(defn, command), *_hold(defn, command)]
    if command.outcome and command.outcome not in defn.outcomes:
        reasons.append(Reason("outcome_not_allowed", {"field": "outcome", "code": command.outcome}))
    if reasons:
        return refused(reasons)
    event = _adopted(defn, command, calendar)
    stops, warnings = age_reasons(defn, command.facts, start_of(command.opened_on))
    return Decided((event, *_reached(defn, event, at, now, actor)), at, (*stops, *warnings))


_NO_STAGE = ("no_such_stage", "adopt_closed", "adopt_hold_stage")


def _stage(defn: Definition, command: Adopt) -> Iterator[Reason]:
    for name in (command.stage, *command.entered):
        args: dict[str, str | int] = {"stage": name}
        stage = defn.stage.get(name)
        if stage is None:
            yield Reason("no_such_stage", args)
        elif stage.kind == "final":
            yield Reason("adopt_closed", args)
        elif stage.kind == "hold":
            yield Reason("adopt_hold_stage", args)


def _days(command: Adopt, as_of: date) -> Iterator[Reason]:
    """Everything told lies between the opening and the day it is told of; the present stage was entered last."""
    dated = [
        ("entered_on", command.entered_on),
        *((f"task:{known.task}", known.on) for known in command.done),
    ]
    dated += [(f"milestone:{name}", on) for name, on in command.milestones.items()]
    dated += [(f"stage:{name}", on) for name, on in command.entered.items()]
    dated += [("held_on", command.held_on)] if command.held_on else []
    for what, on in (("opened_on", command.opened_on), *dated):
        args: dict[str, str | int] = {"what": what, "on": on.isoformat()}
        if on > as_of:
            yield Reason("adopt_after", {**args, "as_of": as_of.isoformat()})
        elif on < command.opened_on:
            yield Reason("adopt_before_opening", {**args, "opened": command.opened_on.isoformat()})
    for name, on in command.entered.items():
        if on > command.entered_on:
            yield Reason("adopt_stage_later", {"stage": name, "on": on.isoformat()})
    if command.held_on and command.held_on < command.entered_on:
        yield Reason("adopt_held_before_entry", {"on": command.held_on.isoformat()})


def _tasks(defn: Definition, command: Adopt) -> Iterator[Reason]:
    order = [stage.id for stage in defn.stages]
    here = {task.id for task in defn.active_tasks[command.stage]}
    counts: dict[str, int] = {}
    for known in command.done:
        counts[known.task] = counts.get(known.task, 0) + 1
    for name, count in counts.items():
        task = defn.task.get(name)
        if task is None:
            yield Reason("no_such_task", {"task": name})
            continue
        limit, stage = most(task), defn.task_stage[name]
        if name not in here and order.index(stage) > order.index(command.stage):
            yield Reason("task_elsewhere", {"task": name, "stage": stage})
        if limit is not None and count > limit:
            yield Reason("task_complete", {"task": name})


def _milestones(defn: Definition, command: Adopt) -> Iterator[Reason]:
    for name in command.milestones:
        if name not in defn.milestone:
            yield Reason("no_such_milestone", {"milestone": name})


def hold_of(defn: Definition, stage: str) -> Move | None:
    """Find the move that puts a case of this stage on hold."""
    return next((move for move in defn.moves_from.get(stage, ()) if move.hold is not None), None)


def _hold(defn: Definition, command: Adopt) -> Iterator[Reason]:
    if not command.hold_reason and command.held_on is None:
        return
    if not command.hold_reason or command.held_on is None:
        field = "held_on" if command.hold_reason else "hold_reason"
        yield Reason(f"{field}_missing", {"field": field})
        return
    move = hold_of(defn, command.stage)
    if move is None or move.hold is None:
        yield Reason("no_hold_here", {"stage": command.stage})
    elif command.hold_reason not in move.hold.reasons:
        yield Reason("hold_reason_not_allowed", {"field": "hold_reason", "code": command.hold_reason})


def _adopted(defn: Definition, command: Adopt, calendar: Calendar) -> Adopted:
    stage, entered = defn.stage[command.stage], start_of(command.entered_on)
    move = hold_of(defn, command.stage) if command.held_on else None
    since = start_of(command.held_on) if command.held_on else None
    return Adopted(
        journey=defn.meta.id,
        version=defn.meta.version,
        digest=defn.digest,
        pmks_type=command.pmks_type,
        region=command.region,
        stage=command.stage,
        facts=command.facts,
        opened_at=start_of(command.opened_on),
        entered_at=entered,
        due=stage_due(stage, entered, command.facts, calendar),
        done=tuple(
            Told(known.task, _noon(known.on)) for known in sorted(command.done, key=lambda one: one.on)
        ),
        milestones={name: _noon(on) for name, on in command.milestones.items()},
        visits={name: start_of(on) for name, on in command.entered.items()},
        hold=HoldData(command.hold_reason, command.stage) if move else None,
        hold_stage=move.to if move else "",
        held_since=since,
        hold_due=_hold_due(move, since, calendar),
        outcome=command.outcome,
        note=command.note,
    )


def _hold_due(move: Move | None, since: datetime | None, calendar: Calendar) -> Due | None:
    if move is None or move.hold is None or since is None:
        return None
    return clock.due(since, move.hold.max_days, "calendar", calendar, warn_before=move.hold.warn_before)


def _noon(day: date) -> datetime:
    """Give the middle of a day of which only the date is known."""
    return start_of(day) + timedelta(hours=12)


def _reached(
    defn: Definition, event: Adopted, at: datetime, now: datetime, actor: Actor
) -> tuple[Event, ...]:
    """Name the milestones that what is told already makes true."""
    state = apply(None, Happened(1, at, now, actor.id, event))
    view = View(defn, state, at)
    open_ones = (m for m in defn.milestones if m.id not in state.milestones)
    return tuple(MilestoneReached(m.id) for m in open_ones if answer(m.when, view) == "yes")


def as_of_instant(day: date, now: datetime) -> datetime:
    """Give the instant at which a case stood as it is told for a day: that day's end, today: now."""
    return min(end_of(day), now)
