"""Rules that must hold together: limits with repeats and guards, four eyes with the people there are."""

from collections.abc import Iterator

from workflows import conditions as c
from workflows.checks.problem import Problem, leaves
from workflows.checks.worlds import holds, worlds
from workflows.definition import Clock, Definition, Move, Sla, Stage, Task
from workflows.lists.roles import ALONE


def rules(defn: Definition) -> Iterator[Problem]:
    """Find rules that cannot both be kept."""
    for stage in defn.stages:
        if stage.sla is not None:
            for task in stage.tasks:
                yield from _repeat(task, stage, stage.sla)
            yield from _ripens(stage, stage.sla, defn)
    for move in defn.moves:
        yield from _four_eyes(move, defn)
    for clock in defn.clocks:
        yield from _never_stops(clock, defn)


def days(sla: Sla) -> int:
    """Give the least number of calendar days a limit comes to."""
    if sla.unit == "hours":
        return sla.limit // 24
    return sla.limit if sla.unit == "calendar" else sla.limit // 5 * 7 + sla.limit % 5


def span_days(span: str) -> int:
    """Give the least number of calendar days a span comes to."""
    return int(span[:-1]) * {"d": 1, "w": 7, "m": 28}[span[-1]]


def _repeat(task: Task, stage: Stage, sla: Sla) -> Iterator[Problem]:
    """Find a task whose last required turn comes only after the stage is due."""
    repeat = task.repeat
    if repeat is None or not task.required or sla.anchor is not None:
        return
    last = 0
    if repeat.schedule and repeat.least:
        last = span_days(repeat.schedule[min(repeat.least, len(repeat.schedule)) - 1])
    elif repeat.every_days:
        last = repeat.every_days * repeat.least
    if last > days(sla):
        sentence = f"The last turn falls on day {last}, but {stage.id} is due after {days(sla)}."
        yield Problem(f"tasks.{task.id}.repeat", "repeat_after_sla", sentence)


def _ripens(stage: Stage, sla: Sla, defn: Definition) -> Iterator[Problem]:
    """Find a guard that asks for more days in the stage than the stage may last."""
    for move in defn.moves_from[stage.id]:
        for guard in move.guards:
            for leaf in leaves(guard):
                if isinstance(leaf, c.DaysInStage) and leaf.min > days(sla) and sla.anchor is None:
                    sentence = f"It waits {leaf.min} days, but {stage.id} is due after {days(sla)}."
                    yield Problem(f"moves.{move.trigger}.guards", "ripens_after_sla", sentence)


def _never_stops(clock: Clock, defn: Definition) -> Iterator[Problem]:
    """Find a deadline that could stand as missed for good.

    What another office never does leaves no day to record: a status (a choice) must be able to end its deadline too.
    """
    if not any(holds(clock.stops, world, defn) for world in worlds([clock.stops], defn)):
        sentence = "No value of what it reads can ever stop this deadline."
        yield Problem(f"clocks.{clock.id}.stops", "never_stops", sentence)
    facts = [leaf for leaf in leaves(clock.stops) if isinstance(leaf, c.Fact) and leaf.known is None]
    if clock.theirs and not any(
        defn.facts[leaf.name].kind == "choice" for leaf in facts if leaf.name in defn.facts
    ):
        sentence = f"If {clock.theirs} never acts, nothing can stop this deadline: name a status that does."
        yield Problem(f"clocks.{clock.id}.stops", "never_stops", sentence)


def _four_eyes(move: Move, defn: Definition) -> Iterator[Problem]:
    """Find a rule nobody can meet: the one person who may move is the one person who did the work."""
    movers = defn.holders(move.by)
    for key in move.four_eyes:
        doers = _doers(key, defn)
        if doers and doers <= set(ALONE) and movers <= doers:
            sentence = f"Only {', '.join(sorted(movers))} may do both: nobody can meet this rule."
            yield Problem(f"moves.{move.trigger}.four_eyes", "four_eyes", sentence)
        if key == f"move:{move.trigger}":
            sentence = "A move cannot be kept apart from itself."
            yield Problem(f"moves.{move.trigger}.four_eyes", "four_eyes", sentence)


def _doers(key: str, defn: Definition) -> frozenset[str]:
    sort, _, name = key.partition(":")
    workers = defn.meta.workers
    if sort == "record" and name in defn.records:
        return defn.holders(defn.records[name].by or workers)
    if sort == "instrument" and name in defn.instruments:
        return defn.holders(defn.instruments[name].by or workers)
    if sort == "task" and name in defn.task:
        return defn.holders(defn.task[name].owner)
    moves = [m for m in defn.moves if sort == "move" and m.trigger == name]
    return frozenset().union(*(defn.holders(m.by) for m in moves))
