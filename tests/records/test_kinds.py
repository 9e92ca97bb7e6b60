"""What holds for every kind of record: it can be drawn, its facts are those the journeys wait for."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from app.records.controls import controls, from_row
from app.records.fields import asked, having, traits
from app.records.history import shown
from app.records.kind import Record
from app.records.marks import Trait
from app.records.reading import read
from app.records.registry import instrument, kinds, record
from app.records.store import Head
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of
from app.web.i18n.lists import CODES
from tests.records.context import ME, NOW, context, state
from workflows.definition import load_all

DEFINITIONS = load_all()
KINDS = kinds()


def each_kind() -> Any:
    return pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind.name)


@each_kind()
def test_every_field_is_asked_once_or_worked_out(kind: type[Record]) -> None:
    drawn = [field.name for field in asked(kind)]

    assert sorted([*drawn, *having(kind, Trait.DERIVED)]) == sorted(typed.name for typed in fields_of(kind))
    assert [one.name for one in controls(kind, context(state(_asked_all(kind))))] == drawn


def _asked_all(kind: type[Record]) -> str:
    """Give a journey that is asked for every field of the form."""
    journeys = [field.ask.journeys for field in asked(kind) if field.ask.journeys]
    return min(frozenset.intersection(*journeys)) if journeys else "BWBLP"


@each_kind()
def test_every_text_has_a_limit(kind: type[Record]) -> None:
    for field in asked(kind):
        if field.typed.kind is str and not field.codes:
            assert field.typed.meta and field.typed.meta.max_length, field.name


@each_kind()
def test_what_is_worked_out_can_do_without_a_form(kind: type[Record]) -> None:
    for typed in fields_of(kind):
        assert typed.default or typed.name not in having(kind, Trait.DERIVED), typed.name


@each_kind()
def test_no_field_takes_the_place_of_a_method_or_a_column(kind: type[Record]) -> None:
    assert not set(traits(kind)) & (set(vars(Record)) | set(Head.__struct_fields__))


@each_kind()
def test_a_record_of_which_nothing_is_known_any_more_is_still_drawn(kind: type[Record]) -> None:
    row = read(kind, '{"gone": [1]}') | {"by": ME, "recorded_at": NOW}

    assert isinstance(shown(kind, row), tuple)
    assert from_row(kind, row).keys() == {field.name for field in asked(kind)}


@each_kind()
def test_what_no_longer_fits_its_type_reads_as_empty(kind: type[Record]) -> None:
    row = read(kind, msgspec.json.encode({name: [{}] for name in traits(kind)}))

    assert not any(row.values())


def test_each_kind_stands_in_one_module_under_its_room() -> None:
    names = [kind.kind.name for kind in KINDS]
    modules = [kind.__module__ for kind in KINDS]

    assert len(set(names)) == len(set(modules)) == len(KINDS)
    assert all(module.count(".") == 3 for module in modules)


def test_a_kind_declared_a_second_time_is_refused() -> None:
    with pytest.raises(TypeError, match=r"declared twice: in app\.records\.consent\.consent and tests"):

        class Twin(Record, name="consent"):
            """The same name again."""


@pytest.mark.parametrize("journey", DEFINITIONS)
def test_every_record_and_instrument_of_a_journey_has_its_kind(journey: str) -> None:
    definition = DEFINITIONS[journey]

    assert [name for name in definition.records if record(name) is None] == []
    assert [name for name in definition.instruments if instrument(name) is None] == []


@pytest.mark.parametrize("journey", DEFINITIONS)
def test_every_fact_that_a_journey_takes_from_a_record_is_set_by_it(journey: str) -> None:
    for name, fact in DEFINITIONS[journey].facts.items():
        sort, _, source = fact.set_by.partition(":")
        if sort == "record":
            kind = record(source)
            assert kind and name in _facts(kind, context()), f"{source} does not set {name}"


@pytest.mark.parametrize("journey", DEFINITIONS)
def test_every_choice_of_a_fact_is_declared_by_the_journey(journey: str) -> None:
    for name, fact in DEFINITIONS[journey].facts.items():
        sort, _, source = fact.set_by.partition(":")
        kind = record(source) if sort == "record" else None
        field = (
            next((typed for typed in fields_of(kind) if kind and typed.name in _names(name)), None)
            if kind
            else None
        )
        if fact.kind == "choice" and field and field.code:
            assert set(CODES[field.code.group]) <= set(fact.choices) | {"EXCEPTION", ""}, name


@pytest.mark.parametrize("journey", DEFINITIONS)
def test_bands_are_those_that_a_journey_knows(journey: str) -> None:
    groups = {
        "ikpb": "readiness_band",
        "social_functioning": "functioning_band",
        "daily_living": "daily_living_band",
    }
    known = {name: set(CODES[group]) for name, group in groups.items()}
    for name, use in DEFINITIONS[journey].instruments.items():
        assert known[name] <= set(use.bands) or not use.bands


def _names(fact: str) -> set[str]:
    return {fact, fact.removeprefix("consent_"), fact.removeprefix("skills_")}


def _facts(kind: type[Record], of: Any) -> dict[str, Any]:
    form = kind(**{typed.name: _some(typed) for typed in fields_of(kind)})
    return dict(form.facts(of))


def _some(typed: Typed) -> Any:
    if typed.keyed:
        return {}
    if typed.many:
        return list(CODES[typed.code.group])[:1] if typed.code else []
    if typed.code:
        return next(iter(CODES[typed.code.group]))
    known: dict[Any, Any] = {
        bool: True,
        int: 1,
        str: "x",
        date: date(2026, 6, 1),
        datetime: datetime(2026, 6, 1, tzinfo=UTC),
    }
    return known.get(typed.kind)
