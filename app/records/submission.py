"""Submission of a record's form: validation, then the command and the record that are kept together.

`decode` reads the form, with every mistake at once; `make` turns it into the command and the record, which
`app.cases.actions.perform` takes.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec

from app import clock
from app.cases.locking import LockedCase
from app.records import store
from app.records.consent import sharing
from app.records.fields import asked, having, labels
from app.records.kind import FormContext, Options, Record, Row
from app.records.marks import Trait
from app.records.store import Head
from app.web.forms import decoding
from app.web.forms.decoding import Invalid, Label
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import day
from workflows import commands
from workflows.definition import Definition
from workflows.fold.threats import KNOWN_EVERYWHERE

WHEN = lazy("Day it happened")
ContextOn = Callable[[date | None], FormContext]


class Day(msgspec.Struct, frozen=True):
    """What the form of every record asks besides its own fields."""

    occurred_on: Annotated[date | None, Label("Day it happened")] = None
    confirmed: bool = False


class Filled(msgspec.Struct, frozen=True):
    """A form without mistakes. `doubts` are still to be confirmed, unless they were."""

    form: Record
    context: FormContext
    occurred_on: date | None
    doubts: tuple[str, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """What is kept of a form: the command that tells the case, and the whole record with its head."""

    command: commands.Record | commands.Score
    head: Head
    record: Record

    async def keep(self, case: LockedCase, now: datetime) -> None:
        """Insert the record and do what else belongs to keeping it, within the command's transaction."""
        await store.insert(self.head, self.record)
        await self.record.keep(case, now)


def decode(record: type[Record], sent: Mapping[str, list[Any]], context_on: ContextOn) -> Filled | Invalid:
    """Read a record's form. *context_on* gives the context for the day it happened (None: today)."""
    head, form = decoding.decode(Day, sent), decoding.decode(record, _asked_of(record, sent))
    errors = dict(head.errors) if isinstance(head, Invalid) else {}
    errors |= _unanswered(record, sent) | (dict(form.errors) if isinstance(form, Invalid) else {})
    occurred_on = None if isinstance(head, Invalid) else head.occurred_on
    context = context_on(occurred_on)
    if occurred_on and occurred_on > context.today:
        errors["occurred_on"] = _("This day lies ahead. Fill in the day it happened.")
    elif occurred_on and occurred_on < clock.on(context.state.opened_at):
        errors["occurred_on"] = _("The case was opened on %(day)s.", day=day(context.state.opened_at))
    if not isinstance(form, Invalid):
        refused = _elsewhere(form, context) | form.check(context)
        errors = refused | errors | _not_offered(form, context)
    if errors or isinstance(form, Invalid) or isinstance(head, Invalid):
        return _invalid(record, errors, sent)
    doubts = [] if head.confirmed else [*form.doubts(context), *_withheld(form, context)]
    return Filled(form, context, occurred_on, tuple(doubts))


def _withheld(form: Record, context: FormContext) -> list[str]:
    """Ask again before a client who did not agree to it is made known outside the division; a duty may demand it."""
    return [sharing.refused()] if form.gives_out() and sharing.is_refused(context.state.facts) else []


def _asked_of(record: type[Record], sent: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave what the form asks: nobody sends what is worked out."""
    derived = having(record, Trait.DERIVED)
    return {name: values for name, values in sent.items() if name not in derived}


def _elsewhere(form: Record, context: FormContext) -> dict[str, str]:
    """Refuse codes that are on the list, but not for this case."""
    return {
        name: _("This choice does not fit this case. Choose one of the options.")
        for name, codes in form.choices(context).items()
        if (chosen := getattr(form, name))
        and not {*(chosen if isinstance(chosen, list) else [chosen])} <= {*codes}
    }


def _unanswered(record: type[Record], sent: Mapping[str, list[Any]]) -> dict[str, str]:
    """Ask for every yes or no that was not given; no tick is an answer of its own, no answer is none."""
    questions = [field for field in asked(record) if field.widget == "yesno" and not field.ask.optional]
    return {field.name: _("Choose yes or no.") for field in questions if not any(sent.get(field.name, []))}


def _not_offered(form: Record, context: FormContext) -> dict[str, str]:
    """Refuse what does not stand among the choices from the database."""
    return {
        name: _("Choose one of the options.")
        for name, offered in context.options.items()
        if (value := getattr(form, name)) is not None and str(value) not in {code for code, _words in offered}
    }


def _invalid(record: type[Record], errors: Mapping[str, str], sent: Mapping[str, list[Any]]) -> Invalid:
    named = labels(record)
    places = {name: place for place, name in enumerate([*named, "occurred_on"])}
    ordered = dict(sorted(errors.items(), key=lambda pair: places.get(pair[0], -1)))
    return Invalid(ordered, typed(sent), {"occurred_on": str(record.kind.when or WHEN)} | named)


def typed(sent: Mapping[str, list[Any]]) -> dict[str, str | list[str]]:
    """Keep what was typed, to show it again."""
    texts = {name: [value for value in values if isinstance(value, str)] for name, values in sent.items()}
    return {name: several[0] if len(several) == 1 else several for name, several in texts.items()}


def make(
    form: Record, context: FormContext, *, definition: Definition, case: UUID, at: datetime | None
) -> Made:
    """Make the command and the whole record. *at* is when it happened, None for now.

    Facts that the journey does not declare are kept in the record only, for no guard of it can read them; but whether
    the client is safe, and whether a planned release came, every case is told.
    """
    kind, kept = form.kind, derived(form, context)
    facts = form.facts(context)
    known = {
        name: value for name, value in facts.items() if name in definition.facts or name in KNOWN_EVERYWHERE
    }
    head = Head(
        id=uuid4(),
        case=case,
        occurred_at=at or context.now,
        recorded_at=context.now,
        by=context.by,
        stage=context.state.stage,
        episode=context.state.episode,
    )
    if not kind.instrument:
        command: commands.Record | commands.Score = commands.Record(
            record=kind.name, record_id=str(head.id), facts=known, occurred_at=at
        )
        return Made(command, head, kept)
    score, band = kept.scored()
    command = commands.Score(
        instrument=kind.name,
        assessment_id=str(head.id),
        version=kind.instrument.version,
        score=score,
        band=band,
        facts=known,
        occurred_at=at,
    )
    return Made(command, head, kept)


def derived(form: Record, context: FormContext) -> Record:
    """Return the record as it is kept: with the fields that are worked out."""
    return msgspec.structs.replace(form, **form.derive(context))


def context_for(
    *,
    state: Any,
    now: datetime,
    by: UUID,
    definition: Definition | None = None,
    earlier: tuple[Row, ...] = (),
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
