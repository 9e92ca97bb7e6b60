"""What sets the journeys of adults apart, page by page: a residence and its end, treatment first, a screen, a need."""

import pytest

from app.sop import store as sop
from tests.cases.case_driver import case_of
from tests.journeys.web_case import WebCase
from workflows import commands as cmd
from workflows import engine


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


async def record(case: WebCase, kind: str, **facts: bool | int | str) -> None:
    await case.give(cmd.Record(record=kind, record_id="r", facts=facts), case.staff.me["PEKSOS"])


async def plan_of(case: WebCase) -> engine.Plan:
    found = await case.view()
    definition = await sop.definition(found.journey, found.journey_version)
    head = engine.Actor("kepala", frozenset({"KASI"}))
    return engine.plan(definition, found.state, actor=head, now=case.now, calendar=await sop.calendar())


async def test_an_older_person_lives_in_the_institution_and_dies_there(on_the_web):
    case = await on_the_web("LUT")
    await case.to_stage("HUNIAN_PANTI")
    for _ in range(3):
        await case.move("continue_residence")
    lived = await case.view()
    assert lived.state.moved["continue_residence"] == 3
    assert lived.closed_at is None
    await case.move("record_death")

    await case.move("close_death")

    closed = await case.view()
    assert (closed.stage, closed.close_reason, closed.outcome) == ("SELESAI", "MENINGGAL", None)


async def test_a_way_beside_the_usual_one_is_no_step_until_the_case_is_there(on_the_web):
    case = await on_the_web("LUT")
    browser = await case.browser(case.staff.me["PEKSOS"])
    page = (await browser.get(f"/cases/{case.number}")).text
    steps, moves = page[page.index("steps") : page.index('id="tasks"')], page[page.index('id="moves"') :]
    assert "Reintegration" in steps
    assert "Long-term residence" not in steps and "Death care" not in steps
    assert moves.index("<details") < moves.index("The client died")

    await case.to_stage("HUNIAN_PANTI")

    page = (await browser.get(f"/cases/{case.number}")).text
    assert "Long-term residence" in page[page.index("steps") : page.index('id="tasks"')]


async def test_what_speaks_against_the_institution_leads_to_the_body_it_names(on_the_web):
    case = await on_the_web("LUT")
    await record(case, "elder_screen", exclusion="TIRAH_BARING")
    assert (await case.view()).state.facts["exclusion_target"] == "LKS_LKSA"

    await case.move("refer_out", close_reason="RUJUK_LEMBAGA")

    assert (await case.view()).close_reason == "RUJUK_LEMBAGA"


async def test_who_is_treated_first_waits_until_the_health_service_sends_word(on_the_web):
    case = await on_the_web("PD")
    await case.to_stage("ASESMEN")
    await record(case, "disability", treatment_first=True, disability_kind="MENTAL")
    await record(case, "health_referral", health_referral="DIRAWAT")
    await case.move("hold")
    held = await case.view()
    assert (held.stage, held.state.held and held.state.held.reason) == ("TUNDA", "RAWAT_MEDIS")

    await case.move("resume")  # which asks for the word of the health service, and waits for nothing else

    back = await case.view()
    assert (back.stage, back.state.facts["in_treatment"]) == ("ASESMEN", False)
    assert back.state.facts["health_referral"] == "BOLEH_LANJUT"


async def test_signs_of_trafficking_turn_the_case_into_that_of_a_victim(on_the_web):
    case = await on_the_web("TS")
    await record(case, "trafficking_screen", trafficking="TERINDIKASI")
    offered = {move.trigger for move in (await plan_of(case)).moves if move.allowed}
    assert "to_trafficking" in offered and not offered & {"accept", "decline"}

    await case.move("to_trafficking", new_type="KPO")

    closed = await case.view()
    assert (closed.stage, closed.close_reason) == ("SELESAI", "KLASIFIKASI_ULANG")
    assert closed.state.new_type == "KPO"


async def test_without_a_need_no_case_of_a_waste_picker_goes_on(on_the_web):
    case = await on_the_web("PML")
    await record(case, "need", need=False)

    await case.move("no_need")

    assert (await case.view()).close_reason == "TIDAK_MEMENUHI_KRITERIA"


async def test_papers_and_an_answer_of_the_family_make_the_way_short(on_the_web):
    case = await on_the_web("KM")
    await case.to_stage("INTERVENSI")

    await case.move("go_straight")

    straight = await case.view()
    assert straight.stage == "BINA_LANJUT"
    assert straight.state.facts["identity_card"] is True
