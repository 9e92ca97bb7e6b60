"""A death told by the close of a case: a fact of the person with its day, and every page reads it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import clock
from app.cases.outcomes import Done, Outcome, Refused
from app.clients.verification import store as verifying
from app.db import query_one
from app.opening.open_case import Opened, Opening, open_case
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from workflows import commands
from workflows.definition import load_all
from workflows.view import DIED_ON


async def died(case: Driven, on: date | None = None) -> Done:
    """Close the case as a death, with its paper; *on* is the day of the death, where it is told."""
    done = await closed(case, on)
    assert isinstance(done, Done), done
    return done


async def closed(case: Driven, on: date | None) -> Outcome:
    paper = commands.AddDocument(document="death_certificate", document_id="d1", title="Akta kematian")
    await case.give(paper, case.staff.me["PEKSOS"])
    definition = load_all()["BWBLP"]
    ends = next(
        move for move in definition.moves_from[(await case.view()).stage] if "MENINGGAL" in move.close_reasons
    )
    close = commands.Move(
        trigger=ends.trigger,
        close_reason="MENINGGAL",
        reason="Meninggal karena sakit.",
        died_on=on.isoformat() if on else "",
    )
    return await case.give(close, case.staff.who(ends.by))


@pytest.fixture
async def two(app_on_both, monkeypatch):
    """A client of 35 with two open cases."""
    case = await case_of("BWBLP")
    await case.to_stage("ASESMEN")
    me = case.staff.me["PEKSOS"]
    other = Opening(
        client="BTN-2026-000001",
        pmks_type="TS",
        source="MASYARAKAT",
        urgency="BIASA",
        safe_now="AMAN",
        reported_at=case.now,
        region="36.04",
        unit=case.staff.unit,
        worker=me.id,
    )
    opened = await open_case(other, me=me, now=case.now, key=uuid4())
    assert isinstance(opened, Opened), opened
    monkeypatch.setattr(clock, "now", lambda: case.now)
    async with Browser(app_on_both) as browser:
        await browser.enter("supervisor")
        yield case, Driven(case.staff, opened.number, case.now), browser


async def client_row():
    return await query_one("SELECT died_on, birth_date FROM clients")


async def test_the_close_keeps_the_day_and_taking_it_back_forgets_it(two):
    case, other, _browser = two
    await died(case)
    row = await client_row()
    assert row.died_on == clock.on(case.now)
    assert (await other.view()).state.facts[DIED_ON] == row.died_on.isoformat()
    undone = await case.give(commands.VoidMove(reason="Salah orang."), case.staff.me["SUPERVISOR"])
    assert isinstance(undone, Done), undone
    assert (await client_row()).died_on is None
    assert (await other.view()).state.facts[DIED_ON] == ""


async def test_a_death_that_is_told_later_has_its_own_day_and_the_age_of_that_day(two):
    case, other, browser = two
    before = date(2025, 5, 31)  # the day before the 35th birthday, the close comes after it
    case.now += timedelta(days=30)
    await died(case, before)
    row = await client_row()
    assert row.died_on == before
    assert row.died_on < clock.on(case.now)
    assert (await other.view()).state.facts[DIED_ON] == before.isoformat()
    await browser.enter("supervisor")
    page = (await browser.get("/clients/BTN-2026-000001")).text
    years = (
        before.year
        - row.birth_date.year
        - ((before.month, before.day) < (row.birth_date.month, row.birth_date.day))
    )
    assert f"{years} years; died on 31 May 2025" in page
    assert "Died on 31 May 2025" in (await browser.get(f"/cases/{case.number}")).text
    undone = await case.give(commands.VoidMove(reason="Salah orang."), case.staff.me["SUPERVISOR"])
    assert isinstance(undone, Done), undone
    assert (await client_row()).died_on is None


@pytest.mark.parametrize("what", ["after the close", "before the birth"])
async def test_a_death_lies_between_the_birth_and_the_close(two, what):
    case, _other, _browser = two
    born = (await client_row()).birth_date
    on = clock.on(case.now) + timedelta(days=1) if what == "after the close" else born - timedelta(days=1)
    answer = await closed(case, on)
    assert isinstance(answer, Refused), answer
    assert [one.code for one in answer.reasons if one.args.get("field") == "died_on"]
    assert (await client_row()).died_on is None


async def test_the_form_of_a_close_asks_for_the_day_of_death_only_where_one_can_be_told(two):
    case, _other, browser = two
    stage = (await case.view()).stage
    moves = load_all()["BWBLP"].moves_from[stage]
    deadly = next(move.trigger for move in moves if "MENINGGAL" in move.close_reasons)
    await case.give(
        commands.AddDocument(document="death_certificate", document_id="d1", title="Akta"),
        case.staff.me["PEKSOS"],
    )
    assert 'name="died_on"' in (await browser.get(f"/cases/{case.number}/moves/{deadly}")).text
    other = next(
        move.trigger for move in moves if move.kind == "close" and "MENINGGAL" not in move.close_reasons
    )
    assert 'name="died_on"' not in (await browser.get(f"/cases/{case.number}/moves/{other}")).text


async def test_the_page_of_the_person_stays_at_the_age_at_death_and_leads_to_the_open_case(two):
    case, other, browser = two
    before = (await browser.get("/clients/BTN-2026-000001")).text
    assert "Open a case" in before
    assert "Verify the data" in before
    await died(case)
    case.now += timedelta(days=3 * 366)
    await browser.enter("supervisor")
    page = (await browser.get("/clients/BTN-2026-000001")).text
    assert "35 years; died on" in page
    assert f"/cases/{other.number}#moves" in page
    for gone in ("Open a case", "Verify the data", "Verify now", "Take a running case over"):
        assert gone not in page
    assert "35 years; died on" in (await browser.get("/clients")).text
    shown = (await browser.get(f"/cases/{other.number}")).text
    assert "The client died on" in shown
    assert "35 years; died on" in shown


async def test_nobody_is_asked_to_verify_the_data_of_the_dead(two):
    case, _other, _browser = two
    me, later = case.staff.me["PEKSOS"], clock.on(case.now) + timedelta(days=400)
    assert await verifying.count("never", me, today=later) == 1
    await died(case)
    assert await verifying.count("never", me, today=later) == 0
    assert (await verifying.late("never", me, today=later)).rows == []


async def test_a_new_case_of_somebody_who_died_is_warned_about_and_asks_why(two):
    case, _other, browser = two
    await died(case)
    page = await browser.get("/cases/new?client=BTN-2026-000001")
    assert "The client died on" in page.text
    form = {
        "pmks_type": "GLD",
        "source": "MASYARAKAT",
        "urgency": "BIASA",
        "safe_now": "AMAN",
        "reported_at": f"{clock.on(case.now)}T07:00",
        "region": "36.04",
        "unit": str(case.staff.unit),
    }
    refused = await browser.send_form("/cases/new?client=BTN-2026-000001", form)
    assert refused.status_code == 422
    assert "Say why a case is opened all the same" in refused.text


def test_every_journey_that_can_end_by_death_says_so():
    for defn in load_all().values():
        for code, reason in defn.close_reasons.items():
            assert reason.death == (code == "MENINGGAL"), (defn.meta.id, code)


def test_a_dead_child_has_no_later_birthday():
    from tests.workflows.driving import opened
    from workflows.view import View

    case = opened(birth_date="1990-05-01", died_on="2026-02-01")
    view = View(case.defn, case.here, case.now + timedelta(days=4000))
    assert view.age(None) == 35
    assert view.birthday(35) == date(2025, 5, 1)
    assert view.birthday(36) is None
