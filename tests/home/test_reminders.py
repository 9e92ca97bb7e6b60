"""Visits agreed with clients, and what colleagues did since the reader was last here, on both engines."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.cases.actions import perform
from tests.browser import Browser
from tests.cases.case_driver import case_of
from workflows import commands


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    case = await case_of("BWBLP")
    clock = {"now": case.now}
    monkeypatch.setattr("app.clock.now", lambda: clock["now"])
    browser = Browser(app_on_both)
    await browser.enter("peksos")
    yield case, browser, clock
    await browser.aclose()


async def visit(case, browser, clock, **more):
    form = {
        "text": "Bertemu di rumah.",
        "service": "BIMBINGAN_SOSIAL",
        "place": "RUMAH",
        "key": str(uuid4()),
        **more,
    }
    answer = await browser.send_form(f"/cases/{case.number}/visit", form, follow_redirects=False)
    assert answer.status_code == 303, answer.text


async def test_a_visit_that_was_agreed_is_reminded_of_until_somebody_was_there(at_work):
    case, browser, clock = at_work
    on = (clock["now"] + timedelta(days=5)).date().isoformat()
    await visit(case, browser, clock, next_on=on)

    assert f"/cases/{case.number}/visit" in (await browser.get("/")).text

    clock["now"] += timedelta(days=6)
    await browser.enter("peksos")
    late = (await browser.get("/")).text
    assert f"/cases/{case.number}/visit" in late
    await visit(case, browser, clock)
    assert f"/cases/{case.number}/visit" not in (await browser.get("/")).text


async def test_a_visit_far_ahead_is_not_reminded_of_yet(at_work):
    case, browser, clock = at_work
    await visit(case, browser, clock, next_on=(clock["now"] + timedelta(days=30)).date().isoformat())
    assert f"/cases/{case.number}/visit" not in (await browser.get("/")).text


async def test_what_a_colleague_did_since_the_last_sign_in_stands_on_the_first_page(at_work):
    case, browser, clock = at_work
    clock["now"] += timedelta(hours=3)
    supervisor = case.staff.me["SUPERVISOR"]
    await perform(
        case.number,
        commands.Note(text="Mohon dilengkapi."),
        me=supervisor,
        now=clock["now"],
        version=None,
        key=None,
    )
    clock["now"] += timedelta(hours=3)
    await browser.enter("peksos")

    first = (await browser.get("/")).text

    assert "Since you last signed in" in first or "Sejak Anda terakhir masuk" in first
    clock["now"] += timedelta(hours=1)
    await browser.enter("peksos")
    assert "Sejak Anda terakhir masuk" not in (await browser.get("/")).text
    assert "Since you last signed in" not in (await browser.get("/")).text
