"""The administrator's day with accounts."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from app import clock
from app.db import query, query_one
from tests import people
from tests.browser import PASSWORD, Browser

NEW = "sawah hijau di pagi hari"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture
async def admin(app_on_both):
    await people.worker("admin", "ADMIN")
    async with Browser(app_on_both) as browser:
        await browser.sign_in("admin")
        yield browser


def thrown_out(answer):
    return answer.url.path == "/login"


async def filled(**changes):
    unit = await people.organisation()
    form = {
        "username": "siti.aminah",
        "name": "Siti Aminah",
        "roles": ["PEKSOS"],
        "organisation": str(unit),
        "language": "en",
    }
    return {**form, **changes}


async def made(admin, **changes):
    answer = await admin.send_form("/admin/accounts/new", await filled(**changes))
    assert answer.status_code == 200, answer.text
    return CODE.search(answer.text)[0]


async def activated(app, code, username="siti.aminah", password=NEW):
    async with Browser(app) as door:
        await door.read_token("/activate")
        return await door.send_form(
            "/activate",
            {"username": username, "code": code, "new_password": password, "new_password_again": password},
        )


async def test_a_new_person_sets_a_password_by_the_code_and_signs_in(admin, app_on_both):
    code = await made(admin)
    assert "Kata sandi Anda sudah dibuat" in (await activated(app_on_both, code)).text
    async with Browser(app_on_both) as siti:
        await siti.sign_in("siti.aminah", NEW)
        assert "Siti Aminah" in (await siti.get("/account")).text
    shown = (await admin.get("/admin/accounts/siti.aminah")).text
    assert "In use" in shown
    assert "Password set by a code" in shown


async def test_the_code_is_kept_nowhere_and_shown_once(admin):
    form = {**await filled(), "key": str(uuid4())}
    first = await admin.send_form("/admin/accounts/new", form)
    again = await admin.send_form("/admin/accounts/new", form)
    code = CODE.search(first.text)[0]
    assert "shown before" in again.text
    assert not CODE.search(again.text)
    held = [str(value) for row in await query("SELECT * FROM password_codes") for value in row]
    told = [row.detail for row in await query("SELECT detail FROM audit")]
    assert not any(code in text or code.replace("-", "") in text for text in held + told)


async def test_a_code_works_once_however_it_is_typed(admin, app_on_both):
    code = await made(admin)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert "Kata sandi Anda sudah dibuat" in (await activated(app_on_both, sloppy)).text
    second = await activated(app_on_both, code, password="kebun teh di lereng")
    assert second.status_code == 401


async def test_a_code_is_void_after_a_week_or_when_another_is_made(admin, app_on_both):
    first = await made(admin)
    answer = await admin.send_form("/admin/accounts/siti.aminah/code")
    assert (await activated(app_on_both, first)).status_code == 401
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1), tick=False):
        assert (await activated(app_on_both, CODE.search(answer.text)[0])).status_code == 401


async def test_wrong_codes_are_slowed_down(admin, app_on_both):
    code = await made(admin)
    for _ in range(6):
        await activated(app_on_both, "0000-0000-0000-0000")
    assert (await activated(app_on_both, code)).status_code == 429


async def test_a_code_for_a_new_password_ends_the_old_one_and_its_sessions(admin, app_on_both):
    await people.worker("sari", "PEKSOS")
    async with Browser(app_on_both) as sari:
        await sari.sign_in("sari")
        await admin.send_form("/admin/accounts/sari/code")
        assert thrown_out(await sari.get("/"))
    async with Browser(app_on_both) as again:
        await again.read_token("/login")
        refused = await again.send_form("/login", {"username": "sari", "password": PASSWORD})
        assert refused.status_code == 401


async def test_closing_throws_the_person_out_and_opening_lets_them_in_again(admin, app_on_both):
    await people.worker("sari", "PEKSOS")
    async with Browser(app_on_both) as sari:
        await sari.sign_in("sari")
        closed = await admin.send_form("/admin/accounts/sari/close")
        assert "signed out everywhere" in closed.text
        assert thrown_out(await sari.get("/"))
        worker = (await query_one("SELECT id FROM workers WHERE username = 'sari'")).id
        assert await query("SELECT 1 FROM sessions WHERE worker = ?", worker) == []
        await admin.send_form("/admin/accounts/sari/reopen")
        assert (await sari.sign_in("sari")).status_code == 200


async def test_the_last_administrator_stays(admin):
    refused = await admin.send_form("/admin/accounts/admin/close")
    assert refused.status_code == 409
    assert "last administrator" in refused.text
    await people.worker("kedua", "ADMIN")
    assert (await admin.send_form("/admin/accounts/kedua/close")).status_code == 200
    assert (await admin.send_form("/admin/accounts/admin/close")).status_code == 409


async def test_an_administrator_gives_themselves_no_access(admin):
    await people.worker("kedua", "ADMIN")
    own = await filled(name="Admin", roles=["KABID"], version="1")
    refused = await admin.send_form("/admin/accounts/admin/edit", own)
    assert refused.status_code == 422
    assert "Another administrator" in refused.text
    both = await admin.send_form("/admin/accounts/new", await filled(roles=["ADMIN", "KABID"]))
    assert both.status_code == 422
    assert "sees no cases" in both.text


@pytest.mark.parametrize("role", ["DPO", "AUDITOR"])
async def test_an_administrator_does_not_watch_over_themselves(admin, role):
    """The data protection officer may have all of a person; the auditor reads what administrators did."""
    refused = await admin.send_form("/admin/accounts/new", await filled(roles=["ADMIN", role]))
    assert refused.status_code == 422
    assert "does not watch over" in refused.text


async def test_two_administrators_cannot_take_each_other_away(db):
    import asyncio

    from app.admin import actions
    from app.web.http.current_user import CurrentUser

    ids = {name: await people.worker(name, "ADMIN") for name in ("satu", "dua")}

    def me(name):
        return CurrentUser(
            id=ids[name],
            username=name,
            name=name,
            roles=frozenset({"ADMIN"}),
            grantees=(),
            organisation=None,
            region=None,
            lang="en",
        )

    now = clock.now()
    outcomes = await asyncio.gather(
        actions.close("dua", me=me("satu"), now=now, key=None),
        actions.close("satu", me=me("dua"), now=now, key=None),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Barred", "Done"]


async def test_what_a_role_needs_is_asked_for_all_at_once(admin):
    answer = await admin.send_form(
        "/admin/accounts/new",
        {
            "username": "A",
            "name": "",
            "roles": ["KASI", "TKSK", "LKS"],
            "expires_on": "1/1/2020",
            "language": "en",
        },
    )
    assert answer.status_code == 422
    form = {
        **await filled(roles=["KASI", "TKSK", "LKS"], username="A", expires_on="1/1/2020", organisation="")
    }
    answer = await admin.send_form("/admin/accounts/new", form)
    for words in (
        "3 to 40",
        "section that this person heads",
        "without it",
        "Choose the kecamatan",
        "day is over",
    ):
        assert words in answer.text


async def test_a_partner_stays_until_the_last_day_and_no_longer(admin, app_on_both):
    lks = await people.organisation("LKS Bunga", "LKS")
    last = clock.today() + timedelta(days=3)
    code = await made(admin, roles=["LKS"], organisation=str(lks), expires_on=f"{last:%d/%m/%Y}")
    await activated(app_on_both, code)
    async with Browser(app_on_both) as siti:
        with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
            await siti.sign_in("siti.aminah", NEW)
            assert "Siti Aminah" in (await siti.get("/account")).text
        with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
            assert thrown_out(await siti.get("/account"))
            await siti.read_token("/login")
            refused = await siti.send_form("/login", {"username": "siti.aminah", "password": NEW})
            assert refused.status_code == 401
            assert "Akun ini berakhir pada" in refused.text
            worse = await siti.send_form("/login", {"username": "siti.aminah", "password": "not this one"})
            assert "Akun ini berakhir pada" not in worse.text


async def test_changing_organisation_ends_what_was_seen_for_registering_it(admin):
    from tests.clients.world import client

    await people.worker("sari", "PEKSOS")
    await client("sari")
    uptd = await people.organisation("UPTD Cilegon", "UPTD")
    await admin.send_form(
        "/admin/accounts/sari/edit",
        await filled(name="Sari", roles=["PEKSOS"], organisation=str(uptd), version="1"),
    )
    worker = await query_one("SELECT id, organisation FROM workers WHERE username = 'sari'")
    assert worker.organisation == uptd
    open_to_her = await query(
        "SELECT 1 FROM access WHERE grantee = ? AND until IS NULL", f"worker:{worker.id}"
    )
    assert open_to_her == []
    kept = await query("SELECT 1 FROM access WHERE grantee LIKE 'unit:%' AND until IS NULL")
    assert kept
    changed = await query_one("SELECT detail FROM audit WHERE action = 'worker_changed'")
    assert "registrations_ended" in changed.detail


async def test_a_changed_role_holds_on_the_next_page(admin, app_on_both):
    await people.worker("sari", "PEKSOS")
    async with Browser(app_on_both) as sari:
        await sari.sign_in("sari")
        assert (await sari.get("/supervision/stalled")).status_code == 403
        await admin.send_form(
            "/admin/accounts/sari/edit", await filled(name="Sari", roles=["SUPERVISOR"], version="1")
        )
        assert (await sari.get("/supervision/stalled")).status_code == 200


async def test_the_slower_of_two_administrators_is_told(admin):
    await people.worker("sari", "PEKSOS")
    await admin.send_form("/admin/accounts/sari/edit", await filled(name="Sari Dewi", version="1"))
    slower = await admin.send_form("/admin/accounts/sari/edit", await filled(name="Sari D.", version="1"))
    assert slower.status_code == 409


async def test_the_list_is_narrowed_by_role_organisation_state_and_name(admin):
    await people.worker("sari", "PEKSOS", name="Sari Dewi")
    lks = await people.organisation("LKS Bunga", "LKS")
    await people.worker("bunga", "LKS", name="Bunga Melati", unit=lks)
    await admin.send_form("/admin/accounts/sari/close")

    async def names(query_string):
        return re.findall(
            r'<th scope="row"><a href="/admin/accounts/([^"]+)"',
            (await admin.get(f"/admin/accounts?{query_string}")).text,
        )

    assert await names("role=LKS") == ["bunga"]
    assert await names(f"organisation={lks}") == ["bunga"]
    assert await names("state=CLOSED") == ["sari"]
    assert await names("q=dewi") == ["sari"]
    assert await names("state=ACTIVE&q=a") == ["admin", "bunga"]


async def test_the_list_goes_on_page_by_page_without_loss(admin):
    for number in range(60):
        await people.worker(f"orang{number:02}", "PEKSOS", name=f"Orang {number % 7}")
    seen, address = [], "/admin/accounts"
    while address:
        text = (await admin.get(address)).text
        seen += re.findall(r'<th scope="row"><a href="/admin/accounts/([^"]+)"', text)
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == 61


async def test_only_administrators_come_here(signed_in):
    await people.worker("sari", "PEKSOS", "KABID")
    sari = await signed_in("sari")
    for place in ("/admin/accounts", "/admin/accounts/new", "/admin/organisations"):
        assert (await sari.get(place)).status_code == 403


async def test_an_organisation_is_added_renamed_and_kept_to_its_kind(admin):
    answer = await admin.send_form(
        "/admin/organisations/new", {"name": "LKS Melati", "kind": "LKS", "region": "36.04"}
    )
    assert "LKS Melati is added" in answer.text
    twice = await admin.send_form("/admin/organisations/new", {"name": "LKS Melati", "kind": "LKS"})
    assert twice.status_code == 422
    held = await query_one("SELECT id, version FROM organisations WHERE name = 'LKS Melati'")
    await people.worker("bunga", "LKS", unit=held.id)
    bent = await admin.send_form(
        f"/admin/organisations/{held.id}", {"name": "LKS Melati", "kind": "UPTD", "version": "1"}
    )
    assert bent.status_code == 422
    await admin.send_form(
        f"/admin/organisations/{held.id}", {"name": "LKS Melati Putih", "kind": "LKS", "version": "1"}
    )
    told = await query("SELECT action FROM audit WHERE subject = 'organisation' ORDER BY seq")
    assert [row.action for row in told] == ["organisation_added", "organisation_changed"]


async def test_no_act_leaves_half_of_itself(admin, monkeypatch):
    """The audit row and the change commit together: without the one there is not the other."""
    from app import audit

    await people.worker("sari", "PEKSOS")

    async def broken(*args, **kwargs):
        raise RuntimeError("no audit")

    monkeypatch.setattr(audit, "record", broken)
    assert (await admin.send_form("/admin/accounts/sari/close")).status_code == 500
    assert (await query_one("SELECT active FROM workers WHERE username = 'sari'")).active
