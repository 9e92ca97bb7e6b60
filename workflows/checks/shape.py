"""Each part makes sense by itself: kinds of moves and stages, repeats, limits, closes, holds."""

from collections.abc import Iterator

from workflows import conditions as c
from workflows.checks.problem import Problem, leaves
from workflows.definition import HISTORY, SAME, Definition, Move, Stage, Task

FINAL = "SELESAI"


def shape(defn: Definition) -> Iterator[Problem]:
    """Find parts that contradict themselves."""
    yield from _meta(defn)
    for stage in defn.stages:
        yield from _stage(stage, defn)
        for task in stage.tasks:
            yield from _task(task)
    for move in defn.moves:
        yield from _move(move, defn)
        yield from _asks(move, defn)
    for clock in defn.clocks:
        if clock.ahead and (clock.limit or not clock.start.startswith("fact:")):
            yield Problem(
                f"clocks.{clock.id}.ahead",
                "ahead",
                "Only a day that is itself the deadline can be put ahead of.",
            )
        if clock.limit and clock.warn_before > clock.limit:
            yield Problem(
                f"clocks.{clock.id}.warn_before", "warn_before", "It warns before the clock starts."
            )
    for milestone in defn.milestones:
        if any(isinstance(leaf, c.DaysInStage) for leaf in leaves(milestone.when)):
            sentence = "A milestone cannot wait for days in a stage: nothing happens on the day it ripens."
            yield Problem(f"milestones.{milestone.id}.when", "milestone_time", sentence)


def _meta(defn: Definition) -> Iterator[Problem]:
    meta, age = defn.meta, defn.meta.age
    if age.min is not None and age.max is not None and age.min > age.max:
        yield Problem("meta.age", "age_band", "The least age is above the greatest.")
    if (age.min is not None or age.max is not None) and "birth_date" not in defn.facts:
        yield Problem("meta.age", "unknown_fact", "An age band reads the fact “birth_date”: declare it.")
    if not meta.pmks_types:
        yield Problem("meta.pmks_types", "no_type", "The journey serves no type.")
    if meta.supersedes is not None and meta.supersedes >= meta.version:
        yield Problem("meta.supersedes", "supersedes", "A version supersedes an older one.")
    if meta.supersedes is not None and str(meta.supersedes) not in defn.migrate:
        sentence = f"Say how cases of version {meta.supersedes} come over."
        yield Problem(f"migrate.{meta.supersedes}", "no_migration", sentence)
    finals = [stage.id for stage in defn.stages if stage.kind == "final"]
    if finals != [FINAL]:
        yield Problem("stages", "final", f"There is one final stage and it is called {FINAL}.")
    initial = defn.stage.get(meta.initial)
    if initial and initial.kind in {"final", "hold"}:
        yield Problem("meta.initial", "initial", "A case cannot begin on hold or closed.")


def _stage(stage: Stage, defn: Definition) -> Iterator[Problem]:
    path = f"stages.{stage.id}"
    if stage.kind in {"hold", "final"}:
        if stage.sla or stage.tasks:
            sentence = (
                "A hold's length stands with the move that makes it; closed and held stages have no work."
            )
            yield Problem(path, "idle_stage", sentence)
        return
    if stage.sla is None:
        yield Problem(f"{path}.sla", "no_sla", "Say how long the stage may last.")
    elif stage.sla.warn_before > stage.sla.limit:
        yield Problem(f"{path}.sla.warn_before", "warn_before", "It warns before the stage is entered.")
    if stage.kind == "normal" and stage.spine is None:
        yield Problem(f"{path}.spine", "no_spine", "Say which of the six product stages it belongs to.")
    yield from (
        Problem(f"tasks.{t.id}.early_from", "early_from", "A task cannot be early in its own stage.")
        for t in stage.tasks
        if stage.id in t.early_from
    )
    yield from _held(stage, defn)


def _held(stage: Stage, defn: Definition) -> Iterator[Problem]:
    if any(s.kind == "hold" for s in defn.stages) and stage.sla and not stage.sla.legal:
        holds = [m for m in defn.moves if m.kind == "hold" and stage.id in m.source]
        if len(holds) > 1:
            yield Problem(f"stages.{stage.id}", "two_holds", "One move puts a stage on hold, not several.")


def _task(task: Task) -> Iterator[Problem]:
    path = f"tasks.{task.id}"
    if task.record and task.instrument:
        yield Problem(path, "two_ways", "A task is completed by a record or by an instrument, not by both.")
    if (task.record or task.instrument) and task.evidence != "none":
        yield Problem(f"{path}.evidence", "two_ways", "A record is its own evidence.")
    if task.done_when and not (task.record or task.instrument):
        yield Problem(f"{path}.done_when", "two_ways", "Only a record or an instrument completes by a guard.")
    repeat = task.repeat
    if repeat is None:
        return
    if repeat.schedule and repeat.every_days:
        yield Problem(f"{path}.repeat", "repeat", "Repeat by a schedule or every so many days, not both.")
    if repeat.max is not None and repeat.max < repeat.least:
        yield Problem(f"{path}.repeat", "repeat", "It asks for more turns than it allows.")
    if repeat.schedule and repeat.least > len(repeat.schedule):
        yield Problem(f"{path}.repeat", "repeat", "It asks for more turns than the schedule has.")


_TO = {"resume": HISTORY, "renew": SAME}


def _move(move: Move, defn: Definition) -> Iterator[Problem]:
    path, target = f"moves.{move.trigger}", defn.stage.get(move.to)
    kinds = {defn.stage[stage].kind for stage in move.source if stage in defn.stage}
    if not move.source:
        yield Problem(f"{path}.from", "no_source", "The move starts nowhere.")
    if (move.to in {HISTORY, SAME}) != (move.kind in _TO) or move.to != _TO.get(move.kind, move.to):
        yield Problem(f"{path}.to", "move_kind", f"A {move.kind} cannot lead to “{move.to}”.")
    if target and (target.kind == "final") != (move.kind in {"close", "reclassify"}):
        yield Problem(f"{path}.kind", "move_kind", "A move into the final stage is a close, and no other is.")
    if target and (target.kind == "hold") != (move.kind == "hold"):
        yield Problem(f"{path}.kind", "move_kind", "A move into a hold is of kind hold, and no other is.")
    if (move.kind == "hold") != (move.hold is not None):
        yield Problem(f"{path}.hold", "hold_rules", "A hold needs its rules, and only a hold has them.")
    if move.new_types and move.kind != "reclassify":
        yield Problem(f"{path}.new_types", "move_kind", "Only a reclassification leads to a new type.")
    if (move.kind == "reopen") != (move.reopen is not None):
        yield Problem(f"{path}.reopen", "reopen_rules", "A reopening needs its rules, and only it has them.")
    if ("final" in kinds) != (move.kind == "reopen") or len(kinds & {"final"}) != len(kinds) * (
        move.kind == "reopen"
    ):
        yield Problem(f"{path}.from", "move_kind", "Only a reopening leaves the final stage.")
    if ("hold" in kinds and move.kind not in {"resume", "close"}) or (
        move.kind == "resume" and kinds - {"hold"}
    ):
        yield Problem(
            f"{path}.from", "move_kind", "A hold is left by resuming or closing, and only a hold resumes."
        )


def _leaps(move: Move, defn: Definition) -> bool:
    """Whether a forward move leaves out a product stage that the journey has."""
    target = defn.stage.get(move.to)
    end = _leads_to(target, defn) if target else None
    if move.kind != "forward" or end is None:
        return False
    low = min((_stands_at(defn.stage[s], defn, end) for s in move.source if s in defn.stage), default=end)
    return any(stage.spine is not None and low < stage.spine < end for stage in defn.stages)


def _stands_at(stage: Stage, defn: Definition, end: int) -> int:
    """Give the product stage of a stage; of a gate, the one before what it opens."""
    if stage.spine is not None:
        return stage.spine
    return (_leads_to(stage, defn) or end + 1) - 1


def _leads_to(stage: Stage, defn: Definition) -> int | None:
    """Give the product stage of a stage; of a gate, the first it opens."""
    if stage.spine is not None:
        return stage.spine
    onward = (
        defn.stage[m.to] for m in defn.moves_from[stage.id] if m.kind == "forward" and m.to in defn.stage
    )
    return min((after.spine for after in onward if after.spine is not None), default=None)


def _asks(move: Move, defn: Definition) -> Iterator[Problem]:
    """Ask what must be said with a move: a reason for what is unusual, an outcome with a close."""
    path = f"moves.{move.trigger}"
    unusual = (move.skip_required and move.kind != "resume") or _leaps(move, defn)
    if (unusual or move.kind in {"back", "hold", "reopen", "renew", "reclassify"}) and not move.reason:
        yield Problem(
            f"{path}.reason", "no_reason", "What skips, returns, waits or reopens states its reason."
        )
    closes = move.kind in {"close", "reclassify"}
    if closes != bool(move.close_reasons):
        yield Problem(
            f"{path}.close_reasons", "no_close_reason", "A close names its reasons, and only a close."
        )
    rules = [defn.close_reasons[code] for code in move.close_reasons if code in defn.close_reasons]
    if any(rule.outcome for rule in rules) != bool(move.outcomes):
        sentence = "A close whose reason asks for an outcome names the outcomes, and no other does."
        yield Problem(f"{path}.outcomes", "no_outcome", sentence)
    if any(rule.success and not rule.outcome for rule in rules):
        yield Problem(
            f"{path}.outcomes", "no_outcome", "A success states what came of it: ask for an outcome."
        )
    outcomes = [defn.outcomes[code] for code in move.outcomes if code in defn.outcomes]
    if any(rule.success for rule in rules) and not any(outcome.success for outcome in outcomes):
        yield Problem(f"{path}.outcomes", "no_outcome", "A success needs an outcome that counts as one.")
