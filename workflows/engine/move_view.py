"""What a move needs: every condition at once, and what it will ask the mover."""

from datetime import datetime
from typing import Literal

from workflows.clock import end_of, months_later, wib_day
from workflows.definition import HISTORY, SAME, CloseReason, Move, Outcome
from workflows.engine.answers import Choice, MoveView
from workflows.engine.lateness import conference_first
from workflows.engine.task_view import blocking, requirement, status
from workflows.guards import Condition, Conditions, conditions, document_reason, together
from workflows.reasons import Actor, Reason
from workflows.view import View

Field = Literal["reason", "outcome", "close_reason", "hold_reason", "new_type"]


def move_view(move: Move, view: View, actor: Actor) -> MoveView:
    """Draw one move out of the stage."""
    needed = move_conditions(move, view, actor)
    blocked = tuple(c.reason for c in needed if c.answer != "yes")
    return MoveView(
        trigger=move.trigger,
        title=move.title,
        help=move.help,
        kind=move.kind,
        to=leads_to(move, view),
        by=move.by,
        allowed=not blocked,
        blocked=blocked,
        met=tuple(c.reason for c in needed if c.answer == "yes"),
        asks=asks(move, view),
        outcomes=tuple(_outcome(code, view) for code in move.outcomes),
        close_reasons=tuple(_close_reason(code, view) for code in move.close_reasons),
        hold_reasons=_hold_reasons(move, view),
        new_types=move.new_types,
    )


def leads_to(move: Move, view: View) -> str:
    """Name the stage a move leads to from here."""
    if move.to == HISTORY:
        return view.state.home
    return view.state.stage if move.to == SAME else move.to


def asks(move: Move, view: View) -> tuple[Field, ...]:
    """Tell which fields the mover must fill; a code with only one value is taken without asking."""
    fields: list[Field] = []
    if len(move.close_reasons) > 1:
        fields.append("close_reason")
    reasons = view.defn.close_reasons
    if len(move.outcomes) > 1 and any(r in reasons and reasons[r].outcome for r in move.close_reasons):
        fields.append("outcome")
    if move.hold is not None:
        fields.append("hold_reason")
    if move.kind == "reclassify":
        fields.append("new_type")
    if move.reason:
        fields.append("reason")
    return tuple(fields)


def move_conditions(move: Move, view: View, actor: Actor) -> Conditions:
    """Give every condition of a move, met and unmet, in the order a worker would clear them.

    What the form itself asks for (a reason, an outcome) is not among them: it is asked, not blocked.
    """
    needed = [*_required(move, view)]
    for guard in move.guards:
        needed += conditions(guard, view)
    needed += _closing(move, view)
    needed += _rules(move, view, actor)
    return tuple(needed)


def _required(move: Move, view: View) -> Conditions:
    """Ask the required tasks of the stage that count for this case: done, excused or in the way."""
    if move.skip_required or move.kind in {"hold", "resume", "reopen", "renew"}:
        return ()
    needed: Conditions = view.once(("required", ""), lambda: _required_tasks(view))
    return needed


def _required_tasks(view: View) -> Conditions:
    needed: list[Condition] = []
    for task in view.defn.stage[view.state.home].tasks:
        blocked = blocking(task, view)
        if blocked is not None:
            sort = "fault" if blocked.code == "fault" else "unknown" if blocked.unknown else "no"
            needed.append(Condition(sort, blocked))  # type: ignore[arg-type]
        elif task.required and status(task, view)[0] in {"done", "excused"}:
            needed.append(Condition("yes", requirement(task, view)))
    return tuple(needed)


def _closing(move: Move, view: View) -> Conditions:
    """Ask what closing needs whatever is chosen: at least one reason and, with it, one outcome that hold."""
    if not move.close_reasons:
        return ()
    needed: list[Condition] = []
    ways = [close_conditions(code, view) for code in move.close_reasons]
    if len(ways) == 1:
        needed += ways[0]
    elif not any(together(c.answer for c in way) == "yes" for way in ways):
        parts = tuple(_unmet("close_reason", *way) for way in zip(move.close_reasons, ways, strict=True))
        needed.append(Condition("no", Reason("any_close_reason", {"count": len(parts)}, parts=parts)))
    needs = [code for code in move.close_reasons if _reason(code, view).outcome]
    if move.outcomes and len(needs) == len(move.close_reasons):
        needed += _some_outcome(move, view)
    return tuple(needed)


def _some_outcome(move: Move, view: View) -> Conditions:
    ways = [outcome_conditions(code, view) for code in move.outcomes]
    if any(together(c.answer for c in way) == "yes" for way in ways):
        return ()
    parts = tuple(_unmet("outcome", *way) for way in zip(move.outcomes, ways, strict=True))
    return (Condition("no", Reason("any_outcome", {"count": len(parts)}, parts=parts)),)


def _unmet(field: str, code: str, way: Conditions) -> Reason:
    """Name an alternative by its code, with what it waits for."""
    return Reason(field, {field: code}, parts=tuple(c.reason for c in way if c.answer != "yes"))


def _reason(code: str, view: View) -> CloseReason:
    return view.defn.close_reasons[code]


def close_conditions(code: str, view: View) -> Conditions:
    """Ask what one close reason needs: its documents and its own guards."""
    needed: Conditions = view.once(
        ("close_reason", code), lambda: _close_conditions(_reason(code, view), view)
    )
    return needed


def _close_conditions(rule: CloseReason, view: View) -> Conditions:
    needed: list[Condition] = []
    for document in rule.documents:
        held = "yes" if document in view.held else "no"
        needed.append(Condition(held, document_reason(view, document)))  # type: ignore[arg-type]
    for guard in rule.guards:
        needed += conditions(guard, view)
    return tuple(needed)


def outcome_conditions(code: str, view: View) -> Conditions:
    """Ask what one outcome needs: its least age and its own guard."""
    needed: Conditions = view.once(("outcome", code), lambda: _outcome_conditions(code, view))
    return needed


def _outcome_conditions(code: str, view: View) -> Conditions:
    rule: Outcome = view.defn.outcomes[code]
    needed: list[Condition] = []
    if rule.min_age is not None:
        have = view.age(None)
        args: dict[str, str | int] = {"outcome": code, "min": rule.min_age}
        if have is None:
            needed.append(Condition("unknown", Reason("outcome_age", args, opens="client", unknown=True)))
        else:
            held = "yes" if have >= rule.min_age else "no"
            needed.append(Condition(held, Reason("outcome_age", args | {"have": have}, opens="wait")))  # type: ignore[arg-type]
    if rule.when is not None:
        needed += conditions(rule.when, view)
    return tuple(needed)


def _outcome(code: str, view: View) -> Choice:
    blocked = tuple(c.reason for c in outcome_conditions(code, view) if c.answer != "yes")
    return Choice(code, view.defn.outcomes[code].title, blocked)


def _close_reason(code: str, view: View) -> Choice:
    blocked = tuple(c.reason for c in close_conditions(code, view) if c.answer != "yes")
    rule = _reason(code, view)
    return Choice(code, rule.title, blocked, rule.outcome)


def _hold_reasons(move: Move, view: View) -> tuple[Choice, ...]:
    if move.hold is None:
        return ()
    return tuple(Choice(code, view.defn.hold_reasons[code]) for code in move.hold.reasons)


def _rules(move: Move, view: View, actor: Actor) -> Conditions:
    """Apply the rules about who and how often: named only when they are in the way."""
    reasons: list[Reason] = []
    used = view.state.moved.get(move.trigger, 0)
    if move.max_times is not None and used >= move.max_times:
        reasons.append(Reason("max_times", {"trigger": move.trigger, "max": move.max_times}))
    if move.kind in {"forward", "renew"}:
        reasons += conference_first(view)
    if move.reopen is not None:
        reasons += _reopening(move, view)
    reasons += [_four_eyes(key, move) for key in move.four_eyes if actor.id in did(key, view)]
    if not view.defn.holders(move.by) & actor.roles:
        reasons.append(Reason("role", {"trigger": move.trigger}, move.by))
    return tuple(Condition("no", reason) for reason in reasons)


def did(key: str, view: View) -> tuple[str, ...]:
    """Tell who did what a four-eyes rule names, since that was last approved."""
    sort, _, name = key.partition(":")
    if sort == "task":
        return tuple({deed.by for deed in view.progress(name).deeds})
    return view.state.doers.get(key, ())


def _four_eyes(key: str, move: Move) -> Reason:
    return Reason("four_eyes", {"did": key}, move.by)


def _reopening(move: Move, view: View) -> list[Reason]:
    """Which rules of reopening stand in the way: too late, or closed for a reason that stays closed."""
    rule, state = move.reopen, view.state
    if rule is None or state.closed_at is None:
        return []
    reasons: list[Reason] = []
    last = reopen_until(state.closed_at, rule.within_months)
    if view.at > last:
        args: dict[str, str | int] = {"months": rule.within_months, "until": wib_day(last).isoformat()}
        reasons.append(Reason("reopen_late", args))
    if rule.close_reasons and state.close_reason not in rule.close_reasons:
        reasons.append(Reason("reopen_reason", {"close_reason": state.close_reason}))
    return reasons


def reopen_until(closed_at: datetime, months: int) -> datetime:
    """Give the last moment at which a case closed then may be reopened."""
    return end_of(months_later(wib_day(closed_at), months))
