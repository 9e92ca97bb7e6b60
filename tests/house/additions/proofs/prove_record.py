"""The record of a mended home: drawn, refused, kept, shown, and told to the case."""

from datetime import timedelta

from tests.browser import Browser
from tests.cases.case_driver import case_of


async def test_a_mended_home_is_kept_and_shown(app, monkeypatch):
    case = await case_of("PGM")
    monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
    address = f"/cases/{case.number}/records/home_repair"
    async with Browser(app) as worker:
        await worker.sign_in("peksos")
        drawn = (await worker.get(address)).text
        version = str((await case.view()).version)
        refused = await worker.send_form(address, {"version": version, "status": "TERPASANG"})
        filled = {"version": version, "status": "TERPASANG", "ready_on": "2026-01-05", "remarks": "Atap baru"}
        kept = await worker.send_form(address, filled)
        shown = (await worker.get(address)).text.partition('id="earlier"')[2]

    assert "The builder&#39;s remarks" in drawn
    assert refused.status_code == 422 and "Fill in when it was ready." in refused.text
    assert kept.status_code == 200
    assert "Atap baru" in shown and "5 January 2026" in shown
    assert (await case.view()).state.facts["home_repair_on"]
