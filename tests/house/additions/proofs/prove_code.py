"""A code added to a list: forms offer it, labels word it in both languages, the fact that names the list admits it."""

from app.records import registry
from app.web.i18n.lists import options
from tests.browser import Browser
from tests.cases.case_driver import case_of
from workflows.definition import load_all


async def test_a_code_of_one_line_is_offered_and_admitted(app, monkeypatch):
    case = await case_of("PGM")
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    async with Browser(app) as worker:
        await worker.sign_in("peksos")
        form = (await worker.get(f"/cases/{case.number}/records/begging_screen")).text

    assert 'value="DIJEMPUT"' in form and "Fetched by somebody every morning" in form
    assert "DIJEMPUT" in dict(options("begging_exploitation"))
    assert "DIJEMPUT" in load_all()["PGM"].facts["exploitation"].choices
    assert registry.record("begging_screen")
