"""What two people do together: a pack of somebody who is not at the desk, and lifting what masks a person."""

import re
from datetime import timedelta

import msgspec
import pytest

from app.db import execute, query, transaction
from app.merging.store import begin
from app.scope.restriction import restrict
from tests import people
from tests.access.cast import AT, Cast, cast
from tests.cases.case_driver import client
from tests.clients.world import me_of

ASKED = {"asked_by": "PARENT", "asked_on": "05/01/2026", "proof": "Kartu keluarga"}
WHY = {"reason": "Perkara sudah lama selesai, klien sendiri meminta."}


@pytest.fixture
async def made(app_on_both, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app_on_both)
    await people.worker("dpo2", "DPO")
    yield made
    await made.leave()


async def _entered(made: Cast, **more: str) -> str:
    dpo = await made.browser("dpo")
    await dpo.send_form("/rights/access", {**ASKED, "number": made.client, **more})
    [row] = await query("SELECT id FROM access_requests")
    return f"/rights/access/{row[0]}"


async def _audited(action: str) -> list[str]:
    rows = await query(
        'SELECT w.username FROM audit a JOIN workers w ON w.id = a."by" WHERE a.action = ? ORDER BY a.seq',
        action,
    )
    return [row[0] for row in rows]


@pytest.mark.parametrize("second", ["dpo2", "kabid"])
async def test_a_pack_of_somebody_not_at_the_desk_needs_a_second_person(made, second):
    pack, dpo = await _entered(made), await made.browser("dpo")
    for form in ("pdf", "json"):
        answer = await dpo.get(f"{pack}/{form}")
        assert answer.status_code == 409
        assert answer.headers["content-type"].startswith("text/html")
    assert (await dpo.send_form(f"{pack}/agree", {})).status_code == 404, "nobody agrees with themselves"
    assert await _audited("access pack") == []
    other = await made.browser(second)
    assert "waits for a second person" in (await other.get("/")).text

    await other.send_form(f"{pack}/agree", {})

    assert (await dpo.get(f"{pack}/json")).json()["client_number"] == made.client
    assert await _audited("access pack agreed") == [second]
    assert await _audited("access pack") == ["dpo"]
    assert (await other.send_form(f"{pack}/agree", {})).status_code == 404, "once"


async def test_of_the_person_at_the_desk_one_officer_is_enough(made):
    pack = await _entered(made, asked_by="OWN", present="on", proof="KTP 3604050405900001")
    assert (await (await made.browser("dpo")).get(f"{pack}/json")).status_code == 200


@pytest.mark.parametrize("proof", ["x", "KTP", "KTP 3604", "3604050405900001"])
async def test_who_stands_at_the_desk_is_known_by_a_document_and_its_number(made, proof):
    """Seen: one officer, “present”, and the proof “x”."""
    dpo = await made.browser("dpo")
    form = {**ASKED, "asked_by": "OWN", "present": "on", "number": made.client, "proof": proof}
    assert (await dpo.send_form("/rights/access", form)).status_code == 422
    assert await query("SELECT 1 FROM access_requests") == []


@pytest.mark.parametrize(("present", "good", "over"), [(True, 0, 1), (False, 14, 15)])
async def test_what_lets_a_pack_be_given_out_ends_by_itself(made, monkeypatch, present, good, over):
    at_the_desk = {"asked_by": "OWN", "present": "on", "proof": "KTP 3604050405900001"}
    pack, dpo = await _entered(made, **(at_the_desk if present else {})), await made.browser("dpo")
    if not present:
        await (await made.browser("kabid")).send_form(f"{pack}/agree", {})
    for days, status in ((good, 200), (over, 409)):
        monkeypatch.setattr("app.clock.now", lambda days=days: AT + timedelta(days=days))
        await dpo.enter("dpo")
        assert (await dpo.get(f"{pack}/json")).status_code == status, days
    assert pack not in (await dpo.get("/rights/access")).text


@pytest.mark.parametrize("present", [True, False])
async def test_what_lets_a_pack_be_given_out_ends_with_a_merge_of_the_record(made, monkeypatch, present):
    at_the_desk = {"asked_by": "OWN", "present": "on", "proof": "KTP 3604050405900001"}
    pack, dpo = await _entered(made, **(at_the_desk if present else {})), await made.browser("dpo")
    if not present:
        await (await made.browser("kabid")).send_form(f"{pack}/agree", {})
    assert (await dpo.get(f"{pack}/json")).status_code == 200
    view, me = await made.case.view(), await me_of("peksos")
    await client(me, None, number="BTN-2026-000900", name="Orang Lain")
    [other] = await query("SELECT id FROM clients WHERE number = 'BTN-2026-000900'")

    @transaction
    async def merged() -> None:
        await begin(view.client, other[0], me=me, now=AT + timedelta(minutes=1), reason="Sama")

    await merged()
    assert (await dpo.get(f"{pack}/json")).status_code == 409


async def test_nobody_stands_at_the_desk_in_the_place_of_somebody_else(made):
    dpo = await made.browser("dpo")
    answer = await dpo.send_form("/rights/access", {**ASKED, "number": made.client, "present": "on"})
    assert answer.status_code == 422
    assert await query("SELECT 1 FROM access_requests") == []


@pytest.mark.parametrize(("first", "second"), [("dpo", "kasi"), ("kasi", "dpo")])
async def test_a_mask_is_lifted_by_two_people_in_two_acts(made, first, second):
    one, other = await made.browser(first), await made.browser(second)
    await one.send_form("/rights/masks", {"number": made.client, **WHY})
    assert await _restricted(made)
    [row] = await query("SELECT id FROM restriction_lifts")
    lift = f"/rights/masks/{row[0]}"
    for stranger in (first, "other_kasi", "dpo2" if first == "dpo" else "other_kasi"):
        answer = await (await made.browser(stranger)).send_form(lift, WHY)
        assert answer.status_code == 404, stranger
    assert await _restricted(made)
    assert "wait" in (await other.get("/")).text

    await other.send_form(lift, WHY)

    assert not await _restricted(made)
    assert (await _audited("lift asked"), await _audited("lift agreed")) == ([first], [second])


async def test_what_masks_a_person_anew_after_a_lift_counts(made):
    await (await made.browser("dpo")).send_form("/rights/masks", {"number": made.client, **WHY})
    [row] = await query("SELECT id FROM restriction_lifts")
    await (await made.browser("kasi")).send_form(f"/rights/masks/{row[0]}", WHY)
    assert not await _restricted(made)
    view = await made.case.view()

    @transaction
    async def hidden() -> None:
        await restrict(view.client, "SHELTER", case=view.id, now=AT)

    await hidden()
    assert await _restricted(made)


@transaction
async def _hidden_since(made: Cast) -> None:
    view = await made.case.view()
    await restrict(view.client, "SHELTER", case=view.id, now=AT)


@transaction
async def _hidden_now(made: Cast) -> None:
    """Let the case know of a secret stay, without a cause of its own."""
    [row] = await query("SELECT id, state FROM cases WHERE number = ?", made.case.number)
    state = msgspec.json.decode(row[1])
    state.setdefault("facts", {}).update(sheltered=True, shelter_secret=True)
    await execute("UPDATE cases SET state = ? WHERE id = ?", msgspec.json.encode(state).decode(), row[0])


@transaction
async def _merged_since(made: Cast) -> None:
    """Give the person the cause that another record of theirs had, as a merge does."""
    view = await made.case.view()
    me = await me_of("peksos")
    number = await client(me, None, number="BTN-2026-000900", name="Orang Lain")
    [other] = await query("SELECT id FROM clients WHERE number = ?", number)
    await restrict(other[0], "TYPE", case=None, now=AT)
    await begin(view.client, other[0], me=me, now=AT, reason="Sama")
    await execute("UPDATE restrictions SET client = ? WHERE client = ?", view.client, other[0])


@pytest.mark.parametrize("since", [_hidden_since, _hidden_now, _merged_since])
async def test_an_agreement_lifts_only_what_was_asked_about_and_nobodys_mask_in_hiding(made, since):
    """Seen: asked in January, hidden in a shelter in March, lifted in April by a click on the old question."""
    dpo, kasi = await made.browser("dpo"), await made.browser("kasi")
    await dpo.send_form("/rights/masks", {"number": made.client, **WHY})
    [row] = await query("SELECT id FROM restriction_lifts")

    await since(made)

    answer = await kasi.send_form(f"/rights/masks/{row[0]}", WHY)
    assert answer.status_code == 422
    assert WHY["reason"] in answer.text, "what was typed stays"
    assert await _restricted(made)
    asked_anew = await dpo.send_form("/rights/masks", {"number": made.client, **WHY})
    assert asked_anew.status_code == (422 if since is _hidden_now else 200), "what changed can be asked about"


async def test_a_head_of_another_section_cannot_ask_for_a_person_they_do_not_see(made):
    answer = await (await made.browser("other_kasi")).send_form(
        "/rights/masks", {"number": made.client, **WHY}
    )
    assert answer.status_code == 422
    assert not re.search(r"Sudirja", answer.text)
    assert await query("SELECT 1 FROM restriction_lifts") == []


async def _restricted(made: Cast) -> bool:
    [row] = await query("SELECT restricted FROM clients WHERE number = ?", made.client)
    return bool(row[0])
