"""What the auditor sees of everybody's work, and what not."""

import ast
import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from app.db import query
from app.web.i18n.lists import CODES
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import case_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def world(app_on_both):
    """A restricted case that its supervisor has opened, and an auditor at the log."""
    driven = await case_of("ABH")
    await people.worker("audit", "AUDITOR")
    async with Browser(app_on_both) as supervisor, Browser(app_on_both) as auditor:
        await supervisor.enter("supervisor")
        await supervisor.get(f"/cases/{driven.number}")
        await auditor.enter("audit")
        yield driven, auditor


def rows_of(text):
    return re.findall(r"<tr><th scope=\"row\".*?</tr>", text, re.DOTALL)


async def test_who_opened_a_client_is_told_by_client_and_by_case(world):
    driven, auditor = world
    by_client = rows_of((await auditor.get("/audit?client=BTN-2026-000001&action=read")).text)
    by_case = rows_of((await auditor.get(f"/audit?case={driven.number.lower()}&action=read")).text)
    assert len(by_client) == len(by_case) == 1
    assert "Supervisor" in by_case[0]
    assert "Opened to read" in by_case[0]


async def test_clients_are_initials_and_a_number_here(world):
    _driven, auditor = world
    for place in ("/audit", "/audit.csv"):
        text = (await auditor.get(place)).text
        assert "Sudirja" not in text
        assert "S. · BTN-2026-000001" in text


async def test_of_a_changed_client_the_fields_are_told_and_not_the_values(app_on_both):
    from tests.clients.test_changing import TYPED
    from tests.clients.world import client

    await people.worker("sari", "PEKSOS")
    await people.worker("dpo", "DPO")
    number = await client("sari")
    async with Browser(app_on_both) as sari, Browser(app_on_both) as dpo:
        await sari.enter("sari")
        await sari.send_form(
            f"/clients/{number}/edit",
            {**TYPED, "phone": "081234567", "home_address": "Jalan Rahasia", "version": "1"},
        )
        await dpo.enter("dpo")
        text = (await dpo.get("/audit?action=changed")).text
    assert "Telephone" in text
    assert "081234567" not in text
    assert "Jalan Rahasia" not in text


async def test_reading_the_log_is_in_the_log(world):
    _driven, auditor = world
    await auditor.get("/audit?client=BTN-2026-000001")
    await auditor.get("/audit.csv?client=BTN-2026-000001")
    told = await query("SELECT action, client, detail FROM audit WHERE subject = 'audit' ORDER BY seq")
    assert [row.action for row in told] == ["audit_read", "audit_exported"]
    assert all(row.client for row in told)
    assert "BTN-2026-000001" in told[0].detail


async def test_the_file_holds_what_the_page_shows(world):
    driven, auditor = world
    page = rows_of((await auditor.get(f"/audit?case={driven.number}&who=peksos")).text)
    text = (await auditor.get(f"/audit.csv?case={driven.number}&who=peksos")).text
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))[1:]
    assert len(rows) == len(page) > 0
    for shown, told in zip(page, rows, strict=True):
        for cell in told:
            assert cell.split(":")[0] in shown


async def test_person_and_days_narrow_it_down(world):
    _driven, auditor = world
    assert rows_of((await auditor.get("/audit?who=peksos")).text)
    assert not rows_of((await auditor.get("/audit?who=nobody")).text)
    on_the_day = rows_of((await auditor.get("/audit?since=5/1/2026&until=5/1/2026")).text)
    assert on_the_day
    assert not rows_of((await auditor.get("/audit?until=4/1/2026")).text)
    assert (await auditor.get("/audit?since=31/2/2026")).status_code == 422


async def test_the_log_goes_on_page_by_page_without_loss(world):
    _driven, auditor = world
    for number in range(60):
        await people.worker(f"orang{number:02}", "PEKSOS")
    seen, address = [], "/audit?action=worker_added"
    expected = (await query("SELECT count(*) FROM audit WHERE action = 'worker_added'"))[0][0]
    while address:
        text = (await auditor.get(address)).text
        seen += rows_of(text)
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == expected


async def test_a_cursor_made_by_hand_shows_the_first_page(world):
    _driven, auditor = world
    from app.web.pages.pagination import encode

    assert (await auditor.get(f"/audit?after={encode(('not a time', 3), of='audit')}")).status_code == 200


async def test_nobody_else_reads_the_log(signed_in):
    await people.worker("admin", "ADMIN")
    await people.worker("kabid", "KABID")
    for username in ("admin", "kabid"):
        browser = await signed_in(username)
        assert (await browser.get("/audit")).status_code == 403
        assert (await browser.get("/audit.csv")).status_code == 403


def test_a_formula_in_a_name_stays_text():
    from app.web.pages.csv_export import csv_text

    assert "'=1+1" in csv_text(["a"], [["=1+1"]])


def test_every_act_that_is_written_down_has_words():
    """Finds calls of ``record("…")`` in the source and asks the code list for each."""
    silent = set()
    # The demo's people keep typed records with a method of the same name.
    for path in set(ROOT.glob("app/**/*.py")) - set(ROOT.glob("app/demo/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                act = node.args[0].value
                if (
                    name in {"record", "_record"}
                    and isinstance(act, str)
                    and act not in CODES["audit_action"]
                ):
                    silent.add(f"{path.name}: {act}")
    assert not silent
