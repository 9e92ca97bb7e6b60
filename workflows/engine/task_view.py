"""Tasks as they stand in a case: whether they count, how far they are, when the next turn is due."""

from datetime import date, datetime, timedelta

from workflows import clock
from workflows.case_state import Progress
from workflows.clock import Calendar
from workflows.definition import Task
from workflows.engine.answers import Status, TaskView
from workflows.guards import conditions, fact_source, task_least, together
from workflows.reasons import Answer, Reason
from workflows.view import View


def opens(task: Task) -> str:
    """Tell what to open to get a task done."""
    if task.record:
        return f"record:{task.record}"
    if task.instrument:
        return f"instrument:{task.instrument}"
    return f"task:{task.id}"


def applicability(task: Task, view: View) -> tuple[Answer, tuple[Reason, ...]]:
    """Answer whether a task counts for this case, with what is still unknown or at fault about it."""
    if task.applies is None:
        return "yes", ()
    behind = conditions(task.applies, view)
    open_ones = tuple(c.reason for c in behind if c.answer in {"unknown", "fault"})
    return together(c.answer for c in behind), open_ones


def status(task: Task, view: View) -> tuple[Status, tuple[Reason, ...]]:
    """Give the task's status, and what is unknown about its use."""
    stands: tuple[Status, tuple[Reason, ...]] = view.once(("status", task.id), lambda: _status(task, view))
    return stands


def _status(task: Task, view: View) -> tuple[Status, tuple[Reason, ...]]:
    progress = view.progress(task.id)
    if len(progress.deeds) >= task_least(task):
        return "done", ()
    applies, missing = applicability(task, view)
    if applies == "no":
        return "not_applicable", ()
    if view.excused(progress):
        return "excused", ()
    if task.discretionary and not progress.added:
        return "available", ()
    return ("open", ()) if applies == "yes" else ("unknown", missing)


def blocking(task: Task, view: View) -> Reason | None:
    """Give the reason a required task holds a forward move back, None if it does not."""
    if not task.required:
        return None
    stands, missing = status(task, view)
    if stands == "unknown":
        return _unknown(task, view, missing)
    return requirement(task, view) if stands == "open" else None


def requirement(task: Task, view: View) -> Reason:
    """Name a required task as a condition, met or not."""
    count, ripe = len(view.progress(task.id).deeds), ripe_on(task, view)
    args: dict[str, str | int] = {"task": task.id, "count": count, "least": task_least(task)}
    if ripe is not None and count < task_least(task):
        return Reason("task_waits", args | {"on": ripe.isoformat()}, (), "wait")
    if task.evidence.startswith("document:"):
        args["document"] = task.evidence.partition(":")[2]
    return Reason("task", args, task.owner, opens(task))


def _unknown(task: Task, view: View, missing: tuple[Reason, ...]) -> Reason:
    if any(reason.code == "fault" for reason in missing):
        return next(reason for reason in missing if reason.code == "fault")
    first = missing[0] if missing else None
    who, where = (first.who, first.opens) if first else fact_source(view, "birth_date")
    return Reason("task_applies_unknown", {"task": task.id}, who, where, missing, unknown=True)


def task_view(
    task: Task, view: View, holders: frozenset[str], roles: frozenset[str], cal: Calendar
) -> TaskView:
    """Draw one task."""
    progress, home = view.progress(task.id), view.state.home
    stands, missing = status(task, view)
    early = view.defn.task_stage[task.id] != home
    due_at, overdue = next_turn(task, view, stands, cal)
    last = progress.deeds[-1] if progress.deeds else None
    return TaskView(
        id=task.id,
        title=task.title,
        help=task.help,
        stage=view.defn.task_stage[task.id],
        status=stands,
        required=task.required,
        blocks=task.required and not early and stands in {"open", "unknown"},
        count=len(progress.deeds),
        least=task_least(task),
        most=most(task),
        owner=task.owner,
        may_do=bool(holders & roles)
        and may_do_more(task, progress)
        and stands not in {"not_applicable", "available"},
        opens=opens(task),
        evidence=task.evidence,
        discretionary=task.discretionary,
        waivable=task.waivable,
        early=early,
        due_at=due_at,
        overdue=overdue,
        paused=stands in {"open", "unknown"} and rests(task, view),
        last_at=last.at if last else None,
        last_by=last.by if last else "",
        applies=missing,
        ripe_on=ripe_on(task, view),
    )


def most(task: Task) -> int | None:
    """Tell how many turns a task takes at most; None for any number."""
    if task.repeat is None:
        return 1
    return task.repeat.max or (len(task.repeat.schedule) or None)


def may_do_more(task: Task, progress: Progress) -> bool:
    """Whether another turn fits."""
    limit = most(task)
    return limit is None or len(progress.deeds) < limit


def ripe_on(task: Task, view: View) -> date | None:
    """Give the first day on which the next turn of a schedule counts; None when it counts already.

    Each turn has a window of its own: it opens halfway between the turn before (at first the stage's entry) and its
    day, and never sooner than some days after the turn that was made last, so that one visit is never two.
    """
    repeat = task.repeat
    if repeat is None or not repeat.schedule:
        return None
    deeds = view.progress(task.id).deeds
    done = len(deeds)
    if done >= len(repeat.schedule):
        return None
    start = _start(view)
    day = clock.span_later(start, repeat.schedule[done])
    before = clock.span_later(start, repeat.schedule[done - 1]) if done else start
    ripe = _opens_on(day, before, repeat.early_days, first=not done)
    if deeds:
        apart = min(APART, (day - before) / 2)
        ripe = max(ripe, clock.wib_day(max(deed.at for deed in deeds)) + apart)
    return ripe if clock.wib_day(view.at) < ripe else None


APART = timedelta(days=7)
"""The least time between two turns of a schedule, where half the time between their days is not shorter."""
FIRST_WEEK = timedelta(days=7)


def _opens_on(day: date, before: date, early_days: int | None, *, first: bool) -> date:
    """Give the day on which a turn's window opens; a turn of the first week is wanted soon: from the next day on."""
    if early_days is not None:
        return day - timedelta(days=early_days)
    if first and day - before <= FIRST_WEEK:
        return before + timedelta(days=1)
    return day - (day - before) / 2


def next_turn(task: Task, view: View, stands: Status, cal: Calendar) -> tuple[datetime | None, bool]:
    """Give when the next turn is due, and whether that day (with its tolerance) has passed."""
    if stands not in {"open", "unknown", "done"} or not may_do_more(task, view.progress(task.id)):
        return None, False
    if rests(task, view):
        return None, False
    end, tolerance = _turn(task, view, cal), task.repeat.tolerance_days if task.repeat else 0
    if end is None or (stands == "done" and not (task.repeat and task.repeat.every_days)):
        return None, False
    return end, view.at > end + timedelta(days=tolerance)


def rests(task: Task, view: View) -> bool:
    """Whether the task's deadline waits for the end of a hold: all but what the law sets do, and none is late then."""
    if view.state.held is None:
        return False
    if task.repeat and (task.repeat.schedule or task.repeat.every_days):
        return True
    sla = view.defn.stage[view.state.home].sla
    return not (task.due.legal if task.due else sla is not None and sla.legal)


def _turn(task: Task, view: View, cal: Calendar) -> datetime | None:
    state = view.state
    entered = _entered(view)
    if task.repeat and (task.repeat.schedule or task.repeat.every_days):
        return _repeated(task, view)
    if task.due is not None:
        pauses = () if task.due.legal else state.pauses
        return clock.due(entered, task.due.limit, task.due.unit, cal, pauses=pauses, now=view.at).due_at
    if view.defn.task_stage[task.id] != state.home or not task.required:
        return None
    stage_due = state.held.due if state.held else state.due
    return stage_due.due_at if stage_due else None


def _entered(view: View) -> datetime:
    return view.state.held.entered_at if view.state.held else view.state.entered_at


def _start(view: View) -> date:
    """Give the day a schedule counts from: the stage's entry, put off by the days on hold."""
    entered = _entered(view)
    return clock.wib_day(entered) + timedelta(days=view.days_paused(entered))


def _repeated(task: Task, view: View) -> datetime | None:
    """Date the next turn of a schedule (from entry, plus days on hold) or a rhythm (from the last turn)."""
    repeat, deeds = task.repeat, view.progress(task.id).deeds
    if repeat is None:
        return None
    start = _start(view)
    if repeat.schedule:
        if len(deeds) >= len(repeat.schedule):
            return None
        return clock.end_of(clock.span_later(start, repeat.schedule[len(deeds)]))
    if deeds:
        last = max(deed.at for deed in deeds)
        start = clock.wib_day(last) + timedelta(days=view.days_paused(last))
    return clock.end_of(start + timedelta(days=repeat.every_days or 0))
