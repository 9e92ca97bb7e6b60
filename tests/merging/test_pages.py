"""Merging two records of one person through the pages, and what stands in the way."""

import re
from uuid import uuid4

import pytest

from app import clock
from app.db import execute, query, query_one, transaction
from app.intake.tables import OutreachEvent, OutreachPerson
from app.merging import store
from app.merging.store import begin
from app.scope.break_glass import unmask
from tests import people
from tests.browser import Browser, seen_by_a_merge
from tests.cases.world import case
from tests.clients.world import client, me_of

NIK, OTHER_NIK = "3604050405900001", "3604053101880002"


@pytest.fixture
async def ratu(app_on_both):
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    await people.worker("kasi", "KASI", "SUPERVISOR", section="TUNA_SOSIAL")
    async with Browser(app_on_both) as browser:
        await browser.enter("ratu")
        yield browser


async def two(**other):
    kept = await client("ratu", "Ahmad Suryana", about=36, nik=NIK, phone="0811")
    return kept, await client("ratu", "Ahmad Suriana", **{"about": 36, "phone": "0822", **other})


def form(kept, gone, **changes):
    return {"other": gone, "reason": "Kartu yang sama", "version": "1", "other_version": "1", **changes}


async def merged(browser, kept, gone, **changes):
    answer = await browser.send_form(f"/clients/{kept}/merge", form(kept, gone, **changes))
    assert answer.status_code == 200, answer.text
    return answer


async def last_merge():
    return (await query_one("SELECT max(id) FROM client_merges"))[0]


async def test_candidates_lead_to_the_comparison(ratu):
    kept, gone = await two()
    page = (await ratu.get(f"/clients/{kept}/merge")).text
    assert f"/clients/{kept}/merge?with={gone}" in page
    both = (await ratu.get(f"/clients/{kept}/merge?with={gone}")).text
    assert both.count('class="differs"') == 3  # name, NIK, telephone
    assert re.search(r'name="take.phone"\s+value="kept" checked', both)


async def test_what_was_chosen_stands_and_the_other_number_leads_there(ratu):
    kept, gone = await two()
    told = await merged(ratu, kept, gone, **{"take.phone": "gone", "take.full_name": "kept"})
    assert told.url.path == f"/clients/{kept}"
    row = await query_one("SELECT phone, full_name, alias, nik FROM clients WHERE number = ?", kept)
    assert tuple(row) == ("0822", "Ahmad Suryana", "Ahmad Suriana", NIK)
    led = await ratu.get(f"/clients/{gone.lower()}")
    assert led.url.path == f"/clients/{kept}"
    assert "same person" in led.text
    for sought in (gone, "suriana", "suryana"):
        found = re.findall(
            r'<th scope="row"><a href="/clients/([^"]+)"', (await ratu.get(f"/clients?q={sought}")).text
        )
        assert found == [kept]


async def test_cases_come_along_and_each_hears_of_it(ratu):
    mine = await case("ratu", "Ahmad Suryana", about=36)
    theirs = await case("ratu", "Ahmad Suriana", about=40, person={"sex": "L"})
    kept, gone = [row[0] for row in await query("SELECT number FROM clients ORDER BY number")]
    await merged(ratu, kept, gone, **{"take.birth": "gone"})
    page = (await ratu.get(f"/clients/{kept}")).text
    assert mine in page
    assert theirs in page
    for number in (mine, theirs):
        text = (await ratu.get(f"/cases/{number}")).text
        assert "Two client records merged" in text
    born = (await query_one("SELECT birth_date FROM clients WHERE number = ?", kept))[0]
    rows = await query("SELECT state FROM cases")
    assert all(f'"birth_date":"{born}"' in row[0] for row in rows)
    acts = await query("SELECT subject_id FROM audit WHERE action = 'clients merged' ORDER BY subject_id")
    assert [row[0] for row in acts] == [kept, gone]


async def test_a_new_case_for_the_old_number_is_the_survivors(ratu):
    kept, gone = await two()
    await merged(ratu, kept, gone)
    number = await case("ratu", client=gone)
    row = await query_one(
        "SELECT k.number FROM cases c JOIN clients k ON k.id = c.client WHERE c.number = ?", number
    )
    assert row[0] == kept


async def test_two_verified_niks_need_a_supervisor_who_compared_the_cards(ratu, app_on_both):
    kept = await client("ratu", "Ahmad Suryana", about=36, nik=NIK, nik_status="VALID")
    gone = await client("ratu", "Ahmad Suryana", about=36, nik=OTHER_NIK, nik_status="VALID")
    page = (await ratu.get(f"/clients/{kept}/merge?with={gone}")).text
    assert "Two different verified NIKs" in page
    assert NIK in page
    assert OTHER_NIK in page
    refused = await ratu.send_form(f"/clients/{kept}/merge", form(kept, gone))
    assert refused.status_code == 422
    assert "Compare both identity cards" in refused.text
    await merged(ratu, kept, gone, checked="on")


async def test_a_head_of_section_may_not_merge_two_verified_niks(db):
    from app.merging import actions
    from app.merging.forms import MergeForm
    from app.web.forms.decoding import Invalid

    await people.worker("ratu", "PEKSOS")
    kept = await client("ratu", "Ahmad Suryana", about=36, nik=NIK, nik_status="VALID")
    gone = await client("ratu", "Ahmad Suryana", about=36, nik=OTHER_NIK, nik_status="VALID")
    me = await me_of("ratu")
    seen = await seen_by_a_merge(kept, gone)
    outcome = await actions.merge(
        kept, MergeForm(other=gone, reason="x", checked=True, key=uuid4(), **seen), me=me, now=clock.now()
    )
    assert isinstance(outcome, Invalid)
    assert "supervisor" in outcome.errors[""]


async def test_the_same_nik_suggests_it(ratu):
    kept, gone = await two(nik=NIK)
    assert "merging is suggested" in (await ratu.get(f"/clients/{kept}/merge?with={gone}")).text
    assert "Compare and merge" in (await ratu.get(f"/clients/{kept}")).text


async def test_undone_both_stand_for_themselves_again(ratu):
    kept, gone = await two()
    await merged(ratu, kept, gone, **{"take.phone": "gone"})
    told = await ratu.send_form(f"/clients/{kept}/merges/{await last_merge()}/undo", {"reason": "Dua orang"})
    assert "stand for themselves again" in told.text
    assert (await ratu.get(f"/clients/{gone}")).url.path == f"/clients/{gone}"
    assert (await query_one("SELECT phone, alias FROM clients WHERE number = ?", kept)) == ("0811", "")
    shown = (await ratu.get(f"/clients/{kept}/merges")).text
    assert "Dua orang" in shown
    assert "Undo this merge" not in shown


async def test_what_cannot_be_taken_apart_is_said_all_at_once(ratu):
    kept, gone = await two()
    third = await client("ratu", "Ahmad Suryana", about=36)
    await merged(ratu, kept, gone, **{"take.phone": "gone"})
    first = await last_merge()
    await ratu.send_form(f"/clients/{kept}/relations", {"name": "Budi", "relation": "SAUDARA"})
    number = await case("ratu", client=kept)
    await merged(ratu, kept, third, version="2")
    held = await query_one("SELECT version FROM clients WHERE number = ?", kept)
    typed = {
        "full_name": "Ahmad Suryana",
        "alias": "Ahmad Suriana",
        "sex": "L",
        "safe_contact": "BEBAS",
        "about": "36",
    }
    await ratu.send_form(
        f"/clients/{kept}/edit", {**typed, "nik": NIK, "phone": "0899", "version": str(held[0])}
    )
    refused = await ratu.send_form(f"/clients/{kept}/merges/{first}/undo", {"reason": "Dua orang"})
    assert refused.status_code == 409
    for words in (f"{third} was merged into {kept} later", "Telephone", number, "Somebody was added"):
        assert words in refused.text, words


async def test_work_done_since_in_a_case_goes_back_with_it(ratu):
    kept = await client("ratu", "Ahmad Suryana", about=36)
    theirs = await case("ratu", "Ahmad Suriana", about=40)
    gone = (await query_one("SELECT max(number) FROM clients"))[0]
    await merged(ratu, kept, gone)
    await people.worker("sari", "PEKSOS")
    sari = (await query_one("SELECT id FROM workers WHERE username = 'sari'"))[0]
    held = await query_one("SELECT version FROM cases WHERE number = ?", theirs)
    await ratu.send_form(f"/cases/{theirs}/assign", {"worker": str(sari), "version": str(held[0])})
    await ratu.send_form(f"/clients/{kept}/merges/{await last_merge()}/undo", {"reason": "Dua orang"})
    rows = await query(
        "SELECT k.number FROM access a JOIN clients k ON k.id = a.client WHERE a.grantee = ?",
        f"worker:{sari}",
    )
    assert [row[0] for row in rows] == [gone]


async def test_the_same_form_twice_merges_once(ratu):
    kept, gone = await two()
    sent = form(kept, gone, key=str(uuid4()))
    for _ in range(2):
        assert (await ratu.send_form(f"/clients/{kept}/merge", sent)).status_code == 200
    assert (await query_one("SELECT count(*) FROM client_merges"))[0] == 1


async def test_a_record_changed_meanwhile_stops_the_merge(ratu):
    kept, gone = await two()
    assert (
        await ratu.send_form(f"/clients/{kept}/merge", form(kept, gone, other_version="7"))
    ).status_code == 409


async def test_a_record_outside_the_reach_is_nobody(ratu, app_on_both):
    kept, _gone = await two()
    elsewhere = await people.organisation("Dinas Sosial Kota Cilegon", "KABKOTA")
    await people.worker("jauh", "PEKSOS", unit=elsewhere)
    far = await client("jauh", "Ahmad Suryana")
    asked = await ratu.get(f"/clients/{kept}/merge?with={far}")
    assert asked.status_code == 422
    assert "Nobody in your reach" in asked.text
    assert (await ratu.send_form(f"/clients/{kept}/merge", form(kept, far))).status_code in (404, 422)
    assert await query("SELECT 1 FROM client_merges") == []


async def test_workers_do_not_merge(signed_in):
    await people.worker("sari", "PEKSOS")
    number = await client("sari")
    sari = await signed_in("sari")
    assert (await sari.get(f"/clients/{number}/merge")).status_code == 403
    assert "registered twice" not in (await sari.get(f"/clients/{number}")).text


async def test_a_place_that_both_have_stays_with_the_one_that_goes(ratu):
    """Two people of one outreach turn out to be one: the list has a place for each, and cannot hold one twice."""
    kept, gone = await two()
    await at_one_outreach(kept, gone)
    await merged(ratu, kept, gone)
    rows = await query(
        "SELECT k.number FROM outreach_people p JOIN clients k ON k.id = p.client ORDER BY k.number"
    )
    assert [row[0] for row in rows] == [kept, gone]


@transaction
async def at_one_outreach(*numbers):
    me, now = await me_of("ratu"), clock.now()
    event = OutreachEvent(
        id=uuid4(),
        kind="RAZIA",
        held_at=now,
        place="Pasar",
        region="36.04",
        organisation="Satpol PP",
        source="RAZIA",
        letter_number="1",
        unit=me.organisation,
        created_by=me.id,
        recorded_at=now,
    )
    await OutreachEvent.insert(event)
    for number in numbers:
        row = await query_one("SELECT id FROM clients WHERE number = ?", number)
        await OutreachPerson.insert(
            OutreachPerson(id=uuid4(), event=event.id, client=row[0], added_at=now, added_by=me.id)
        )


async def test_who_opened_either_record_is_told_under_both_numbers(ratu, app_on_both):
    await case("ratu", "Ahmad Suryana", about=36)
    await case("ratu", "Ahmad Suriana", about=40)
    kept, gone = [row[0] for row in await query("SELECT number FROM clients ORDER BY number")]
    await ratu.get(f"/clients/{gone}")
    await merged(ratu, kept, gone)
    await people.worker("audit", "AUDITOR")
    async with Browser(app_on_both) as auditor:
        await auditor.enter("audit")
        for number in (kept, gone):
            page = (await auditor.get(f"/audit?client={number}&action=read")).text
            assert gone in page
            assert page.count("Opened to read</td>") >= 1


async def seen_from_the_kecamatan(app, number):
    async with Browser(app) as browser:
        await browser.enter("tksk")
        return (await browser.get(f"/clients/{number}")).status_code != 404


async def test_neighbours_lose_a_person_who_turns_out_to_be_restricted_and_undoing_gives_them_back(
    ratu, app_on_both
):
    await people.worker("tksk", "TKSK", kecamatan="36.04.05", region="36.04")
    kept = await client("ratu", "Ahmad Suryana", about=36, home={"1": "36.04", "2": "36.04.05"})
    assert await seen_from_the_kecamatan(app_on_both, kept)
    await case("ratu", "Ahmad Suriana", about=36)  # of a restricted type
    gone = (await query_one("SELECT number FROM clients WHERE full_name = 'Ahmad Suriana'"))[0]

    await merged(ratu, kept, gone)
    assert not await seen_from_the_kecamatan(app_on_both, kept)

    await ratu.send_form(f"/clients/{kept}/merges/{await last_merge()}/undo", {"reason": "Keliru"})
    assert await seen_from_the_kecamatan(app_on_both, kept)
    assert not await seen_from_the_kecamatan(app_on_both, gone)


async def test_a_merge_carries_what_masks_a_person_and_parting_gives_it_back_to_whose_it_is(ratu):
    kept = await client("ratu", "Ahmad Suryana", about=36)
    await case("ratu", "Ahmad Suriana", about=36)  # of a restricted type
    gone = (await query_one("SELECT number FROM clients WHERE full_name = 'Ahmad Suriana'"))[0]
    assert [await masked(one) for one in (kept, gone)] == [False, True]

    await merged(ratu, kept, gone)
    assert await masked(kept)
    assert "Ahmad" not in (await ratu.get("/clients")).text

    await ratu.send_form(f"/clients/{kept}/merges/{await last_merge()}/undo", {"reason": "Keliru"})
    assert [await masked(one) for one in (kept, gone)] == [False, True]


async def masked(number):
    [row] = await query("SELECT restricted FROM clients WHERE number = ?", number)
    return bool(row[0])


async def test_who_was_led_elsewhere_while_one_waited_is_not_merged_into(ratu, monkeypatch):
    kept, gone = await two()
    third = await client("ratu", "Ahmad Suryono", about=36)
    waited = store.lock

    async def overtaken(*numbers: str) -> None:
        await waited(*numbers)
        ids = [
            row[0]
            for one in (third, kept)
            for row in await query("SELECT id FROM clients WHERE number = ?", one)
        ]
        await begin(*ids, me=await me_of("ratu"), now=clock.now(), reason="Sama")
        await execute("UPDATE clients SET merged_into = ? WHERE id = ?", *ids)

    monkeypatch.setattr("app.merging.store.lock", overtaken)
    answer = await ratu.send_form(f"/clients/{kept}/merge", form(kept, gone), follow_redirects=False)
    assert answer.status_code == 409
    assert await query("SELECT 1 FROM client_merges") == []


async def test_that_somebody_gave_a_reason_to_look_does_not_tie_two_records_together(ratu):
    kept, gone = await two()
    await merged(ratu, kept, gone)
    await looked_at(kept)
    told = await ratu.send_form(f"/clients/{kept}/merges/{await last_merge()}/undo", {"reason": "Dua orang"})
    assert "stand for themselves again" in told.text


@transaction
async def looked_at(number):
    me, now = await me_of("ratu"), clock.now()
    row = await query_one("SELECT id FROM clients WHERE number = ?", number)
    await unmask(row[0], case=None, me=me, purpose="KEPUTUSAN", reason="Keputusan menunggu", now=now)


async def test_of_two_who_undo_at_once_the_second_changes_nothing(ratu, monkeypatch):
    kept, gone = await two()
    await merged(ratu, kept, gone, **{"take.phone": "gone"})
    made, waited = await last_merge(), store.lock

    async def overtaken(*numbers: str) -> None:
        await waited(*numbers)
        await execute("UPDATE client_merges SET undone_at = ? WHERE id = ?", clock.now(), made)
        await execute("UPDATE clients SET phone = '0877' WHERE number = ?", kept)

    monkeypatch.setattr("app.merging.store.lock", overtaken)
    answer = await ratu.send_form(
        f"/clients/{kept}/merges/{made}/undo", {"reason": "Dua"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert (await query_one("SELECT phone FROM clients WHERE number = ?", kept))[0] == "0877"
    assert await query("SELECT 1 FROM audit WHERE action = 'clients parted'") == []


async def test_whoever_oversees_and_supervises_elsewhere_says_why_before_comparing(ratu, app_on_both):
    mine = await case("ratu", "Ahmad Suryana", about=36)  # of a restricted type
    await case("ratu", "Ahmad Suriana", about=40)
    kept, gone = [row[0] for row in await query("SELECT number FROM clients ORDER BY number")]
    elsewhere = await people.organisation("Dinas Sosial Kota Cilegon", "KABKOTA")
    await people.worker("dua", "SUPERVISOR", "KABID", unit=elsewhere)
    async with Browser(app_on_both) as dua:
        await dua.enter("dua")
        for place, whom in ((f"merge?with={gone}", gone), ("merge", kept), ("merges", kept)):
            asked = await dua.get(f"/clients/{kept}/{place}")
            assert asked.url.path == f"/clients/{whom}/reason", place
            assert "Suryana" not in asked.text
        await dua.say_why(kept, f"/cases/{mine}")
        asked = await dua.get(f"/clients/{kept}/merge?with={gone}")
        assert asked.url.path == f"/clients/{gone}/reason"
        assert "Suriana" not in asked.text
        refused = await dua.send_form(f"/clients/{kept}/merge", form(kept, gone))
        assert refused.url.path == f"/clients/{gone}/reason"
        assert await query("SELECT 1 FROM client_merges") == []
