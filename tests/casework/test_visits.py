"""A visit in one screen: note, service, photo and task together, or nothing of them."""

import re
from uuid import uuid4

import pytest

from app.db import query
from tests.browser import Browser
from tests.cases.case_driver import case_of
from tests.cases.test_files import PDF

TOLD = {"text": "Ibu klien sehat; sepakat bertemu lagi.", "service": "BIMBINGAN_SOSIAL", "place": "RUMAH"}


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    case = await case_of("ABT")
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    browser = Browser(app_on_both)
    await browser.enter("peksos")
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
    monkeypatch.setattr("app.casework.visits.routes._wrong", lambda *_: {})
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


async def test_a_visit_with_its_task_sent_twice_is_kept_once_and_nobody_is_told_otherwise(at_work):
    case, browser = at_work
    page = await browser.get(f"/cases/{case.number}/visit")
    tasks = re.findall(r'<option value="([a-z_]+)"', page.text)
    assert tasks, page.text
    key, version = str(uuid4()), str((await case.view()).version)
    for _ in range(2):
        answer = await send(case, browser, {**TOLD, "task": tasks[0], "key": key, "version": version})
        assert answer.status_code == 303, answer.text
    assert len(await of(case, "services")) == 1


async def test_a_task_with_its_file_sent_twice_keeps_one_file(at_work):
    case, browser = at_work
    key, version = str(uuid4()), str((await case.view()).version)
    for _ in range(2):
        answer = await do(case, browser, {"key": key, "version": version})
        assert answer.status_code == 303, answer.text
    assert len(await of(case, "documents")) == 1


async def test_a_file_is_not_kept_where_its_task_is_refused_or_somebody_was_faster(at_work):
    case, browser = at_work
    version = str((await case.view()).version)
    stale = await do(case, browser, {"version": "99"})
    assert stale.status_code == 409
    refused = await do(case, browser, {"version": version, "occurred_on": "2020-01-01"})
    assert refused.status_code == 422
    assert await of(case, "documents") == []


@pytest.mark.parametrize("before", ["9" * 30, "9" * 5000, "-1", "x", ""])
async def test_an_odd_place_in_the_history_is_no_fault(at_work, before):
    case, browser = at_work
    assert (await browser.get(f"/cases/{case.number}/timeline?before={before}")).status_code == 200


async def do(case, browser, data):
    desk = (await browser.get(f"/cases/{case.number}")).text
    task = re.search(rf"/cases/{case.number}/tasks/([a-z_]+)", desk)[1]
    return await browser.post(
        f"/cases/{case.number}/tasks/{task}",
        follow_redirects=False,
        data={"csrf": browser.token, "key": str(uuid4()), "note": "Sudah.", **data},
        files={"document": ("surat.pdf", PDF, "application/pdf")},
    )
