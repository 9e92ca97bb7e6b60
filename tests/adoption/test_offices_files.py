"""The files of offices that once went wrong, as they were sent: each through the pages, with what is right of it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from app import clock
from app.cases.files import media_type_of
from app.db import query
from tests import people
from tests.adoption.test_sheets import send, take
from tests.browser import Browser
from tests.cases.world import case
from tests.clients.world import client

INPUTS = Path(__file__).with_name("inputs")
AS_OF = "29/11/2026"


@pytest.fixture
async def ratu(app_on_both, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 30, 9, tzinfo=clock.WIB))
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    await people.worker("rizki", "PEKSOS")
    async with Browser(app_on_both) as browser:
        await browser.enter("ratu")
        yield browser


async def taken(ratu, name):
    answer = await send(ratu, (INPUTS / name).read_bytes(), name=name, as_of=AS_OF)
    assert answer.status_code == 200, answer.text
    await take(ratu, answer.url.path, "all")
    found = await query("SELECT status, said FROM adoption_rows ORDER BY place")
    assert {row[0] for row in found} == {"DONE"}, [tuple(row) for row in found]
    return await query(
        """SELECT k.full_name, k.sex, k.birth_date, k.nik, c.region, c.pmks_type, c.number, k.number
           FROM cases c JOIN clients k ON k.id = c.client ORDER BY c.number"""
    )


async def test_one_name_and_two_people_are_two_clients(ratu):
    other, one = sorted(await taken(ratu, "one-name-two-people.xlsx"), key=lambda row: row[4])
    assert (one[0], one[1], one[4], one[5]) == ("Ponirah", "P", "36.73", "LUT")
    assert (other[0], other[1], other[4], other[5]) == ("Ponirah", "L", "36.01", "KM")
    assert one[7] != other[7]


async def test_three_tabs_are_three_cases(ratu):
    rows = await taken(ratu, "three-sheets.xlsx")
    assert {(row[0], row[4]) for row in rows} == {
        ("Mak Sawiyem", "36.73"),
        ("Mak Sunarsih", "36.02"),
        ("Mak Tarkinah", "36.72"),
    }


async def test_dashes_zeros_and_months_are_read_as_offices_write_them(ratu):
    rows = {row[0]: row for row in await taken(ratu, "dashes-and-months.xlsx")}
    born = date(1951, 4, 12)
    assert {name: (row[1], row[2], row[3]) for name, row in rows.items()} == {
        "Mak Strip": ("TIDAK_DIKETAHUI", None, None),
        "Mak Nol": ("P", born, None),
        "Mak Belum": ("P", born, None),
        "Mak Nopember": ("P", date(1951, 11, 12), None),
        "Mak Pebruari": ("P", date(1951, 2, 12), None),
        "Mak Agustus": ("P", date(1951, 8, 5), None),
    }


async def test_a_case_on_hold_is_late_nowhere(ratu):
    [row] = await taken(ratu, "held.xlsx")
    assert row[6] not in (await ratu.get("/cases?overdue=on")).text
    assert row[6] not in (await ratu.get("/supervision/stalled")).text
    page = (await ratu.get(f"/cases/{row[6]}")).text
    assert "Rests until the hold ends" in page
    assert "Overdue" not in page.split('id="timeline"')[0]


async def test_a_nik_with_marks_that_nobody_sees_is_that_nik(ratu):
    lines = (INPUTS / "invisible-nik.txt").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert all(len(line) > 16 for line in lines)
    held = await client("ratu", "Sarmini", nik="3604055202540099")
    for line in lines:
        assert held in (await ratu.get("/clients", params={"q": line})).text
        answer = await ratu.send_form(
            "/clients/new", {"full_name": "Orang Lain", "sex": "P", "safe_contact": "BEBAS", "nik": line}
        )
        assert answer.status_code == 422
        assert held in answer.text


async def test_a_padded_pdf_is_a_pdf_and_comes_back_as_one(ratu):
    content = (INPUTS / "pdf-padded.pdf").read_bytes()
    number = await case("ratu", "Sarmini")
    answer = await ratu.send_form(
        f"/cases/{number}/documents",
        {"kind": "other"},
        files={"file": ("pindai.pdf", content, "application/pdf")},
    )
    assert answer.status_code == 200, answer.text
    [(document, kind)] = [tuple(row) for row in await query("SELECT id, media_type FROM documents")]
    assert kind == "application/pdf"
    assert media_type_of((await ratu.get(f"/cases/{number}/documents/{document}")).content) == kind
