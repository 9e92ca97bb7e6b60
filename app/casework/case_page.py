"""The case page: who it is, where the case stands, what comes next, what was done."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response

from app import clock
from app.capabilities import VISIT_CLIENT, VOID_MOVE
from app.cases import store
from app.cases.partner_visibility import only_bapas
from app.casework.case_context import CaseContext
from app.casework.timeline import GROUPS, entries
from app.explain import terms
from app.explain.reasons import Said
from app.records import registry
from app.web.http.current_user import Signed
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import day, instant, tenths
from app.web.i18n.lists import code_label
from app.web.pages.render import label, page
from workflows.case_state import CaseState
from workflows.definition import Stage
from workflows.engine import MoveView, TaskView
from workflows.reasons import Reason

SHOWN = ("open", "unknown", "done", "excused")
LATEST = 10
"""How many events the case page itself shows."""


async def whole_page(
    request: Signed, desk: CaseContext, *, note_form: object = None, status: int = 200
) -> Response[Any]:
    """Render the whole case, with a note form that was refused if there is one."""
    case = desk.case
    rows = await store.events(case.id, limit=LATEST + 1)
    return page(
        request,
        "casework/case.html",
        status=status,
        case=case,
        note_form=note_form,
        **frame(desk),
        **panel(desk),
        tasks=[
            task_item(desk, task)
            for task in desk.plan.tasks
            if task.status in SHOWN and not ahead_of_time(task)
        ],
        early=[
            task_item(desk, task) for task in desk.plan.tasks if task.status in SHOWN and ahead_of_time(task)
        ],
        addable=[t for t in desk.plan.tasks if t.status == "available" and t.may_do],
        clocks=[clock_line(desk, one) for one in desk.plan.clocks if one.id not in ("stage", "hold")],
        documents=await store.documents(case.id, desk.me),
        linked=await store.linked_to(case.id, desk.me),
        kinds=record_links(desk),
        entries=await entries(rows[:LATEST], desk.definition, desk.me, case=case.id),
        group="",
        more=rows[LATEST - 1].ordinal if len(rows) > LATEST else None,
        groups=tuple(GROUPS),
        saved="",
        writes=True,
    )


def record_links(desk: CaseContext) -> list[tuple[str, str, str]]:
    """List (title, address, what stands) of the records and assessments that this journey knows."""
    place, state, told = f"/cases/{desk.case.number}", desk.case.state, []
    for name, declared in desk.definition.records.items():
        if registry.record(name):
            made = state.records.get(name)
            stands = _("last on %(day)s", day=day(made.at)) if made else ""
            told.append((label(declared.title), f"{place}/records/{name}", stands))
    for name, used in desk.definition.instruments.items():
        if registry.instrument(name):
            told.append(
                (label(used.title), f"{place}/assessments/{name}", result_text(desk, name, dated=True))
            )
    return told


def result_text(desk: CaseContext, instrument: str, *, dated: bool = False) -> str:
    """Say the latest result of an instrument: score, band and, if *dated*, its day."""
    result = desk.case.state.results.get(instrument)
    if result is None:
        return ""
    told = [tenths(result.score), terms.band(instrument, result.band), day(result.at) if dated else ""]
    return " · ".join(filter(None, told))


def frame(desk: CaseContext) -> dict[str, Any]:
    """Gather the identity bar and the stepper, which every page of a case carries."""
    case = desk.case
    badges = [(code_label(case.pmks_type, "pmks_type"), "info"), *_state_badges(desk)]
    facts = [
        (_("Case"), case.number),
        (_("Client"), case.client_number),
        (_("Age"), age_text(desk)),
        (_("Worker"), case.worker_name or _("(nobody)")),
        (_("Handled by"), f"{case.unit_name}, {case.region_name}"),
    ]
    if only_bapas(desk.me):  # of the client themselves an agreement shares the year of birth only
        born = str(case.birth_date.year) if case.birth_date else _("unknown")
        facts = [facts[0], facts[1], (_("Born in"), born), facts[3]]
    if readiness := result_text(desk, "ikpb"):
        facts.append((_("Readiness"), readiness))
    if case.episode > 1:
        facts.append((_("Episode"), str(case.episode)))
    warning = contact_warning(desk) if desk.me.may(VISIT_CLIENT) else ""
    return {"badges": badges, "facts": facts, "warning": warning, "steps": steps(desk)}


def contact_warning(desk: CaseContext) -> str:
    """Say how the client may be reached, where an ordinary call or visit could do harm."""
    case = desk.case
    if case.safe_contact == "BEBAS" and not case.safe_contact_note:
        return ""
    return " ".join(
        filter(None, [code_label(case.safe_contact, "safe_contact") + ".", case.safe_contact_note])
    )


def age_text(desk: CaseContext) -> str:
    """Return the client's age today, marked where it is an estimate."""
    born, today = desk.case.birth_date, clock.on(desk.now)
    if born is None:
        return _("unknown")
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    text = ngettext("%(n)s year", "%(n)s years", years)
    return _("about %(age)s", age=text) if desk.case.birth_estimated else text


def _state_badges(desk: CaseContext) -> list[tuple[str, str]]:
    case, state = desk.case, desk.case.state
    if state.closed:
        reason = desk.definition.close_reasons.get(state.close_reason)
        words = label(reason.title) if reason else state.close_reason
        return [(_("Closed: %(reason)s", reason=words), "neutral")]
    found: list[tuple[str, str]] = []
    if state.held:
        kept = desk.definition.hold_reasons.get(state.held.reason)
        found.append((_("On hold: %(reason)s", reason=label(kept) if kept else state.held.reason), "warn"))
    if case.due_at and case.due_at < desk.now:
        found.append((overdue(case.due_at, desk.now), "bad"))
    if any(one.legal and one.overdue for one in desk.clocks):
        found.append((_("Legal deadline passed"), "bad"))
    return found


def overdue(due_at: datetime, now: datetime) -> str:
    """Say by how much a deadline has passed."""
    days = (clock.on(now) - clock.on(due_at)).days
    return (
        ngettext("%(n)s day over the limit", "%(n)s days over the limit", days)
        if days
        else _("Over the limit")
    )


def steps(desk: CaseContext) -> list[dict[str, str]]:
    """Draw the journey as steps: done, now, to come, skipped."""
    state, home = desk.case.state, desk.case.state.home
    order = [stage for stage in desk.definition.stages if _a_step(stage, state, home)]
    at = next((place for place, stage in enumerate(order) if stage.id == home), len(order))
    drawn = []
    for place, stage in enumerate(order):
        visited = stage.id in state.visits
        if stage.id == home and not state.closed:
            status, note = "now", _days_in_stage(desk)
        elif place < at or state.closed:
            status, note = ("done" if visited else "skipped"), ""
        else:
            status, note = "todo", ""
        drawn.append({"label": label(stage.title), "state": status, "note": note})
    return drawn


def _a_step(stage: Stage, state: CaseState, home: str) -> bool:
    """Whether a stage is one of the case's steps: not those beside the usual way, until the case has been there."""
    return stage.kind in ("normal", "gate") and (
        not stage.aside or stage.id == home or stage.id in state.visits
    )


def _days_in_stage(desk: CaseContext) -> str:
    days = (clock.on(desk.now) - clock.on(desk.case.entered_at)).days
    if desk.case.due_at is None:
        return ngettext("%(n)s day", "%(n)s days", days)
    due = desk.case.due_at
    return _(
        "day %(n)s, due %(day)s", n=days + 1, day=instant(due) if abs(due - desk.now) < SOON else day(due)
    )


SOON = timedelta(days=2)
"""So near to a deadline its hour matters too."""


def panel(desk: CaseContext) -> dict[str, Any]:
    """Gather the moves panel: the ways forward in full, then every other option."""
    views = [move_item(desk, move) for move in desk.plan.moves]
    ahead = [view for view in views if view["ahead"]]
    others = [view for view in views if not view["ahead"]]
    return {"ahead": ahead, "others": others, "can_void": _can_void(desk), "last_move": _last_move(desk)}


AHEAD = ("forward", "resume", "reopen")


def move_item(desk: CaseContext, move: MoveView) -> dict[str, Any]:
    """Put one move into words: whether it may be made, all reasons why not, and what holds already."""
    not_mine = any(reason.code == "role" for reason in move.blocked)
    # that the reader may not decide alone is no condition where the decision is somebody else's anyway
    of_the_reader = {"role", "four_eyes"} if not_mine else {"role"}
    conditions = once_each(tuple(reason for reason in move.blocked if reason.code not in of_the_reader))
    blocked = [desk.say(reason) for reason in conditions]
    final = desk.definition.stage[move.to].kind == "final" if move.to in desk.definition.stage else False
    success = any(desk.definition.close_reasons[c.code].success for c in move.close_reasons)
    return {
        "trigger": move.trigger,
        "title": label(move.title),
        "help": label(move.help) if move.help else "",
        "to": label(desk.definition.stage[move.to].title) if move.to in desk.definition.stage else "",
        "allowed": move.allowed,
        "blocked": blocked,
        "not_mine": not_mine,
        "met": [desk.say(reason, met=True).text for reason in move.met],
        "total": len(move.met) + len(blocked),
        "asks": move.asks,
        "first": _first(blocked),
        "kind": move.kind,
        "ahead": (move.kind in AHEAD and not _leaves_work_undone(desk, move))
        or (final and success)
        or _stays(desk, move),
        "by": ", ".join(code_label(role, "role") for role in move.by),
    }


def _leaves_work_undone(desk: CaseContext, move: MoveView) -> bool:
    """Whether a way forward skips the stage's required work: an exception, such as a death, and no next step."""
    declared = desk.definition.moves_from.get(desk.case.stage, ())
    return any(
        one.trigger == move.trigger and one.kind == "forward" and one.skip_required for one in declared
    )


def _stays(desk: CaseContext, move: MoveView) -> bool:
    """Whether a stage goes on by a decision of its own, such as a review: as much a way as leaving it."""
    declared = desk.definition.moves_from.get(desk.case.stage, ())
    return any(one.trigger == move.trigger and one.kind == "renew" and one.guards for one in declared)


def once_each(blocked: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Leave out what an open task says already: a fact that nobody recorded, by the record that the task is."""
    tasks = {reason.opens for reason in blocked if reason.code == "task"}
    return tuple(reason for reason in blocked if reason.code == "task" or not _opens(reason) <= tasks)


def _opens(reason: Reason) -> set[str]:
    """Name all that would have to be opened to clear a reason whose facts are all unknown; else itself only."""
    if reason.parts:
        return set().union(*(_opens(part) for part in reason.parts))
    return {reason.opens} if reason.unknown and reason.opens else {f"itself:{reason.code}"}


def _first(blocked: list[Said]) -> Said | None:
    """Find the first condition that this reader can clear by a link."""
    for said in blocked:
        if said.mine and said.href:
            return said
        if inner := _first(list(said.parts)):
            return inner
    return None


def _can_void(desk: CaseContext) -> bool:
    state = desk.case.state
    return bool(state.last_move and state.since_move == 0 and desk.me.may(VOID_MOVE))


def _last_move(desk: CaseContext) -> str:
    last = desk.case.state.last_move
    if last is None:
        return ""
    return next(
        (label(move.title) for move in desk.definition.moves if move.trigger == last.trigger), last.trigger
    )


def ahead_of_time(task: TaskView) -> bool:
    """Tell whether a task belongs to a later stage and nobody has begun it: possible, but not what comes next."""
    return task.early and task.status in ("open", "unknown") and not task.count


def task_item(desk: CaseContext, task: TaskView) -> dict[str, Any]:
    """Put one task into a row: its status in words, when it is due, whose it is."""
    words, tone = _task_status(desk, task)
    sort, _sep, name = task.opens.partition(":")
    folder = {"record": "records", "instrument": "assessments"}.get(sort, "tasks")
    return {
        "title": label(task.title),
        "href": f"/cases/{desk.case.number}/{folder}/{name or task.id}",
        "status": words,
        "tone": tone,
        "hint": " · ".join(filter(None, _task_hints(desk, task))),
    }


def _task_status(desk: CaseContext, task: TaskView) -> tuple[str, str]:
    if task.status == "done":
        return (_("Due again"), "bad") if task.overdue else (_("Done"), "good")
    if task.status == "excused":
        return _("Excused"), "neutral"
    if task.overdue:
        return _("Late"), "bad"
    if not task.may_do and desk.me.roles & set(desk.definition.meta.workers):
        return _("Waits for others"), "warn"
    if task.count:
        return _("%(count)s of %(least)s", count=task.count, least=task.least), "info"
    return (_("To do"), "neutral") if task.required else (_("Optional"), "neutral")


def _task_hints(desk: CaseContext, task: TaskView) -> list[str]:
    hints = []
    if task.status in ("open", "unknown") and task.due_at:
        hints.append(_("Due %(day)s", day=day(task.due_at)))
        if task.ripe_on:
            hints.append(_("from %(day)s at the earliest", day=day(task.ripe_on)))
    if task.status == "done" and task.last_at:
        hints.append(_("Done %(day)s", day=day(task.last_at)))
    if task.status == "done" and task.due_at:
        hints.append(_("next due %(day)s", day=day(task.due_at)))
    if task.least > 1 and task.count:
        hints.append(_("%(count)s of %(least)s times", count=min(task.count, task.least), least=task.least))
    if not task.may_do and task.status == "open":
        hints.append(_("By %(who)s", who=", ".join(code_label(role, "role") for role in task.owner)))
    if task.early:
        stage = desk.definition.stage.get(task.stage)
        hints.append(
            _("Belongs to %(stage)s, may begin now", stage=label(stage.title) if stage else task.stage)
        )
    return hints


def clock_line(desk: CaseContext, one: Any) -> dict[str, Any]:
    """Put a deadline that runs beside the stages into words."""
    words = overdue(one.due_at, desk.now) if one.overdue else _("Due %(when)s", when=instant(one.due_at))
    tone = "bad" if one.overdue else ("warn" if one.warning else "neutral")
    return {
        "title": label(one.title),
        "status": words,
        "tone": tone,
        "hint": _("Set by law") if one.legal else "",
    }
