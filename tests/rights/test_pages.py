"""The dry run, holds and access packs through the pages."""

import json
import re
import zlib
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import clock
from app.cases.actions import perform
from app.cases.outcomes import Done
from app.db import query, query_one, transaction
from app.records.plan.shelter import Shelter
from app.records.store import Head, insert
from app.rights import dry_run
from app.scope import grants
from app.web.i18n.lists import code_label
from tests import people
from tests.browser import Browser
from tests.cases.world import case
from tests.clients.world import client, me_of
from workflows import commands

REASON = {"reason": "Perkara 12/Pdt.G/2026"}


@pytest.fixture
async def dpo(app_on_both):
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    await people.worker("dpo", "DPO")
    async with Browser(app_on_both) as browser:
        await browser.enter("dpo")
        yield browser


async def cancelled(name="Ahmad Suryana"):
    """Open a case and close it as opened by mistake: kept for two years."""
    number = await case("ratu", name, about=36)
    move = commands.Move(trigger="cancel", close_reason="BATAL", reason="Salah buka")
    outcome = await perform(number, move, me=await me_of("ratu"), now=clock.now(), version=None, key=uuid4())
    assert isinstance(outcome, Done), outcome
    return number


def in_years(years):
    return clock.today() + timedelta(days=366 * years)


async def numbers(on):
    found = await dry_run.run(on)
    return [one.number for one in found.cases if not one.held]


async def test_a_case_passes_on_its_day_and_not_before(dpo):
    number = await cancelled()
    today = clock.today()
    last = date(today.year + 2, today.month, today.day)
    assert await numbers(last) == []
    assert await numbers(last + timedelta(days=1)) == [number]
    found = await dry_run.run(last + timedelta(days=1))
    assert [client for client, _day in found.clients] == ["BTN-2026-000001"]


async def test_the_page_counts_by_rule_and_deletes_nothing(dpo):
    number = await cancelled()
    before = (await query_one("SELECT count(*) FROM cases"))[0]
    page = (await dpo.get(f"/admin/retention?on={in_years(3)}")).text
    assert number in page
    assert "Not accepted" in page
    assert number not in (await dpo.get("/admin/retention")).text
    assert (await query_one("SELECT count(*) FROM cases"))[0] == before
    file = (await dpo.get(f"/admin/retention.csv?on={in_years(3)}")).text
    assert number in file
    assert "Ahmad" not in page + file


async def test_an_open_case_keeps_its_client(dpo):
    await cancelled()
    kept = (await query_one("SELECT number FROM clients"))[0]
    await case("ratu", client=kept)
    found = await dry_run.run(in_years(3))
    assert len(found.cases) == 1
    assert found.clients == []


async def test_a_client_without_a_case_passes_after_two_years(dpo):
    await people.worker("sari", "PEKSOS")
    number = await client("sari")
    assert [one for one, _day in (await dry_run.run(in_years(3))).unused] == [number]
    assert (await dry_run.run(in_years(1))).unused == []


@pytest.mark.parametrize("whole", [True, False])
async def test_a_hold_keeps_a_case_and_its_end_lets_it_go(dpo, whole):
    number, other = await cancelled(), await cancelled("Budi Raharjo")
    held = (await query_one("SELECT number FROM clients ORDER BY number"))[0] if whole else number
    placed = await dpo.send_form("/admin/holds", {"number": held.lower(), **REASON})
    assert "The hold is placed" in placed.text
    assert await numbers(in_years(3)) == [other]
    assert "held" in (await dpo.get(f"/admin/retention?on={in_years(3)}")).text
    twice = await dpo.send_form("/admin/holds", {"number": held, **REASON})
    assert twice.status_code == 422
    hold = (await query_one("SELECT id FROM legal_holds"))[0]
    unsaid = await dpo.send_form(f"/admin/holds/{hold}/end", {"reason": ""})
    assert unsaid.status_code == 422
    await dpo.send_form(f"/admin/holds/{hold}/end", {"reason": "Putusan tetap"})
    assert sorted(await numbers(in_years(3))) == sorted([number, other])
    acts = await query("SELECT action FROM audit WHERE subject = 'hold' ORDER BY seq")
    assert [row[0] for row in acts] == ["hold placed", "hold ended"]


async def test_the_head_of_the_division_places_holds_too_and_the_administrator_does_not(dpo, app_on_both):
    await people.worker("kabid", "KABID")
    await people.worker("admin", "ADMIN")
    for username, status in (("kabid", 200), ("admin", 403)):
        async with Browser(app_on_both) as browser:
            await browser.enter(username)
            assert (await browser.get("/admin/holds")).status_code == status
            # The head of the division is the second person of a pack.
            assert (await browser.get("/rights/access")).status_code == status


async def asked(dpo, number):
    form = {
        "number": number,
        "asked_by": "OWN",
        "asked_on": f"{clock.today():%d/%m/%Y}",
        "proof": "KTP 3604050405900001",
        "present": "on",
    }
    answer = await dpo.send_form("/rights/access", form)
    assert answer.status_code == 200, answer.text
    return re.search(r"/rights/access/[0-9a-f-]{36}", answer.text)[0]


async def test_the_pack_tells_what_is_kept_and_nothing_of_others(dpo, app_on_both):
    number = await case(
        "ratu", "Ahmad Suryana", about=36, person={"nik": "3604050405900001", "home_address": "Jalan Mawar 1"}
    )
    kept = (await query_one("SELECT number FROM clients"))[0]
    async with Browser(app_on_both) as ratu:
        await ratu.enter("ratu")
        await ratu.send_form(
            f"/clients/{kept}/relations",
            {
                "name": "Sulastri Rahasia",
                "relation": "IBU",
                "phone": "08990001",
                "note": "Tinggal di Jalan Gelap",
            },
        )
    place = await asked(dpo, kept)
    text = (await dpo.get(f"{place}/json")).text
    told = json.loads(text)
    for words in ("Ahmad Suryana", "3604050405900001", "Jalan Mawar 1", number, "Mother"):
        assert words in text, words
    for words in ("Sulastri", "08990001", "Jalan Gelap"):
        assert words not in text, words
    assert told["left_out"]
    paper = await dpo.get(f"{place}/pdf")
    assert paper.content.startswith(b"%PDF-")
    acts = await query("SELECT action, client FROM audit WHERE subject = 'access request' ORDER BY seq")
    assert [row[0] for row in acts] == ["access request", "access pack", "access pack"]
    assert all(row[1] for row in acts)


async def test_markup_in_a_name_is_set_as_it_stands(dpo):
    await people.worker("sari", "PEKSOS")
    number = await client("sari", 'Siti #read("/etc/passwd") *tebal* $x$')
    place = await asked(dpo, number)
    assert (await dpo.get(f"{place}/pdf")).status_code == 200


@pytest.mark.parametrize(
    ("name", "font"),
    [("محمد يوسف", "NotoSansArabic"), ("王小明", "NotoSansSC"), ("Ahmad Suryana", "LibertinusSerif")],
)
async def test_a_name_in_any_script_is_set_in_a_font_that_the_paper_carries(dpo, name, font):
    await people.worker("sari", "PEKSOS")
    place = await asked(dpo, await client("sari", name))
    paper = (await dpo.get(f"{place}/pdf")).content
    parts = [
        zlib.decompress(one) for one in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", paper, re.DOTALL)
    ]
    assert any(font.encode() in part for part in (paper, *parts))


async def test_free_text_and_secret_places_stay_out_of_the_pack(dpo):
    """Whatever kind of record: its texts are marked, and none of the marks is in the pack."""
    from app.records.fields import asked
    from app.records.registry import kinds
    from app.rights.pack import _answers, _in_own_words

    for kind in kinds():
        texts = {field.name: "CANARY" for field in asked(kind) if field.typed.kind is str}
        told = _answers(kind, {name: text for name, text in texts.items() if name in _in_own_words(kind)})
        assert "CANARY" not in told, kind.kind.name
    whole = {kind.kind.name for kind in kinds() if not kind.kind.in_pack}
    assert whole == {
        "protection",
        "shelter",
        "safety_check",
        "placement",
        "family_tracing",
        "family_capacity",
    }


async def test_the_pack_tells_services_verifications_and_outreach_without_anybodys_words(dpo, app_on_both):
    number = await case(
        "ratu",
        "Ahmad Suryana",
        about=36,
        person={"safe_contact": "MELALUI_PERANTARA", "safe_contact_note": "Bibi Yati 08123"},
    )
    kept = (await query_one("SELECT number FROM clients"))[0]
    async with Browser(app_on_both) as ratu:
        await ratu.enter("ratu")
        today = f"{clock.today():%d/%m/%Y}"
        visited = await ratu.send_form(
            f"/cases/{number}/visit",
            {
                "text": "Kata tetangga Ujang",
                "service": "BANTUAN",
                "place": "RUMAH",
                "quantity": "12",
                "confirmed": "on",
            },
        )
        assert visited.status_code == 200, visited.text
        verified = await ratu.send_form(
            f"/clients/{kept}/verify",
            {
                "data_source": "DUKCAPIL",
                "verified_on": today,
                "dtsen_status": "TERDAFTAR",
                "dtsen_decile": "2",
                "dtsen_source": "SIKS_NG",
                "note": "Kata Pak RT",
            },
        )
        assert verified.status_code == 200, verified.text
    text = (await dpo.get(f"{await asked(dpo, kept)}/json")).text
    for words in ("Social aid and assistance", "amount 12", "decile 2"):
        assert words in text, words
    for words in ("Yati", "08123", "Ujang", "Pak RT"):
        assert words not in text, words


async def test_a_number_nobody_has_is_refused_kindly(dpo):
    form = {"number": "BTN-2020-000009", "asked_by": "OWN", "asked_on": "1/1/2026", "proof": "KTP"}
    assert (await dpo.send_form("/rights/access", form)).status_code == 422
    assert (await dpo.get(f"/rights/access/{uuid4()}/pdf")).status_code == 404


async def test_a_hold_on_one_case_leaves_the_clients_other_case_alone(dpo):
    held = await cancelled()
    kept = (await query_one("SELECT number FROM clients"))[0]
    other = await case("ratu", client=kept)
    move = commands.Move(trigger="cancel", close_reason="BATAL", reason="Salah buka")
    await perform(other, move, me=await me_of("ratu"), now=clock.now(), version=None, key=uuid4())
    await dpo.send_form("/admin/holds", {"number": held, **REASON})
    found = await dry_run.run(in_years(3))
    assert {one.number: one.held for one in found.cases} == {held: True, other: False}
    assert found.clients == []


async def test_the_pack_of_somebody_in_hiding_leads_to_nobodys_door(dpo, app_on_both):
    """Paper may fall into the wrong hands: neither the house, nor its kind, nor the client's own address is told."""
    kept = await client("ratu", "Ahmad Suryana", about=36, home_address="Jalan Mawar 1")
    number = await case("ratu", client=kept)
    await hidden(number, await people.organisation("Rumah Melati", "LKS"))
    text = (await dpo.get(f"{await asked(dpo, kept)}/json")).text
    assert "made; not shown" in text
    assert "kept; not shown, because the place must stay secret" in text
    for secret in (
        "Melati",
        "Jalan Sunyi",
        "Bu Hening",
        "Jalan Mawar",
        code_label("RUMAH_AMAN", "shelter_kind"),
    ):
        assert secret not in text, secret


@transaction
async def hidden(number, house):
    me, now = await me_of("ratu"), clock.now()
    (row,) = await query("SELECT id, client, stage, episode FROM cases WHERE number = ?", number)
    head = Head(
        id=uuid4(), case=row[0], occurred_at=now, recorded_at=now, by=me.id, stage=row[2], episode=row[3]
    )
    await insert(
        head,
        Shelter(
            status="MASUK",
            shelter_kind="RUMAH_AMAN",
            secret=True,
            place="Jalan Sunyi 7",
            contact="Bu Hening",
            organisation=house,
        ),
    )
    await grants.grant(row[1], row[0], grants.organisation(house), "SHELTER", now=now)
