"""The pieces a definition is made of: one struct per table of the file (see `definition` for the whole)."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta as Rule
from msgspec import field

from workflows.conditions import Guard
from workflows.lists import Label
from workflows.lists.roles import VOIDERS

HISTORY = "@history"
"""As a move's `to`: back to the stage the case was held from."""
SAME = "@same"
"""As a move's `to`: the stage it is in (a renewal, which restarts the stage's clock)."""

Unit = Literal["hours", "calendar", "working"]
"""`hours` count through everything; `calendar` and `working` days end at 23.59 WIB."""

Key = Annotated[str, Rule(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Code = Annotated[str, Rule(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=40)]
Positive = Annotated[int, Rule(ge=1)]
Natural = Annotated[int, Rule(ge=0)]
Span = Annotated[str, Rule(pattern=r"^[1-9][0-9]*[dwm]$")]
"""A distance from the stage's start: `10d` days, `1w` weeks, `6m` calendar months."""
Evidence = Annotated[str, Rule(pattern=r"^(none|note|document:[a-z][a-z0-9_]*)$")]
Doer = Annotated[str, Rule(pattern=r"^(task|record|instrument|move):[a-z][a-z0-9_]*$")]
Start = Annotated[str, Rule(pattern=r"^(opened|fact:[a-z][a-z0-9_]*|stage:[A-Z][A-Z0-9_]*|age:[1-9][0-9]?)$")]
Source = Annotated[str, Rule(pattern=r"^(client|opening|record:[a-z][a-z0-9_]*|instrument:[a-z][a-z0-9_]*)$")]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a definition: immutable, closed to unknown keys."""


class AgeBand(Part, frozen=True):
    """Whom the type takes, in completed years, both ends included. Outside it opening stops.

    `at` names a date fact on which the age is read (the day of the act); unknown or absent, the day the
    case opens. `below`/`above` are the types suggested instead. `overridable` turns the stop on that side
    (true: on both) into a warning, once a reason is given. An estimated birth date within two years of a limit only warns.
    """

    min: Natural | None = None
    max: Natural | None = None
    at: str | None = None
    below: str = ""
    above: str = ""
    overridable: bool | Literal["below", "above"] = False


class SkillsMode(Part, frozen=True):
    """One way through the skills stage, from a minimum age on."""

    mode: Code
    min_age: Natural | None = None
    max_age: Natural | None = None


class Skills(Part, frozen=True):
    """What skills training means for the type: the usual way and the allowed others."""

    default: Code
    allowed: tuple[SkillsMode, ...] = ()


class Inactivity(Part, frozen=True):
    """After how long without human activity a case counts as stalled.

    A contact that is planned ahead lets it rest until then, for `longest` calendar days at most; where a stage has a
    review of its own, for that review's interval.
    """

    limit: Positive
    unit: Literal["calendar", "working"] = "working"
    longest: Positive = 92


class Meta(Part, frozen=True):
    """Head of a definition.

    `id` is the journey's id and, in upper case codes, usually the type's own (`ABT`). `pmks_types` lists
    the types it serves. `workers` are the roles that work such cases day by day: they may make records
    and add documents unless a record says otherwise. `consent` names on whose word the service may rest, beside
    a lawful exception; empty: whoever may speak at the client's age. `design_choices` says what the file decided where
    the reference leaves it open.
    """

    id: Code
    title: Label
    version: Positive
    effective_from: date
    initial: Code
    pmks_types: tuple[Code, ...]
    workers: tuple[Code, ...]
    supersedes: Positive | None = None
    legal_basis: tuple[str, ...] = ()
    calendar: str = "banten"
    section: str = ""
    age: AgeBand = AgeBand()
    restricted: bool = False
    spm_group: str = ""
    inactivity: Inactivity | None = None
    skills: Skills | None = None
    consent: tuple[Code, ...] = ()
    residential: Literal["none", "possible", "usual"] = "none"
    design_choices: tuple[Label | str, ...] = ()


class RecordKind(Part, frozen=True):
    """A typed record that the journey reads. `by` empty means the journey's workers."""

    title: Label
    by: tuple[Code, ...] = ()
    help: Label | None = None


class InstrumentUse(Part, frozen=True):
    """An instrument this journey reads; `min` and `max` in tenths bound what a guard may ask."""

    title: Label
    by: tuple[Code, ...] = ()
    min: int = 0
    max: int = 1000
    bands: tuple[Code, ...] = ()


class FactKind(Part, frozen=True):
    """A named fact. `set_by`: `client`, `opening`, `record:<kind>` or `instrument:<id>`.

    A file names the list that its choices come from (`standard.expand`); `code_list` keeps that name.
    """

    kind: Literal["bool", "int", "date", "instant", "choice", "text"]
    title: Label
    set_by: Source
    choices: dict[str, Label] = {}
    code_list: str = ""


class Anchor(Part, frozen=True):
    """Starts a stage's clock from the first of `facts` that is known, else from entry.

    `floor` "entry" never starts before the stage was entered; "none" takes the fact as it is, as law
    clocks do.
    """

    facts: tuple[str, ...]
    floor: Literal["entry", "none"] = "entry"


class Sla(Part, frozen=True):
    """How long a stage may last. A `legal` one cannot be paused. `warn_before` is in the same unit."""

    limit: Natural
    unit: Unit
    warn_before: Natural = 0
    escalate: tuple[Code, ...] = ()
    legal: bool = False
    anchor: Anchor | None = None


class Limit(Part, frozen=True):
    """A task's own deadline, counted from the stage's entry."""

    limit: Natural
    unit: Unit
    legal: bool = False


class Repeat(Part, frozen=True):
    """A task done several times.

    Either every `every_days` days, or on a `schedule` counted from the stage's entry (then `min` is its
    length unless given). `tolerance_days` is how long after its day a turn is still in time, `early_days`
    how long before. Unless given, half of the time since the turn before, or since the stage's entry; a turn of the
    first week counts from the next day on. Two turns lie days apart (`engine.task_view.ripe_on`).
    """

    min: Natural | None = None
    max: Positive | None = None
    every_days: Positive | None = None
    schedule: tuple[Span, ...] = ()
    tolerance_days: Natural = 0
    early_days: Natural | None = None

    @property
    def least(self) -> int:
        """How many times make the task complete."""
        if self.min is not None:
            return self.min
        return len(self.schedule) or 1


class Task(Part, frozen=True):
    """Work inside a stage. Its id is unique in the whole definition.

    `record` or `instrument`: completed by making that record or result (`done_when` must then hold),
    never by ticking. `evidence` is what ticking asks for. `discretionary`: counts only once somebody
    adds it. `applies`: counts only while the guard answers yes (unknown counts, and says so). `once`:
    keeps its completion when the stage is entered again. `early_from`: stages in which it may already
    be done. `waivable`: a supervisor may excuse it; legal and safety gates are not. `review`: it looks at the plan again.
    """

    id: Key
    title: Label
    owner: tuple[Code, ...]
    required: bool = True
    help: Label | None = None
    evidence: Evidence = "none"
    record: Key | None = None
    instrument: Key | None = None
    done_when: Guard | None = None
    repeat: Repeat | None = None
    due: Limit | None = None
    discretionary: bool = False
    applies: Guard | None = None
    once: bool = False
    early_from: tuple[Code, ...] = ()
    waivable: bool = False
    review: bool = False


class Stage(Part, frozen=True):
    """A place in the journey. `spine` 1-6 is the product stage it belongs to; gates and holds have none.

    `aside`: few cases come here, so a case's steps show it only once this one has. `inactivity` goes before
    the journey's own here.
    """

    id: Code
    title: Label
    kind: Literal["normal", "gate", "hold", "final"] = "normal"
    spine: Annotated[int, Rule(ge=1, le=6)] | None = None
    aside: bool = False
    inactivity: Inactivity | None = None
    help: Label | None = None
    sla: Sla | None = None
    tasks: tuple[Task, ...] = ()


class Milestone(Part, frozen=True):
    """Reached when `when` first answers yes, and then kept, except that the moves in `lost_on` undo it.

    It is reached again as soon as its guard answers yes: `lost_on` suits guards on tasks that the same
    move starts anew.
    """

    id: Key
    title: Label
    when: Guard
    stage: Code | None = None
    lost_on: tuple[Key, ...] = ()


class Hold(Part, frozen=True):
    """What a hold asks: its allowed reasons, its longest length in calendar days, who may renew it."""

    reasons: tuple[Code, ...]
    max_days: Positive = 30
    warn_before: Natural = 5
    renew_by: tuple[Code, ...] = VOIDERS
    max_renewals: Natural | None = None


class Reopen(Part, frozen=True):
    """Which closed cases may come back: `within_months` of closing, of these close reasons (empty: any)."""

    within_months: Positive
    close_reasons: tuple[Code, ...] = ()


class Move(Part, frozen=True):
    """An arrow. One trigger may be declared several times from different stages.

    Forward moves ask for every required task of the stage unless `skip_required`. `four_eyes` names
    what the mover must not have done: `task:<id>`, `record:<kind>`, `instrument:<id>`,
    `move:<trigger>`. A close names its `close_reasons`, and its `outcomes` for those reasons that ask
    for one (a single one is taken without asking). `max_times` counts per episode. `new_types` limits a
    reclassification to certain types; empty: any.
    """

    trigger: Key
    title: Label
    source: tuple[Code, ...] = field(name="from")
    to: str
    by: tuple[Code, ...]
    kind: Literal["forward", "back", "renew", "hold", "resume", "close", "reopen", "reclassify"] = "forward"
    help: Label | None = None
    guards: tuple[Guard, ...] = ()
    four_eyes: tuple[Doer, ...] = ()
    reason: bool = False
    outcomes: tuple[Code, ...] = ()
    close_reasons: tuple[Code, ...] = ()
    skip_required: bool = False
    max_times: Positive | None = None
    hold: Hold | None = None
    reopen: Reopen | None = None
    new_types: tuple[Code, ...] = ()


class Clock(Part, frozen=True):
    """A deadline beside the stages: runs from `start` until `stops` answers yes.

    `start` is `opened`, `fact:<name>` (not running while unknown), `stage:<ID>` (its last entry) or `age:<years>`
    (that birthday). With `limit` 0 the start is the deadline itself, and `warn_before` counts back from it; `ahead`
    puts the deadline so many days before that start, where that day does not lie before the opening. `applies`
    limits it to some cases. A `legal` one runs through holds. `theirs` names the office (a code of `deadline_owner`)
    whose deadline it is: it is shown as theirs, and is nobody's lateness here.
    `answer`: it waits for an acknowledgement that we asked another body for.
    """

    id: Key
    title: Label
    start: Start
    limit: Natural
    unit: Unit
    stops: Guard
    applies: Guard | None = None
    ahead: Natural = 0
    answer: bool = False
    warn_before: Natural = 0
    escalate: tuple[Code, ...] = ()
    legal: bool = False
    theirs: str = ""

    @property
    def birthday(self) -> int | None:
        """The years whose completion it counts from, of a clock that starts on a birthday."""
        sort, _, years = self.start.partition(":")
        return int(years) if sort == "age" else None

    @property
    def runs_on(self) -> bool:
        """Whether a hold leaves it alone: nobody stops the law, nor growing older."""
        return self.legal or self.birthday is not None


class Migration(Part, frozen=True):
    """How a case of an older version comes over. Equal ids map to themselves; `drop` lists lost tasks."""

    stages: dict[str, str] = {}
    tasks: dict[str, str] = {}
    drop: tuple[str, ...] = ()
    sla: Literal["keep_start", "restart"] = "keep_start"
