"""What was typed survives an ended session, for its own worker alone."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app.accounts.drafts import actions
from app.accounts.sessions import cookie_name
from app.admin.actions import close
from app.db import query
from tests.browser import Browser
from tests.cases.case_driver import START, case_of
from tests.clients.world import me_of

SAME = {"sec-fetch-site": "same-origin"}
TYPED = "Klien pindah ke rumah bibinya di Ciruas."


@pytest.fixture
async def at_work(app_on_both, monkeypatch):
    case = await case_of("BWBLP")
    clock = {"now": case.now}
    monkeypatch.setattr("app.clock.now", lambda: clock["now"])
    browser = Browser(app_on_both)
    await browser.sign_in("peksos")
    yield case, browser, clock
    await browser.aclose()


async def send_too_late(case, browser, clock, **kwargs):
    clock["now"] += timedelta(hours=13)
    return await browser.send_form(
        f"/cases/{case.number}/notes", {"text": TYPED, **kwargs}, headers=SAME, follow_redirects=False
    )


def _place(answer) -> str:
    found = re.search(r"/login\?next=(/drafts/[0-9a-f-]{36})", answer.text)
    assert found, answer.text
    return found[1]


async def test_a_form_sent_too_late_is_found_again_after_signing_in_and_sent_once(at_work):
    case, browser, clock = at_work
    answer = await send_too_late(case, browser, clock)
    assert answer.status_code == 401
    place = _place(answer)
    await browser.sign_in("peksos")

    page = await browser.get(place)
    assert TYPED in page.text
    assert "/drafts/" in (await browser.get("/")).text
    fields = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', page.text))
    sent = await browser.post(f"/cases/{case.number}/notes", data=fields, follow_redirects=False)

    assert sent.status_code == 303
    assert TYPED in (await browser.get(f"/cases/{case.number}")).text
    assert (await browser.get(place)).status_code == 404
    assert "/drafts/" not in (await browser.get("/")).text


async def test_nobody_else_sees_a_draft(at_work, app_on_both):
    case, browser, clock = at_work
    place = _place(await send_too_late(case, browser, clock))
    async with Browser(app_on_both) as other:
        await other.sign_in("supervisor")
        assert (await other.get(place)).status_code == 404
        assert place not in (await other.get("/")).text
        await other.send_form(f"{place}/discard")
    assert len(await query("SELECT 1 FROM drafts")) == 1


async def test_a_draft_is_gone_after_a_day_and_when_thrown_away(at_work):
    case, browser, clock = at_work
    place = _place(await send_too_late(case, browser, clock))
    clock["now"] += timedelta(hours=25)
    await browser.sign_in("peksos")
    assert (await browser.get(place)).status_code == 404

    other = _place(await send_too_late(case, browser, clock))
    await browser.sign_in("peksos")
    await browser.send_form(f"{other}/discard")
    assert (await browser.get(other)).status_code == 404


async def test_without_a_session_of_ones_own_nothing_is_read_and_the_page_says_where_it_stands(at_work):
    case, browser, clock = at_work
    browser.cookies.set(cookie_name(), "made-up", domain="localhost.local")
    browser.cookies.clear()
    answer = await send_too_late(case, browser, clock)
    assert answer.status_code == 401
    assert await query("SELECT 1 FROM drafts") == []
    assert TYPED not in answer.text
    assert "isian Anda masih ada di sana" in answer.text


async def test_a_post_from_elsewhere_is_not_kept(at_work):
    case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    await browser.send_form(
        f"/cases/{case.number}/notes", {"text": TYPED}, headers={"sec-fetch-site": "cross-site"}
    )
    assert await query("SELECT 1 FROM drafts") == []


async def test_a_lost_file_is_named_and_asked_for_again(at_work):
    case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    answer = await browser.post(
        f"/cases/{case.number}/visit",
        headers=SAME,
        follow_redirects=False,
        data={"text": TYPED, "service": "FISIK", "place": "RUMAH", "csrf": browser.token},
        files={"photo": ("foto.jpg", b"\xff\xd8\xff", "image/jpeg")},
    )
    place = _place(answer)
    assert "Berkas harus dipilih lagi" in answer.text
    await browser.sign_in("peksos")
    assert 'type="file"' in (await browser.get(place)).text


async def test_no_secret_is_kept(at_work):
    _case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    await browser.send_form(
        "/account/password", {"password": "rahasia lama", "new_password": "rahasia baru"}, headers=SAME
    )
    for row in await query("SELECT texts FROM drafts"):
        assert "rahasia" not in row[0]


@pytest.mark.parametrize("place", ["/admin/accounts/new", "/rights/access"])
async def test_only_work_on_clients_and_cases_is_sent_again_what_else_was_typed_is_read(at_work, place):
    _case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    answer = await browser.send_form(place, {"text": TYPED}, headers=SAME, follow_redirects=False)
    await browser.sign_in("peksos")
    kept = (await browser.get(_place(answer))).text
    assert TYPED in kept
    assert f'action="{place}"' not in kept


@pytest.mark.parametrize("place", ["/account/language", "/login", "/drafts/x/discard"])
async def test_what_proves_who_somebody_is_is_not_kept(at_work, place):
    _case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    await browser.send_form(place, {"text": TYPED, "back": "/x"}, headers=SAME, follow_redirects=False)
    assert await query("SELECT path FROM drafts") == []


def test_no_address_of_another_host_is_sent_to():
    assert not actions.Draft(uuid4(), "//cases/x/notes", {}, (), START).sendable


async def test_a_form_that_no_page_of_the_ended_session_sent_is_not_kept(at_work):
    case, browser, clock = at_work
    browser.token = "AAAA"
    await send_too_late(case, browser, clock)
    del browser.headers["user-agent"]
    await browser.send_form(f"/cases/{case.number}/notes", {"text": TYPED})
    assert await query("SELECT 1 FROM drafts") == []


async def test_a_draft_nobody_sent_is_removed_when_anybody_signs_in_later(at_work):
    case, browser, clock = at_work
    await send_too_late(case, browser, clock)
    clock["now"] += timedelta(hours=25)
    await browser.sign_in("supervisor")
    assert await query("SELECT 1 FROM drafts") == []


async def test_a_closed_account_leaves_no_draft_behind(at_work):
    case, browser, clock = at_work
    await send_too_late(case, browser, clock)
    await close("peksos", me=await me_of("supervisor"), now=clock["now"], key=None)
    assert await query("SELECT 1 FROM drafts") == []


async def test_a_form_about_a_client_is_sent_again_about_the_same_client(at_work):
    _case, browser, clock = at_work
    client = (await query("SELECT number FROM clients"))[0][0]
    clock["now"] += timedelta(hours=13)
    form = {"letter_number": "460/12/2026", "office": "Sentra Handayani", "destination": "KEMENSOS"}
    late = await browser.send_form(
        f"/referrals/new?client={client}&to=CENTRE", form, headers=SAME, follow_redirects=False
    )
    await browser.sign_in("peksos")
    page = (await browser.get(_place(late))).text
    action = html.unescape(re.search(r'action="(/referrals[^"]+)"', page)[1])
    fields = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
    answer = await browser.post(action, data=fields, follow_redirects=False)
    assert answer.status_code == 422, (
        answer.status_code
    )  # days are asked for: the form is there, with its client
    assert "Sentra Handayani" in answer.text


async def test_what_is_longer_than_anybody_types_is_not_kept(at_work):
    case, browser, clock = at_work
    answer = await send_too_late(case, browser, clock, more="x" * actions.LONGEST)
    assert answer.status_code == 401
    assert "/drafts/" not in answer.text
    assert await query("SELECT 1 FROM drafts") == []


async def test_of_many_drafts_of_one_person_the_latest_stay(at_work):
    case, browser, clock = at_work
    clock["now"] += timedelta(hours=13)
    cookie = browser.cookies[cookie_name()]  # each answer takes it away: these are tabs that send at once
    for turn in range(actions.MOST + 2):
        clock["now"] += timedelta(minutes=1)
        browser.cookies.set(cookie_name(), cookie)
        await browser.send_form(
            f"/cases/{case.number}/notes", {"text": f"Kata {turn}."}, headers=SAME, follow_redirects=False
        )
    kept = await query("SELECT texts FROM drafts ORDER BY kept_at")
    assert len(kept) == actions.MOST
    assert "Kata 2." in kept[0][0]
