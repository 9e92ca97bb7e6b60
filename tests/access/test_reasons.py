"""Who is not on the team of a restricted person says why before they see more than initials; the supervisor is told."""

from datetime import timedelta

import pytest

from app.db import execute, query, transaction
from tests.access.cast import AT, NAME, Cast
from tests.access.test_matrix import wrong

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


async def test_who_becomes_restricted_is_masked_again_until_a_supervisor_can_hear_of_it(at_hand):
    """A reason given for somebody in no list of the restricted was told to nobody."""
    await _restrict(at_hand.client, on=False)
    await _give_reason(at_hand, "kabid", f"/clients/{at_hand.client}")
    [told] = await query("SELECT told FROM unmaskings")
    assert not told[0]
    browser = await at_hand.browser("kabid")
    assert NAME in (await browser.get(f"/cases/{at_hand.case.number}")).text

    await _restrict(at_hand.client, on=True)

    assert "/reason" in str((await browser.get(f"/cases/{at_hand.case.number}")).url)
    assert "/reason" in str((await browser.get(f"/clients/{at_hand.client}")).url)


@transaction
async def _close(username: str) -> None:
    await execute("UPDATE workers SET active = ? WHERE username = ?", False, username)


@transaction
async def _restrict(client: str, *, on: bool) -> None:
    await execute("UPDATE clients SET restricted = ? WHERE number = ?", on, client)
