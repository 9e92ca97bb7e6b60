"""Acts within the case page by htmx: the regions they change come back small, and without htmx the same routes redirect."""

import gzip
import re
from datetime import timedelta

import pytest

from app.db import query
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from tests.cases.test_files import PDF

HTMX = {"HX-Request": "true", "HX-Target": "div#act"}
SMALL = 2 * 1024


@pytest.fixture
async def case(app, monkeypatch) -> Driven:
    made = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: made.now + timedelta(minutes=1))
    await made.to_stage("ASESMEN")
    return made


@pytest.fixture
async def sari(case, signed_in) -> Browser:
    return await signed_in("peksos")


async def send(browser: Browser, case: Driven, path: str, form: dict[str, str], **headers: str):
    form = {"version": str((await case.view()).version), **form}
    return await browser.send_form(
        f"/cases/{case.number}/{path}", form, headers={**HTMX, **headers}, follow_redirects=False
    )


def packed(answer) -> int:
    return len(gzip.compress(answer.content))


def regions(text: str) -> list[str]:
    return re.findall(r'id="(\w+)" hx-swap-oob="true"', text)


async def test_a_task_opens_within_the_page_and_alone_without_htmx(case, sari):
    place = f"/cases/{case.number}/tasks/family_contact"
    inline = await sari.get(place, headers=HTMX)
    whole = await sari.get(place)

    assert "<html" not in inline.text
    assert f'hx-post="{place}"' in inline.text
    assert packed(inline) <= SMALL
    assert "<h1>Meet the family or host" in whole.text
    assert "hx-post" not in whole.text
    assert inline.headers["vary"].startswith("HX-Request")


async def test_a_task_done_within_the_page_swaps_what_it_changed_and_the_address_follows(case, sari):
    answer = await send(sari, case, "tasks/family_contact", {"note": "Kakak klien siap menampung"})

    assert answer.status_code == 200
    assert regions(answer.text) == ["tasks", "moves", "entries"]
    assert "Done: Meet the family or host" in answer.text
    assert answer.headers["hx-push-url"] == f"/cases/{case.number}"


async def test_all_that_a_task_changed_stays_small(case, sari):
    answer = await send(sari, case, "tasks/family_contact", {"note": "Kakak klien siap menampung"})

    assert packed(answer) <= SMALL


async def test_a_document_added_within_the_page_stands_in_its_list(case, sari):
    file = {"file": ("surat.pdf", PDF, "application/pdf")}
    answer = await sari.send_form(
        f"/cases/{case.number}/documents", {"kind": "photo"}, files=file, headers=HTMX, follow_redirects=False
    )

    assert "documents" in regions(answer.text)
    assert "surat.pdf" not in answer.text
    assert f"/cases/{case.number}/documents/{(await query('SELECT id FROM documents'))[0][0]}" in answer.text


async def test_a_task_without_its_note_comes_back_with_the_summary_in_focus(case, sari):
    answer = await send(sari, case, "tasks/family_contact", {"note": ""})

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Write what was done: this task is shown by its note." in answer.text
    assert re.search(r'class="error-summary"[^>]*data-focus', answer.text)
    assert packed(answer) <= SMALL


async def test_without_htmx_a_task_done_leads_back_to_the_case(case, sari):
    form = {"note": "Kakak siap", "version": str((await case.view()).version)}
    answer = await sari.send_form(f"/cases/{case.number}/tasks/family_contact", form, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{case.number}"


async def test_a_move_within_the_page_swaps_the_stage(case, signed_in):
    supervisor = await signed_in("supervisor")
    inline = await supervisor.get(f"/cases/{case.number}/moves/hold", headers=HTMX)
    hold = {"trigger": "hold", "hold_reason": "RAWAT_MEDIS", "reason": "Dirawat"}
    answer = await send(supervisor, case, "moves", hold)

    assert "<html" not in inline.text
    assert packed(inline) <= SMALL
    assert answer.status_code == 200
    assert regions(answer.text) == ["standing", "tasks", "moves", "entries"]
    assert "On hold: " in answer.text
    assert all(
        len(gzip.compress(one.encode())) <= SMALL
        for one in re.split(r"(?=<\w+[^>]* hx-swap-oob)", answer.text)
    )
    assert packed(answer) <= SMALL + 512
    assert answer.headers["hx-push-url"] == f"/cases/{case.number}"
    assert (await case.view()).state.held is not None


async def test_a_move_that_lacks_its_reason_is_refused_within_the_page(case, signed_in):
    supervisor = await signed_in("supervisor")
    answer = await send(supervisor, case, "moves", {"trigger": "hold", "hold_reason": "RAWAT_MEDIS"})

    assert answer.status_code == 422
    assert "This is needed." in answer.text
    assert "<html" not in answer.text
    assert packed(answer) <= SMALL


async def test_a_note_swaps_the_timeline_and_its_own_form(case, sari):
    form = {"text": "Bertemu ibu klien", "version": "1"}
    answer = await send(sari, case, "notes", form, **{"HX-Target": "section#timeline"})
    empty = await send(sari, case, "notes", {"text": ""}, **{"HX-Target": "section#timeline"})

    assert "Bertemu ibu klien" in answer.text
    assert "The note is saved." in answer.text
    assert f'hx-post="/cases/{case.number}/notes"' in answer.text
    assert empty.status_code == 422
    assert "<html" not in empty.text
    assert packed(answer) <= SMALL
    assert packed(empty) <= SMALL


async def test_somebody_faster_is_told_of_on_a_whole_page_in_its_place(case, sari):
    answer = await send(sari, case, "tasks/family_contact", {"note": "Siap", "version": "1"})

    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "body"


async def test_a_step_back_in_history_asks_for_the_whole_page(case, sari):
    back = {**HTMX, "HX-History-Restore-Request": "true"}
    answer = await sari.get(f"/cases/{case.number}/tasks/family_contact", headers=back)

    assert "<html" in answer.text


WITHIN = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "main#main"}
"""How htmx opens and sends the form of a record: into the content, the frame stays."""
CONSENT = {"status": "DIBERIKAN", "basis": "OWN", "manner": "TERTULIS", "scope": ["LAYANAN", "DATA"]}


async def test_a_record_is_opened_refused_and_saved_within_the_frame(case, sari):
    place = f"/cases/{case.number}/records/consent"
    form = await sari.get(place, headers=WITHIN)
    version = {"version": str((await case.view()).version)}
    refused = await sari.send_form(place, {**CONSENT, **version, "status": "?"}, headers=WITHIN)
    saved = await sari.send_form(place, {**CONSENT, **version}, headers=WITHIN)

    for answer in (form, refused, saved):
        assert "<html" not in answer.text
        assert "<main" not in answer.text
    assert 'name="scope"' in form.text
    assert packed(form) <= 2 * SMALL
    assert refused.status_code == 422
    assert re.search(r'class="error-summary"[^>]*data-focus', refused.text)
    assert saved.url.path == f"/cases/{case.number}"
    assert re.search(r'<div class="notice good" role="status"><p>[^<]+', saved.text)
    assert 'id="records"' in saved.text


async def test_the_case_and_its_records_lead_into_the_frame_and_without_htmx_to_whole_pages(case, sari):
    page = await sari.get(f"/cases/{case.number}")
    form = await sari.get(f"/cases/{case.number}/records/consent")

    assert '<section class="panel" id="records" hx-target:inherited="#main">' in page.text
    assert 'hx-target:inherited="#main"' in form.text
    assert "<html" in form.text
