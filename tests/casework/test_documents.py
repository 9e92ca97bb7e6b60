"""A document is what it says, or an answer in words; its file's name is nobody's business; a shelter's is secret."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from PIL import Image
from structlog.testing import capture_logs

from app.cases import files
from app.cases.documents import damage
from app.casework.documents import uploads
from app.db import execute, query, transaction
from app.settings import settings
from app.web.http.current_user import CurrentUser
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from tests.cases.pictures import HEIC
from tests.casework.test_papers import CANARY, info, photo, signed_paper
from tests.conftest import SignedIn
from tests.journeys.test_secret_shelter import sheltered  # noqa: F401  a fixture
from tests.paper import paper

NAME = "Rumah Aman Jalan Melati 7 Serang.pdf"


@pytest.fixture
async def case(app_on_both, monkeypatch, tmp_path) -> Driven:
    monkeypatch.setenv("PULIH_DATA", str(tmp_path))
    monkeypatch.setenv("PULIH_DATABASE_URL", settings().database)
    settings.cache_clear()
    made = await case_of("BWBLP")
    monkeypatch.setattr("app.clock.now", lambda: made.now + timedelta(minutes=1))
    yield made
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def signed_in_on_both(app_on_both) -> AsyncIterator[SignedIn]:
    opened: list[Browser] = []

    async def sign_in(username: str) -> Browser:
        fresh = Browser(app_on_both)
        opened.append(fresh)
        await fresh.sign_in(username)
        return fresh

    yield sign_in
    for each in opened:
        await each.aclose()


async def add(browser, number: str, content: bytes, name: str = NAME, kind: str = "photo", **more: str):
    upload = {"file": (name, content, "application/octet-stream")}
    return await browser.send_form(f"/cases/{number}/documents", {"kind": kind, **more}, files=upload)


async def rows() -> list:
    return await query("SELECT * FROM documents ORDER BY added_at")


def place_of(sha256: str):
    return files.path_of(settings().documents, sha256)


@pytest.mark.parametrize(
    "content", [paper("Surat", info), photo(), HEIC], ids=["PDF", "photo with a place", "HEIC"]
)
async def test_what_is_kept_is_bare_and_both_hashes_stay(case, signed_in_on_both, content):
    sari = await signed_in_on_both("peksos")
    assert (await add(sari, case.number, content)).status_code == 200
    row = (await rows())[-1]
    assert row.sent_sha256 == files.digest(content)
    assert row.sha256 != row.sent_sha256
    kept = files.read(settings().documents, row.sha256)
    assert CANARY not in kept
    assert b"PhoneMaker" not in kept
    stored = [path.name for path in files.there(settings().documents)]
    assert stored == [row.sha256]  # what was sent lies nowhere


async def test_a_files_name_is_shown_to_nobody_and_stands_nowhere(case, signed_in_on_both):
    sari = await signed_in_on_both("peksos")
    with capture_logs() as logged:
        await add(sari, case.number, paper())
        await add(sari, case.number, b"no paper at all")
    assert "Melati" not in json.dumps(logged, default=str)
    for path in (f"/cases/{case.number}", f"/cases/{case.number}/timeline", "/"):
        assert "Melati" not in (await sari.get(path)).text
    for table in ("documents", "case_events", "audit", "drafts", "command_keys"):
        assert "Melati" not in str([tuple(row) for row in await query(f"SELECT * FROM {table}")]), table
    answer = await sari.get(f"/cases/{case.number}/documents/{(await rows())[0].id}")
    assert "Melati" not in str(answer.headers)
    assert f"{case.number}-photo.pdf" in answer.headers["content-disposition"]


async def test_a_title_that_somebody_wrote_is_a_title_and_else_the_kind_is(case, signed_in_on_both):
    sari = await signed_in_on_both("peksos")
    await add(sari, case.number, paper(), kind="referral_letter")
    await add(sari, case.number, paper("Lain"), kind="photo", title="Surat dari lurah")
    page = (await sari.get(f"/cases/{case.number}")).text
    assert "Surat dari lurah" in page
    assert [row.title for row in await rows()] == ["", "Surat dari lurah"]


@pytest.mark.parametrize(
    "bytes_now", [None, b"", b"%PDF-1.7 of somebody else %%EOF"], ids=["missing", "emptied", "changed"]
)
async def test_a_file_that_is_not_what_it_was_is_an_answer_in_words_until_the_same_bytes_mend_it(
    case, signed_in_on_both, bytes_now
):
    sari = await signed_in_on_both("peksos")
    await people.worker("yusuf", "ADMIN")
    yusuf = await signed_in_on_both("yusuf")
    sent = paper()
    await add(sari, case.number, sent)
    row = (await rows())[0]
    address = f"/cases/{case.number}/documents/{row.id}"
    right = (await sari.get(address)).content
    if bytes_now is None:
        place_of(row.sha256).unlink()
    else:
        place_of(row.sha256).write_bytes(bytes_now)

    with capture_logs() as logged:
        answer = await sari.get(address)

    assert answer.status_code == 410
    assert b"of somebody else" not in answer.content
    assert "This document cannot be opened" in answer.text or "tidak dapat dibuka" in answer.text
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["document_unlike"]
    assert await damage.count() == 1
    assert "pulih check --all" in (await yusuf.get("/")).text

    await add(sari, case.number, sent)

    assert (await sari.get(address)).content == right
    assert await damage.count() == 0
    assert "pulih check --all" not in (await yusuf.get("/")).text


async def test_a_document_that_is_taken_off_is_listed_and_opened_no_more(case, signed_in_on_both):
    sari = await signed_in_on_both("peksos")
    await add(sari, case.number, paper(), title="Salah tempel")
    address = f"/cases/{case.number}/documents/{(await rows())[0].id}"
    version = str((await case.view()).version)
    answer = await sari.send_form(f"{address}/remove", {"reason": "Salah kasus", "version": version})
    assert answer.status_code == 200
    assert "Salah tempel" not in (await sari.get(f"/cases/{case.number}")).text
    assert (await sari.get(address)).status_code == 404
    assert place_of((await rows())[0].sha256).exists()


async def test_a_third_file_at_once_is_too_many_keeps_what_was_typed_and_others_open_theirs(
    case, signed_in_on_both, monkeypatch
):
    sari, held, really = await signed_in_on_both("peksos"), Event(), uploads._taken
    await add(sari, case.number, paper())
    address = f"/cases/{case.number}/documents/{(await rows())[0].id}"
    monkeypatch.setattr(uploads, "_taken", lambda sent: held.wait(20) and really(sent))
    sending = []
    for title in ("Pertama", "Kedua"):
        sending.append(asyncio.create_task(add(sari, case.number, paper(title), title=title)))
        await asyncio.sleep(0.4)
    refused = await add(sari, case.number, paper("Ketiga"), title="Berita acara ketiga")
    assert refused.status_code == 429
    assert "masih dibaca" in refused.text or "still being read" in refused.text
    assert "Berita acara ketiga" in refused.text
    assert (await sari.get(address)).status_code == 200
    held.set()
    assert [answer.status_code for answer in await asyncio.gather(*sending)] == [200, 200]


async def test_a_signed_file_comes_back_to_the_byte_sandboxed_marked_and_its_reading_is_written_down(
    case, signed_in_on_both
):
    sari, sent = await signed_in_on_both("peksos"), signed_paper(info)
    await add(sari, case.number, sent)
    row = (await rows())[0]
    assert row.signed
    assert row.sha256 == row.sent_sha256 == files.digest(sent)
    answer = await sari.get(f"/cases/{case.number}/documents/{row.id}")
    assert answer.content == sent
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "signed file" in (await sari.get(f"/cases/{case.number}")).text
    assert await query("SELECT 1 FROM audit WHERE action = 'read' AND subject = 'document'")


async def test_a_partner_opens_kinds_of_their_work_but_no_signed_file_of_others(case, signed_in_on_both):
    from app.cases.documents.store import documents

    sari = await signed_in_on_both("peksos")
    await add(sari, case.number, paper(), kind="handover_minutes")
    await add(sari, case.number, signed_paper(), kind="handover_minutes")
    partner = CurrentUser(
        id=uuid4(),
        username="bapas",
        name="Bapas",
        roles=frozenset({"BAPAS_PK"}),
        grantees=(),
        organisation=uuid4(),
        region=None,
        lang="en",
    )
    view = await case.view()
    assert [one.signed for one in await documents(view.id, partner)] == [False]
    assert len(await documents(view.id, case.staff.me["PEKSOS"])) == 2


async def test_what_is_added_while_the_client_is_in_a_secret_shelter_is_for_those_who_know_it(sheltered):  # noqa: F811
    worker = await sheltered.browser(sheltered.staff.me["PEKSOS"])
    image = io.BytesIO()
    Image.new("RGB", (30, 20), (200, 30, 30)).save(image, "PNG")
    await add(worker, sheltered.number, image.getvalue(), title="Foto kamar")
    row = (await query("SELECT id FROM documents WHERE title = 'Foto kamar'"))[0]
    address = f"/cases/{sheltered.number}/documents/{row.id}"
    for role, knows in (("PEKSOS", True), ("SUPERVISOR", True), ("KASI", False), ("KABID", False)):
        reader = await sheltered.browser(sheltered.staff.me[role])
        view = await reader.get(f"/cases/{sheltered.number}")
        if "reason" in str(view.url):
            number = str(view.url).split("/clients/")[1].split("/")[0]
            await reader.say_why(number, f"/cases/{sheltered.number}")
            view = await reader.get(f"/cases/{sheltered.number}")
        assert view.status_code == 200
        assert ("Foto kamar" in view.text) is knows, role
        assert ((await reader.get(address)).status_code == 200) is knows, role

    @transaction
    async def as_if_long_before() -> None:
        earlier = sheltered.now - timedelta(days=400)
        await execute(
            """INSERT INTO documents (id, "case", kind, title, media_type, size, sha256, added_at, added_by)
               SELECT ?, "case", kind, 'Foto lama', media_type, size, sha256, ?, added_by FROM documents WHERE id = ?""",
            uuid4(),
            earlier,
            row.id,
        )

    await as_if_long_before()
    reader = await sheltered.browser(sheltered.staff.me["KASI"])
    assert (
        "Foto lama" in (await reader.get(f"/cases/{sheltered.number}")).text
    )  # it shows no place of the shelter
