"""What holds for every kind of record: it can be drawn, its facts are those the journeys wait for."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.casework.kinds import KINDS
from app.records.controls import codes_of, controls
from app.records.kind import RecordKind, instrument, record
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of
from app.web.i18n.lists import CODES
from tests.records.context import context, state
from workflows.definition import load_all

DEFINITIONS = load_all()
OWN = {"id", "case", "occurred_at", "recorded_at", "by", "stage", "episode"}


def each_kind() -> Any:
    return pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@each_kind()
def test_every_field_of_the_form_is_drawn_once(kind: RecordKind) -> None:
    drawn = [field.name for field in kind.fields]

    assert sorted(drawn) == sorted(typed.name for typed in fields_of(kind.form))
    assert [one.name for one in controls(kind, context(state(_asked_all(kind))))] == drawn


def _asked_all(kind: RecordKind) -> str:
    """Give a journey that is asked for every field of the form."""
    asked = [field.journeys for field in kind.fields if field.journeys]
    return min(frozenset.intersection(*asked)) if asked else "BWBLP"


@each_kind()
def test_codes_fit_into_their_columns(kind: RecordKind) -> None:
    lengths = {c._meta.name: getattr(c, "length", None) for c in kind.table._meta.columns}
    types = {typed.name: typed for typed in fields_of(kind.form)}
    for field in kind.fields:
        group = codes_of(field, types[field.name])
        if group and lengths.get(field.name):
            codes = list(CODES[group])
            longest = len(",".join(codes)) if types[field.name].many else max(map(len, codes))
            assert longest <= lengths[field.name], field.name


@each_kind()
def test_texts_fit_into_their_columns(kind: RecordKind) -> None:
    lengths = {c._meta.name: getattr(c, "length", None) for c in kind.table._meta.columns}
    for typed in fields_of(kind.form):
        length = lengths.get(typed.name)
        if length and typed.kind is str and not typed.code:
            assert typed.meta and typed.meta.max_length and typed.meta.max_length <= length, typed.name


@each_kind()
def test_foreign_keys_and_nulls_are_said(kind: RecordKind) -> None:
    names = {column._meta.name for column in kind.table._meta.columns}

    assert names > OWN
    assert kind.table._meta.primary_key._meta.name == "id"


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
            next((typed for typed in fields_of(kind.form) if kind and typed.name in _names(name)), None)
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


def _facts(kind: RecordKind, of: Any) -> dict[str, Any]:
    assert kind.facts
    form = kind.form(**{typed.name: _some(typed) for typed in fields_of(kind.form)})
    return dict(kind.facts(form, of))


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
