"""Whole journeys of restricted people, with everybody looking after each step: the name is sent to nobody unwritten."""

import pytest

from app.scope.predicate import Sql
from tests import rotation
from tests.access import restricted_journey
from tests.access.cast import OVERSEERS
from tests.access.restricted_journey import Sung


@pytest.fixture
async def begin(app, monkeypatch):
    """Give a function that opens a case among everybody, each with ears at their browser."""
    made: list[Sung] = []

    async def opened(journey: str) -> Sung:
        made.append(await restricted_journey.sung(app, journey, monkeypatch))
        return made[0]

    yield opened
    for case in made:
        assert case.cast
        await case.cast.leave()
        await case.done_with()


WAYS = [("BWBLP", "bapas"), ("AMPK", "house"), ("KPO", "house")]
"""A journey, and who else may know of its case. Some twenty people look at some forty pages after each step of it."""


@pytest.mark.parametrize(("journey", "partner"), rotation.in_turn(WAYS))
async def test_on_the_whole_way_every_sight_of_the_name_is_allowed_and_written_down(begin, journey, partner):
    case = await begin(journey)
    await case.everybody_looks()
    await restricted_journey.send_a_sheet(case)
    await case.to_stage("INTERVENSI")
    assert case.ears.wrong == []
    assert not case.ears.listeners() & OVERSEERS

    await restricted_journey.say_why(case)
    await restricted_journey.ask_for_everything(case)
    await case.everybody_looks()
    for username in ("peksos", "other_peksos", "tksk", "neighbour", "lks"):
        await restricted_journey.somebody_registers_the_same(case, username)
    await case.close(success=True)

    assert case.ears.wrong == []
    assert (await case.view()).stage == "SELESAI"
    everybody_who_may = {"peksos", "supervisor", "kasi", "dpo", partner} | OVERSEERS
    assert everybody_who_may <= case.ears.listeners() <= case.ears.allowed


async def test_a_list_that_names_the_person_is_noticed(begin, monkeypatch):
    """A mutant: lists of cases show everybody by name, which nobody writes down."""
    case = await begin("BWBLP")
    monkeypatch.setattr("app.cases.masking.hides", lambda **_asked: False)
    await case.looks("peksos")
    assert "peksos heard it and no reading was written: GET /cases" in case.ears.wrong


async def test_a_page_that_writes_no_reading_is_noticed(begin, monkeypatch):
    """A mutant: opening a restricted case is written down nowhere."""
    case = await begin("BWBLP")
    monkeypatch.setattr("app.cases.store.noticed", lambda _reading: None)
    await case.looks("peksos")
    assert f"peksos heard it and no reading was written: GET /cases/{case.number}" in case.ears.wrong


async def test_a_scope_that_lets_strangers_in_is_noticed(begin, monkeypatch):
    """A mutant: a worker of another house is in scope of everything; that it is written down helps nothing."""
    case = await begin("BWBLP")
    monkeypatch.setattr("app.cases.store.case_scope", lambda _me, **_alias: Sql("1 = 1", ()))
    monkeypatch.setattr("app.scope.break_glass.case_team", lambda _me, **_alias: Sql("1 = 1", ()))
    await case.looks("other_peksos")
    assert f"other_peksos must not hear the name: GET /cases/{case.number} 200" in case.ears.wrong
