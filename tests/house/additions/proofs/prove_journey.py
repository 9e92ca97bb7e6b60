"""A journey: it is published, a case is opened by it, and its first move is made."""

from app.sop import store as sop
from tests.browser import Browser
from tests.cases.case_driver import case_of


async def test_a_case_goes_by_the_journey(app, monkeypatch):
    case = await case_of("PULANG_LAUT")
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    view = await case.view()
    async with Browser(app) as worker:
        await worker.sign_in("peksos")
        page = (await worker.get(f"/sop/{view.state.journey}")).text

    assert view.state.journey == "PULANG_LAUT"
    assert "Return by sea" in page
    assert await sop.definition("PULANG_LAUT", 1)
