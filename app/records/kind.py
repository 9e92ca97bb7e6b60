"""Typed records of a case: each kind is declared once, as a table, a form and the facts it sets.

A kind stands in its own file of its slice (`assessments/consent.py`), the slice's `kinds.py` lists them, and
`main` registers the lists here. Guards read the facts, never the tables; which journey uses a kind and who
may make one is said by the journey's definition. A richer form may replace `form` and `fields` later; the
table and the names of the facts stay.

Records are only ever added: a correction is a new record, and the one entered last is what counts.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo import columns
from piccolo.columns import ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app import clock
from app.accounts.tables import Worker
from app.capabilities import READ_CARE_RECORDS, READ_LEGAL_RECORDS, READ_SHARED_RECORDS, READ_WHOLE_CASE
from app.cases.tables import Case
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import Lazy
from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.definition import Definition
from workflows.view import years_between

INSIDE = READ_WHOLE_CASE.roles
"""Who reads a record unless its kind says otherwise: the division's own people on the case."""
WITH_CARE = READ_CARE_RECORDS.roles
WITH_BAPAS = READ_LEGAL_RECORDS.roles
WITH_BOTH = READ_SHARED_RECORDS.roles


class RecordRow:
    """The columns that every record's table begins with; put before `Table` among a class's bases.

    `occurred_at` is when it happened, `stage` and `episode` are those of the case when it was entered.
    """

    id = columns.UUID(primary_key=True, default=UUID4())
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    occurred_at = Timestamptz(null=False)
    recorded_at = Timestamptz(null=False)
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    stage = Varchar(length=30, null=False)
    episode = Integer(null=False)


class Item(msgspec.Struct, frozen=True):
    """One line of a field that asks the same of several things, such as one domain of an instrument.

    Its words are anything that `str` puts into the reader's language.
    """

    code: str
    label: object
    hint: object = ""
    anchors: tuple[object, ...] = ()
    """What each level means, level 0 first."""


class Field(msgspec.Struct, frozen=True):
    """How one field of the form struct is drawn. What the struct already says is not said again.

    widget: text | textarea | date | datetime | choice | radios | checkboxes | yesno | checkbox | int |
    levels (a scale per item) | names (a line of text per item) | hidden; empty: follows from the type.
    A `yesno` must be answered unless `optional`.
    """

    name: str
    label: Lazy
    widget: str = ""
    hint: Lazy | None = None
    heading: Lazy | None = None
    """Begins a new part of the form."""
    codes: str = ""
    only: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    optional: bool = False
    journeys: frozenset[str] | None = None
    asked: "Callable[[FormContext], bool] | None" = None
    """Whether it is drawn for this case; left out, always. The form struct must do without it."""
    later: bool = False
    """Drawn only when an earlier record is brought up to date."""


class FormContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind may look at besides its form: the case as it stands, who enters it, and when it happened."""

    now: datetime
    occurred_on: date
    state: CaseState
    by: UUID
    definition: Definition | None = None
    earlier: tuple[Mapping[str, Any], ...] = ()
    """Records of the same kind and case, newest first."""
    options: "Options" = {}

    @property
    def today(self) -> date:
        """Today in western Indonesia."""
        return clock.on(self.now)

    @property
    def age(self) -> int | None:
        """The client's age in completed years on the day it happened, where a birth date is known."""
        born = self.day("birth_date")
        return years_between(born, self.occurred_on) if born else None

    @property
    def age_is_estimated(self) -> bool:
        """Whether the birth date is a guess."""
        return self.state.facts.get("birth_estimated") is True

    def day(self, fact: str) -> date | None:
        """Return the day a fact holds, None while unknown."""
        value = self.state.facts.get(fact)
        return date.fromisoformat(str(value)[:10]) if value else None


class Reader(msgspec.Struct, frozen=True):
    """Who reads a record, and whose the case is: what decides about parts that not everybody need know."""

    me: CurrentUser
    worker: UUID | None
    unit: UUID


Facts = dict[str, Scalar]
Shown = tuple[tuple[str, str], ...]
Options = Mapping[str, tuple[tuple[str, str], ...]]
"""Field → (value, words) of choices that stand in the database; nothing else is taken."""


class RecordKind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record, or of assessment when `instrument` is set.

    - `facts(form, context)`: the facts it sets; a day as ISO text, `""` for what is no longer known.
    - `columns(form, context)`: its own columns; left out, those of the form's names.
    - `check(form, context)`: field → sentence, for what only several fields together show to be wrong.
    - `doubts(form, context)`: sentences to confirm before it is kept; they warn and never block.
    - `advice(context)`: field → hint for this very case.
    - `choices(context)`: field → the codes that this case may choose from.
    - `begin(context)`: what the form shows at first, by field.
    - `summary(row)`: (words, value) pairs; left out, the fields that were filled in.
    - `score(form, context)`: (tenths or None, band), of an instrument.
    - `said(row, context)`: what to say once it is kept, instead of "saved".
    - `options()`: choices that stand in the database, by field.
    - `guarded(row, reader)`: the row without what this reader need not know. Every way to a row leads through it.
    - `kept(row, case, now)`: what else belongs to keeping it, in the same transaction; *case* is its `CaseView`.
    """

    kind: str
    title: Lazy
    form: type[msgspec.Struct]
    table: type[Table]
    fields: tuple[Field, ...]
    facts: Callable[[Any, FormContext], Facts] | None = None
    columns: Callable[[Any, FormContext], dict[str, Any]] | None = None
    check: Callable[[Any, FormContext], dict[str, str]] | None = None
    doubts: Callable[[Any, FormContext], list[str]] | None = None
    advice: Callable[[FormContext], dict[str, str]] | None = None
    choices: Callable[[FormContext], dict[str, tuple[str, ...]]] | None = None
    begin: Callable[[FormContext], dict[str, Any]] | None = None
    summary: Callable[[Mapping[str, Any]], Shown] | None = None
    score: Callable[[Any, FormContext], tuple[int | None, str]] | None = None
    said: Callable[[Mapping[str, Any], FormContext], str] | None = None
    options: Callable[[], Awaitable[Options]] | None = None
    guarded: Callable[[Mapping[str, Any], Reader], Mapping[str, Any]] | None = None
    kept: Callable[[Table, Any, datetime], Awaitable[None]] | None = None
    instrument: str = ""
    instrument_version: int = 1
    when: Lazy | None = None
    """What the day it happened is called on the form."""
    intro: Lazy | None = None
    readers: frozenset[str] = INSIDE
    carries: bool = False
    """The form begins with what the latest record says: a status that is brought up to date."""
    several: str = ""
    """The column that tells records apart which stand beside each other, each with a history of its own."""

    @property
    def key(self) -> str:
        """Its name in an address and in a definition."""
        return self.instrument or self.kind

    @property
    def labels(self) -> dict[str, str]:
        """What the fields are called, for the list of mistakes."""
        named = {field.name: str(field.label) for field in self.fields}
        items = {
            f"{field.name}.{item.code}": str(item.label) for field in self.fields for item in field.items
        }
        return named | items


_records: dict[str, RecordKind] = {}
_instruments: dict[str, RecordKind] = {}


def register(kinds: Iterable[RecordKind]) -> None:
    """Make kinds known to the pages of a case. A second registration of the same name replaces the first."""
    for kind in kinds:
        (_instruments if kind.instrument else _records)[kind.key] = kind


def record(name: str) -> RecordKind | None:
    """Return the kind of record with this name."""
    return _records.get(name)


def instrument(name: str) -> RecordKind | None:
    """Return the assessment made with this instrument."""
    return _instruments.get(name)


def kind_of(row: Table) -> RecordKind | None:
    """Return the kind whose table the row belongs to."""
    return next((kind for kind in kinds() if isinstance(row, kind.table)), None)


def kinds() -> tuple[RecordKind, ...]:
    """Return every registered kind, records first."""
    return (*_records.values(), *_instruments.values())
