"""A field that some answer makes necessary is never marked as one that may be left empty."""

from collections.abc import Iterator

import pytest

from app.records.controls import controls
from app.records.fields import Field, asked
from app.records.kind import Record
from app.records.registry import kinds
from app.records.submission import context_for, decode
from app.web.forms.decoding import Invalid
from app.web.i18n import catalogue
from tests.records.context import ME, NOW, TODAY, state
from workflows.definition import load_all

Form = dict[str, list[str]]
UNMARKED = frozenset({"checkbox", "checkboxes", "hidden", "levels", "names"})
"""Controls that show no mark: a tick not made is an answer, and a scale offers “not answered” itself."""
IN = ("AKTK", "ABH", "KPO", "LUT", "PD", "BWBLP", "AMPK")


def _answers(field: Field, offered: tuple[str, ...]) -> list[str]:
    """Give the values worth trying: every code, both answers of a yes or no, else one that is sound."""
    if field.widget == "checkbox":
        return ["on"]
    if offered:
        return list(offered)
    plain = {"date": f"{TODAY:%d/%m/%Y}", "datetime": f"{TODAY:%d/%m/%Y} 09.00", "int": "1"}
    return [plain.get(field.widget, "Ditulis lengkap")]


def _base(fields: list[Field], offered: dict[str, tuple[str, ...]]) -> Form:
    must = [field for field in fields if not field.optional]
    sent: Form = {}
    for field in must:
        if field.widget in {"levels", "names"}:
            sent |= {f"{field.name}.{item.code}": ["1"] for item in field.ask.items}
        else:
            sent[field.name] = _answers(field, offered[field.name])[:1]
    return sent


def _tried(record: type[Record], journey: str) -> Iterator[tuple[Form, dict[str, str]]]:
    """Send the form with each answer to each question, all else left empty that may be; give what is refused."""
    context_on = context_for(state=state(journey), now=NOW, by=ME, definition=load_all().get(journey))
    drawn = {one.name: one for one in controls(record, context_on(None))}
    fields = [field for field in asked(record) if field.name in drawn]
    offered = {name: tuple(code for code, _words in one.options) for name, one in drawn.items()}
    base = _base(fields, offered)
    for field in fields:
        for answer in _answers(field, offered[field.name]):
            sent = base | {field.name: [answer]}
            read = decode(record, sent, context_on)
            yield sent, dict(read.errors) if isinstance(read, Invalid) else {}


@pytest.mark.parametrize("record", kinds(), ids=lambda record: record.kind.name)
def test_what_an_answer_makes_necessary_is_not_marked_as_optional(record: type[Record]) -> None:
    free = {
        field.name
        for field in asked(record)
        if field.optional
        and not field.ask.sometimes
        and field.widget not in {"checkbox", "checkboxes", "hidden"}
    }
    with catalogue.speaking("id"):
        wrong = {
            name: sent
            for journey in IN
            for sent, errors in _tried(record, journey)
            for name in errors
            if name in free and not any(sent.get(name, []))
        }
    assert wrong == {}


@pytest.mark.parametrize("record", kinds(), ids=lambda record: record.kind.name)
def test_what_the_form_requires_is_marked_as_required_and_nothing_else(record: type[Record]) -> None:
    """An empty form is refused for every field without a mark, and for no other."""
    context_on = context_for(state=state(), now=NOW, by=ME, definition=load_all()["BWBLP"])
    read = decode(record, {}, context_on)
    refused = set(read.errors) if isinstance(read, Invalid) else set()
    fields = [field for field in asked(record) if field.widget not in UNMARKED]
    assert refused & {field.name for field in fields if field.optional} == set()
    assert {field.name for field in fields if not field.optional} <= refused
