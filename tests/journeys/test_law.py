"""The honest path through the pages where the law or danger sets the pace: what is true can be saved, and leads on."""

import pytest

from tests.cases.case_driver import case_of
from tests.journeys.web_case import WebCase
from tests.workflows.field_rows import field_row
from workflows import commands as cmd


@pytest.fixture
async def on_the_web(app, monkeypatch):
    made: list[WebCase] = []

    async def begin(journey: str) -> WebCase:
        opened = await case_of(journey)
        case = WebCase(opened.staff, opened.number, now=opened.now, app=app)
        monkeypatch.setattr("app.clock.now", lambda: case.now)
        made.append(case)
        return case

    yield begin
    for case in made:
        await case.done_with()


async def save(case: WebCase, kind: str, role: str = "PEKSOS", **typed: str | list[str]):
    """Send the form of a record as a browser does; give the answer."""
    browser = await case.browser(case.staff.me[role])
    return await browser.send_form(f"/cases/{case.number}/records/{kind}", typed)


async def stands(case: WebCase, kind: str, **typed: str | list[str]) -> str:
    """Save a record and give the case page; a complaint fails the test."""
    answer = await save(case, kind, **typed)
    assert "error-summary" not in answer.text, answer.text[answer.text.find("error-summary") :][:800]
    browser = await case.browser(case.staff.me["PEKSOS"])
    return (await browser.get(f"/cases/{case.number}")).text


SUSPECTED = {"safety": "AMAN", "safe_place": "on", "sexual_violence": "on", "report_receiver": "DINAS"}
NOT_REPORTED = {
    "violence": ["SEKSUAL"],
    "police_status": "TIDAK_MELAPOR",
    "not_reported_reason": "Keluarga takut kepada tetangga",
    "visum_status": "TIDAK_PERLU",
    "settlement": "off",
    "confirmed": "on",
}


@field_row("L1")
async def test_sexual_violence_is_reported_though_the_family_will_not(on_the_web):
    case = await on_the_web("AKTK")
    page = await stands(case, "safety_check", **SUSPECTED)
    assert "Report of sexual violence to the police" in page
    assert "passed on to UPTD PPA" in page

    page = await stands(case, "safety_check", **SUSPECTED, forwarded_at="2026-01-05 09:00")
    assert "passed on to UPTD PPA the same day" not in page

    await case.to_stage("ASESMEN")
    page = await stands(case, "victim_process", **NOT_REPORTED)
    assert (await case.view()).state.facts["police_status"] == "TIDAK_MELAPOR"
    assert "Report of sexual violence to the police" in page, "the family's decision does not end the duty"

    await case.give(cmd.AddDocument(document="violence_report", document_id="x"), case.staff.me["PEKSOS"])
    await case.give(cmd.DoTask(task="violence_report"), case.staff.me["PEKSOS"])
    browser = await case.browser(case.staff.me["PEKSOS"])
    page = (await browser.get(f"/cases/{case.number}")).text
    assert "Report of sexual violence to the police (3 ×" not in page


@field_row("L2")
async def test_fourteen_days_of_police_protection_can_be_saved(on_the_web):
    case = await on_the_web("KTK")
    await stands(
        case, "safety_check", safety="TIDAK_AMAN", safe_place="off", threat="Pelaku", actions="Dijaga"
    )
    await case.move("protect")
    await stands(
        case,
        "protection_order",
        domestic="off",
        sexual="on",
        police_protection_on="2026-01-05",
        police_protection_until="2026-01-19",
        protection_order="TIDAK_DIPERLUKAN",
        reason="Bukan kekerasan dalam rumah tangga",
    )
    facts = (await case.view()).state.facts
    assert (facts["police_protection_on"], facts["sexual_violence"]) == ("2026-01-05", True)
    page = (await (await case.browser(case.staff.me["PEKSOS"])).get(f"/cases/{case.number}")).text
    assert "Police ask LPSK" in page

    answer = await save(
        case,
        "protection_order",
        domestic="on",
        sexual="off",
        police_protection_on="2026-01-05",
        police_protection_until="2026-01-19",
        protection_order="TIDAK_DIPERLUKAN",
        reason="Uji",
    )
    assert "7 days at most" in answer.text


@field_row("L4")
async def test_the_investigators_letter_starts_the_workers_own_clock(on_the_web):
    case = await on_the_web("ABH")
    await stands(case, "legal_status", legal_status="SIDANG", abh_role="KORBAN")
    page = await stands(case, "social_report", requested_at="2026-01-05 08:15")
    assert "Social report on a child victim or witness (3 ×" in page

    page = await stands(
        case,
        "social_report",
        requested_at="2026-01-05 08:15",
        done="on",
        recommendation="Didampingi psikolog selama pemeriksaan",
    )
    assert "Social report on a child victim or witness (3 ×" not in page
    assert (await case.view()).state.facts["social_report_done"] is True


@field_row("W1")
@pytest.mark.parametrize("journey", ["AKTK", "ABT", "AMPK", "ABH"])
async def test_a_child_in_danger_is_taken_in_without_an_untrue_tick(on_the_web, journey):
    case = await on_the_web(journey)
    if journey == "ABH":
        await stands(case, "legal_status", legal_status="SIDANG", abh_role="KORBAN")
    await stands(
        case,
        "safety_check",
        safety="TIDAK_AMAN",
        safe_place="off",
        threat="Terduga tinggal serumah",
        actions="Dijaga tetangga, polisi diberi tahu",
    )
    await case.move("protect")
    assert (await case.view()).stage == "PERLINDUNGAN"

    planned = {
        "safety": "AMAN_DENGAN_RENCANA",
        "safe_place": "off",
        "plan": "Bersama bibi, nomor Unit PPA tersimpan",
        "next_check_on": "2026-01-12",
    }
    await stands(case, "safety_check", **planned)
    await case.move("safe_again")

    now = await case.view()
    assert now.stage == "ASESMEN"
    assert now.state.facts["safety"] == "AMAN_DENGAN_RENCANA", "nobody had to call the child safe"
