"""Typed records of a case: each kind is one class in one file that declares fields, words, rules, readers and facts.

    class Consent(Record, name="consent", readers=WITH_CARE):
        status: Annotated[str, Code("consent_status"), Ask("Persetujuan", "Consent")]
        reason: Annotated[str | None, Meta(max_length=1000), Ask("Alasan", "Reason")] = None

        def check(self, context: FormContext) -> dict[str, str]: ...
        def facts(self, context: FormContext) -> Facts: ...

A module in a folder of this package is enough to make it known (`app.records.registry`). Form, page, history, access
pack and facts are derived from it. Guards read the facts, never the record; which journey uses a kind and who may make
one is said by the journey's definition.

Records are only ever added: a correction is a new record, and the one entered last is what counts.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, dataclass_transform
from uuid import UUID

import msgspec

from app import clock
from app.capabilities import READ_CARE_RECORDS, READ_LEGAL_RECORDS, READ_SHARED_RECORDS, READ_WHOLE_CASE
from app.cases.locking import LockedCase
from app.web.http.current_user import CurrentUser
from app.web.i18n.bilingual import Words
from app.web.i18n.lists import code_label
from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.definition import Definition
from workflows.instruments import Instrument
from workflows.view import years_between

INSIDE = READ_WHOLE_CASE.roles
"""Who reads a record unless its kind says otherwise: the division's own people on the case."""
WITH_CARE = READ_CARE_RECORDS.roles
WITH_BAPAS = READ_LEGAL_RECORDS.roles
WITH_BOTH = READ_SHARED_RECORDS.roles

Facts = dict[str, Scalar]
Row = Mapping[str, Any]
"""A kept record as pages read it: its fields by name, beside who entered it, when and in which stage."""
Shown = tuple[tuple[str, str], ...]
Options = Mapping[str, tuple[tuple[str, str], ...]]
"""Field → (value, words) of choices that stand in the database; nothing else is taken."""


class FormContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a record may look at besides its form: the case as it stands, who enters it, and when it happened."""

    now: datetime
    occurred_on: date
    state: CaseState
    by: UUID
    definition: Definition | None = None
    earlier: tuple[Row, ...] = ()
    """Records of the same kind and case, newest first."""
    options: Options = {}

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

    def colleague(self, field: str, worker: str | None) -> str:
        """Return *worker* as the first choice of a field, where the field offers them."""
        return worker if worker and worker in {value for value, _words in self.options.get(field, ())} else ""

    def day(self, fact: str) -> date | None:
        """Return the day a fact holds, None while unknown."""
        value = self.state.facts.get(fact)
        return date.fromisoformat(str(value)[:10]) if value else None


class Reader(msgspec.Struct, frozen=True):
    """Who reads a record, and whose the case is: what decides about parts that not everybody need know."""

    me: CurrentUser
    worker: UUID | None
    unit: UUID


class Desk(msgspec.Struct, frozen=True):
    """Whose work a record is, and by when."""

    worker: UUID
    due_on: date | None = None


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of a record's class says about all records of the kind."""

    name: str
    """Its name in an address, in a definition and in the database."""
    when: Words | None = None
    """What the day it happened is called on the form."""
    intro: Words | None = None
    readers: frozenset[str] = INSIDE
    carries: bool = False
    """The form begins with what the latest record says: a status that is brought up to date."""
    several: str = ""
    """The field that tells records apart which stand beside each other, each with a history of its own."""
    instrument: Instrument | None = None
    """The instrument of an assessment; its record derives `score` and `band`."""
    everywhere: bool = False
    """Whether a case of any journey takes it, by those who work the case, whether or not the journey names it."""
    in_pack: bool = True
    """Whether answers are given out in the access pack; else only the days of the records are."""

    @property
    def title(self) -> str:
        """What it is called, unless the case's journey calls it otherwise."""
        return code_label(self.name, "instrument" if self.instrument else "record")


class RecordMeta(msgspec.StructMeta):
    """Metaclass of records: keeps what the class's head says as its `kind`, and makes the kind known by its name."""

    def __new__(
        cls, class_name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **head: Any
    ) -> "RecordMeta":
        """Make the class; each kind is declared once. Only the base, without a name, is no kind."""
        is_base = "name" not in head
        made: Any = super().__new__(cls, class_name, bases, namespace, frozen=True, kw_only=True)
        if not is_base:
            made.kind = Kind(**head)
            _declare(made)
        return made  # type: ignore[no-any-return]

    def __init__(
        cls, class_name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **_head: Any
    ) -> None:
        super().__init__(class_name, bases, namespace)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, metaclass=RecordMeta, frozen=True, kw_only=True):
    """Base of all typed records. An instance is one filled-in form, and after `derive` what is kept of it.

    Fields stand in the order of the form. What a kind does not override has the plain meaning given here.
    """

    kind: ClassVar[Kind]

    def check(self, _context: FormContext, /) -> dict[str, str]:
        """Return field → complaint, for what only several fields together show to be wrong."""
        return {}

    def doubts(self, _context: FormContext, /) -> list[str]:
        """Return sentences to confirm before it is kept; they warn and never block."""
        return []

    def gives_out(self) -> bool:
        """Tell whether with it somebody outside the division comes to know of the client."""
        return False

    def facts(self, _context: FormContext, /) -> Facts:
        """Return the facts it tells the case; a day as ISO text, `""` for what is no longer known."""
        return {}

    def derive(self, _context: FormContext, /) -> dict[str, Any]:
        """Return the fields that are worked out when it is kept."""
        return {}

    def scored(self) -> tuple[int | None, str]:
        """Return what an assessment came to: its score in tenths and its band, the derived fields of these names."""
        return getattr(self, "score", None), getattr(self, "band", "")

    def notice(self, _context: FormContext, /) -> str:
        """Return what to say once it is kept; empty: that it is saved."""
        return ""

    def on_desk(self) -> Desk | None:
        """Tell whose work it is while it is the latest of its thing; None: nobody's in particular."""
        return None

    async def keep(self, _case: LockedCase, _now: datetime, /) -> None:
        """Do what else belongs to keeping it, in the same transaction."""

    @classmethod
    def advice(cls, _context: FormContext, /) -> dict[str, str]:
        """Return field → hint for this very case."""
        return {}

    @classmethod
    def choices(cls, _context: FormContext, /) -> dict[str, tuple[str, ...]]:
        """Return field → the codes that this case may choose from."""
        return {}

    @classmethod
    def begin(cls, _context: FormContext, /) -> dict[str, Any]:
        """Return what the form shows at first, by field."""
        return {}

    @classmethod
    async def options(cls) -> Options:
        """Return choices that stand in the database, by field."""
        return {}

    @classmethod
    def redact(cls, row: Row, _reader: Reader, /) -> Row:
        """Return the row without what this reader need not know. Every way to a row leads through it."""
        return row

    @classmethod
    def summary(cls, row: Row, /) -> Shown:
        """Return the (words, value) pairs that sum it up: the fields that were filled in."""
        from app.records.history import filled_in  # the words of fields stand above what declares them

        return filled_in(cls, row)


_declared: dict[str, type[Record]] = {}


def _declare(record: type[Record]) -> None:
    known = _declared.setdefault(record.kind.name, record)
    if known is not record:
        places = f"{known.__module__} and {record.__module__}"
        raise TypeError(f"the record kind {record.kind.name!r} is declared twice: in {places}")


def declared() -> dict[str, type[Record]]:
    """Return every record class declared so far, by name."""
    return dict(_declared)


def withdraw(record: type[Record]) -> None:
    """Forget a kind, so that a test may declare one for itself."""
    _declared.pop(record.kind.name, None)
