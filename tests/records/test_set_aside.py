"""A long form that is set aside half filled in: kept for its writer alone, gone on with, and gone once it is saved."""

import json
import re
from datetime import timedelta

import pytest

from app.db import query
from tests.browser import Browser
from tests.cases.case_driver import case_of

BEGUN = {
    "point": "T-3",
    "sources": ["KLIEN", "KELUARGA"],
    "levels.D1": "3",
    "levels.D2": "2",
    "note": "Sampai butir dua.",
}
REST = {"housing_by_family": "off", **{f"levels.D{n}": "3" for n in range(3, 11)}}


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    case = await case_of("BWBLP")
    clock = {"now": case.now + timedelta(minutes=1)}
    monkeypatch.setattr("app.clock.now", lambda: clock["now"])
    async with Browser(app_on_both) as browser:
        await browser.enter("peksos")
        yield case, browser, clock


def _fields(text: str) -> dict[str, str]:
    form = text[text.index("record-form") :]
    return dict(re.findall(r'<input type="hidden" name="(key|version)" value="([^"]*)"', form)[:2])


async def _begin(case, browser):
    path = f"/cases/{case.number}/assessments/ikpb"
    fields = _fields((await browser.get(path)).text)
    sent = await browser.send_form(path, {**fields, **BEGUN, "later": "on"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/cases/{case.number}")
    return path


def _place(text: str, path: str) -> str:
    found = re.search(rf'href="({path}\?draft=[0-9a-f-]{{36}})"', text)
    assert found, text
    return found[1]


async def test_what_was_set_aside_is_gone_on_with_and_gone_once_it_is_saved(at_work):
    case, browser, _clock = at_work
    path = await _begin(case, browser)
    assert await query("SELECT 1 FROM case_records WHERE kind = 'ikpb'") == []
    draft = re.search(r"/drafts/[0-9a-f-]{36}", (await browser.get("/")).text)
    assert draft, "the first page leads to it"
    resumed = (await browser.get(_place((await browser.get(draft[0])).text, path))).text

    assert "Sampai butir dua." in resumed
    assert re.search(r'name="levels.D2" value="2"[^>]* checked', resumed)
    sent = await browser.send_form(path, {**_fields(resumed), **BEGUN, **REST}, follow_redirects=False)

    assert sent.status_code == 303
    (row,) = await query("SELECT data FROM case_records WHERE kind = 'ikpb'")
    levels = json.loads(row.data)["levels"]
    assert (levels["D1"], levels["D2"], levels["D3"]) == (3, 2, 3)
    assert "/drafts/" not in (await browser.get("/")).text
    assert (await browser.get(draft[0])).status_code == 404


async def test_it_goes_also_when_a_mistake_came_between(at_work):
    case, browser, _clock = at_work
    path = await _begin(case, browser)
    resumed = (await browser.get(_place((await browser.get(path)).text, path))).text
    wrong = await browser.send_form(path, {**_fields(resumed), **BEGUN, "sources": ["KLIEN"]})
    assert wrong.status_code == 422

    await browser.send_form(path, {**_fields(wrong.text), **BEGUN, **REST})

    assert len(await query("SELECT 1 FROM case_records WHERE kind = 'ikpb'")) == 1
    assert "/drafts/" not in (await browser.get("/")).text


async def test_set_aside_again_it_stays_one(at_work):
    case, browser, _clock = at_work
    path = await _begin(case, browser)
    resumed = (await browser.get(_place((await browser.get(path)).text, path))).text

    await browser.send_form(path, {**_fields(resumed), **BEGUN, "note": "Sampai butir lima.", "later": "on"})

    (kept,) = await query("SELECT texts FROM drafts")
    assert "Sampai butir lima." in kept[0]


async def test_nobody_else_is_shown_it_and_after_a_day_nobody_at_all(at_work, app_on_both):
    case, browser, clock = at_work
    path = await _begin(case, browser)
    place = _place((await browser.get(path)).text, path)
    async with Browser(app_on_both) as other:
        await other.enter("supervisor")
        text = (await other.get(place)).text
        assert "Sampai butir dua." not in text
        assert "?draft=" not in text

    clock["now"] += timedelta(hours=25)
    await browser.enter("peksos")
    page = await browser.get(place)
    assert page.status_code == 200
    assert "Sampai butir dua." not in page.text


async def test_what_is_too_long_is_not_lost_but_said(at_work):
    case, browser, _clock = at_work
    path = f"/cases/{case.number}/assessments/ikpb"
    fields = _fields((await browser.get(path)).text)

    answer = await browser.send_form(path, {**fields, **BEGUN, "note": "a" * 200_001, "later": "on"})

    assert answer.status_code == 422
    assert "too long to be set aside" in answer.text
    assert await query("SELECT 1 FROM drafts") == []


async def test_a_short_form_is_simply_saved(at_work):
    case, browser, _clock = at_work

    assert 'name="later"' in (await browser.get(f"/cases/{case.number}/assessments/ikpb")).text
    assert 'name="later"' not in (await browser.get(f"/cases/{case.number}/records/risk_class")).text
