"""A visit in one screen: note, service, photo and task together, or nothing of them."""

from uuid import uuid4

import pytest

from app.db import query
from tests.browser import Browser
from tests.cases.driven import case_of
from tests.cases.test_files import PDF

TOLD = {"text": "Ibu klien sehat; sepakat bertemu lagi.", "service": "BIMBINGAN_SOSIAL", "place": "RUMAH"}


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    case = await case_of("ABT")
    monkeypatch.setattr("app.web.clock.now", lambda: case.now)
    browser = Browser(app_on_both)
    await browser.sign_in("peksos")
    yield case, browser
    await browser.aclose()


async def send(case, browser, data, **files):
    fields = {"csrf": browser.token, "key": str(uuid4()), "version": str((await case.view()).version), **data}
    return await browser.post(f"/cases/{case.number}/visit", data=fields, follow_redirects=False, **files)


async def of(case, table):
    return await query(f'SELECT * FROM {table} WHERE "case" = ?', (await case.view()).id)


async def test_a_visit_writes_note_service_photo_and_task_at_once(at_work):
    case, browser = at_work
    plan = await browser.get(f"/cases/{case.number}/visit")
    assert plan.status_code == 200
    before = len(await of(case, "case_events"))
    photo = {"photo": ("foto.pdf", PDF, "application/pdf")}

    answer = await send(
        case, browser, {**TOLD, "present": ["KLIEN", "KELUARGA"], "next_on": "2026-03-01"}, files=photo
    )

    assert answer.status_code == 303, answer.text
    (service,) = await of(case, "services")
    assert (service.kind, service.place, service.present) == ("BIMBINGAN_SOSIAL", "RUMAH", "KLIEN,KELUARGA")
    assert str(service.next_on) == "2026-03-01"
    (document,) = await of(case, "documents")
    assert document.kind == "photo"
    assert len(await of(case, "case_events")) == before + 2


async def test_what_is_wrong_is_said_and_everything_typed_is_kept(at_work):
    case, browser = at_work
    before = len(await of(case, "case_events"))

    answer = await send(
        case, browser, {**TOLD, "next_on": "2020-01-01", "place": "BULAN", "task": "no_such_task"}
    )

    assert answer.status_code == 422
    assert "Ibu klien sehat" in answer.text
    assert len(await of(case, "case_events")) == before
    assert await of(case, "services") == []


async def test_an_unknown_task_takes_note_and_photo_back_too(at_work, monkeypatch):
    case, browser = at_work
    monkeypatch.setattr("app.progress.visit_routes._wrong", lambda *_: {})
    before = len(await of(case, "case_events"))
    photo = {"photo": ("foto.pdf", PDF, "application/pdf")}

    answer = await send(case, browser, {**TOLD, "task": "no_such_task"}, files=photo)

    assert answer.status_code == 422
    assert len(await of(case, "case_events")) == before
    assert await of(case, "documents") == []
    assert await of(case, "services") == []


async def test_a_visit_sent_twice_is_kept_once(at_work):
    case, browser = at_work
    key = str(uuid4())
    for _ in range(2):
        answer = await send(case, browser, {**TOLD, "key": key})
        assert answer.status_code == 303
    assert len(await of(case, "services")) == 1


async def test_a_file_that_is_none_is_refused_and_the_words_stay(at_work):
    case, browser = at_work

    answer = await send(case, browser, TOLD, files={"photo": ("foto.jpg", b"no picture", "image/jpeg")})

    assert answer.status_code == 422
    assert "Ibu klien sehat" in answer.text
    assert await of(case, "services") == []
