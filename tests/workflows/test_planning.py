"""A part of a plan is what the whole plan says: the agenda without moves, and one move without the others."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from workflows import commands, engine
from workflows.clock import calendar
from workflows.definition import load_all
from workflows.fold import fold

NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
NOBODY = engine.Actor("", frozenset())
SOMEBODY = engine.Actor("w-1", frozenset({"PEKSOS", "SUPERVISOR", "KASI"}))


BIRTHDAYS = ("1990-01-01", "2014-01-01", "2024-01-01", "1950-01-01")


def _opened(definition, born):
    types, facts = definition.meta.pmks_types, {"birth_date": born, "sex": "P"}
    command = commands.Open(pmks_type=types[0], region="36.04", facts=facts)
    return engine.decide(definition, None, command, actor=SOMEBODY, now=NOW, calendar=calendar())


def _accepted(decided):
    return isinstance(decided, engine.Decided)


def states(definition):
    """A case of this journey in each of its stages, as if it had come there at once."""
    decided = next(filter(_accepted, (_opened(definition, born) for born in BIRTHDAYS)))
    begun = fold(engine.happened(decided, before=None, actor=SOMEBODY, now=NOW))
    for stage in definition.stages:
        yield replace(begun, stage=stage.id, closed_at=NOW if stage.kind == "final" else None)


@pytest.mark.parametrize("journey", sorted(load_all()))
def test_the_agenda_is_the_plan_of_nobody_without_its_moves(journey):
    definition = load_all()[journey]
    for state in states(definition):
        plan = engine.plan(definition, state, actor=NOBODY, now=LATER, calendar=calendar())
        agenda = engine.agenda(definition, state, now=LATER, calendar=calendar())
        assert agenda == engine.Agenda(*(getattr(plan, name) for name in engine.Agenda.__struct_fields__))


@pytest.mark.parametrize("journey", sorted(load_all()))
def test_one_move_alone_is_as_the_plan_shows_it(journey):
    definition = load_all()[journey]
    for state in states(definition):
        plan = engine.plan(definition, state, actor=SOMEBODY, now=LATER, calendar=calendar())
        for move in plan.moves:
            assert engine.move(definition, state, move.trigger, actor=SOMEBODY, now=LATER) == move
        assert engine.move(definition, state, "antah", actor=SOMEBODY, now=LATER) is None
