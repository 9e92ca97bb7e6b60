"""Everything but moves: tasks, records, results, documents, notes, and what supervisors decide."""

from datetime import timedelta

from workflows import clock
from workflows import commands as cmd
from workflows import events as ev
from workflows.definition import Move, Task
from workflows.engine.asking import Asked, Decision, missing, refused
from workflows.engine.lateness import conference_first
from workflows.engine.opening import fact_type_reasons
from workflows.engine.task_view import may_do_more, opens, ripe_on, status
from workflows.guards import document_reason
from workflows.lists.roles import LEADERS
from workflows.reasons import Reason


def do_task(asked: Asked, command: cmd.DoTask) -> Decision:
    """Decide one tick of a task."""
    task, reasons = _active(asked, command.task)
    if task is None:
        return refused(reasons)
    reasons += asked.role_reasons(task.owner)
    if task.record or task.instrument:
        args: dict[str, str | int] = {"task": task.id}
        return refused([*reasons, Reason("done_by_record", args, task.owner, opens(task))])
    stands, unknown = status(task, asked.view)
    if stands in {"not_applicable", "available"}:
        reasons.append(Reason(f"task_{stands}", {"task": task.id}, opens=f"task:{task.id}"))
    if stands == "unknown" and any(reason.code == "fault" for reason in unknown):
        reasons += unknown
    if not may_do_more(task, asked.view.progress(task.id)):
        reasons.append(Reason("task_complete", {"task": task.id}))
    elif (ripe := ripe_on(task, asked.view)) is not None:
        args = {"task": task.id, "on": ripe.isoformat()}
        reasons.append(Reason("task_too_early", args, opens="wait"))
    reasons += _evidence(asked, task, command)
    if reasons:
        return refused(reasons)
    attempt = task.id in asked.defn.attempts
    return asked.decided(ev.TaskDone(task.id, command.note, command.document, attempt=attempt))


def _evidence(asked: Asked, task: Task, command: cmd.DoTask) -> list[Reason]:
    if task.evidence == "note":
        return missing("note", command.note)
    sort, _, kind = task.evidence.partition(":")
    if sort != "document":
        return []
    held = asked.state.documents
    if command.document and held.get(command.document) != kind:
        return [Reason("document_not_held", {"document": kind}, opens=f"document:{kind}")]
    return [] if kind in held.values() else [document_reason(asked.view, kind)]


def _active(asked: Asked, key: str) -> tuple[Task | None, list[Reason]]:
    task = asked.defn.task.get(key)
    if task is None:
        return None, [Reason("no_such_task", {"task": key})]
    if task not in asked.defn.active_tasks[asked.state.home]:
        return None, [Reason("task_elsewhere", {"task": key, "stage": asked.defn.task_stage[key]})]
    return task, []


def undo_task(asked: Asked, command: cmd.UndoTask) -> Decision:
    """Decide to take the last tick back: by its doer or a supervisor, never over a record."""
    task, reasons = _active(asked, command.task)
    if task is None:
        return refused(reasons)
    deeds = asked.view.progress(task.id).deeds
    reasons += missing("reason", command.reason)
    if task.record or task.instrument:
        reasons.append(Reason("done_by_record", {"task": task.id}, task.owner, opens(task)))
    if not deeds:
        reasons.append(Reason("task_not_done", {"task": task.id}))
    elif deeds[-1].by != asked.actor.id:
        reasons += asked.role_reasons(LEADERS)
    return refused(reasons) if reasons else asked.decided(ev.TaskUndone(task.id, command.reason))


def add_task(asked: Asked, command: cmd.AddTask) -> Decision:
    """Decide to let a discretionary task count."""
    task, reasons = _active(asked, command.task)
    if task is None:
        return refused(reasons)
    reasons += asked.role_reasons((*task.owner, *LEADERS))
    if status(task, asked.view)[0] != "available":
        reasons.append(Reason("task_not_available", {"task": task.id}))
    return refused(reasons) if reasons else asked.decided(ev.TaskAdded(task.id, command.reason))


def excuse_task(asked: Asked, command: cmd.ExcuseTask) -> Decision:
    """Decide to let a waivable task go undone in this visit of the stage."""
    task, reasons = _active(asked, command.task)
    if task is None:
        return refused(reasons)
    reasons += asked.role_reasons(LEADERS) + missing("reason", command.reason)
    if not task.waivable:
        reasons.append(Reason("task_not_waivable", {"task": task.id}))
    if command.until and command.until <= asked.at:
        reasons.append(Reason("until_past"))
    return (
        refused(reasons) if reasons else asked.decided(ev.TaskExcused(task.id, command.reason, command.until))
    )


def record(asked: Asked, command: cmd.Record) -> Decision:
    """Decide to take a record in. A kind the journey does not name is its workers' to make."""
    kind = asked.defn.records.get(command.record)
    by = (kind.by if kind else ()) or asked.defn.meta.workers
    reasons = asked.role_reasons(by) + fact_type_reasons(asked.defn, command.facts)
    if reasons:
        return refused(reasons)
    return asked.decided(ev.Recorded(command.record, command.record_id, command.facts))


def score(asked: Asked, command: cmd.Score) -> Decision:
    """Decide to take an instrument's result in."""
    use = asked.defn.instruments.get(command.instrument)
    by = (use.by if use else ()) or asked.defn.meta.workers
    reasons = asked.role_reasons(by) + fact_type_reasons(asked.defn, command.facts)
    args: dict[str, str | int] = {"instrument": command.instrument}
    if use and command.score is not None and not use.min <= command.score <= use.max:
        reasons.append(Reason("score_range", args | {"min": use.min, "max": use.max, "have": command.score}))
    if use and command.band and use.bands and command.band not in use.bands:
        reasons.append(Reason("band_unknown", args | {"band": command.band}))
    if reasons:
        return refused(reasons)
    c = command
    return asked.decided(ev.Scored(c.instrument, c.version, c.assessment_id, c.score, c.band, c.facts))


def add_document(asked: Asked, command: cmd.AddDocument) -> Decision:
    """Take a document in."""
    return asked.decided(ev.DocumentAdded(command.document, command.document_id, command.title))


def remove_document(asked: Asked, command: cmd.RemoveDocument) -> Decision:
    """Decide to take a document off."""
    reasons = missing("reason", command.reason)
    if command.document_id not in asked.state.documents:
        reasons.append(Reason("no_such_document"))
    if reasons:
        return refused(reasons)
    return asked.decided(ev.DocumentRemoved(command.document_id, command.reason))


def note(asked: Asked, command: cmd.Note) -> Decision:
    """Take a note in."""
    reasons = missing("text", command.text)
    return refused(reasons) if reasons else asked.decided(ev.Noted(command.text, command.category))


def assign(asked: Asked, command: cmd.Assign) -> Decision:
    """Decide who works the case: supervisors give it; a worker may take one that nobody has."""
    takes = not asked.state.worker and command.worker == asked.actor.id
    reasons = asked.role_reasons((*LEADERS, *asked.defn.meta.workers) if takes else LEADERS)
    if reasons:
        return refused(reasons)
    return asked.decided(ev.Assigned(command.worker, command.organisation, command.reason))


def hold_move(asked: Asked) -> Move | None:
    """Find the move that put the case on hold."""
    held = asked.state.held
    return next(
        (
            m
            for m in asked.defn.moves
            if held and m.hold and held.stage in m.source and m.to == asked.state.stage
        ),
        None,
    )


def extend_hold(asked: Asked, command: cmd.ExtendHold) -> Decision:
    """Decide to renew a hold, by no more than its longest length each time."""
    state, move = asked.state, hold_move(asked)
    if state.held is None or state.due is None or move is None or move.hold is None:
        return refused([Reason("not_on_hold")])
    rule = move.hold
    reasons = asked.role_reasons(rule.renew_by) + missing("reason", command.reason)
    end = clock.end_of(clock.wib_day(command.until))
    if rule.max_renewals is not None and state.held.renewals >= rule.max_renewals:
        reasons.append(Reason("hold_renewals", {"max": rule.max_renewals}))
    if end <= state.due.due_at:
        reasons.append(Reason("until_not_later", {"until": state.due.due_at.isoformat()}))
    if end > max(state.due.due_at, asked.at) + timedelta(days=rule.max_days + 1):
        reasons.append(Reason("hold_too_long", {"max": rule.max_days}))
    if reasons:
        return refused(reasons)
    due = clock.with_warning(end, rule.warn_before, "calendar", asked.cal)
    return asked.decided(ev.HoldExtended(due, command.reason))


def extend_stage(asked: Asked, command: cmd.ExtendStage) -> Decision:
    """Decide to give the stage a later deadline. What the law sets cannot be extended."""
    state, sla = asked.state, asked.defn.stage[asked.state.stage].sla
    if sla is None or state.due is None or state.held:
        return refused([Reason("no_deadline")])
    reasons = asked.role_reasons(LEADERS) + missing("reason", command.reason)
    end = clock.end_of(clock.wib_day(command.until))
    if sla.legal:
        reasons.append(Reason("legal_deadline"))
    reasons += conference_first(asked.view)
    if end <= state.due.due_at or end <= asked.at:
        reasons.append(Reason("until_not_later", {"until": state.due.due_at.isoformat()}))
    if reasons:
        return refused(reasons)
    due = clock.with_warning(end, sla.warn_before, sla.unit, asked.cal)
    return asked.decided(ev.Redated(due, ev.EXTENSION, command.reason))


def ask_time(asked: Asked, command: cmd.AskTime) -> Decision:
    """Decide to ask for a later deadline: whoever works the case may, where a leader could give it."""
    state, sla = asked.state, asked.defn.stage[asked.state.home].sla
    if state.due is None or (sla is None and not state.held):
        return refused([Reason("no_deadline")])
    reasons = asked.role_reasons(asked.defn.meta.workers) + missing("reason", command.reason)
    if sla is not None and sla.legal and not state.held:
        reasons.append(Reason("legal_deadline"))
    end = clock.end_of(clock.wib_day(command.until))
    if end <= state.due.due_at or end <= asked.at:
        reasons.append(Reason("until_not_later", {"until": state.due.due_at.isoformat()}))
    return refused(reasons) if reasons else asked.decided(ev.TimeAsked(end, command.reason))


def refuse_time(asked: Asked, command: cmd.RefuseTime) -> Decision:
    """Decide to say no to a request for more time."""
    if asked.state.time_asked is None:
        return refused([Reason("no_request")])
    reasons = asked.role_reasons(LEADERS) + missing("reason", command.reason)
    return refused(reasons) if reasons else asked.decided(ev.TimeRefused(command.reason))


def change_facts(asked: Asked, command: cmd.ChangeFacts) -> Decision:
    """Take a change of client facts in."""
    reasons = fact_type_reasons(asked.defn, command.facts)
    return refused(reasons) if reasons else asked.decided(ev.FactsChanged(command.facts, command.cause))


def set_urgency(asked: Asked, command: cmd.SetUrgency) -> Decision:
    """Decide to judge the urgency anew: whoever works the case or leads its workers may, and says why."""
    reasons = asked.role_reasons((*asked.defn.meta.workers, *LEADERS)) + missing("reason", command.reason)
    reasons += fact_type_reasons(asked.defn, {"urgency": command.urgency})
    if reasons:
        return refused(reasons)
    return asked.decided(ev.UrgencySet(command.urgency, command.reason))


def relocate(asked: Asked, command: cmd.Relocate) -> Decision:
    """Decide to move the case to another kab/kota: out of one caseload and into the other."""
    reasons = asked.role_reasons(LEADERS) + missing("region", command.region)
    if command.region == asked.state.region:
        reasons.append(Reason("same_region", {"region": command.region}))
    if reasons:
        return refused(reasons)
    gone, come = ev.RelocatedOut(asked.state.region), ev.RelocatedIn(command.region, command.reason)
    return asked.decided(gone, come)
