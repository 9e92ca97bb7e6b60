"""The moves panel: the ways forward with all their reasons, then every other option."""

from collections.abc import Container, Iterable, Iterator, Sequence

import msgspec

from app.capabilities import VOID_MOVE
from app.casework.case_context import CaseContext
from app.explain import terms
from app.explain.reasons import Said
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import label
from workflows.definition import Definition
from workflows.engine import MoveView
from workflows.reasons import Reason

AHEAD = ("forward", "resume")
"""Kinds of moves that lead on; a closed case is done, so that opening it again stands among the other options."""


class MovePanel(msgspec.Struct, frozen=True):
    """One move in words: whether it may be made, all reasons why not, and what holds already."""

    trigger: str
    title: str
    help: str
    to: str
    by: str
    allowed: bool
    not_mine: bool
    asks: tuple[str, ...]
    blocked: list[Said]
    """Why not; conditions that one unrecorded record decides stand as one, theirs folded within it."""
    still: int
    """How many conditions are open."""
    met: list[str]
    """What already holds; of a move that is not ahead it is not shown, hence not worded."""
    total: int
    first: Said | None
    """The first condition that this reader can clear by a link."""


class MovesPanel(msgspec.Struct, frozen=True):
    """All moves that the case has now."""

    ahead: list[MovePanel]
    others: list[MovePanel]
    last_move: str
    """The move that this reader may take back, or nothing."""


def moves_panel(context: CaseContext) -> MovesPanel:
    """Gather the moves panel."""
    ahead = [is_ahead(context, move) for move in context.plan.moves]
    moves = list(zip(context.plan.moves, ahead, strict=True))
    return MovesPanel(
        [move_panel(context, move) for move, is_next in moves if is_next],
        [move_panel(context, move, with_met=False) for move, is_next in moves if not is_next],
        _last_move(context),
    )


def move_panel(context: CaseContext, move: MoveView, *, with_met: bool = True) -> MovePanel:
    """Put one move into words; what already holds only where it is shown."""
    not_mine = any(reason.code == "role" for reason in move.blocked)
    # that the reader may not decide alone is no condition where the decision is somebody else's anyway
    of_the_reader = {"role", "four_eyes"} if not_mine else {"role"}
    conditions = once_each(tuple(reason for reason in move.blocked if reason.code not in of_the_reader))
    blocked = [context.say(reason) for reason in conditions]
    listed = gathered(conditions, blocked, context.definition, made=context.case.state.records)
    stages = context.definition.stage
    return MovePanel(
        trigger=move.trigger,
        title=label(move.title),
        help=label(move.help) if move.help else "",
        to=terms.title(stages, move.to) if move.to in stages else "",
        by=terms.roles(move.by),
        allowed=move.allowed,
        not_mine=not_mine,
        asks=tuple(move.asks),
        blocked=listed,
        met=[context.say(reason, met=True).text for reason in move.met] if with_met else [],
        still=len(blocked),
        total=len(move.met) + len(blocked),
        first=_first(listed),
    )


def is_ahead(context: CaseContext, move: MoveView) -> bool:
    """Whether a move is a next step: forward, a success, or a decision by which the stage goes on."""
    here = context.definition.moves_from.get(context.case.stage, ())
    declared = [one for one in here if one.trigger == move.trigger]
    # a way forward that skips the stage's required work is an exception, such as a death
    skips = any(one.kind == "forward" and one.skip_required for one in declared)
    return (
        (move.kind in AHEAD and not skips)
        or (_is_final(context.definition, move.to) and _succeeds(context.definition, move))
        or any(one.kind == "renew" and one.guards for one in declared)
    )


def _is_final(definition: Definition, stage: str) -> bool:
    return stage in definition.stage and definition.stage[stage].kind == "final"


def _succeeds(definition: Definition, move: MoveView) -> bool:
    return any(definition.close_reasons[one.code].success for one in move.close_reasons)


def once_each(blocked: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Leave out what an open task says already: a fact that nobody recorded, by the record that the task is."""
    tasks = {reason.opens for reason in blocked if reason.code == "task"}
    return tuple(reason for reason in blocked if reason.code == "task" or not _opens(reason) <= tasks)


def gathered(
    conditions: Sequence[Reason], blocked: Sequence[Said], definition: Definition, *, made: Container[str]
) -> list[Said]:
    """Say once of a record that nobody has filled in what several conditions wait for: one act clears them."""
    waits: dict[str, list[Said]] = {}
    for reason, words in zip(conditions, blocked, strict=True):
        target = _opens(reason)
        name = target.pop() if len(target) == 1 else ""
        waits.setdefault(name if name.startswith("record:") else f"alone:{len(waits)}", []).append(words)
    return [
        one[0] if len(one) == 1 else _record_first(name, one, definition, made) for name, one in waits.items()
    ]


def _record_first(target: str, waiting: list[Said], definition: Definition, made: Container[str]) -> Said:
    reached = next(_leaves(waiting))
    record = target.removeprefix("record:")
    names = {"record": terms.title(definition.records, record), "n": len(waiting)}
    if record in made:
        text = _("“%(record)s” is not complete; %(n)s conditions depend on it.", **names)
    else:
        text = _("“%(record)s” has not been recorded; %(n)s conditions depend on it.", **names)
    return msgspec.structs.replace(reached, text=text, parts=tuple(waiting), folded=True)


def _leaves(all_said: Iterable[Said]) -> Iterator[Said]:
    for one in all_said:
        if one.parts:
            yield from _leaves(one.parts)
        else:
            yield one


def _opens(reason: Reason) -> set[str]:
    """Name all that would have to be opened to clear a reason whose facts are all unknown; else itself only."""
    if reason.parts:
        return set().union(*(_opens(part) for part in reason.parts))
    unrecorded = reason.unknown or reason.code == "fact_known"
    return {reason.opens} if unrecorded and reason.opens else {f"itself:{reason.code}"}


def _first(blocked: list[Said]) -> Said | None:
    for reason in blocked:
        if reason.mine and reason.href:
            return reason
        if inner := _first(list(reason.parts)):
            return inner
    return None


def _last_move(context: CaseContext) -> str:
    state = context.case.state
    if state.last_move is None or state.since_move or not context.me.may(VOID_MOVE):
        return ""
    return terms.move({"trigger": state.last_move.trigger}, context.definition)
