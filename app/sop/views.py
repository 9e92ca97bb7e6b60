"""A journey laid out for its page: plain values, in the reader's language."""

from collections.abc import Iterable

import msgspec

from app.explain import terms
from app.explain.reasons import Said
from app.explain.rules import often, proof, rule, rules
from app.explain.terms import ages, length, roles
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import day
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.definition import HISTORY, SAME, Clock, CloseReason, Definition, Move, Sla, Stage, Task
from workflows.regulations import REVOKED, cited

EVERYWHERE = 4
"""A move from at least so many stages is told once for all of them."""


class TaskLine(msgspec.Struct, frozen=True):
    """One task of the table."""

    title: str
    help: str
    who: str
    proof: str
    often: str
    need: str
    notes: tuple[str, ...]
    applies: tuple[Said, ...]
    done_when: tuple[Said, ...]


class MoveLine(msgspec.Struct, frozen=True):
    """One arrow: where it leads, who makes it, on which conditions."""

    title: str
    help: str
    to: str
    who: str
    stages: tuple[str, ...]
    conditions: tuple[Said, ...]
    notes: tuple[str, ...]


class StageView(msgspec.Struct, frozen=True):
    """A stage with its time, tasks and the moves that are its own."""

    id: str
    title: str
    help: str
    limit: str
    legal: bool
    notes: tuple[str, ...]
    tasks: tuple[TaskLine, ...]
    moves: tuple[MoveLine, ...]


class ClockLine(msgspec.Struct, frozen=True):
    """A deadline beside the stages."""

    title: str
    limit: str
    start: str
    stops: tuple[Said, ...]
    applies: tuple[Said, ...]
    escalate: str
    legal: bool
    theirs: str


class BasisLine(msgspec.Struct, frozen=True):
    """One line of the legal basis, and how each regulation it names stands: name, words, colour, who looked and when."""

    text: str
    standing: tuple[tuple[str, str, str, str], ...]


class EndLine(msgspec.Struct, frozen=True):
    """A way in which a case may end."""

    code: str
    title: str
    success: bool
    needs: tuple[str, ...]
    conditions: tuple[Said, ...]


def stages(defn: Definition) -> list[StageView]:
    """Lay out every stage in which people work."""
    return [_stage(stage, defn) for stage in defn.stages if stage.kind not in {"hold", "final"}]


def general(defn: Definition) -> list[MoveLine]:
    """Lay out the moves that many stages share, and those out of a hold or the end."""
    own = {id(move) for stage in defn.stages for move in _own(stage, defn)}
    return [_move(move, defn) for move in defn.moves if id(move) not in own]


def _own(stage: Stage, defn: Definition) -> Iterable[Move]:
    if stage.kind in {"hold", "final"}:
        return ()
    return (move for move in defn.moves_from[stage.id] if len(move.source) < EVERYWHERE)


def _stage(stage: Stage, defn: Definition) -> StageView:
    sla = stage.sla
    return StageView(
        id=stage.id,
        title=label(stage.title),
        help=label(stage.help) if stage.help else "",
        limit=length(sla.limit, sla.unit) if sla else "",
        legal=bool(sla and sla.legal),
        notes=tuple(_sla_notes(sla, defn)) if sla else (),
        tasks=tuple(_task(task, defn) for task in stage.tasks),
        moves=tuple(_move(move, defn) for move in _own(stage, defn)),
    )


def _sla_notes(sla: Sla, defn: Definition) -> Iterable[str]:
    if sla.anchor:
        names = ", ".join(f"“{label(defn.facts[name].title)}”" for name in sla.anchor.facts)
        yield _("counts from %(facts)s when known, else from the start of the stage", facts=names)
    if sla.warn_before:
        yield _("reminds %(time)s before", time=length(sla.warn_before, sla.unit))
    if sla.escalate:
        yield _("tells: %(roles)s", roles=roles(sla.escalate))


def _task(task: Task, defn: Definition) -> TaskLine:
    return TaskLine(
        title=label(task.title),
        help=label(task.help) if task.help else "",
        who=roles(task.owner),
        proof=proof(task, defn),
        often=often(task.repeat),
        need=_need(task),
        notes=tuple(_task_notes(task, defn)),
        applies=rules(task.applies, defn),
        done_when=rules(task.done_when, defn),
    )


def _need(task: Task) -> str:
    if task.discretionary:
        return _("If added")
    if not task.required:
        return _("Optional")
    return _("In some cases") if task.applies else _("Required")


def _task_notes(task: Task, defn: Definition) -> Iterable[str]:
    if task.due:
        yield _("within %(time)s", time=length(task.due.limit, task.due.unit))
    if task.waivable:
        yield _("a supervisor may excuse it")
    if task.early_from:
        names = ", ".join(label(defn.stage[stage].title) for stage in task.early_from)
        yield _("may begin in: %(stages)s", stages=names)
    if task.repeat and task.repeat.tolerance_days:
        yield ngettext("%(n)s day of grace", "%(n)s days of grace", task.repeat.tolerance_days)


def _move(move: Move, defn: Definition) -> MoveLine:
    return MoveLine(
        title=label(move.title),
        help=label(move.help) if move.help else "",
        to=_target(move, defn),
        who=roles(move.by),
        stages=tuple(label(defn.stage[stage].title) for stage in move.source),
        conditions=tuple(rule(guard, defn) for guard in move.guards),
        notes=tuple(_move_notes(move, defn)),
    )


def _target(move: Move, defn: Definition) -> str:
    if move.to == HISTORY:
        return _("back where it came from")
    return _("the same stage, its time anew") if move.to == SAME else label(defn.stage[move.to].title)


def _move_notes(move: Move, defn: Definition) -> Iterable[str]:
    if move.kind == "forward" or (move.kind == "close" and not move.skip_required):
        yield _("after every required task of the stage")
    if move.reason:
        yield _("with a reason")
    for key in move.four_eyes:
        yield _("not by the person who did “%(deed)s”", deed=terms.deed({"did": key}, defn))
    if move.max_times:
        yield ngettext("at most %(n)s time", "at most %(n)s times", move.max_times)
    if move.hold:
        longest = length(move.hold.max_days, "calendar")
        yield _("%(time)s at most; renewed by: %(roles)s", time=longest, roles=roles(move.hold.renew_by))
        yield _("for: %(reasons)s", reasons=", ".join(label(defn.hold_reasons[r]) for r in move.hold.reasons))
    if move.reopen:
        yield ngettext(
            "within %(n)s month of closing", "within %(n)s months of closing", move.reopen.within_months
        )
    if len(move.close_reasons) > 1:
        names = ", ".join(label(defn.close_reasons[code].title) for code in move.close_reasons)
        yield _("for: %(reasons)s", reasons=names)


def _limit(clock: Clock) -> str:
    if clock.ahead:
        return _("%(time)s before that day", time=length(clock.ahead, "calendar"))
    return length(clock.limit, clock.unit) if clock.limit else _("that day")


def clocks(defn: Definition) -> list[ClockLine]:
    """Lay out the deadlines beside the stages, the law's first."""
    lines = [
        ClockLine(
            title=label(clock.title),
            limit=_limit(clock),
            start=_start(clock.start, defn),
            stops=rules(clock.stops, defn),
            applies=rules(clock.applies, defn),
            escalate=roles(clock.escalate),
            legal=clock.legal,
            theirs=code_label(clock.theirs, "deadline_owner") if clock.theirs else "",
        )
        for clock in defn.clocks
    ]
    return sorted(lines, key=lambda line: not line.legal)


def _start(start: str, defn: Definition) -> str:
    sort, _sep, name = start.partition(":")
    if sort == "fact":
        return label(defn.facts[name].title)
    if sort == "age":
        return _("the day the client turns %(years)s", years=name)
    return label(defn.stage[name].title) if sort == "stage" else _("the report")


def outcomes(defn: Definition) -> list[EndLine]:
    """Lay out what may come of a case."""
    return [
        EndLine(
            code=code,
            title=label(end.title),
            success=end.success,
            needs=(_("from %(low)s years", low=end.min_age),) if end.min_age else (),
            conditions=rules(end.when, defn),
        )
        for code, end in defn.outcomes.items()
    ]


def close_reasons(defn: Definition) -> list[EndLine]:
    """Lay out why a case may end."""
    return [
        EndLine(
            code=code,
            title=label(end.title),
            success=end.success,
            needs=tuple(_close_needs(end)),
            conditions=tuple(rule(guard, defn) for guard in end.guards),
        )
        for code, end in defn.close_reasons.items()
    ]


def _close_needs(rule: CloseReason) -> Iterable[str]:
    for document in rule.documents:
        yield _("document: %(kind)s", kind=code_label(document, "document"))
    if rule.outcome:
        yield _("with an outcome")


def legal_basis(defn: Definition) -> list[BasisLine]:
    """Lay out what the journey rests on, each regulation with its status in the register."""
    return [BasisLine(line, tuple(_standing(line))) for line in defn.meta.legal_basis]


_TONES = {"BERLAKU": "good", "DIUBAH": "warn", REVOKED: "bad"}


def _standing(line: str) -> Iterable[tuple[str, str, str, str]]:
    for name, regulation in cited(line):
        if regulation is None:
            yield name, _("not in the register"), "bad", ""
            continue
        looked = f"{day(regulation.checked_on)}: {regulation.checked_by}" if regulation.checked_on else ""
        yield (
            name,
            code_label(regulation.status, "regulation_status"),
            _TONES.get(regulation.status, "info"),
            looked,
        )


def records(defn: Definition) -> list[tuple[str, str]]:
    """Say who may make each record."""
    kinds = [(kind.title, kind.by) for kind in defn.records.values()]
    kinds += [(use.title, use.by) for use in defn.instruments.values()]
    return [(label(title), roles(by or defn.meta.workers)) for title, by in kinds]


def profile(defn: Definition) -> list[tuple[str, str]]:
    """Say whom the journey is for."""
    meta = defn.meta
    rows = [(_("Whom it takes"), ages(meta.age))]
    if meta.age.at:
        day = label(defn.facts[meta.age.at].title)
        rows[0] = (rows[0][0], _("%(ages)s, on “%(day)s”", ages=ages(meta.age), day=day))
    if meta.age.above:
        rows.append((_("Older clients"), code_label(meta.age.above, "pmks_all")))
    if meta.age.below:
        rows.append((_("Younger clients"), code_label(meta.age.below, "pmks_all")))
    rows.append((_("Worked by"), roles(meta.workers)))
    rows += [(_("May stand in"), _stand_ins(defn))] if defn.roles else []
    if meta.inactivity:
        rows.append((_("Stalled without activity for"), length(meta.inactivity.limit, meta.inactivity.unit)))
    for stage in defn.stages:
        if stage.inactivity:
            limit = length(stage.inactivity.limit, stage.inactivity.unit)
            rows.append((_("Stalled without activity for, in “%(stage)s”", stage=label(stage.title)), limit))
    if meta.consent:
        rows.append(
            (_("Who may consent"), ", ".join(code_label(one, "consent_basis") for one in meta.consent))
        )
    if meta.skills:
        modes = ", ".join(_mode(one.mode, one.min_age) for one in meta.skills.allowed)
        rows.append((_("Skills or substitute"), modes))
    rows.append(
        (
            _("Confidentiality"),
            _("Masked in lists, every reading is logged") if meta.restricted else _("Usual"),
        )
    )
    return rows


def _mode(code: str, least: int | None) -> str:
    words = code_label(code, "skills_mode")
    return f"{words} ({_('from %(low)s years', low=least)})" if least else words


def _stand_ins(defn: Definition) -> str:
    return "; ".join(
        _("%(others)s for %(role)s", others=roles(others), role=roles([role]))
        for role, others in defn.roles.items()
    )
