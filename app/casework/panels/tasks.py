"""The tasks panel: what is to be done in this stage, what was done, and the deadlines beside it."""

from collections.abc import Iterable

import msgspec

from app.casework.case_context import CaseContext
from app.casework.panels.identity import overdue
from app.explain import terms
from app.explain.reasons import opens_at
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, instant
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.engine import ClockView, TaskView

SHOWN = ("open", "unknown", "done", "excused")


class TaskRow(msgspec.Struct, frozen=True):
    """One line of a list of tasks or deadlines: what, how it stands, and where it is done."""

    title: str
    status: str
    tone: str
    hint: str
    href: str = ""
    inline: bool = False
    """Whether it is done by a short form that may open within the case page."""


class TasksPanel(msgspec.Struct, frozen=True):
    """The tasks of the present stage, those that may begin early or be added, and other deadlines."""

    rows: list[TaskRow]
    early: list[TaskRow]
    addable: list[TaskRow]
    clocks: list[TaskRow]

    @property
    def done(self) -> int:
        """Count what is done."""
        return sum(row.tone == "good" for row in self.rows)


def tasks_panel(context: CaseContext) -> TasksPanel:
    """Gather the tasks panel."""
    shown = [task for task in context.plan.tasks if task.status in SHOWN]
    addable = [task for task in context.plan.tasks if task.status == "available" and task.may_do]
    return TasksPanel(
        rows=[task_row(context, task) for task in shown if not ahead_of_time(task)],
        early=[task_row(context, task) for task in shown if ahead_of_time(task)],
        addable=[task_row(context, task) for task in addable],
        clocks=[_deadline(context, one) for one in context.plan.clocks if one.id not in ("stage", "hold")],
    )


def ahead_of_time(task: TaskView) -> bool:
    """Tell whether a task belongs to a later stage and nobody has begun it: possible, but not what comes next."""
    return task.early and task.status in ("open", "unknown") and not task.count


def task_row(context: CaseContext, task: TaskView) -> TaskRow:
    """Put one task into a row: its status in words, when it is due, whose it is."""
    status, tone = _status(context, task)
    elsewhere = task.opens.startswith(("record:", "instrument:"))
    return TaskRow(
        title=label(task.title),
        status=status,
        tone=tone,
        hint=" · ".join(_hints(context, task)),
        href=opens_at(task.opens if elsewhere else f"task:{task.id}", context.case.number),
        inline=not elsewhere,
    )


def _status(context: CaseContext, task: TaskView) -> tuple[str, str]:
    if task.status == "done":
        return (_("Due again"), "bad") if task.overdue else (_("Done"), "good")
    if task.status == "excused":
        return _("Excused"), "neutral"
    if task.overdue:
        return _("Late"), "bad"
    if not task.may_do and context.me.roles & set(context.definition.meta.workers):
        return _("Waits for others"), "warn"
    if task.count:
        return _("%(count)s of %(least)s", count=task.count, least=task.least), "info"
    return (_("To do"), "neutral") if task.required else (_("Optional"), "neutral")


def _hints(context: CaseContext, task: TaskView) -> Iterable[str]:
    if task.status in ("open", "unknown") and task.due_at:
        yield _("Due %(day)s", day=day(task.due_at))
        if task.ripe_on:
            yield _("from %(day)s at the earliest", day=day(task.ripe_on))
    if task.paused:
        yield _("Rests until the hold ends")
    if task.status == "done" and task.last_at:
        yield _("Done %(day)s", day=day(task.last_at))
    if task.status == "done" and task.due_at:
        yield _("next due %(day)s", day=day(task.due_at))
    if task.least > 1 and task.count:
        yield _("%(count)s of %(least)s times", count=min(task.count, task.least), least=task.least)
    if not task.may_do and task.status == "open":
        yield _("By %(who)s", who=terms.roles(task.owner))
    if task.early:
        stage = terms.title(context.definition.stage, task.stage)
        yield _("Belongs to %(stage)s, may begin now", stage=stage)


def _deadline(context: CaseContext, one: ClockView) -> TaskRow:
    """Put a deadline that runs beside the stages into words."""
    words = overdue(one.due_at, context.now) if one.overdue else _("Due %(when)s", when=instant(one.due_at))
    tone = "bad" if one.overdue else ("warn" if one.warning else "neutral")
    hint = " · ".join(
        filter(
            None,
            [
                _("Set by law") if one.legal else "",
                _("Was due %(when)s", when=instant(one.due_at)) if one.overdue else "",
            ],
        )
    )
    if one.theirs:
        when = instant(one.due_at)
        words = _("Was due %(when)s", when=when) if one.overdue else _("Due %(when)s", when=when)
        tone = "neutral"
        hint = _("Deadline of another office: %(office)s", office=code_label(one.theirs, "deadline_owner"))
    return TaskRow(label(one.title), words, tone, hint)
