"""How cases of any journey go: towards its success as the definition lays the way, and what can come between."""

from collections.abc import Iterable

from app.demo.stories.player import PEOPLE, Player
from app.demo.stories.plots import Plot, go_on_as
from app.demo.stories.world import Stalled
from workflows.commands import ChangeFacts
from workflows.definition import Definition
from workflows.engine import Choice, MoveView, Plan
from workflows.engine.walk import Step, remedy
from workflows.reasons import Reason

ONWARD = {"forward", "close"}
DETOUR = 1.6
"""So many conditions more or fewer chance may add to a way when there are several."""
LEARNING = 1.2
"""So much rather a story goes through training than past it."""
_RARE = frozenset({"cancel", "reject", "mistaken_death", "extend_care"})
"""Moves that stories of the crowd do not make."""
_DAYS = {"hours": 1 / 24, "working": 1.4, "calendar": 1.0}
_FOLLOW_UP = 200
"""A stage with a longer limit is follow-up or long care; it is filled nearly to the limit."""


async def views(p: Player) -> dict[str, MoveView]:
    """Return the moves of the stage as those see them who may make them."""
    defn = await p.definition()
    stage = (await p.case()).stage
    shown, plans = {}, dict[str, Plan]()
    for rule in defn.moves_from[stage]:
        who = p.person(rule.by, defn)
        plan = plans.get(who.username) or await p.plan(who)
        plans[who.username] = plan
        shown[rule.trigger] = next(view for view in plan.moves if view.trigger == rule.trigger)
    return shown


def hopeful(defn: Definition) -> frozenset[str]:
    """Return the stages from which the journey's success is reached by going forward alone."""
    good = {code for code, reason in defn.close_reasons.items() if reason.success}
    outcomes = {
        stage
        for move in defn.moves
        if move.kind == "close" and good & set(move.close_reasons)
        for stage in move.source
    }
    while (
        more := {
            stage
            for move in defn.moves
            if move.kind == "forward" and move.to in outcomes
            for stage in move.source
        }
        - outcomes
    ):
        outcomes |= more
    return frozenset(outcomes)


def usual_days(defn: Definition, stage: str) -> float:
    """Return how long a stage usually takes: most of its limit."""
    sla = defn.stage[stage].sla
    if sla is None:
        return 6
    limit = sla.limit * _DAYS[sla.unit]
    return limit * (0.93 if limit >= _FOLLOW_UP else 0.66)


async def next_move(p: Player) -> MoveView | None:
    """Choose the next move towards success; None where the case is closed."""
    defn, case = await p.definition(), await p.case()
    if case.closed_at is not None:
        return None
    hope, good = hopeful(defn), {code for code, one in defn.close_reasons.items() if one.success}
    ways = [
        view
        for view in (await views(p)).values()
        if await possible(p, view.blocked) and view.trigger not in _RARE
        if (view.kind == "forward" and view.to in hope and view.to != case.stage)
        or (view.kind == "close" and good & {choice.code for choice in view.close_reasons})
    ]
    if not ways:
        raise Stalled(f"{p.lot.kind} {p.number}: no way on from {case.stage}")
    return min(
        ways,
        key=lambda view: (
            len(view.blocked) + p.rng.uniform(0, DETOUR) - LEARNING * (view.to == "KETERAMPILAN")
        ),
    )


async def possible(p: Player, reasons: Iterable[Reason]) -> bool:
    """Tell whether work and time clear these reasons, without making the client another person."""
    defn, state = await p.definition(), (await p.case()).state
    for reason in reasons:
        if reason.code in PEOPLE:
            continue
        steps = remedy(defn, state, reason, now=p.now)
        if not steps or any(isinstance(one, Step) and isinstance(one.command, ChangeFacts) for one in steps):
            return False
    return True


async def ending(view: MoveView, defn: Definition, p: Player, *, success: bool) -> dict[str, str]:
    """Choose close reason and outcome: what lies nearest, among equals by chance."""
    reason = await _nearest(
        [one for one in view.close_reasons if defn.close_reasons[one.code].success is success], p
    )
    if reason is None:
        return {}
    filled = {"close_reason": reason.code}
    if reason.outcome:
        wanted = [one for one in view.outcomes if not success or defn.outcomes[one.code].success]
        chosen = await _nearest(wanted, p) or await _nearest(list(view.outcomes), p)
        filled |= {"outcome": chosen.code} if chosen else {}
    return filled


async def _nearest(choices: list[Choice], p: Player) -> Choice | None:
    open_to = [one for one in choices if await possible(p, one.blocked)]
    least = min((len(one.blocked) for one in open_to), default=0)
    near = [one for one in open_to if len(one.blocked) == least]
    return p.rng.choice(near) if near else None


async def onward(p: Player, *, moves: int = 99, pace: float = 1.0) -> None:
    """Go towards success by so many moves."""
    for _ in range(moves):
        view = await next_move(p)
        if view is None:
            return
        defn, stage = await p.definition(), (await p.case()).stage
        usual = usual_days(defn, stage)
        filled = await ending(view, defn, p, success=True) if view.kind == "close" else {}
        await p.advance(view.trigger, usual if usual >= _FOLLOW_UP * 0.9 else usual * pace, **filled)


async def _begin_stage(p: Player, days: float, *, steps: int) -> None:
    view = await next_move(p)
    if view is not None:
        await p.half(view.trigger, days, steps=steps)


def straight(pace: float) -> Plot:
    """Go all the way, or as far as the demo lasts."""

    async def plot(p: Player) -> None:
        await onward(p, pace=pace)

    return plot


def asleep(moves: int, pace: float) -> Plot:
    """Go some way, begin a stage, and then nobody does anything any more."""

    async def plot(p: Player) -> None:
        await onward(p, moves=moves, pace=pace)
        await _begin_stage(p, 9, steps=1)

    return plot


def waiting(pace: float) -> Plot:
    """Have everything ready for the supervisor's decision, and wait for it."""

    async def plot(p: Player) -> None:
        while (view := await next_move(p)) is not None:
            defn, stage = await p.definition(), (await p.case()).stage
            if defn.stage[stage].kind == "gate":
                await p.half(view.trigger, 2, steps=12)
                return
            await onward(p, moves=1, pace=pace)

    return plot


def held(moves: int, pace: float, days: float | None) -> Plot:
    """Put on hold after some moves; after so many days go on, else stay on hold."""

    async def plot(p: Player) -> None:
        await onward(p, moves=moves, pace=pace)
        await _begin_stage(p, 8, steps=1)
        await p.days(3)
        hold = await _one_of_kind(p, "hold")
        if hold is not None:
            free = [choice.code for choice in hold.hold_reasons if not choice.blocked]
            await p.move(hold.trigger, hold_reason=p.rng.choice(free))
            if days is None:
                return
            await p.days(days)
            back = await _one_of_kind(p, "resume")
            if back is not None:
                await p.advance(back.trigger, 2)
        await onward(p, pace=pace)

    return plot


async def _one_of_kind(p: Player, kind: str) -> MoveView | None:
    codes = [
        view
        for view in (await views(p)).values()
        if view.kind == kind and view.trigger not in _RARE and await possible(p, view.blocked)
    ]
    return min(codes, key=lambda view: len(view.blocked) + p.rng.uniform(0, DETOUR)) if codes else None


def ends(moves: int, pace: float, *, reopens_after: int | None = None) -> Plot:
    """Close without success after some moves; perhaps the client comes back."""

    async def plot(p: Player) -> None:
        await onward(p, moves=moves, pace=pace)
        await _close(p)
        again = await _one_of_kind(p, "reopen") if reopens_after is not None else None
        if again is None or again.blocked or reopens_after is None:
            return
        await p.days(reopens_after)
        await p.move(again.trigger)
        await onward(p, pace=pace)

    return plot


async def _close(p: Player) -> None:
    defn = await p.definition()
    closing = [
        view
        for view in (await views(p)).values()
        if view.kind == "close" and view.trigger not in _RARE and await possible(p, view.blocked)
    ]
    ways = [(view, filled) for view in closing if (filled := await ending(view, defn, p, success=False))]
    if not ways:
        return
    view, filled = p.rng.choice(ways)
    await p.advance(view.trigger, 45 if view.trigger == "close_lost" else 9, **filled)


def back(moves: int, pace: float) -> Plot:
    """Go some way, go back from there, and on again."""

    async def plot(p: Player) -> None:
        await onward(p, moves=moves, pace=pace)
        await p.days(12)
        view = await _one_of_kind(p, "back")
        if view is not None:
            await p.advance(view.trigger, 6)
        await onward(p, pace=pace)

    return plot


def reclassified(moves: int, to: str) -> Plot:
    """Turn out to belong to another type: the case closes and a linked one goes on."""

    async def plot(p: Player) -> None:
        await onward(p, moves=moves)
        await p.days(2)
        await go_on_as(p, to)
        await p.days(1)
        await onward(p)

    return plot
