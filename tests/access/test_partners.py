"""What each partner sees of a case: nothing before it is shared, then what their work asks for, and no more."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app.db import query
from tests import people
from tests.access.partners import NARRATIVE, place
from tests.cases.test_files import PDF
from tests.journeys import filled

NAME = "Wagiman Sutarjo"
SOON = timedelta(minutes=5)


@pytest.fixture
async def shared(app, monkeypatch):
    """Give a function that opens a case of a journey among partners, with the clock at its hour."""

    async def begin(journey: str):
        made = await place(app, journey, name=NAME)
        monkeypatch.setattr("app.clock.now", lambda: made.case.now + SOON)
        await made.note(NARRATIVE)
        return made

    return begin


async def test_an_institution_sees_its_residents_while_they_are_placed_with_it(shared):
    made = await shared("AT")
    case = f"/cases/{made.case.number}"
    lks = await made.browser("lks")
    assert (await lks.get(case)).status_code == 404

    await made.record(
        "placement", placement_kind="PANTI", organisation=str(made.lks), why_not_nearer="Tidak ada"
    )

    assert NAME in (await lks.get("/")).text
    page = await lks.get(case)
    assert page.status_code == 200
    assert NARRATIVE not in page.text
    assert (await (await made.browser("other_lks")).get(case)).status_code == 404
    assert "Sarapan bersama" in (await lks.send_form(f"{case}/notes", {"text": "Sarapan bersama."})).text
    assert NARRATIVE not in (await lks.get(f"{case}/timeline")).text

    await made.record("placement", placement_kind="KERABAT", organisation="", why_not_nearer="")

    assert (await lks.get(case)).status_code == 404


async def test_a_kecamatan_sees_who_lives_there_but_of_restricted_people_nobody(shared):
    made = await shared("AT")
    case, tksk = f"/cases/{made.case.number}", await made.browser("tksk")
    assert NAME in (await tksk.get("/")).text
    page = await tksk.get(case)
    assert page.status_code == 200
    assert NARRATIVE not in page.text
    for forbidden in ("records/assessment", "documents/new", "assign"):
        assert (await tksk.get(f"{case}/{forbidden}")).status_code == 403, forbidden
    assert "081234567890" in (await tksk.get(f"/clients/{made.client}")).text


async def test_a_restricted_person_does_not_exist_for_their_kecamatan(shared):
    made = await shared("BWBLP")
    tksk = await made.browser("tksk")
    assert (await tksk.get(f"/cases/{made.case.number}")).status_code == 404
    assert (await tksk.get(f"/clients/{made.client}")).status_code == 404
    assert made.client not in (await tksk.get("/clients")).text


async def test_who_reported_a_person_follows_the_course_of_their_case(shared):
    made = await shared("AT")
    tksk = await made.browser("tksk")
    person = {
        "full_name": "Sumiyati Baru",
        "sex": "P",
        "about": "70",
        "safe_contact": "BEBAS",
        "home.kabkota": "36.04",
        "home.kecamatan": "36.04.06",
    }
    answer = await tksk.send_form("/clients/new", {**person, "another": "on"})
    number = re.search(r"BTN-2026-\d{6}", str(answer.url))
    assert number, answer.text[-800:]
    client = number[0]
    assert f"/cases/new?client={client}" in answer.text
    report = {
        "pmks_type": "LUT",
        "source": "TKSK_PSM",
        "urgency": "BIASA",
        "safe_now": "AMAN",
        "region": "36.04",
        "reported_at": "05/01/2026 09.00",
        "unit": str(made.case.staff.unit),
        "worker": str(made.case.staff.me["PEKSOS"].id),
        "note": "Tinggal sendiri.",
    }
    opened = await tksk.send_form(f"/cases/new?client={client}", report)
    assert "/cases/new" not in str(opened.url), opened.text[opened.text.find("error-summary") :][:600]
    assert "Sumiyati Baru" in opened.text
    [case] = await query("SELECT number, worker FROM cases WHERE pmks_type = 'LUT'")
    assert case[1] is None, "a reporter gives the case to nobody"
    assert case[0] in (await (await made.browser("supervisor")).get("/")).text


async def test_bapas_sees_of_an_agreed_case_the_shared_fields_and_nothing_else(shared):
    made = await shared("BWBLP")
    case, bapas = f"/cases/{made.case.number}", await made.browser("bapas")
    assert (await bapas.get(case)).status_code == 404

    await made.record("release", bapas_office=str(made.bapas), note="Catatan rahasia petugas.")

    page = await bapas.get(case)
    assert page.status_code == 200
    view = await made.case.view()
    assert view.birth_date is not None
    for told in (NAME, str(view.birth_date.year), made.client, "Release"):
        assert told in page.text, told
    hidden = (NARRATIVE, "081234567890", "Kampung Cikande", "Catatan rahasia petugas.", "/clients/")
    for kept in hidden:
        assert kept not in page.text, kept
    release = await bapas.get(f"{case}/records/release")
    assert release.status_code == 200
    assert "Catatan rahasia petugas." not in release.text
    for forbidden in ("records/assessment", "records/goal", "records/conference", "visit", "assign"):
        assert (await bapas.get(f"{case}/{forbidden}")).status_code == 403, forbidden
    assert (await bapas.get(f"/clients/{made.client}")).status_code == 403
    reads = await query("SELECT 1 FROM audit WHERE action = 'read' AND subject_id = ?", made.case.number)
    assert reads


async def test_partners_open_the_documents_of_their_work_and_their_own(shared):
    made = await shared("AT")
    case = f"/cases/{made.case.number}"
    await made.record(
        "placement", placement_kind="PANTI", organisation=str(made.lks), why_not_nearer="Tidak ada"
    )
    worker, lks = await made.browser("peksos"), await made.browser("lks")
    for kind in ("social_report", "case_plan"):
        await _add(worker, case, kind)
    await _add(lks, case, "other")

    kinds = {row[0]: row[1] for row in await query("SELECT kind, id FROM documents")}
    answers = {kind: (await lks.get(f"{case}/documents/{one}")).status_code for kind, one in kinds.items()}

    assert answers == {"social_report": 404, "case_plan": 200, "other": 200}
    assert str(kinds["social_report"]) not in (await lks.get(case)).text


async def _add(browser, case: str, kind: str) -> None:
    form = {"csrf": browser.token, "key": str(uuid4()), "kind": kind}
    answer = await browser.post(
        f"{case}/documents", data=form, files={"file": ("a.pdf", PDF, "application/pdf")}
    )
    assert answer.status_code == 200


async def test_the_data_officer_sees_the_course_after_a_reason_and_no_narrative(shared):
    made = await shared("AT")
    case, data = f"/cases/{made.case.number}", await made.browser("data")
    assert NAME not in (await data.get("/cases")).text
    assert "/reason" in str((await data.get(case)).url)

    page = await data.say_why(made.client, case)

    assert NAME in page.text
    assert NARRATIVE not in page.text
    assert (await data.get(f"{case}/visit")).status_code == 403
    assert (await data.send_form(f"{case}/notes", {"text": "Halo"})).status_code == 403


async def test_a_kabupaten_is_asked_why_and_reads_no_notes(shared):
    made = await shared("BWBLP")
    case, officer = f"/cases/{made.case.number}", await made.browser("kabkota")
    assert NAME not in (await officer.get("/cases")).text
    page = await officer.say_why(made.client, case)
    assert NAME in page.text
    assert NARRATIVE not in page.text


async def test_an_officer_who_tells_of_a_release_keeps_the_case_and_lets_nobody_else_in(shared):
    made = await shared("BWBLP")
    case, bapas = f"/cases/{made.case.number}", await made.browser("bapas")
    await made.record("release", bapas_office=str(made.bapas), note="Catatan rahasia petugas.")
    other = await people.organisation("Bapas Tangerang", "BAPAS")
    await people.worker("other_bapas", "BAPAS_PK", unit=other)

    form = (await bapas.get(f"{case}/records/release")).text
    assert 'name="release_status"' in form
    assert 'name="bapas_office"' not in form
    for office in ({}, {"bapas_office": str(other)}):
        view = await made.case.view()
        sent = {
            **filled.record("release", {}, view.state, made.case.now.date()),
            "version": str(view.version),
        }
        await bapas.send_form(f"{case}/records/release", {**sent, **office})
        assert (await bapas.get(case)).status_code == 200
        assert (await (await made.browser("other_bapas")).get(case)).status_code == 404
    assert len(await query("SELECT 1 FROM case_records WHERE kind = 'release'")) == 3


async def test_what_an_officer_is_not_shown_of_a_childs_process_stays_as_it_was(shared):
    made = await shared("ABH")
    day = str(made.case.now.date())
    told = {
        "legal_status": "PENYIDIKAN",
        "abh_role": "PELAKU",
        "act_on": day,
        "investigation_started_on": day,
    }
    await made.record("legal_status", bapas_office=str(made.bapas), **told)
    before, bapas = (await made.case.view()).state.facts, await made.browser("bapas")
    assert before["investigation_started_on"] == day

    answer = await bapas.send_form(
        f"/cases/{made.case.number}/records/legal_status",
        {
            "legal_status": "PENYIDIKAN",
            "abh_role": "PELAKU",
            "litmas_received": "on",
            "litmas_received_on": day,
            "version": str((await made.case.view()).version),
        },
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    after = (await made.case.view()).state.facts
    assert {name: after[name] for name in ("act_on", "investigation_started_on")} == {
        name: before[name] for name in ("act_on", "investigation_started_on")
    }
    assert after["litmas_received"] is True
