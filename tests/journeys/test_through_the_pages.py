"""Each journey through its own pages, to an end that counts as success and to one that does not."""

import pytest

from tests.cases.case_driver import case_of
from tests.journeys.web_case import WebCase
from workflows.definition import load_all

JOURNEYS = sorted(load_all())
UNDER_TWELVE = frozenset({"return_to_parents"})


@pytest.fixture
async def on_the_web(app, monkeypatch):
    made: list[WebCase] = []

    async def begin(journey: str) -> WebCase:
        opened = await case_of(journey)
        case = WebCase(opened.staff, opened.number, now=opened.now, app=app, avoid=UNDER_TWELVE)
        monkeypatch.setattr("app.clock.now", lambda: case.now)
        made.append(case)
        return case

    yield begin
    for case in made:
        await case.done_with()


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_a_case_reaches_its_goals_page_by_page(on_the_web, journey):
    case = await on_the_web(journey)

    await case.close(success=True)

    closed = await case.view()
    assert (closed.stage, closed.close_reason) == ("SELESAI", "TUJUAN_TERCAPAI")
    assert closed.outcome


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_a_case_that_does_not_reach_them_is_closed_page_by_page(on_the_web, journey):
    case = await on_the_web(journey)
    await case.to_stage("REINTEGRASI" if "REINTEGRASI" in load_all()[journey].stage else "PULANG")

    await case.close(success=False)

    closed = await case.view()
    assert closed.stage == "SELESAI"
    assert closed.close_reason != "TUJUAN_TERCAPAI"
