"""A journey as data: what one TOML file under `sop/` says, top to bottom in the order a client lives it.

Sections of a file (every label is `{ id = "...", en = "..." }`; unknown keys are refused):

    [meta]              who it is for and where it starts                          -> Meta
    [standard]          what it takes over from standard.toml, section by section  -> standard.expand
    [roles]             role = [roles that may stand in for it]
    [records.<kind>]    typed records the journey reads: title, who may make them  -> RecordKind
    [instruments.<id>]  instruments it uses: title, by, min/max in tenths, bands   -> InstrumentUse
    [facts.<name>]      every fact a guard, an anchor or a band reads              -> FactKind
    [[stages]]          with [[stages.tasks]] inside                               -> Stage, Task
    [[milestones]]      what stays true once reached                               -> Milestone
    [[moves]]           the arrows of the journey                                  -> Move
    [[clocks]]          deadlines that run beside the stages (law, consent repair) -> Clock
    [outcomes.<CODE>]   what may come of it                                        -> Outcome
    [close_reasons.<CODE>]  why a case may end                                     -> CloseReason
    [hold_reasons.<CODE>]   why a case may wait: a label
    [migrate.<version>] how cases of an older version come over                    -> Migration

`tests/workflows/example.toml` is a small whole one.
"""

import hashlib
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from workflows.conditions import Attempts
from workflows.endings import CloseReason, Outcome
from workflows.lists import Label
from workflows.lists.roles import ROLES
from workflows.parts import (
    HISTORY,
    SAME,
    AgeBand,
    Anchor,
    Clock,
    FactKind,
    Hold,
    Inactivity,
    InstrumentUse,
    Limit,
    Meta,
    Migration,
    Milestone,
    Move,
    RecordKind,
    Reopen,
    Repeat,
    Skills,
    SkillsMode,
    Sla,
    Stage,
    Task,
    Unit,
)
from workflows.standard import NotStandard, expand
from workflows.wording import rules, worded

__all__ = [
    "HISTORY",
    "ROLES",
    "SAME",
    "SOP",
    "AgeBand",
    "Anchor",
    "Clock",
    "CloseReason",
    "Definition",
    "FactKind",
    "Hold",
    "Inactivity",
    "InstrumentUse",
    "Label",
    "Limit",
    "Meta",
    "Migration",
    "Milestone",
    "Move",
    "Outcome",
    "RecordKind",
    "Reopen",
    "Repeat",
    "Skills",
    "SkillsMode",
    "Sla",
    "Stage",
    "Task",
    "Unit",
    "Unreadable",
    "canonical",
    "decode",
    "digest",
    "from_canonical",
    "in_words_of",
    "load_all",
]


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One version of one journey."""

    meta: Meta
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    roles: dict[str, tuple[str, ...]] = {}
    records: dict[str, RecordKind] = {}
    instruments: dict[str, InstrumentUse] = {}
    facts: dict[str, FactKind] = {}
    milestones: tuple[Milestone, ...] = ()
    clocks: tuple[Clock, ...] = ()
    outcomes: dict[str, Outcome] = {}
    close_reasons: dict[str, CloseReason] = {}
    hold_reasons: dict[str, Label] = {}
    migrate: dict[str, Migration] = {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its codes and rules, in hex; its words may change without a new version."""
        return hashlib.sha256(rules(self)).hexdigest()

    @cached_property
    def wording(self) -> dict[str, dict[str, Label]]:
        """What this journey calls the codes of the lists: every page of its cases asks here first."""
        return {fact.code_list: fact.choices for fact in self.facts.values() if fact.code_list} | {
            "record": {kind: one.title for kind, one in self.records.items()},
            "instrument": {name: one.title for name, one in self.instruments.items()},
            "outcome": {code: one.title for code, one in self.outcomes.items()},
            "close_reason": {code: one.title for code, one in self.close_reasons.items()},
            "hold_reason": self.hold_reasons,
            "stage": {stage.id: stage.title for stage in self.stages},
        }

    @cached_property
    def stage(self) -> dict[str, Stage]:
        """Stages by id."""
        return {stage.id: stage for stage in self.stages}

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for stage in self.stages for task in stage.tasks}

    @cached_property
    def task_stage(self) -> dict[str, str]:
        """The stage each task belongs to."""
        return {task.id: stage.id for stage in self.stages for task in stage.tasks}

    @cached_property
    def active_tasks(self) -> dict[str, tuple[Task, ...]]:
        """What may be done in each stage: its own tasks, then those of later stages that may begin early."""
        early = [task for stage in self.stages for task in stage.tasks if task.early_from]
        return {s.id: s.tasks + tuple(t for t in early if s.id in t.early_from) for s in self.stages}

    @cached_property
    def moves_from(self) -> dict[str, tuple[Move, ...]]:
        """Moves out of each stage, in the file's order."""
        return {s.id: tuple(m for m in self.moves if s.id in m.source) for s in self.stages}

    @cached_property
    def attempts(self) -> frozenset[str]:
        """Tasks that count how often somebody was sought: closing as unreachable asks for them."""
        reasons = (guard for reason in self.close_reasons.values() for guard in reason.guards)
        return frozenset(guard.task for guard in reasons if isinstance(guard, Attempts))

    @cached_property
    def document_owner(self) -> dict[str, tuple[str, ...]]:
        """Who owns the task that asks for each kind of document."""
        asked = [(t.evidence.partition(":")[2], t.owner) for s in self.stages for t in s.tasks]
        return {kind: owner for kind, owner in reversed(asked) if kind}

    @cached_property
    def milestone(self) -> dict[str, Milestone]:
        """Milestones by id."""
        return {milestone.id: milestone for milestone in self.milestones}

    @cached_property
    def _standing_in(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def holders(self, roles: tuple[str, ...]) -> frozenset[str]:
        """Give these roles and those that may stand in for them (one step only)."""
        known = self._standing_in.get(roles)
        if known is None:
            known = frozenset(roles).union(*(self.roles.get(role, ()) for role in roles))
            self._standing_in[roles] = known
        return known


class Unreadable(Exception):
    """A definition file that cannot be decoded: `path` of the fault inside it and a sentence."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path, self.sentence = path, sentence


def decode(toml: bytes) -> Definition:
    """Read a definition file; `Unreadable` names the place that is wrong."""
    try:
        data = tomllib.loads(toml.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Unreadable("", str(fault)) from fault
    try:
        return _convert(expand(data))
    except NotStandard as fault:
        raise Unreadable(fault.path, fault.sentence) from fault


def _convert(data: Any) -> Definition:
    try:
        return msgspec.convert(data, Definition)
    except msgspec.ValidationError as fault:
        sentence, _, path = str(fault).partition(" - at ")
        raise Unreadable(path.strip("`").removeprefix("$."), sentence) from fault


def canonical(defn: Definition) -> bytes:
    """Give the form that is stored: JSON with its keys sorted, the words of the day of publication among it.

    Defaults are written out, so that a default may change later without changing an old version.
    """
    return msgspec.json.encode(defn, order="sorted")


def from_canonical(data: bytes | str) -> Definition:
    """Read back what `canonical` wrote."""
    return _convert(msgspec.json.decode(data))


def digest(defn: Definition) -> str:
    """SHA-256 of codes and rules: what a case is pinned to."""
    return defn.digest


def in_words_of(stored: Definition, live: Definition | None) -> Definition:
    """Give a published version in today's words: those of the journey's file, its own where that has none."""
    if live is None or live.digest == stored.digest:
        return live or stored
    return _convert(worded(msgspec.to_builtins(stored), msgspec.to_builtins(live)))


SOP = Path(__file__).parent / "sop"


@cache
def load_all(folder: Path = SOP) -> dict[str, Definition]:
    """Every definition file of the folder by journey id; decoded once per process."""
    definitions = (decode(path.read_bytes()) for path in sorted(folder.glob("*.toml")))
    return {defn.meta.id: defn for defn in definitions}
