"""The pages of records, on both engines: drawn, filled in, refused, brought up to date."""

import gzip
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from app.cases.store import case_view
from app.db import query
from app.records import registry
from app.records.store import whole
from app.rights.pack import pack
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of
from workflows.definition import load_all

Consent = {"status": "DIBERIKAN", "basis": "OWN", "manner": "TERTULIS", "scope": ["LAYANAN", "DATA"]}
Goal = {"area": "PEKERJAAN", "statement": "Work as a welder", "indicator": "A contract", "owner": "KLIEN"}
SHEET = {
    "point": "T-3",
    "sources": ["KLIEN", "KELUARGA"],
    "housing_by_family": "on",
    "levels.D2": "1",
    **{f"levels.D{n}": "3" for n in (1, 3, 4, 5, 6, 7, 9, 10)},
    "levels.D8": "",
}


class Worker:
    """A case and the browser of a worker on it."""

    def __init__(self, case: Driven, browser: Browser) -> None:
        self.case, self.browser = case, browser

    async def send(self, path: str, data: dict[str, Any], **kwargs: Any) -> Any:
        version = str((await self.case.view()).version)
        return await self.browser.send_form(
            f"/cases/{self.case.number}/{path}", {"version": version, **data}, **kwargs
        )

    async def get(self, path: str) -> Any:
        return await self.browser.get(f"/cases/{self.case.number}/{path}")


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    opened: list[Browser] = []

    async def begin(journey: str = "BWBLP", username: str = "peksos") -> Worker:
        case = await case_of(journey)
        monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
        browser = Browser(app_on_both)
        opened.append(browser)
        await browser.enter(username)
        return Worker(case, browser)

    yield begin
    for browser in opened:
        await browser.aclose()


async def rows(kind: str) -> list[Any]:
    """Return the kept records of a kind as things with attributes."""
    kept = await query("SELECT * FROM case_records WHERE kind = ? ORDER BY recorded_at", kind)
    return [SimpleNamespace(**whole(registry.kind(kind), row)) for row in kept]


@pytest.mark.parametrize("journey", sorted(load_all()))
async def test_every_record_of_a_journey_can_be_opened(at_work, journey):
    worker = await at_work(journey)
    definition = load_all()[journey]

    for name in definition.records:
        page = await worker.get(f"records/{name}")
        assert page.status_code == 200, name
        assert "Nothing recorded yet." in page.text
    for name in definition.instruments:
        assert (await worker.get(f"assessments/{name}")).status_code == 200, name


async def test_a_consent_is_kept_with_its_event_and_shown_again(at_work):
    worker = await at_work()

    answer = await worker.send("records/consent", Consent, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{worker.case.number}#moves")
    (row,) = await rows("consent")
    state = (await worker.case.view()).state
    assert (row.basis, row.scope, row.assent, row.stage, row.episode) == (
        "OWN",
        ["LAYANAN", "DATA"],
        None,
        "INTAKE",
        1,
    )
    assert state.facts["consent_valid"] is True
    assert state.records["consent"].id == str(row.id)
    assert state.tasks["consent"].deeds
    page = (await worker.get("records/consent")).text
    assert "Rehabilitation services, Keeping the client&#39;s data" in page
    assert "by Peksos" in page


async def test_mistakes_are_named_at_once_and_what_was_typed_is_kept(at_work):
    worker = await at_work()
    wrong = {"status": "DITOLAK", "basis": "EXCEPTION", "giver_name": "Ibu Sari", "note": "x" * 4001}

    answer = await worker.send("records/consent", wrong)

    assert answer.status_code == 422
    assert "At most 4,000 characters" in answer.text
    assert 'value="Ibu Sari"' in answer.text
    assert await rows("consent") == []


async def test_doubts_are_asked_once_and_then_accepted(at_work):
    worker = await at_work()
    vague = {**Goal, "indicator": ""}

    asked = await worker.send("records/goal", vague)
    assert asked.status_code == 422
    assert "does not count for the plan yet" in asked.text
    assert "Work as a welder" in asked.text
    assert await rows("goal") == []

    kept = await worker.send("records/goal", {**vague, "confirmed": "on"}, follow_redirects=False)
    assert kept.status_code == 303
    (row,) = await rows("goal")
    assert row.counts is False


async def test_a_goal_is_brought_up_to_date_without_losing_its_past(at_work):
    worker = await at_work()
    await worker.send("records/goal", Goal)
    (first,) = await rows("goal")

    page = (await worker.get(f"records/goal?entry={first.id}")).text
    assert f'name="goal" value="{first.goal}"' in page
    assert "You are bringing this one up to date." in page
    changed = {**Goal, "goal": str(first.goal), "status": "BERJALAN"}
    await worker.send("records/goal", changed)

    both = await rows("goal")
    assert {row.goal for row in both} == {first.goal}
    assert sorted(row.status for row in both) == ["BELUM", "BERJALAN"]
    assert (await worker.case.view()).state.facts["goals"] == 1
    assert "1 earlier version" in (await worker.get("records/goal")).text


async def test_a_readiness_sheet_says_its_band_and_what_held_it_down(at_work):
    worker = await at_work()

    page = await worker.send("assessments/ikpb", SHEET)

    assert page.status_code == 200
    assert "Readiness: 64.5 · Not ready yet." in page.text or "Not ready yet" in page.text
    assert "The band is held down: Housing is 0 or 1." in page.text
    (row,) = await rows("ikpb")
    assert (row.levels["D2"], row.levels.get("D8"), row.answered, row.band, row.caps) == (
        1,
        None,
        9,
        "BELUM_SIAP",
        ["housing"],
    )
    result = (await worker.case.view()).state.results["ikpb"]
    assert (result.score, result.band, result.id) == (row.score, "BELUM_SIAP", str(row.id))
    earlier = (await worker.get("assessments/ikpb")).text
    assert "Band held down by" in earlier
    assert "1 of 4: An address, but refused or unsafe" in earlier


async def test_a_level_that_was_chosen_stays_chosen_when_the_sheet_is_refused(at_work):
    worker = await at_work()

    page = (await worker.send("assessments/ikpb", {**SHEET, "sources": ["KLIEN"]})).text

    assert 'name="levels.D2" value="1" checked' in page
    assert 'name="levels.D8" value="" checked' in page


async def test_a_form_sent_twice_makes_one_record(at_work):
    worker = await at_work()
    key = str(uuid4())

    for _ in range(2):
        answer = await worker.send("records/consent", {**Consent, "key": key}, follow_redirects=False)
        assert answer.status_code == 303
    assert len(await rows("consent")) == 1


async def test_a_form_made_before_anothers_change_is_stale(at_work):
    worker = await at_work()
    await worker.send("records/consent", Consent)

    answer = await worker.send(
        "records/release", {"release_status": "NAPI", "planned_on": "2026-09-01", "version": "1"}
    )

    assert answer.status_code == 409
    assert await rows("release") == []


async def test_whom_the_journey_does_not_ask_may_not_record(at_work):
    worker = await at_work(username="kabid")
    await worker.browser.say_why((await worker.case.view()).client_number)

    page = await worker.send("records/goal", Goal)

    assert page.status_code in (403, 422)
    assert await rows("goal") == []


async def test_what_the_journey_does_not_know_does_not_exist(at_work):
    worker = await at_work("BWBLP")

    for path in ("records/legal_status", "records/nothing", "assessments/consent", "records/ikpb"):
        assert (await worker.get(path)).status_code == 404


async def test_outside_ones_scope_there_is_no_record(at_work, app_on_both):
    worker = await at_work()
    await people.worker("stranger", "PEKSOS")
    async with Browser(app_on_both) as stranger:
        await stranger.enter("stranger")
        place = f"/cases/{worker.case.number}/records/consent"

        assert (await stranger.get(place)).status_code == 404
        assert (await stranger.send_form(place, Consent)).status_code == 404
    assert await rows("consent") == []


async def test_a_late_entry_keeps_both_its_days(at_work):
    worker = await at_work()
    worker.case.now += timedelta(days=5)
    await worker.browser.enter("peksos")

    await worker.send("records/consent", {**Consent, "occurred_on": "2026-01-07"})

    (row,) = await rows("consent")
    assert row.occurred_at.date().isoformat() == "2026-01-07"
    assert row.recorded_at > row.occurred_at + timedelta(days=2)
    assert "Recorded on 10 January 2026" in (await worker.get("records/consent")).text


async def test_the_longest_form_stays_small(at_work):
    worker = await at_work()

    assert len(gzip.compress((await worker.get("assessments/ikpb")).content)) < 8192


async def test_the_case_that_a_record_left_is_the_one_that_is_read(at_work):
    worker = await at_work()
    await worker.send("records/consent", Consent)

    found = await case_view(worker.case.number, worker.case.staff.me["SUPERVISOR"])

    assert found and found.state.facts["consent_basis"] == "OWN"


async def test_what_was_chosen_from_the_database_is_told_by_its_name_on_the_page_and_in_the_access_pack(
    at_work,
):
    office = await people.organisation("Bapas Kelas II Serang", "BAPAS")
    worker = await at_work()

    answer = await worker.send(
        "records/release", {"release_status": "NAPI", "planned_on": "2026-09-01", "bapas_office": str(office)}
    )
    assert answer.status_code == 200
    entry = (await worker.get("records/release")).text.partition('id="earlier"')[2]
    (client,) = await query("SELECT client FROM cases")
    told = await pack(client[0], now=worker.case.now)
    lines = [content for section in told.sections for _day, content in section.lines]

    assert "Bapas Kelas II Serang" in entry
    assert any("Bapas with an agreement: Bapas Kelas II Serang" in content for content in lines)
    assert str(office) not in entry
    assert not any(str(office) in content for content in lines)
