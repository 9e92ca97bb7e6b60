"""Generic demo data of a record: a form filled in from its declared fields, so that a new kind needs no entry here."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from app import clock
from app.records import submission
from app.records.controls import controls
from app.records.fields import Field, asked
from app.records.kind import FormContext, Record
from app.web.forms import decoding
from app.web.forms.decoding import Invalid
from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.definition import load_all

Form = dict[str, str | list[str]]
SAID = "Catatan contoh untuk peragaan"
NOBODY = UUID(int=0)
ROUNDS = 4
"""How often the form is sent again with what its own rules asked for."""


def form(record: type[Record], known: dict[str, Scalar], state: CaseState, today: date) -> Form:
    """Fill in what must be answered, then what the record's own rules ask for besides."""
    now = datetime.combine(today, time(5), clock.WIB)
    definition = load_all().get(state.journey)
    context_on = submission.context_for(state=state, now=now, by=NOBODY, definition=definition)
    drawn = {control.name: control for control in controls(record, context_on(None))}
    fields = {field.name: field for field in asked(record) if field.name in drawn}
    offered = {name: tuple(code for code, _words in one.options) for name, one in drawn.items()}
    sent: Form = {}
    for name, field in fields.items():
        if name in known or not field.optional:
            sent |= _answer(field, offered[name], today, known.get(name))
    for _round in range(ROUNDS):
        read = submission.decode(record, as_lists(sent), context_on)
        wrong = {name.partition(".")[0] for name in read.errors} if isinstance(read, Invalid) else set()
        if not wrong & fields.keys():
            break
        for name in wrong & fields.keys():
            sent |= _other(fields[name], offered[name], today, sent)
    return sent


def fill(record: type[Record], known: dict[str, Scalar], context: FormContext) -> Record:
    """Return the record that such a form makes."""
    read = decoding.decode(
        record, as_lists(form(record, {**context.state.facts, **known}, context.state, context.occurred_on))
    )
    if isinstance(read, Invalid):
        raise ValueError(f"{record.kind.name}: {read.errors}")  # noqa: TRY004  the form is wrong, not its type
    return read


def as_lists(sent: Form) -> dict[str, list[str]]:
    """Write a form the way a browser sends it."""
    return {name: value if isinstance(value, list) else [value] for name, value in sent.items()}


def _answer(field: Field, codes: tuple[str, ...], today: date, known: Scalar | None) -> Form:
    """Answer a field as the case knows it, else with the first of its choices."""
    typed, name = field.typed, field.name
    if known is not None and known != "" and not typed.many and not typed.keyed:
        return {name: ("on" if known else "off") if isinstance(known, bool) else str(known)}
    if typed.keyed:
        value = str(len(field.ask.items[0].anchors) - 1) if typed.kind is int else SAID
        return {f"{name}.{item.code}": value for item in field.ask.items}
    if codes:
        least = (typed.meta.min_length if typed.meta else None) or 1
        return {name: list(codes[:least]) if typed.many else codes[0]}
    plain = {bool: "on", int: str(_least(field)), date: today.isoformat(), str: SAID}
    if typed.kind is datetime:
        return {name: f"{today.isoformat()} 00:05"}
    return {name: plain[typed.kind]} if typed.kind in plain else {}


def _other(field: Field, codes: tuple[str, ...], today: date, sent: Form) -> Form:
    """Answer otherwise than before: a field that was empty is filled in, a choice goes on to the next."""
    before = sent.get(field.name)
    if not before:
        return _answer(field, codes, today, None)
    if field.typed.kind is date:
        return {field.name: (today + timedelta(days=30)).isoformat()}
    if codes and isinstance(before, str) and before in codes:
        return {field.name: codes[(codes.index(before) + 1) % len(codes)]}
    if isinstance(before, list):
        return {field.name: list(codes[: len(before) + 1])}
    return {}


def _least(field: Field) -> int:
    meta = field.typed.meta
    return int(meta.ge) if meta and meta.ge is not None else 1
