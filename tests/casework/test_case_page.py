"""What a worker sees on a case page, and what happens to wrong input there."""

import gzip
from datetime import timedelta
from uuid import uuid4

import pytest

from app.casework.documents.papers import bare
from app.db import query
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from tests.cases.test_files import PDF, PNG

OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser adds when one of our own pages sends a form."""


@pytest.fixture
async def case(app, monkeypatch) -> Driven:
    made = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: made.now + timedelta(minutes=1))
    return made


@pytest.fixture
async def sari(case, signed_in) -> Browser:
    return await signed_in("peksos")


async def count(table: str) -> int:
    return int((await query(f"SELECT COUNT(*) FROM {table}"))[0][0])


async def test_a_blocked_move_names_every_open_condition_with_its_link(case, sari):
    page = (await sari.get(f"/cases/{case.number}")).text

    assert "3 of 3 conditions are still open" not in page  # the letter is asked only of cases from Bapas
    assert "Not possible yet: Accept the client" in page
    assert f'href="/cases/{case.number}/records/consent"' in page
    assert f'href="/cases/{case.number}/records/release"' in page
    assert "Section head, Supervisor" in page or "Supervisor" in page


async def test_a_refused_move_explains_itself_keeps_what_was_typed_and_leaves_no_trace(case, signed_in):
    supervisor = await signed_in("supervisor")
    before = await count("case_events")

    answer = await supervisor.send_form(
        f"/cases/{case.number}/moves",
        {"trigger": "accept", "reason": "Sudah lengkap menurut saya", "version": "1"},
    )

    assert answer.status_code == 422
    assert "is not done yet" in answer.text
    assert await count("case_events") == before


async def test_a_move_that_asks_for_a_reason_says_so_and_keeps_the_rest(case, signed_in):
    supervisor = await signed_in("supervisor")

    answer = await supervisor.send_form(
        f"/cases/{case.number}/moves",
        {"trigger": "reject", "close_reason": "KEWENANGAN_LAIN", "version": "1"},
    )

    assert answer.status_code == 422
    assert "This is needed." in answer.text
    assert 'value="KEWENANGAN_LAIN" selected' in answer.text


async def test_a_case_outside_ones_scope_does_not_exist(case, signed_in):
    await people.worker("stranger", "PEKSOS")
    stranger = await signed_in("stranger")
    await stranger.read_token("/account")

    for path in ("", "/moves/accept", "/tasks/papers", "/timeline", "/assign", "/documents/new"):
        assert (await stranger.get(f"/cases/{case.number}{path}")).status_code == 404
    sent = await stranger.send_form(f"/cases/{case.number}/notes", {"text": "Halo"})
    assert sent.status_code == 404
    assert (await stranger.get("/cases/2222-2222")).status_code == 404


async def test_opening_a_restricted_case_is_logged_before_the_page_is_sent(case, sari):
    await sari.get(f"/cases/{case.number}")

    rows = await query("SELECT subject_id FROM audit WHERE action = 'read'")
    assert [row[0] for row in rows] == [case.number]


async def test_a_note_is_kept_with_its_day_and_shown_in_the_timeline(case, sari):
    answer = await sari.send_form(
        f"/cases/{case.number}/notes", {"text": "Bertemu <b>kakak</b> klien", "version": "1"}
    )

    assert answer.status_code == 200
    assert "Bertemu &lt;b&gt;kakak&lt;/b&gt; klien" in answer.text
    assert "The note is saved." in answer.text


async def test_an_empty_or_endless_note_is_refused_in_words(case, sari):
    for text in ("", "x" * 8001):
        answer = await sari.send_form(f"/cases/{case.number}/notes", {"text": text, "version": "1"})
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert await count("case_events") == 2


async def test_a_note_for_tomorrow_is_refused_and_kept(case, sari):
    day = (case.now + timedelta(days=2)).date().isoformat()

    answer = await sari.send_form(
        f"/cases/{case.number}/notes", {"text": "Rencana kunjungan", "occurred_on": day}
    )

    assert answer.status_code == 422
    assert "lies in the future" in answer.text
    assert "Rencana kunjungan" in answer.text


async def test_a_stale_form_is_answered_with_how_the_case_stands_now(case, sari):
    await case.to_stage("ASESMEN")

    answer = await sari.send_form(
        f"/cases/{case.number}/tasks/papers", {"note": "KTP ada, KK hilang", "version": "1"}
    )

    assert answer.status_code in (404, 409)
    answer = await sari.send_form(
        f"/cases/{case.number}/tasks/family_contact",
        {"note": "Ibu klien bersedia menerima", "version": "1"},
        headers=OURS,
    )
    assert answer.status_code == 409
    assert "This was changed while your page was open" in answer.text
    assert "Assessment" in answer.text
    assert "Ibu klien bersedia menerima" in answer.text


async def upload(browser: Browser, case: Driven, name: str, content: bytes, kind: str = "referral_letter"):
    form = {"csrf": browser.token, "key": str(uuid4()), "kind": kind, "version": "1"}
    return await browser.post(
        f"/cases/{case.number}/documents", data=form, files={"file": (name, content, "application/pdf")}
    )


async def test_a_document_is_taken_in_and_given_back_only_as_an_attachment(case, sari):
    answer = await upload(sari, case, "surat lapas.pdf", PDF)
    assert answer.status_code == 200
    assert "surat lapas.pdf" not in answer.text
    (row,) = await query("SELECT id FROM documents")

    back = await sari.get(f"/cases/{case.number}/documents/{row[0]}")

    assert back.content == bare(PDF).content
    assert back.headers["content-disposition"].startswith("attachment")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in back.headers["content-security-policy"]


async def test_a_pdf_that_is_none_and_a_file_of_eleven_megabytes_are_refused_in_words(case, sari):
    for content, sentence in (
        (b"<html>halo</html>", "not a PDF, JPG, PNG"),
        (PDF + b"0" * (11 * 1024 * 1024), "10"),
    ):
        answer = await upload(sari, case, "surat.pdf", content)
        assert answer.status_code in (413, 422)
        assert sentence in answer.text
    assert await count("documents") == 0


async def test_a_heic_is_given_back_as_jpeg_and_a_padded_pdf_as_a_pdf(case, sari):
    from tests.cases.pictures import HEIC

    await upload(sari, case, "IMG_0042.HEIC", HEIC, kind="photo")
    await upload(sari, case, "surat.pdf", PDF + bytes(2500))
    kept = dict(await query("SELECT kind, media_type FROM documents"))
    assert kept == {"photo": "image/jpeg", "referral_letter": "application/pdf"}
    document = (await query("SELECT id FROM documents WHERE kind = 'photo'"))[0][0]
    back = await sari.get(f"/cases/{case.number}/documents/{document}")
    assert back.content[:2] == b"\xff\xd8"
    assert back.headers["content-disposition"].endswith('.jpg"')


async def test_a_task_that_needs_a_document_takes_it_with_the_tick(case, sari):
    await case.to_stage("ASESMEN")
    version = str((await case.view()).version)
    path = f"/cases/{case.number}/tasks/family_contact"

    refused = await sari.send_form(path, {"note": "", "version": version})
    assert refused.status_code == 422
    done = await sari.send_form(path, {"note": "Kakak klien siap menampung", "version": version})

    assert done.status_code == 200
    assert "Done: Meet the family or host" in done.text


async def test_unknown_codes_and_foreign_ids_are_refused_without_a_fault(case, sari, signed_in):
    supervisor = await signed_in("supervisor")
    assert (await sari.get(f"/cases/{case.number}/moves/nonsense")).status_code == 404
    assert (await sari.get(f"/cases/{case.number}/documents/{uuid4()}")).status_code == 404
    answer = await upload(sari, case, "a.png", PNG, kind="NONSENSE")
    assert answer.status_code == 422
    answer = await supervisor.send_form(
        f"/cases/{case.number}/assign", {"worker": str(uuid4()), "version": "1"}
    )
    assert answer.status_code == 422
    answer = await supervisor.send_form(f"/cases/{case.number}/assign", {"worker": "nobody", "version": "1"})
    assert answer.status_code == 422


async def test_the_supervisor_takes_a_mistaken_move_back(case, signed_in):
    supervisor = await signed_in("supervisor")
    await case.to_stage("ASESMEN")
    case.now += timedelta(minutes=5)
    version = str((await case.view()).version)

    answer = await supervisor.send_form(
        f"/cases/{case.number}/void", {"reason": "Salah tekan", "version": version}
    )

    assert answer.status_code == 200
    assert (await case.view()).stage == "INTAKE"
    assert "taken back" in answer.text


async def test_the_case_page_stays_within_eight_kilobytes_and_a_fragment_within_two(case, sari):
    page = await sari.get(f"/cases/{case.number}")
    assert len(gzip.compress(page.content)) <= 8 * 1024
    fragment = await sari.get(f"/cases/{case.number}/timeline", headers={"HX-Request": "true"})
    assert "<html" not in fragment.text
    assert len(gzip.compress(fragment.content)) <= 2 * 1024


async def test_a_form_whose_answer_was_lost_leads_to_the_case_when_it_is_sent_again(case, signed_in):
    await case.to_stage("ASESMEN")
    sari = await signed_in("peksos")
    place, version = f"/cases/{case.number}", str((await case.view()).version)
    hold = {
        "trigger": "hold",
        "hold_reason": "RAWAT_MEDIS",
        "reason": "Dirawat",
        "version": version,
        "key": str(uuid4()),
    }
    paper = {"kind": "photo", "key": str(uuid4())}
    await sari.send_form(f"{place}/documents", paper, files={"file": ("a.png", PNG, "image/png")})
    document = (await query("SELECT id FROM documents WHERE kind = 'photo'"))[0][0]
    off = {"reason": "Salah", "version": version, "key": str(uuid4())}
    once = [
        await sari.send_form(f"{place}/documents/{document}/remove", off, follow_redirects=False),
        await sari.send_form(
            f"{place}/moves", {**hold, "version": str(int(version) + 1)}, follow_redirects=False
        ),
    ]
    happened = await count("case_events")

    again = [
        await sari.send_form(f"{place}/documents/{document}/remove", off, follow_redirects=False),
        await sari.send_form(f"{place}/moves", hold, follow_redirects=False),
    ]

    assert [answer.status_code for answer in (*once, *again)] == [303] * 4
    assert again[1].headers["location"] == place
    assert await count("case_events") == happened
