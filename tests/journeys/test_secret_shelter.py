"""Where a victim is sheltered is read by those who need to know, and by nobody else on any page."""

import json
import re
from uuid import uuid4

import pytest

from app.db import execute, query, transaction
from app.records.registry import record
from app.records.store import entries
from tests import people
from tests.cases.case_driver import START, case_of
from tests.journeys.web_case import WebCase

CANARY = "Jalan Melati 7"


@pytest.fixture
async def sheltered(app, monkeypatch):
    """A trafficking victim in a safe house that is an institution of this product."""
    opened = await case_of("KPO")
    case = WebCase(opened.staff, opened.number, now=opened.now, app=app)
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    house = await people.organisation("Rumah Aman Melati", "LKS")
    await people.worker("penjaga", "LKS", unit=house)
    await people.worker("tetangga", "LKS", unit=await people.organisation("LKS Lain", "LKS"))
    await people.worker("penyelia2", "SUPERVISOR", unit=await people.organisation("UPTD Lain", "UPTD"))
    await case.to_stage("PERLINDUNGAN")
    worker = await case.browser(case.staff.me["PEKSOS"])
    answer = await worker.send_form(
        f"/cases/{case.number}/records/shelter",
        {
            "status": "MASUK",
            "shelter_kind": "RUMAH_AMAN",
            "secret": "on",
            "place": CANARY,
            "contact": "Ibu Rini",
            "organisation": str(house),
            "note": "Bersama anaknya",
        },
    )
    assert answer.status_code == 200
    yield case
    await case.done_with()


def _pages(case: WebCase) -> tuple[str, ...]:
    own = f"/cases/{case.number}"
    return (
        own,
        f"{own}/records/shelter",
        f"{own}/timeline",
        f"{own}/records/placement",
        "/",
        "/cases",
        "/cases?q=Melati",
        "/clients",
        "/clients?q=Melati",
        "/clients/BTN-2026-000001",
        "/supervision/stalled",
        "/audit",
    )


async def test_worker_supervisor_and_the_shelters_staff_read_the_place(sheltered, signed_in):
    for name in ("peksos", "supervisor", "penjaga"):
        page = (await (await signed_in(name)).get(f"/cases/{sheltered.number}/records/shelter")).text
        assert CANARY in page, name
        assert "A safe place" not in page


@pytest.mark.parametrize("name", ["kasi", "kabid", "penyelia2", "tetangga", "bapas_pk"])
async def test_nobody_else_reads_it_anywhere(sheltered, signed_in, name):
    browser = await signed_in(name)
    told = {place: (await browser.get(place)).text for place in _pages(sheltered)}

    assert [place for place, text in told.items() if CANARY in text] == []
    assert [place for place, text in told.items() if "Ibu Rini" in text] == []


async def test_the_section_head_is_told_of_a_safe_place(sheltered):
    kind, kasi = record("shelter"), sheltered.staff.me["KASI"]
    assert kind
    (entry,) = await entries(kind, await sheltered.view(), me=kasi)

    assert (entry.row["place"], entry.row["contact"], entry.row["organisation"]) == ("", "", None)
    assert kind.summary
    assert ("Name or address", "A safe place") in kind.summary(entry.row)


async def test_only_its_own_row_holds_the_place(sheltered):
    case = await sheltered.view()
    written = [
        *(row[0] for row in await query('SELECT data FROM case_events WHERE "case" = ?', case.id)),
        *(row[0] for row in await query('SELECT detail FROM audit WHERE "case" = ?', case.id)),
        *(row[0] for row in await query("SELECT state FROM cases WHERE id = ?", case.id)),
    ]

    assert [text for text in written if text and CANARY in text] == []
    kept = await query("SELECT data, secret FROM case_records WHERE kind = 'shelter'")
    assert [(json.loads(row.data)["place"], row.secret) for row in kept] == [(CANARY, True)]


async def test_the_shelters_staff_lose_the_case_when_the_client_leaves(sheltered, signed_in):
    worker = await signed_in("peksos")
    answer = await worker.send_form(
        f"/cases/{sheltered.number}/records/shelter", {"status": "KELUAR", "left_to": "KELUARGA"}
    )
    assert answer.status_code == 200

    assert (await (await signed_in("penjaga")).get(f"/cases/{sheltered.number}")).status_code == 404


async def test_the_pack_for_the_client_names_no_house_that_hides_them(sheltered, signed_in):
    await people.worker("dpo", "DPO")
    browser = await signed_in("dpo")
    asked = {
        "asked_by": "OWN",
        "asked_on": "1/1/2026",
        "proof": "KTP 3604050405900001",
        "number": "BTN-2026-000001",
        "present": "on",
    }
    register = await browser.send_form("/rights/access", asked)
    place = re.search(r"/rights/access/[0-9a-f-]{36}", register.text)

    assert place, register.text
    text = (await browser.get(f"{place[0]}/json")).text
    assert "Dinas Sosial" in text
    assert "Melati" not in text


async def test_outside_the_circle_the_staff_of_the_house_have_no_name(sheltered, signed_in):
    """Whoever reads that somebody of a house wrote about a client knows where the client is."""
    case = f"/cases/{sheltered.number}"
    guard = await signed_in("penjaga")
    assert (await guard.send_form(f"{case}/notes", {"text": "Klien tidur nyenyak."})).status_code == 200
    for name in ("peksos", "supervisor", "penjaga"):
        assert "Penjaga" in (await (await signed_in(name)).get(f"{case}/timeline")).text, name
    kabid = await signed_in("kabid")
    await kabid.say_why("BTN-2026-000001", case)
    for browser in (await signed_in("kasi"), kabid):
        for place in (case, f"{case}/timeline", f"{case}?history=all", "/clients/BTN-2026-000001"):
            page = (await browser.get(place)).text
            assert "Penjaga" not in page, place
            assert "Rumah Aman Melati" not in page, place
        assert "Safe house staff" in (await browser.get(f"{case}/timeline")).text


async def test_a_pack_never_prints_a_unit_that_hides_the_client(sheltered, signed_in):
    """A provincial house may be the unit of the case and the shelter at once."""
    await _the_house_is_the_unit()
    await people.worker("dpo", "DPO")
    browser = await signed_in("dpo")
    asked = {
        "asked_by": "OWN",
        "asked_on": "1/1/2026",
        "proof": "KTP 3604050405900001",
        "number": "BTN-2026-000001",
        "present": "on",
    }
    register = await browser.send_form("/rights/access", asked)
    place = re.search(r"/rights/access/[0-9a-f-]{36}", register.text)
    assert place
    text = (await browser.get(f"{place[0]}/json")).text
    assert "Melati" not in text
    assert "must stay secret" in text


@transaction
async def _the_house_is_the_unit() -> None:
    [[house]] = await query("SELECT id FROM organisations WHERE name = 'Rumah Aman Melati'")
    await execute("UPDATE cases SET unit = ?", house)
    [[client]] = await query("SELECT id FROM clients")
    await execute(
        "INSERT INTO access (id, client, grantee, kind, since) VALUES (?, ?, ?, 'UNIT', ?)",
        uuid4(),
        client,
        f"unit:{house}",
        START,
    )
