"""The way through a journey: what would clear a reason, and the shortest way to a move.

Pure and guided by `plan`: a demonstration, a simulation and the tests drive cases with it. It invents the
least that satisfies each reason (a fact's wanted value, a document, a turn of a task), never more.
"""

from collections import deque
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import ClassVar

import msgspec

from workflows import commands as cmd
from workflows.case_state import CaseState
from workflows.checks.paths import targets
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.definition import Definition, FactKind, Move, Task
from workflows.engine import Choice, MoveView
from workflows.guards import conditions
from workflows.reasons import Reason
from workflows.view import View


class Step(msgspec.Struct, frozen=True):
    """A command that helps, and the roles that may give it (empty: whoever works the case)."""

    command: cmd.Command
    who: tuple[str, ...] = ()


class Wait(msgspec.Struct, frozen=True):
    """Only time helps: until that day."""

    until: date


Remedy = tuple[Step | Wait, ...]


class Edge(msgspec.Struct, frozen=True):
    """One arrow of the journey: a trigger from a stage to a stage."""

    origin: str
    trigger: str
    to: str


def edges(defn: Definition) -> tuple[Edge, ...]:
    """Give every arrow; a resume gives one for each stage that can be held."""
    return tuple(
        Edge(stage, move.trigger, to)
        for move in defn.moves
        for stage in move.source
        for to in targets(move, stage, defn)
    )


def way(defn: Definition, start: str, goal: str) -> tuple[Edge, ...] | None:
    """Give the fewest arrows from a stage to a stage, none if there is no way.

    A hold is not travelled through: its resume leads back to where it came from. Reopening comes last.
    """
    return route(defn, start, lambda edge: edge.to == goal) if start != goal else ()


def route(defn: Definition, start: str, wanted: Callable[[Edge], bool]) -> tuple[Edge, ...] | None:
    """Give the fewest arrows from a stage up to and including one that is wanted."""
    waiting: deque[tuple[str, tuple[Edge, ...]]] = deque([(start, ())])
    seen: set[tuple[str, str]] = set()
    while waiting:
        stage, path = waiting.popleft()
        for edge in edges_from(defn)[stage]:
            if not _follows(path[-1] if path else None, edge, defn):
                continue
            if wanted(edge):
                return (*path, edge)
            # A hold is left for where it was entered from, a closed case for how it was closed.
            key = (edge.to, f"{edge.origin} {edge.trigger}" if defn.stage[edge.to].kind in _REMEMBER else "")
            if key not in seen:
                seen.add(key)
                waiting.append((edge.to, (*path, edge)))
    return None


_REMEMBER = {"hold", "final"}


def edges_from(defn: Definition) -> dict[str, list[Edge]]:
    """Give the arrows out of each stage."""
    leaving: dict[str, list[Edge]] = {stage.id: [] for stage in defn.stages}
    for edge in edges(defn):
        leaving[edge.origin].append(edge)
    return leaving


def _follows(before: Edge | None, edge: Edge, defn: Definition) -> bool:
    """Whether an arrow can follow another: a resume goes home, a reopening has its close reasons."""
    move = next(m for m in defn.moves_from[edge.origin] if m.trigger == edge.trigger)
    if before is None:
        return True
    if move.kind == "resume":
        return edge.to == before.origin
    return move.reopen is None or bool(reopenable(defn, before, move))


def reopenable(defn: Definition, close: Edge, move: Move) -> tuple[str, ...]:
    """Give the close reasons of an arrow after which a reopening may follow."""
    closed = next(m for m in defn.moves_from[close.origin] if m.trigger == close.trigger)
    allowed = move.reopen.close_reasons if move.reopen else ()
    return tuple(code for code in closed.close_reasons if not allowed or code in allowed)


def fill(move: MoveView, *, close_reason: str = "", outcome: str = "", new_type: str = "") -> cmd.Move:
    """Fill a move's form with the first choices that nothing blocks."""
    close = close_reason or _first(move.close_reasons)
    asked = any(choice.code == close and choice.outcome for choice in move.close_reasons)
    return cmd.Move(
        trigger=move.trigger,
        reason="Sesuai keadaan." if "reason" in move.asks else "",
        close_reason=close,
        outcome=(outcome or _first(move.outcomes)) if asked else "",
        hold_reason=_first(move.hold_reasons),
        new_type=(new_type or (*move.new_types, "LAIN")[0]) if "new_type" in move.asks else "",
    )


def _first(choices: tuple[Choice, ...]) -> str:
    free = [choice.code for choice in choices if not choice.blocked]
    return free[0] if free else choices[0].code if choices else ""


def remedy(defn: Definition, state: CaseState, reason: Reason, *, now: datetime) -> Remedy:
    """Give what would clear a reason; empty when nothing a worker does or time brings could.

    Reasons about the person who acts (`role`, `four_eyes`) are cleared by another person, not here.
    """
    return _Healer(defn, state, now).heal(reason)


class _Healer:
    """Works out remedies for one case at one moment."""

    def __init__(self, defn: Definition, state: CaseState, now: datetime) -> None:
        self.defn, self.state, self.now = defn, state, now
        self.view = View(defn, state, now)

    def heal(self, reason: Reason) -> Remedy:
        """Give what would clear this reason, its parts followed."""
        way = self._WAYS.get(reason.code)
        if way is not None:
            return way(self, reason)
        if reason.opens == "wait":
            return (Wait(date.fromisoformat(str(reason.args["on"]))),) if "on" in reason.args else ()
        if "fact" in reason.args:
            return self._fact(reason)
        ways = [self.heal(part) for part in reason.parts]
        return tuple(step for way in ways for step in way) if all(ways) else ()

    def _one_of(self, reason: Reason) -> Remedy:
        return min((way for part in reason.parts if (way := self.heal(part))), key=_cost, default=())

    def _document(self, reason: Reason) -> Remedy:
        return (Step(_document(str(reason.args["document"]), self.state), reason.who),)

    def _task(self, reason: Reason) -> Remedy:
        if reason.code == "task_applies_unknown":
            return self.heal(reason.parts[0]) if reason.parts else ()
        task = self.defn.task[str(reason.args["task"])]
        if reason.code == "attempts":
            return self._attempts(task, int(reason.args["times"]), int(reason.args["over_days"]))
        turns = int(reason.args["least"]) - int(reason.args["count"])
        return self._turns(task, 1 if task.repeat and task.repeat.schedule else turns)

    def _turns(self, task: Task, turns: int) -> Remedy:
        if task.record:
            by = self.defn.records[task.record].by or self.defn.meta.workers
            return (Step(self._record(task.record, self._done_facts(task)), by),) * turns
        if task.instrument:
            return (Step(self._result(task.instrument, {}), self._assessors(task.instrument)),) * turns
        kind = task.evidence.partition(":")[2]
        first: Remedy = (Step(_document(kind, self.state), task.owner),) if self._lacks(kind) else ()
        note = "Dilaksanakan." if task.evidence == "note" else ""
        return first + (Step(cmd.DoTask(task=task.id, note=note), task.owner),) * turns

    def _lacks(self, kind: str) -> bool:
        return bool(kind) and kind not in self.state.documents.values()

    def _attempts(self, task: Task, times: int, over_days: int) -> Remedy:
        deeds = self.view.progress(task.id).deeds
        turn = self._turns(task, 1)
        if not deeds:
            return turn
        first = min(wib_day(deed.at) for deed in deeds)
        if len(deeds) >= times - 1 and wib_day(self.now) < first + timedelta(days=over_days):
            return (Wait(first + timedelta(days=over_days)), *turn)
        return turn

    def _done_facts(self, task: Task) -> dict[str, Scalar]:
        """Give the facts that let a record complete its task."""
        if task.done_when is None:
            return {}
        facts: dict[str, Scalar] = {}
        for condition in conditions(task.done_when, self.view):
            if condition.answer != "yes":
                facts |= self._told(condition.reason)
        return facts

    def _told(self, reason: Reason) -> dict[str, Scalar]:
        """Give the facts that clear a reason: its own, of an `any` the first way's, of others all."""
        if "fact" in reason.args:
            return self._wanted(reason)
        parts_told = [self._told(part) for part in reason.parts]
        if reason.code == "any":
            return next((facts for facts in parts_told if facts), {})
        return {name: value for facts in parts_told for name, value in facts.items()}

    def _assessors(self, instrument: str) -> tuple[str, ...]:
        return self.defn.instruments[instrument].by or self.defn.meta.workers

    def _score(self, reason: Reason) -> Remedy:
        instrument = str(reason.args["instrument"])
        return (Step(self._result(instrument, reason.args), reason.who),)

    def _result(self, instrument: str, args: dict[str, str | int]) -> cmd.Score:
        use, known = self.defn.instruments[instrument], self.state.results.get(instrument)
        score = known.score if known and known.score is not None else use.max
        band = known.band if known and known.band else (use.bands[-1] if use.bands else "")
        if "value" in args:
            score = _meeting(str(args["op"]), int(args["value"]))
        if "bands" in args:
            band = str(args["bands"]).split()[0]
        number = f"{instrument}-{self.state.ordinal}"
        return cmd.Score(instrument=instrument, assessment_id=number, score=score, band=band)

    def _fact(self, reason: Reason) -> Remedy:
        wanted = self._wanted(reason)
        if not wanted:
            return ()
        if reason.opens.startswith("record:"):
            return (Step(self._record(reason.opens[7:], wanted), reason.who),)
        if reason.opens.startswith("instrument:"):
            result = self._result(reason.opens[11:], {})
            return (Step(msgspec.structs.replace(result, facts=wanted), reason.who),)
        return (Step(cmd.ChangeFacts(facts=wanted, cause="perbaikan"), reason.who),)

    def _record(self, record: str, facts: dict[str, Scalar]) -> cmd.Record:
        return cmd.Record(record=record, record_id=f"{record}-{self.state.ordinal}", facts=facts)

    def _wanted(self, reason: Reason) -> dict[str, Scalar]:
        rule = str(reason.args.get("rule", reason.code))
        if rule in {"age", "outcome_age"}:
            return self._aged(reason)
        name = str(reason.args["fact"])
        fact = self.defn.facts.get(name)
        if name == "age" or fact is None:
            return {}
        if rule in {"days_since", "days_since_over"}:
            return {name: wib_day(self.now).isoformat()}
        value = _value(rule, reason.args, fact, wib_day(self.now))
        return {} if value is None else {name: value}

    def _aged(self, reason: Reason) -> dict[str, Scalar]:
        name = str(reason.args.get("fact", "birth_date"))
        today = wib_day(self.now)
        if name != "birth_date":
            return {name: today.isoformat()}
        years = int(reason.args.get("max", int(reason.args.get("min", 0)) + 1))
        return {name: date(today.year - years, 1, 1).isoformat()}

    _WAYS: ClassVar[dict[str, Callable[["_Healer", Reason], Remedy]]] = {
        "any": _one_of,
        "any_close_reason": _one_of,
        "any_outcome": _one_of,
        "task": _task,
        "attempts": _task,
        "task_applies_unknown": _task,
        "scored": _score,
        "scored_recently": _score,
        "score": _score,
        "band": _score,
        "score_missing": _score,
        "document": _document,
        "outcome_age": _fact,
    }


def _cost(way: Remedy) -> tuple[int, int, int]:
    """Rather act than wait, rather leave the client as described, rather do little than much."""
    waits = sum(isinstance(step, Wait) for step in way)
    changes = sum(isinstance(step, Step) and isinstance(step.command, cmd.ChangeFacts) for step in way)
    return changes, waits, len(way)


def _document(kind: str, state: CaseState) -> cmd.AddDocument:
    return cmd.AddDocument(document=kind, document_id=f"{kind}-{state.ordinal}", title=kind)


def _meeting(op: str, value: int) -> int:
    return value + {"<": -1, ">": 1, "!=": 1}.get(op, 0)


def _value(rule: str, args: dict[str, str | int], fact: FactKind, today: date) -> Scalar | None:
    """Give a value of the fact that meets a rule, None if this one cannot be met by recording."""
    want: Scalar = args.get("want", "")
    values: dict[str, Callable[[], Scalar | None]] = {
        "fact_is": lambda: want,
        "fact_in": lambda: _typed(str(want).split()[0], fact),
        "fact_compare": lambda: _compared(str(args["op"]), want),
        "fact_known": lambda: _some(fact, today, ()),
        "fact_is_not": lambda: _some(fact, today, (want,)),
        "not_fact_in": lambda: _some(fact, today, tuple(str(want).split())),
        "not_fact_compare": lambda: _compared(_TURNED[str(args["op"])], want),
        "fact_unknown": lambda: "",
    }
    return values[rule]() if rule in values else None


_TURNED = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}


def _compared(op: str, want: Scalar) -> Scalar:
    if isinstance(want, int):
        return _meeting(op, want)
    step = {"<": -1, ">": 1, "!=": 1}.get(op, 0)
    return (date.fromisoformat(want[:10]) + timedelta(days=step)).isoformat()


def _typed(text: str, fact: FactKind) -> Scalar:
    if fact.kind == "int":
        return int(text)
    return text == "True" if fact.kind == "bool" else text


def _some(fact: FactKind, today: date, not_these: tuple[Scalar, ...]) -> Scalar | None:
    """Give some value of a fact, other than these."""
    if fact.kind == "bool":
        return next((v for v in (True, False) if v not in not_these), None)
    if fact.kind == "choice":
        return next((code for code in fact.choices if code not in not_these), None)
    if fact.kind == "int":
        return next(n for n in range(1, 100) if n not in not_these)
    if fact.kind == "text":
        return "Tercatat" if "Tercatat" not in not_these else "Tercatat lain"
    days = (today - timedelta(days=n) for n in range(9))
    return next(day.isoformat() for day in days if day.isoformat() not in not_these)
