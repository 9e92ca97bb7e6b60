"""A blocked move: what one unrecorded record decides is said once, and nothing of it is left out."""

import pytest
from msgspec.structs import replace

from app.casework.panels.moves import gathered, once_each
from app.explain.reasons import Said, said
from tests.workflows.driving import PEKSOS, START, opened
from workflows.clock import calendar
from workflows.definition import load_all
from workflows.engine import plan

JOURNEYS = load_all()


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_record_that_several_conditions_wait_for_is_said_once_with_all_of_them(journey: str) -> None:
    definition = JOURNEYS[journey]
    begun = replace(opened().here, journey=journey, facts={})
    for stage in definition.stages:
        state = replace(begun, stage=stage.id)
        for move in plan(definition, state, actor=PEKSOS, now=START, calendar=calendar()).moves:
            conditions = once_each(move.blocked)
            words = [said(one, definition, number="A", roles=frozenset()) for one in conditions]
            listed = gathered(conditions, words, definition, made=())

            assert sorted(_texts(listed)) == sorted(_texts(words)), (stage.id, move.trigger)
            folded = [one.href for one in listed if one.folded]
            assert len(folded) == len(set(folded)), (stage.id, move.trigger)
            assert all(len(one.parts) > 1 for one in listed if one.folded)


def test_an_assessment_without_consent_asks_for_the_consent_once() -> None:
    definition = JOURNEYS["GLD"]
    state = replace(opened().here, journey="GLD", stage="ASESMEN", facts={})
    view = next(
        one
        for one in plan(definition, state, actor=PEKSOS, now=START, calendar=calendar()).moves
        if one.trigger == "conclude_assessment"
    )
    conditions = once_each(view.blocked)
    words = [said(one, definition, number="A", roles=frozenset()) for one in conditions]
    one = next(one for one in gathered(conditions, words, definition, made=()) if one.folded)
    again = next(one for one in gathered(conditions, words, definition, made={"consent"}) if one.folded)
    assert "belum dicatat" in one.text
    assert "belum lengkap" in again.text
    assert one.href == "/cases/A/records/consent"
    assert len(one.parts) == 3
    assert f"{len(one.parts)} syarat bergantung padanya" in one.text


def _texts(several: list[Said]) -> list[str]:
    return [
        text for one in several for text in (_texts(list(one.parts)) + ([] if one.folded else [one.text]))
    ]
