"""Event sourcing: where a case stands, folded from what happened, without definition, clock or database.

`apply` takes one event, `fold` a whole history. A `Voided` event needs the history (the case is as if
the voided move had not been), so only `fold` takes it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from workflows import events as ev
from workflows.case_state import CaseState, Deed, Held, LastMove, Made, Pause, Progress, Result, Visit
from workflows.events import Happened
from workflows.fold import deadlines, tasks, threats
from workflows.fold.counting import sex_before


def fold(history: Iterable[Happened]) -> CaseState:
    """Replay a history in its order; a voided move is left out with the event that voided it."""
    events = list(history)
    void = {n for h in events if isinstance(h.event, ev.Voided) for n in (h.event.ordinal, *h.event.also)}
    state: CaseState | None = None
    for happened in events:
        if happened.ordinal in void:
            continue
        if isinstance(happened.event, ev.Voided):
            state = replace(_begun(state), ordinal=happened.ordinal)
        else:
            state = apply(state, happened)
    return _begun(state)


def _begun(state: CaseState | None) -> CaseState:
    if state is None:
        raise ValueError("a history begins with Opened or Adopted")
    return state


def apply(state: CaseState | None, happened: Happened) -> CaseState:
    """Give the state after one more event; anything but a `Voided`, which needs `fold`."""
    event = happened.event
    if isinstance(event, ev.Opened):
        return _open(event, happened)
    if isinstance(event, ev.Adopted):
        return _adopt(event, happened)
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
        clock_at=happened.occurred_at,
        ordinal=happened.ordinal,
        episode_ordinal=happened.ordinal,
        due=event.due,
        facts=dict(event.facts),
        visits={event.stage: Visit(happened.ordinal, happened.occurred_at)},
        linked_case=event.linked_case,
        **threats.begin(event.facts, happened.occurred_at),
    )


def _adopt(event: ev.Adopted, happened: Happened) -> CaseState:
    """Begin in mid-stage: clocks run from the true entry, and only what is told counts as done."""
    known = {**event.visits, event.stage: event.entered_at}
    state = CaseState(
        journey=event.journey,
        version=event.version,
        digest=event.digest,
        pmks_type=event.pmks_type,
        region=event.region,
        opened_at=event.opened_at,
        stage=event.stage,
        entered_at=event.entered_at,
        clock_at=event.entered_at,
        ordinal=happened.ordinal,
        episode_ordinal=happened.ordinal,
        due=event.due,
        tasks=_told_tasks(event),
        milestones=dict(event.milestones),
        facts=dict(event.facts),
        visits={stage: Visit(happened.ordinal, at) for stage, at in known.items()},
        adopted_at=happened.occurred_at,
        **threats.begin(event.facts, happened.occurred_at),
    )
    if event.hold is None or event.held_since is None:
        return state
    since = event.held_since
    held = Held(event.hold.reason, event.stage, since, event.entered_at, event.entered_at, event.due)
    visits = {**state.visits, event.hold_stage: Visit(happened.ordinal, since)}
    return replace(
        state,
        stage=event.hold_stage,
        entered_at=since,
        clock_at=since,
        due=event.hold_due,
        held=held,
        pauses=(Pause(since),),
        visits=visits,
    )


def _told_tasks(event: ev.Adopted) -> dict[str, Progress]:
    tasks: dict[str, Progress] = {}
    for task in event.done:
        before = tasks.get(task.task, Progress(added=True))
        tasks[task.task] = replace(before, deeds=(*before.deeds, Deed(task.at, "")))
    return tasks


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
        "time_asked": None,
    }
    if event.sort == "renew":
        return change | {"clock_at": at, "extended": None}
    if event.sort == "resume":
        return change | _resumed(state, at)
    change |= {"entered_at": at, "clock_at": at, "visits": _visits(state, event, happened)}
    change |= {"held": None, "pauses": _ended(state, at)}
    change |= {} if event.sort == "hold" else {"extended": None}
    after = _AFTER.get(event.sort)
    return change | after(state, event, happened) if after else change


def _visits(state: CaseState, event: ev.Moved, happened: Happened) -> dict[str, Visit]:
    visits = dict(state.visits)
    if event.sort != "hold" and state.home in visits:
        visits[state.home] = Visit(happened.ordinal, visits[state.home].at)
    return {**visits, event.to: Visit(happened.ordinal, happened.occurred_at)}


def _resumed(state: CaseState, at: datetime) -> Change:
    held = state.held
    back = {"entered_at": held.entered_at, "clock_at": held.clock_at} if held else {}
    return {"held": None, "pauses": _ended(state, at), **back}


def _hold(state: CaseState, event: ev.Moved, happened: Happened) -> Change:
    hold = event.hold or ev.HoldData("", event.origin)
    at = happened.occurred_at
    held = Held(hold.reason, hold.stage, at, state.entered_at, state.clock_at, state.due)
    return {"held": held, "pauses": (*state.pauses, Pause(at))}


def _close(_: CaseState, event: ev.Moved, happened: Happened) -> Change:
    return {
        "closed_at": happened.occurred_at,
        "outcome": event.outcome,
        "close_reason": event.close_reason,
        "new_type": event.new_type,
        "died_on": event.died_on,
    }


def _reopen(_: CaseState, event: ev.Moved, happened: Happened) -> Change:
    """Begin a new episode: counts, visits and doers start anew; facts, records and results stay known."""
    return {
        "closed_at": None,
        "outcome": "",
        "close_reason": "",
        "new_type": "",
        "died_on": "",
        "episode_ordinal": happened.ordinal,
        "visits": {event.to: Visit(happened.ordinal, happened.occurred_at)},
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


def _recorded(state: CaseState, event: ev.Recorded, happened: Happened) -> Change:
    made = Made(happened.ordinal, happened.occurred_at, happened.actor, event.record_id)
    return {
        "records": {**state.records, event.record: made},
        "facts": state.facts | event.facts,
        "doers": _with_doer(state, f"record:{event.record}", happened.actor),
        **threats.follow(state, event.facts, happened.occurred_at, record=event.record),
    }


def _scored(state: CaseState, event: ev.Scored, happened: Happened) -> Change:
    """Keep the newest result: one taken before the one already known stays in the history only."""
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


def _migrated(state: CaseState, event: ev.Migrated, _: Happened) -> Change:
    names = event.tasks
    kept = {names.get(k, k): v for k, v in state.tasks.items() if k not in event.dropped}
    visits = {event.stages.get(stage, stage): visit for stage, visit in state.visits.items()}
    change: Change = {"version": event.version, "digest": event.digest, "stage": event.stage}
    change |= {"tasks": kept, "visits": visits}
    if state.held:
        change["held"] = replace(state.held, stage=event.held_from or state.held.stage)
    if event.due is not None:
        change["due"] = event.due
    return change | {"since_move": state.since_move + 1}


def _document_added(state: CaseState, event: ev.DocumentAdded, _: Happened) -> Change:
    return {"documents": {**state.documents, event.document_id: event.document}}


def _document_removed(state: CaseState, event: ev.DocumentRemoved, _: Happened) -> Change:
    return {"documents": {k: v for k, v in state.documents.items() if k != event.document_id}}


def _assigned(_: CaseState, event: ev.Assigned, __: Happened) -> Change:
    return {"worker": event.worker, "organisation": event.organisation}


def _reached(state: CaseState, event: ev.MilestoneReached, happened: Happened) -> Change:
    change: Change = {"milestones": {**state.milestones, event.milestone: happened.occurred_at}}
    last = state.last_move
    if last and happened.ordinal == last.ordinal + last.reached + 1:
        change["last_move"] = replace(last, reached=last.reached + 1)
    return change


def _facts_changed(state: CaseState, event: ev.FactsChanged, happened: Happened) -> Change:
    leans = (
        sex_before(event, state) is not None
    )  # the open case counts as another's since: no move goes under it
    return {
        "facts": state.facts | event.facts,
        "since_move": state.since_move + leans,
        **threats.follow(state, event.facts, happened.occurred_at),
    }


def _urgency_set(state: CaseState, event: ev.UrgencySet, happened: Happened) -> Change:
    return threats.judge(state, event.urgency, happened.occurred_at)


def _relocated(state: CaseState, event: ev.RelocatedIn, happened: Happened) -> Change:
    """Lean on the move before, so that it is no longer voided: the caseload it changed has been handed on."""
    return {"region": event.region, "relocated_at": happened.occurred_at, "since_move": state.since_move + 1}


def _nothing(_: CaseState, __: ev.Event, ___: Happened) -> Change:
    return {}


_CHANGES: dict[type, Callable[[CaseState, Any, Happened], Change]] = {
    ev.Moved: _move,
    ev.TaskDone: tasks.done,
    ev.TaskUndone: tasks.undone,
    ev.TaskAdded: tasks.added,
    ev.TaskExcused: tasks.excused,
    ev.Recorded: _recorded,
    ev.Scored: _scored,
    ev.DocumentAdded: _document_added,
    ev.DocumentRemoved: _document_removed,
    ev.Noted: _nothing,
    ev.Assigned: _assigned,
    ev.MilestoneReached: _reached,
    ev.Redated: deadlines.redated,
    ev.HoldExtended: deadlines.hold_extended,
    ev.FactsChanged: _facts_changed,
    ev.UrgencySet: _urgency_set,
    ev.TimeAsked: deadlines.time_asked,
    ev.TimeRefused: deadlines.time_refused,
    ev.RelocatedOut: _nothing,
    ev.RelocatedIn: _relocated,
    ev.Migrated: _migrated,
}
