"""Who is not on the team of a restricted person says why before they see more than initials; the supervisor is told."""

import asyncio
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from app.break_glass import store
from app.db import execute, query, transaction
from app.scope.tables import Unmasking
from tests.access.cast import AT, NAME, Cast
from tests.access.test_matrix import wrong
from tests.cases.case_driver import case_of

WHY = {"purpose": "PENGAWASAN", "reason": "Rapat evaluasi triwulan tentang kasus yang lama."}


async def _give_reason(cast: Cast, username: str, path: str):
    """Open a page, say why, and go on to it."""
    browser = await cast.browser(username)
    asked = await browser.get(path)
    assert "/reason" in str(asked.url)
    return await browser.send_form(f"/clients/{cast.client}/reason", {**WHY, "next": path})


async def _audit(action: str) -> list[tuple[str, str]]:
    rows = await query(
        'SELECT w.username, a.detail FROM audit a JOIN workers w ON w.id = a."by" WHERE a.action = ? ORDER BY a.seq',
        action,
    )
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("username", ["kabid", "kabkota"])
async def test_whoever_is_not_on_the_team_is_asked_once_and_then_sees_the_case(at_hand, username):
    case = f"/cases/{at_hand.case.number}"
    before = len(await _audit("read"))
    asked = await (await at_hand.browser(username)).get(case)
    assert NAME not in asked.text
    assert "S. R." in asked.text
    assert len(await _audit("read")) == before

    answer = await _give_reason(at_hand, username, case)

    assert str(answer.url).endswith(case)
    assert NAME in answer.text
    [(who, detail)] = await _audit("unmasked")
    assert (who, WHY["reason"] in detail, WHY["purpose"] in detail) == (username, True, True)
    assert (await _audit("read"))[-1][0] == username
    again = await (await at_hand.browser(username)).get(f"/clients/{at_hand.client}")
    assert "/reason" not in str(again.url)


async def test_a_reason_is_good_for_a_working_day(at_hand, monkeypatch):
    case = f"/cases/{at_hand.case.number}"
    await _give_reason(at_hand, "kabid", case)
    browser = await at_hand.browser("kabid")

    monkeypatch.setattr("app.clock.now", lambda: AT + timedelta(hours=11))
    await browser.enter("kabid")
    assert "/reason" not in str((await browser.get(case)).url)
    monkeypatch.setattr("app.clock.now", lambda: AT + timedelta(hours=13))
    await browser.enter("kabid")
    assert "/reason" in str((await browser.get(case)).url)


async def test_the_reason_of_one_opens_nothing_for_another(at_hand):
    case = f"/cases/{at_hand.case.number}"
    await _give_reason(at_hand, "kabid", case)
    for path in (case, f"/clients/{at_hand.client}"):
        answer = await (await at_hand.browser("kabkota")).get(path)
        assert "/reason" in str(answer.url)
        assert NAME not in answer.text


@pytest.mark.parametrize(
    "form", [{}, {"purpose": "PENGAWASAN"}, {**WHY, "reason": "ya"}, {**WHY, "purpose": "APA"}]
)
async def test_a_form_without_purpose_or_reason_opens_nothing(at_hand, form):
    browser = await at_hand.browser("kabid")
    answer = await browser.send_form(f"/clients/{at_hand.client}/reason", form)
    assert answer.status_code == 422
    assert NAME not in answer.text
    assert "/reason" in str((await browser.get(f"/cases/{at_hand.case.number}")).url)


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil"]
)
async def test_a_reason_leads_nowhere_else(at_hand, onward):
    browser = await at_hand.browser("kabid")
    answer = await browser.send_form(
        f"/clients/{at_hand.client}/reason", {**WHY, "next": onward}, follow_redirects=False
    )
    assert answer.headers["location"] == f"/clients/{at_hand.client}"


@pytest.mark.parametrize("username", ["peksos", "supervisor", "kasi"])
async def test_the_team_is_never_asked(at_hand, username):
    browser = await at_hand.browser(username)
    for path in (f"/cases/{at_hand.case.number}", f"/clients/{at_hand.client}"):
        answer = await browser.get(path)
        assert NAME in answer.text
        assert "/reason" not in str(answer.url)
    assert await _audit("unmasked") == []


async def test_the_supervisor_is_told_on_their_first_page_until_they_have_looked(at_hand):
    await _give_reason(at_hand, "kabid", f"/cases/{at_hand.case.number}")
    supervisor = await at_hand.browser("supervisor")

    home = (await supervisor.get("/")).text
    assert WHY["reason"] in home
    assert "Kabid" in home
    assert NAME not in home
    [opening] = await query("SELECT id FROM unmaskings")
    other = await at_hand.browser("other_supervisor")
    assert WHY["reason"] not in (await other.get("/")).text
    assert WHY["reason"] not in (await other.get("/opened")).text
    assert (await other.send_form(f"/opened/{opening[0]}/seen")).status_code == 404

    await supervisor.send_form(f"/opened/{opening[0]}/seen")

    assert WHY["reason"] not in (await supervisor.get("/")).text
    assert WHY["reason"] in (await supervisor.get("/opened")).text


async def test_a_form_sent_from_outside_the_team_changes_nothing_and_asks_why(at_hand):
    browser = await at_hand.browser("kabid")
    answer = await browser.send_form(f"/cases/{at_hand.case.number}/notes", {"text": "Halo"})
    assert "/reason" in str(answer.url)
    assert await query("SELECT 1 FROM case_events WHERE kind = 'noted'") == []


@pytest.mark.parametrize(
    ("place", "route"),
    [
        ("app.cases.store.sees_case", "GET /cases/{number}"),
        ("app.clients.store.sees_client", "GET /clients/{number}"),
    ],
)
async def test_a_mask_that_asks_nobody_is_noticed(at_hand, monkeypatch, place, route):
    """A mutant: whoever is in scope sees everything."""

    async def always(*_asked: object) -> bool:
        return True

    monkeypatch.setattr(place, always)
    assert await wrong(at_hand, "kabid", route)


async def test_where_no_unit_has_a_supervisor_the_head_of_section_is_told(at_hand):
    """The reason must not lie where nobody looks."""
    kasi = await at_hand.browser("kasi")
    await _give_reason(at_hand, "kabid", f"/cases/{at_hand.case.number}")
    assert WHY["reason"] not in (await kasi.get("/opened")).text
    await _close("supervisor")

    overseer = await at_hand.browser("kabkota")
    asked = (await overseer.get(f"/clients/{at_hand.client}/reason")).text
    assert "because no unit here has a supervisor: Kasi" in asked

    assert WHY["reason"] in (await kasi.get("/")).text
    assert WHY["reason"] in (await kasi.get("/opened")).text
    assert WHY["reason"] not in (await (await at_hand.browser("other_kasi")).get("/opened")).text
    [opening] = await query("SELECT id FROM unmaskings")
    assert (
        await (await at_hand.browser("other_kasi")).send_form(f"/opened/{opening[0]}/seen")
    ).status_code == 404
    await kasi.send_form(f"/opened/{opening[0]}/seen")
    assert WHY["reason"] not in (await kasi.get("/")).text


async def test_every_opening_is_a_line_for_somebody_to_look_over_restricted_or_not(at_hand):
    """A reason given for somebody in no list of the restricted was told to nobody."""
    await _restrict(at_hand.client, on=False)
    await _give_reason(at_hand, "kabid", f"/clients/{at_hand.client}")
    supervisor = await at_hand.browser("supervisor")
    assert WHY["reason"] in (await supervisor.get("/opened")).text
    assert WHY["reason"] in (await supervisor.get("/")).text


async def test_one_line_a_person_and_client_however_often_and_looking_at_it_is_in_the_log(
    at_hand_on_both, monkeypatch
):
    for hours in (0, 13, 26):
        monkeypatch.setattr("app.clock.now", lambda at=AT + timedelta(hours=hours): at)
        await (await at_hand_on_both.browser("kabid")).sign_in("kabid")
        await _give_reason(at_hand_on_both, "kabid", f"/cases/{at_hand_on_both.case.number}")
    supervisor = await at_hand_on_both.browser("supervisor")
    await supervisor.sign_in("supervisor")
    page = (await supervisor.get("/opened")).text
    assert page.count(WHY["reason"]) == 1
    assert "3 times in all" in page

    [opening] = await query("SELECT id FROM unmaskings ORDER BY at DESC LIMIT 1")
    await supervisor.send_form(f"/opened/{opening[0]}/seen")

    assert await query("SELECT 1 FROM unmaskings WHERE seen_at IS NULL") == []
    [(who, detail)] = await _audit("opening looked at")
    assert who == "supervisor"
    assert "by" in detail


async def test_the_lines_to_look_over_come_in_pages(at_hand_on_both, monkeypatch):
    monkeypatch.setitem(store.opened.__kwdefaults__, "limit", 1)
    for username in ("kabid", "kabkota"):
        await _give_reason(at_hand_on_both, username, f"/cases/{at_hand_on_both.case.number}")
    supervisor = await at_hand_on_both.browser("supervisor")
    first = (await supervisor.get("/opened")).text
    onward = re.search(r"/opened\?after=([^\"]+)", first)
    assert onward
    second = (await supervisor.get(f"/opened?after={onward[1]}")).text
    assert ("Kabid" in first) != ("Kabid" in second)


async def test_nobody_looks_over_what_they_opened_themselves(at_hand_on_both):
    """Of the only supervisor's openings the head of section is told, of theirs the data protection officer."""
    await _opened_by("supervisor", at_hand_on_both.client)
    assert WHY["reason"] not in (await (await at_hand_on_both.browser("supervisor")).get("/opened")).text
    assert WHY["reason"] in (await (await at_hand_on_both.browser("kasi")).get("/opened")).text
    await _close("kasi")
    assert WHY["reason"] in (await (await at_hand_on_both.browser("dpo")).get("/opened")).text


async def test_after_so_many_openings_a_day_somebody_above_has_to_release_more(at_hand_on_both):
    clients = await _many(at_hand_on_both, 12)
    browser = await at_hand_on_both.browser("kabkota")
    answers = [await browser.send_form(f"/clients/{one}/reason", WHY) for one in clients]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert "These can release more" in answers[-1].text
    assert len(await query("SELECT 1 FROM unmaskings")) == 10
    assert (await browser.send_form("/opened/more", {"reason": "ya ya ya ya ya"})).status_code == 422
    await browser.send_form("/opened/more", {"reason": "Rapat koordinasi siang ini."})
    head = await at_hand_on_both.browser("kabid")
    assert "waits for you" in (await head.get("/")).text
    assert "Rapat koordinasi siang ini." in (await head.get("/opened/asked")).text
    assert "Rapat koordinasi" not in (await (await at_hand_on_both.browser("dpo")).get("/opened/asked")).text
    [asked] = await query("SELECT id FROM opening_releases")

    await head.send_form(f"/opened/asked/{asked[0]}/release")

    assert (await browser.send_form(f"/clients/{clients[-1]}/reason", WHY)).status_code == 200
    assert [who for who, _detail in await _audit("openings released")] == ["kabid"]


async def test_reasons_sent_at_once_open_no_more_than_the_day_allows(at_hand_on_both):
    clients = await _many(at_hand_on_both, 14)
    browser = await at_hand_on_both.browser("kabkota")

    answers = await asyncio.gather(*(browser.send_form(f"/clients/{one}/reason", WHY) for one in clients))

    assert Counter(answer.status_code for answer in answers) == {200: 10, 429: 4}
    assert len(await query("SELECT 1 FROM unmaskings")) == 10
    await asyncio.gather(
        *(browser.send_form("/opened/more", {"reason": f"Rapat koordinasi siang ke-{n}."}) for n in range(6))
    )
    assert len(await query("SELECT 1 FROM opening_releases")) == 1


async def test_the_head_of_the_division_asks_the_data_protection_officer_for_more(at_hand):
    head, officer = await at_hand.browser("kabid"), await at_hand.browser("dpo")
    await head.send_form("/opened/more", {"reason": "Banyak keputusan penutupan hari ini."})
    [asked] = await query("SELECT id FROM opening_releases")
    assert (await head.send_form(f"/opened/asked/{asked[0]}/release")).status_code == 404
    assert "Banyak keputusan" in (await officer.get("/opened/asked")).text
    await officer.send_form(f"/opened/asked/{asked[0]}/release")
    assert [row[0] for row in await query("SELECT more FROM opening_releases")] == [10]


async def test_a_data_officers_list_of_data_to_be_verified_counts_once(at_hand_on_both):
    clients = await _many(at_hand_on_both, 12, verified_long_ago=True)
    browser = await at_hand_on_both.browser("data")
    for one in clients:
        answer = await browser.send_form(f"/clients/{one}/reason", {**WHY, "purpose": "VERIFIKASI"})
        assert answer.status_code == 200
    assert len({row[0] for row in await query("SELECT batch FROM unmaskings")}) == 1
    off = await browser.send_form(
        f"/clients/{at_hand_on_both.client}/reason", {**WHY, "purpose": "VERIFIKASI"}
    )
    assert off.status_code == 422, "who stands on no list is opened for another reason"


async def test_the_head_of_the_division_sees_how_many_each_opened_in_the_month(at_hand_on_both):
    await _give_reason(at_hand_on_both, "kabkota", f"/cases/{at_hand_on_both.case.number}")
    page = (await (await at_hand_on_both.browser("kabid")).get("/")).text
    panel = page.partition('aria-labelledby="openings"')[2].partition("</section>")[0]
    assert "Kabkota" in panel
    assert 'aria-labelledby="openings"' not in (await (await at_hand_on_both.browser("kadis")).get("/")).text


@transaction
async def _opened_by(username: str, client: str) -> None:
    [[worker]] = await query("SELECT id FROM workers WHERE username = ?", username)
    [[person]] = await query("SELECT id FROM clients WHERE number = ?", client)
    row = Unmasking(
        client=person,
        by=worker,
        purpose=WHY["purpose"],
        reason=WHY["reason"],
        at=AT,
        until=AT + timedelta(hours=12),
    )
    await Unmasking.insert(row)


@transaction
async def _many(cast: Cast, count: int, *, verified_long_ago: bool = False) -> list[str]:
    """Register people whom the overseers have in scope, each with an open case of the same unit."""
    found = []
    for n in range(count):
        number = f"BTN-2026-{700 + n:06}"
        driven = await case_of("AT", number=number, staff_=cast.case.staff)
        if verified_long_ago:
            await execute("UPDATE clients SET verified_on = ? WHERE number = ?", date(2020, 1, 1), number)
        assert driven.number
        found.append(number)
    await execute("UPDATE clients SET restricted = ? WHERE number <> ?", True, cast.client)
    return found


@transaction
async def _close(username: str) -> None:
    await execute("UPDATE workers SET active = ? WHERE username = ?", False, username)


@transaction
async def _restrict(client: str, *, on: bool) -> None:
    await execute("UPDATE clients SET restricted = ? WHERE number = ?", on, client)
