"""The graph of a journey, held by `transitions`: the one place that imports it.

One immutable machine per definition (by digest), without model, callbacks or automatic transitions; a
trigger is driven on a throwaway cursor. It decides where a move leads; what may be moved is ours.
"""

import logging

from transitions import Event, Machine, MachineError

from workflows.definition import HISTORY, SAME, Definition

logging.getLogger("transitions").setLevel(logging.WARNING)

_MACHINES: dict[str, Machine] = {}
_STEPS: dict[tuple[str, str, str], str | None] = {}
"""Where the machine led before: a step hangs on nothing but the graph."""
_MOST = 256


class _Cursor:
    """A place in the graph, thrown away after one step."""

    __slots__ = ("state",)

    def __init__(self, stage: str) -> None:
        self.state = stage


def machine(defn: Definition) -> Machine:
    """Give the definition's machine, built once."""
    known = _MACHINES.get(defn.digest)
    if known is None:
        if len(_MACHINES) >= _MOST:
            _MACHINES.clear()
        known = _MACHINES[defn.digest] = _build(defn)
    return known


def _build(defn: Definition) -> Machine:
    built = Machine(
        model=None,
        states=[stage.id for stage in defn.stages],
        initial=defn.meta.initial,
        auto_transitions=False,
    )
    for move in defn.moves:
        dest = "=" if move.to in {HISTORY, SAME} else move.to
        built.add_transition(move.trigger, list(move.source), dest)
    return built


def destination(defn: Definition, stage: str, trigger: str, *, home: str) -> str | None:
    """Give the stage a trigger leads to, None where it cannot be made; `home` is where a hold returns.

    `transitions` knows no history state: a resume is drawn as a loop on the hold and led home here.
    """
    step = _step(defn, stage, trigger)
    if step == stage and any(m.to == HISTORY and m.trigger == trigger for m in defn.moves_from[stage]):
        return home
    return step


def _step(defn: Definition, stage: str, trigger: str) -> str | None:
    event = machine(defn).events.get(trigger)
    if event is None:
        return None
    key = (defn.digest, stage, trigger)
    if key not in _STEPS:
        if len(_STEPS) >= _MOST * _MOST:
            _STEPS.clear()
        _STEPS[key] = _triggered(event, stage)
    return _STEPS[key]


def _triggered(event: Event, stage: str) -> str | None:
    cursor = _Cursor(stage)
    try:
        made = event.trigger(cursor)
    except MachineError:
        return None
    return cursor.state if made else None
