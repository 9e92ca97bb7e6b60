"""Where a case stands: folded from what happened, without definition, clock or database.

`apply` takes one event, `fold` a whole history. A `Voided` event needs the history (the case is as if
the voided move had not been), so only `fold` takes it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from workflows import events as ev
from workflows.conditions import Scalar
from workflows.events import Due, Happened, HoldData


class Deed(msgspec.Struct, frozen=True, array_like=True):
    """One turn of a task: when and by whom."""

    at: datetime
    by: str


class Progress(msgspec.Struct, frozen=True):
    """A task in this visit of its stage."""

    deeds: tuple[Deed, ...] = ()
    added: bool = False
    excused: bool = False
    excused_until: datetime | None = None


class Made(msgspec.Struct, frozen=True):
    """The latest record of a kind."""

    ordinal: int
    at: datetime
    by: str
    id: str = ""


class Result(msgspec.Struct, frozen=True):
    """The latest result of an instrument, by the day it was taken."""

    ordinal: int
    at: datetime
    by: str
    version: int
    score: int | None = None
    band: str = ""
    id: str = ""


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """A time on hold; `end` None while it lasts."""

    start: datetime
    end: datetime | None = None


class Held(msgspec.Struct, frozen=True):
    """What a case on hold goes back to."""

    reason: str
    stage: str
    since: datetime
    until: datetime
    renewals: int
    entered_at: datetime
    due: Due | None


class LastMove(msgspec.Struct, frozen=True):
    """The last move, as voiding and four eyes need it."""

    ordinal: int
    trigger: str
    origin: str
    at: datetime
    by: str


class CaseState(msgspec.Struct, frozen=True):
    """A case at one moment of its history.

    `entered_at`: when this stage was entered (after a resume: the entry before the hold). `due` is the
    stage's deadline, on hold the hold's end. `visits` gives the ordinal of each stage's last entry in
    this episode, `moved` how often each trigger was used in it. `doers` remembers who made a
    record, a result or a move since the last move that kept them apart, for four eyes. `since_move`
    counts what came after the last move and leans on the stage: while it is 0 the move can be voided.
    """

    journey: str
    version: int
    digest: str
    pmks_type: str
    region: str
    opened_at: datetime
    stage: str
    entered_at: datetime
    ordinal: int
    episode: int = 1
    episode_ordinal: int = 1
    due: Due | None = None
    held: Held | None = None
    pauses: tuple[Pause, ...] = ()
    tasks: dict[str, Progress] = {}
    milestones: dict[str, datetime] = {}
    facts: dict[str, Scalar] = {}
    records: dict[str, Made] = {}
    results: dict[str, Result] = {}
    documents: dict[str, str] = {}
    visits: dict[str, int] = {}
    moved: dict[str, int] = {}
    doers: dict[str, tuple[str, ...]] = {}
    last_move: LastMove | None = None
    since_move: int = 0
    worker: str = ""
    organisation: str = ""
    outcome: str = ""
    close_reason: str = ""
    new_type: str = ""
    closed_at: datetime | None = None
    linked_case: str = ""

    @property
    def closed(self) -> bool:
        """Whether the case is closed now."""
        return self.closed_at is not None

    @property
    def home(self) -> str:
        """The stage whose tasks are worked: on hold, the one it was held from."""
        return self.held.stage if self.held else self.stage

    @property
    def due_at(self) -> datetime | None:
        """When the stage (or the hold) is due."""
        return self.due.due_at if self.due else None


def fold(history: Iterable[Happened]) -> CaseState:
    """Replay a history in its order; a voided move is left out with the event that voided it."""
    told = list(history)
    void = {h.event.ordinal for h in told if isinstance(h.event, ev.Voided)}
    state: CaseState | None = None
    for happened in told:
        if happened.ordinal in void:
            continue
        if isinstance(happened.event, ev.Voided):
            state = replace(_begun(state), ordinal=happened.ordinal)
        else:
            state = apply(state, happened)
    return _begun(state)


def _begun(state: CaseState | None) -> CaseState:
    if state is None:
        raise ValueError("a history begins with Opened")
    return state


def apply(state: CaseState | None, happened: Happened) -> CaseState:
    """The state after one more event; anything but a `Voided`, which needs `fold`."""
    event = happened.event
    if isinstance(event, ev.Opened):
        return _open(event, happened)
    change = _CHANGES.get(type(event))
    if change is None:
        raise TypeError(f"fold the whole history over a {type(event).__name__}")
    return replace(_begun(state), ordinal=happened.ordinal, **change(_begun(state), event, happened))


Change = dict[str, Any]


def _open(event: ev.Opened, happened: Happened) -> CaseState:
    return CaseState(
        journey=event.journey,
        version=event.version,
        digest=event.digest,
        pmks_type=event.pmks_type,
        region=event.region,
        opened_at=happened.occurred_at,
        stage=event.stage,
        entered_at=happened.occurred_at,
        ordinal=happened.ordinal,
        episode_ordinal=happened.ordinal,
        due=event.due,
        facts=dict(event.facts),
        visits={event.stage: happened.ordinal},
        linked_case=event.linked_case,
    )


def _move(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    at, by = happened.occurred_at, happened.actor
    doers = {key: who for key, who in state.doers.items() if key not in event.cleared}
    change: Change = {
        "stage": event.to,
        "due": event.due,
        "episode": event.episode,
        "moved": {**state.moved, event.trigger: state.moved.get(event.trigger, 0) + 1},
        "doers": {**doers, f"move:{event.trigger}": (by,)},
        "tasks": _entered_tasks(state, event, at),
        "milestones": {k: v for k, v in state.milestones.items() if k not in event.lost},
        "last_move": LastMove(happened.ordinal, event.trigger, event.origin, at, by),
        "since_move": 0,
    }
    if event.sort == "resume":
        return change | _resumed(state, at)
    change |= {"entered_at": at, "visits": {**state.visits, event.to: happened.ordinal}}
    return change | _AFTER.get(event.sort, _went)(state, event, happened)


def _went(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    """Out of a hold by another way than resuming: the pause ends there."""
    return {"held": None, "pauses": _ended(state, happened.occurred_at)}


def _resumed(state: CaseState, at: datetime) -> Change:
    entered = state.held.entered_at if state.held else state.entered_at
    return {"held": None, "entered_at": entered, "pauses": _ended(state, at)}


def _hold(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    hold: HoldData = event.hold or HoldData("", event.origin, happened.occurred_at)
    at = happened.occurred_at
    held = Held(hold.reason, hold.stage, at, hold.until, hold.renewals, state.entered_at, state.due)
    return {"held": held, "pauses": (*state.pauses, Pause(at))}


def _close(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    return _went(state, event, happened) | {
        "closed_at": happened.occurred_at,
        "outcome": event.outcome,
        "close_reason": event.close_reason,
        "new_type": event.new_type,
    }


def _reopen(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    """A new episode: counts, visits and doers start anew; facts, records and results stay known."""
    return {
        "closed_at": None,
        "outcome": "",
        "close_reason": "",
        "new_type": "",
        "episode_ordinal": happened.ordinal,
        "visits": {event.to: happened.ordinal},
        "moved": {event.trigger: 1},
        "doers": {f"move:{event.trigger}": (happened.actor,)},
    }


_AFTER: dict[str, Callable[[CaseState, ev.Moved, Happened], Change]] = {
    "hold": _hold,
    "close": _close,
    "reclassify": _close,
    "reopen": _reopen,
}


def _ended(state: CaseState, at: datetime) -> tuple[Pause, ...]:
    if state.held is None:
        return state.pauses
    return (*state.pauses[:-1], Pause(state.pauses[-1].start, at))


def _entered_tasks(state: CaseState, event: ev.Moved, at: datetime) -> dict[str, Progress]:
    tasks = {key: progress for key, progress in state.tasks.items() if key not in event.reset}
    for done in event.done:
        before = tasks.get(done.task, Progress())
        tasks[done.task] = replace(before, deeds=(*before.deeds, Deed(at, done.by)))
    return tasks


def _task(state: CaseState, key: str, progress: Progress) -> Change:
    return {"tasks": {**state.tasks, key: progress}, "since_move": state.since_move + 1}


def _done(state: CaseState, event: ev.TaskDone, happened: Happened) -> Change:
    before = state.tasks.get(event.task, Progress())
    deeds = (*before.deeds, Deed(happened.occurred_at, happened.actor))
    return _task(state, event.task, replace(before, deeds=deeds))


def _undone(state: CaseState, event: ev.TaskUndone, _: Happened) -> Change:
    before = state.tasks.get(event.task, Progress())
    return _task(state, event.task, replace(before, deeds=before.deeds[:-1]))


def _added(state: CaseState, event: ev.TaskAdded, _: Happened) -> Change:
    return _task(state, event.task, replace(state.tasks.get(event.task, Progress()), added=True))


def _excused(state: CaseState, event: ev.TaskExcused, _: Happened) -> Change:
    before = state.tasks.get(event.task, Progress())
    return _task(state, event.task, replace(before, excused=True, excused_until=event.until))


def _recorded(state: CaseState, event: ev.Recorded, happened: Happened) -> Change:
    made = Made(happened.ordinal, happened.occurred_at, happened.actor, event.record_id)
    return {
        "records": {**state.records, event.record: made},
        "facts": state.facts | event.facts,
        "doers": _with_doer(state, f"record:{event.record}", happened.actor),
    }


def _scored(state: CaseState, event: ev.Scored, happened: Happened) -> Change:
    """A result taken before the one already known is kept in the history, but does not replace it."""
    doers = _with_doer(state, f"instrument:{event.instrument}", happened.actor)
    known = state.results.get(event.instrument)
    if known and known.at > happened.occurred_at:
        return {"doers": doers}
    at, by = happened.occurred_at, happened.actor
    result = Result(happened.ordinal, at, by, event.version, event.score, event.band, event.assessment_id)
    results = {**state.results, event.instrument: result}
    return {"results": results, "facts": state.facts | event.facts, "doers": doers}


def _with_doer(state: CaseState, key: str, by: str) -> dict[str, tuple[str, ...]]:
    before = state.doers.get(key, ())
    return state.doers if by in before else {**state.doers, key: (*before, by)}


def _redated(state: CaseState, event: ev.Redated, _: Happened) -> Change:
    """On hold the deadline of the stage that waits is meant, not the hold's end."""
    if state.held:
        return {"held": replace(state.held, due=event.due), "since_move": state.since_move + 1}
    return {"due": event.due, "since_move": state.since_move + 1}


def _hold_extended(state: CaseState, event: ev.HoldExtended, _: Happened) -> Change:
    if state.held is None:
        raise ValueError("only a case on hold has a hold to extend")
    held = replace(state.held, until=event.until, renewals=state.held.renewals + 1)
    due = Due(event.until, state.due.warn_at if state.due else event.until)
    return {"held": held, "due": due, "since_move": state.since_move + 1}


def _migrated(state: CaseState, event: ev.Migrated, _: Happened) -> Change:
    names = event.tasks
    kept = {names.get(k, k): v for k, v in state.tasks.items() if k not in event.dropped}
    change: Change = {"version": event.version, "digest": event.digest, "stage": event.stage, "tasks": kept}
    if state.held:
        change["held"] = replace(state.held, stage=event.held_from or state.held.stage)
    if event.due is not None:
        change["due"] = event.due
    return change | {"since_move": state.since_move + 1}


def _document_removed(state: CaseState, event: ev.DocumentRemoved, _: Happened) -> Change:
    return {"documents": {k: v for k, v in state.documents.items() if k != event.document_id}}


_CHANGES: dict[type, Callable[[CaseState, Any, Happened], Change]] = {
    ev.Moved: _move,
    ev.TaskDone: _done,
    ev.TaskUndone: _undone,
    ev.TaskAdded: _added,
    ev.TaskExcused: _excused,
    ev.Recorded: _recorded,
    ev.Scored: _scored,
    ev.DocumentAdded: lambda s, e, h: {"documents": {**s.documents, e.document_id: e.document}},
    ev.DocumentRemoved: _document_removed,
    ev.Noted: lambda s, e, h: {},
    ev.Assigned: lambda s, e, h: {"worker": e.worker, "organisation": e.organisation},
    ev.MilestoneReached: lambda s, e, h: {"milestones": {**s.milestones, e.milestone: h.occurred_at}},
    ev.Redated: _redated,
    ev.HoldExtended: _hold_extended,
    ev.FactsChanged: lambda s, e, h: {"facts": s.facts | e.facts},
    ev.RelocatedOut: lambda s, e, h: {},
    ev.RelocatedIn: lambda s, e, h: {"region": e.region},
    ev.Migrated: _migrated,
}
