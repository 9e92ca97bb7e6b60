"""Three lives that no usual way tells, page by page: long years in care, a trafficked child, a return to the street."""

from datetime import timedelta

import pytest

from tests.cases import case_driver
from tests.journeys.test_adults import on_the_web, plan_of, record  # noqa: F401  a fixture is used by its name
from tests.journeys.web_case import WebCase
from workflows.clock import wib_day


async def page(case: WebCase, who: str = "PEKSOS", where: str = "") -> str:
    browser = await case.browser(case.staff.me[who])
    return (await browser.get(f"/cases/{case.number}{where}")).text


# ------------------------------------------------------------------------------------------- long years in care


async def test_two_six_month_reviews_keep_an_older_person_in_care(on_the_web):  # noqa: F811
    case = await on_the_web("LUT")
    await case.to_stage("HUNIAN_PANTI")
    entered = (await case.view()).state.entered_at

    first = await page(case)
    ahead = first[first.index('id="moves"') : first.index("other options")]
    assert "Let the residence go on for six months" in ahead

    for months in (6, 12):
        case.now = entered + timedelta(days=30.4 * months)
        await case.move("continue_residence")
        view = await case.view()
        assert view.closed_at is None
        assert view.due_at is not None
        assert 180 <= (wib_day(view.due_at) - wib_day(case.now)).days <= 190

    case.now += timedelta(days=200)
    late = await page(case, "SUPERVISOR")
    assert "Due again" in late
    waiting = next(one for one in (await plan_of(case)).moves if one.trigger == "continue_residence")
    assert [reason.args.get("fact") for reason in waiting.blocked] == ["review_on"]


async def test_staying_for_good_is_stated_only_with_a_review(on_the_web):  # noqa: F811
    case = await on_the_web("LUT")
    await case.to_stage("HUNIAN_PANTI")
    await case.move("continue_residence")
    case.now += timedelta(days=31)
    move = next(one for one in (await plan_of(case)).moves if one.trigger == "finish_without")
    stay = next(one for one in move.outcomes if one.code == "PANTI_LANJUT")
    assert [reason.args.get("fact") for reason in stay.blocked] == ["review_on"]


# --------------------------------------------------------------------------------------------- a trafficked child


@pytest.fixture
async def sixteen(on_the_web, monkeypatch):  # noqa: F811
    monkeypatch.setitem(case_driver.AGED, "KPO", 16)
    return await on_the_web("KPO")


async def test_a_trafficked_child_does_not_consent_alone_and_may_go_to_school(sixteen):
    await sixteen.to_stage("PERLINDUNGAN")
    asked = await page(sixteen, where="/records/consent")
    assert 'value="PG_A"' in asked
    assert 'value="STATE"' in asked
    assert 'value="OWN"' not in asked
    await record(sixteen, "consent", consent_basis="STATE")

    await sixteen.to_stage("INTERVENSI")
    modes = await page(sixteen, where="/records/skills")
    offered = [
        mode for mode in ("TERAPI", "PENDIDIKAN", "VOKASIONAL", "KEWIRAUSAHAAN") if f'value="{mode}"' in modes
    ]
    assert offered == ["TERAPI", "PENDIDIKAN", "VOKASIONAL"]

    await sixteen.to_stage("BINA_LANJUT")
    entered = (await sixteen.view()).state.entered_at
    assert "Turns 18" not in await page(sixteen)
    sixteen.now += timedelta(days=300)
    assert "Turns 18" in await page(sixteen)
    await sixteen.move("finish", outcome="SEKOLAH")

    closed = await sixteen.view()
    assert (closed.close_reason, closed.outcome) == ("TUJUAN_TERCAPAI", "SEKOLAH")
    assert closed.closed_at is not None
    assert (wib_day(closed.closed_at) - wib_day(entered)).days >= 366


async def test_nobody_speaks_of_a_birthday_that_was_before_the_case(on_the_web):  # noqa: F811
    case = await on_the_web("KPO")
    assert "Turns 18" not in await page(case)


# ------------------------------------------------------------------------------------------- back on the street


async def test_a_beggar_goes_home_quickly_and_is_screened_anew_when_found_again(on_the_web):  # noqa: F811
    case = await on_the_web("PGM")
    assert "Quick path" not in (await page(case)).split('id="tasks"')[0]
    await case.move("quick_return")
    assert (await case.view()).due_at - case.now < timedelta(days=8)
    await case.move("home")
    closed = await case.view()
    assert (closed.outcome, closed.close_reason) == ("PULANG_ASAL", "TUJUAN_TERCAPAI")

    case.now += timedelta(days=240)
    await case.move("reopen")

    again = await case.view()
    assert (again.stage, again.state.episode) == ("INTAKE", 2)
    shown = await page(case)
    assert "Episode" in shown
    open_tasks = {task.id for task in (await plan_of(case)).tasks if task.status in {"open", "unknown"}}
    assert {"for_whom", "screen"} <= open_tasks
    await record(case, "begging_screen", exploitation="TIDAK", with_child=True)
    child = next(one for one in (await plan_of(case)).clocks if one.id == "child_seen_to")
    assert not child.overdue
