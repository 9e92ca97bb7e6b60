"""From what a form sent to the command and the row that are kept together.

`decode` reads the form, with every mistake at once; `make` turns it into the command and the row, which
`app.cases.actions.perform` takes.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec
from piccolo.columns import Column, Text, Varchar
from piccolo.table import Table

from app import clock
from app.cases.store import CaseView
from app.records.controls import widget_of
from app.records.kind import FormContext, Options, RecordKind
from app.web.forms import decoding
from app.web.forms.decoding import Invalid, Label
from app.web.forms.fields import fields_of
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import day
from workflows import commands
from workflows.definition import Definition

WHEN = lazy("Day it happened")
ContextOn = Callable[[date | None], FormContext]


class Head(msgspec.Struct, frozen=True):
    """What the form of every record asks besides its own fields."""

    occurred_on: Annotated[date | None, Label("Day it happened")] = None
    confirmed: bool = False


class Filled(msgspec.Struct, frozen=True):
    """A form without mistakes. `doubts` are still to be confirmed, unless they were."""

    form: Any
    context: FormContext
    occurred_on: date | None
    doubts: tuple[str, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """What is kept of a record: the command that tells the case, and the row that holds the rest."""

    kind: RecordKind
    command: commands.Record | commands.Score
    row: Table

    async def keep(self, case: CaseView, now: datetime) -> None:
        """Insert the row and do what else belongs to keeping it, within the command's transaction."""
        await type(self.row).insert(self.row)
        if self.kind.kept:
            await self.kind.kept(self.row, case, now)


def decode(kind: RecordKind, sent: Mapping[str, list[Any]], context_on: ContextOn) -> Filled | Invalid:
    """Read a record's form. *context_on* gives the context for the day it happened (None: today)."""
    head, form = decoding.decode(Head, sent), decoding.decode(kind.form, sent)
    errors = dict(head.errors) if isinstance(head, Invalid) else {}
    errors |= _unanswered(kind, sent) | (dict(form.errors) if isinstance(form, Invalid) else {})
    occurred_on = None if isinstance(head, Invalid) else head.occurred_on
    context = context_on(occurred_on)
    if occurred_on and occurred_on > context.today:
        errors["occurred_on"] = _("This day lies ahead. Fill in the day it happened.")
    elif occurred_on and occurred_on < clock.on(context.state.opened_at):
        errors["occurred_on"] = _("The case was opened on %(day)s.", day=day(context.state.opened_at))
    if not isinstance(form, Invalid):
        refused = _elsewhere(kind, form, context) | (kind.check(form, context) if kind.check else {})
        errors = refused | errors | _not_offered(form, context)
    if errors or isinstance(form, Invalid) or isinstance(head, Invalid):
        return _invalid(kind, errors, sent)
    doubts = kind.doubts(form, context) if kind.doubts and not head.confirmed else []
    return Filled(form, context, occurred_on, tuple(doubts))


def _elsewhere(kind: RecordKind, form: Any, context: FormContext) -> dict[str, str]:
    """Refuse codes that are on the list, but not for this case."""
    narrowed = kind.choices(context) if kind.choices else {}
    return {
        name: _("This choice does not fit this case. Choose one of the options.")
        for name, codes in narrowed.items()
        if (chosen := getattr(form, name))
        and not {*(chosen if isinstance(chosen, list) else [chosen])} <= {*codes}
    }


def _unanswered(kind: RecordKind, sent: Mapping[str, list[Any]]) -> dict[str, str]:
    """Ask for every yes or no that was not given; no tick is an answer of its own, no answer is none."""
    types = {typed.name: typed for typed in fields_of(kind.form)}
    asked = [
        field
        for field in kind.fields
        if widget_of(field, types[field.name]) == "yesno" and not field.optional
    ]
    return {field.name: _("Choose yes or no.") for field in asked if not any(sent.get(field.name, []))}


def _not_offered(form: Any, context: FormContext) -> dict[str, str]:
    """Refuse what does not stand among the choices from the database."""
    return {
        name: _("Choose one of the options.")
        for name, offered in context.options.items()
        if (value := getattr(form, name)) is not None and str(value) not in {code for code, _words in offered}
    }


def _invalid(kind: RecordKind, errors: Mapping[str, str], sent: Mapping[str, list[Any]]) -> Invalid:
    places = {name: place for place, name in enumerate([*kind.labels, "occurred_on"])}
    ordered = dict(sorted(errors.items(), key=lambda pair: places.get(pair[0], -1)))
    labels = {"occurred_on": str(kind.when or WHEN)} | kind.labels
    return Invalid(ordered, typed(sent), labels)


def typed(sent: Mapping[str, list[Any]]) -> dict[str, str | list[str]]:
    """Keep what was typed, to show it again."""
    texts = {name: [value for value in values if isinstance(value, str)] for name, values in sent.items()}
    return {name: several[0] if len(several) == 1 else several for name, several in texts.items()}


def make(
    kind: RecordKind,
    form: Any,
    context: FormContext,
    *,
    definition: Definition,
    case: UUID,
    at: datetime | None,
) -> Made:
    """Make the command and the row. *at* is when it happened, None for now.

    Facts that the journey does not declare are kept in the row only: no guard of it can read them.
    """
    row_id = uuid4()
    facts = kind.facts(form, context) if kind.facts else {}
    known = {name: value for name, value in facts.items() if name in definition.facts}
    columns = own_columns(kind, form, context)
    row = kind.table(
        id=row_id,
        case=case,
        occurred_at=at or context.now,
        recorded_at=context.now,
        by=context.by,
        stage=context.state.stage,
        episode=context.state.episode,
        **columns,
    )
    if not kind.instrument:
        return Made(
            kind, commands.Record(record=kind.kind, record_id=str(row_id), facts=known, occurred_at=at), row
        )
    score, band = kind.score(form, context) if kind.score else (None, "")
    command = commands.Score(
        instrument=kind.instrument,
        assessment_id=str(row_id),
        version=kind.instrument_version,
        score=score,
        band=band,
        facts=known,
        occurred_at=at,
    )
    return Made(kind, command, row)


def own_columns(kind: RecordKind, form: Any, context: FormContext) -> dict[str, Any]:
    """Return the values of the kind's own columns: those of the form's names, then what the kind works out."""
    columns = {column._meta.name: column for column in kind.table._meta.columns}  # noqa: SLF001  its public name
    given = msgspec.structs.asdict(form)
    same = {name: _kept(columns[name], value) for name, value in given.items() if name in columns}
    return same | (kind.columns(form, context) if kind.columns else {})


def _kept(column: Column, value: Any) -> Any:
    """Write lists with commas between, and no text as an empty one."""
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None and isinstance(column, Varchar | Text) else value


def context_for(
    *,
    state: Any,
    now: datetime,
    by: UUID,
    definition: Definition | None = None,
    earlier: tuple[Mapping[str, Any], ...] = (),
    options: Options | None = None,
) -> ContextOn:
    """Return the function that gives a context for the day a record happened."""

    def on(day: date | None) -> FormContext:
        on_day = day or clock.on(now)
        return FormContext(
            now=now,
            occurred_on=on_day,
            state=state,
            by=by,
            definition=definition,
            earlier=earlier,
            options=options or {},
        )

    return on
