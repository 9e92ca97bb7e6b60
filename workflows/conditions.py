"""The guards a definition may use: a small closed union, so that a file can never name code.

In TOML a guard is an inline table with a `kind`:

    { kind = "task", task = "home_visit" }                       done in this visit of the stage
    { kind = "milestone", id = "plan_agreed" }                   reached (milestones stay reached)
    { kind = "scored", instrument = "ikpb", max_age_days = 60 }  a result not older than that
    { kind = "score", instrument = "ikpb", op = ">=", value = 550 }   scores are integers, in tenths
    { kind = "band", instrument = "ikpb", in = ["SIAP", "SIAP_DUKUNGAN"] }
    { kind = "fact", name = "eligible", eq = true }              also ne, in, op + value, known = true
    { kind = "document", document = "release_letter" }           at least one of that kind stands
    { kind = "days_in_stage", min = 90 }                         calendar days, holds not counted
    { kind = "days_since", fact = "release_on", min = 0, max = 30 }
    { kind = "attempts", task = "contact", times = 3, over_days = 30 }
    { kind = "age", min = 17, max = 21 }                         completed years, both ends included
    { kind = "moved", trigger = "skip_skills", times = 1 }       made in this episode
    { kind = "any", of = [ ... ] }   { kind = "all", of = [ ... ] }   { kind = "not", of = { ... } }
"""

from typing import Literal

import msgspec
from msgspec import field

Scalar = bool | int | str
"""What a fact may hold. A date is an ISO string (`2026-03-18`), an instant an ISO string with offset."""

Op = Literal["<", "<=", "==", "!=", ">=", ">"]


class _Guard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """Common to all guards: closed to unknown keys, told apart by `kind`."""


class TaskDone(_Guard, frozen=True, tag="task"):
    """The task is complete (all its repeats) or excused. Looks at this visit of the stage only."""

    task: str


class MilestoneReached(_Guard, frozen=True, tag="milestone"):
    """The milestone has been reached, or its own guard answers yes now."""

    id: str


class Scored(_Guard, frozen=True, tag="scored"):
    """The instrument has a result; with `max_age_days`, one taken at most that many calendar days ago."""

    instrument: str
    max_age_days: int | None = None


class Score(_Guard, frozen=True, tag="score"):
    """The latest result compared; `value` is in tenths of a point."""

    instrument: str
    op: Op
    value: int


class Band(_Guard, frozen=True, tag="band"):
    """The latest result lies in one of these bands."""

    instrument: str
    one_of: tuple[str, ...] = field(name="in")


class Fact(_Guard, frozen=True, tag="fact"):
    """A recorded fact compared in exactly one way: `eq`, `ne`, `in`, `op` with `value`, or `known`."""

    name: str
    eq: Scalar | None = None
    ne: Scalar | None = None
    one_of: tuple[Scalar, ...] | None = field(name="in", default=None)
    op: Op | None = None
    value: Scalar | None = None
    known: bool | None = None


class Document(_Guard, frozen=True, tag="document"):
    """A document of that kind stands on the case (added and not removed)."""

    document: str


class DaysInStage(_Guard, frozen=True, tag="days_in_stage"):
    """At least `min` calendar days since the stage was entered, days on hold left out."""

    min: int


class DaysSince(_Guard, frozen=True, tag="days_since"):
    """Calendar days from the date in `fact` to today; negative while the date lies ahead."""

    fact: str
    min: int | None = None
    max: int | None = None


class Attempts(_Guard, frozen=True, tag="attempts"):
    """A repeated task was done `times` times, the first and the last at least `over_days` days apart."""

    task: str
    times: int
    over_days: int


class Age(_Guard, frozen=True, tag="age"):
    """The client's age in completed years, today or on the date in the fact `at`."""

    min: int | None = None
    max: int | None = None
    at: str | None = None


class Moved(_Guard, frozen=True, tag="moved"):
    """The move was made at least `times` times in this episode."""

    trigger: str
    times: int = 1


class AnyOf(_Guard, frozen=True, tag="any"):
    """One of them is enough."""

    of: "tuple[Guard, ...]"


class AllOf(_Guard, frozen=True, tag="all"):
    """All of them are needed: what several guards in a list mean anyway, for use inside `any` and `not`."""

    of: "tuple[Guard, ...]"


class Not(_Guard, frozen=True, tag="not"):
    """The opposite of one guard. What is unknown stays unknown."""

    of: "Guard"


Guard = (
    TaskDone
    | MilestoneReached
    | Scored
    | Score
    | Band
    | Fact
    | Document
    | DaysInStage
    | DaysSince
    | Attempts
    | Age
    | Moved
    | AnyOf
    | AllOf
    | Not
)
