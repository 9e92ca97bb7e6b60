"""The honest path through the pages: a raid at night without a paper, and a client who cannot say anything."""

from datetime import UTC, datetime, timedelta

import pytest

from app.cases.store import case_view
from app.db import query_one
from tests import people
from tests.clients.world import me_of
from tests.workflows.field_rows import field_row

NIGHT = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)  # 23.00 in Banten
EVENT = {
    "kind": "RAZIA",
    "held_at": "10/03/2026 22.30",
    "region": "36.73",
    "place": "Pasar Rau",
    "source": "SATPOL_PP",
    "organisation": "Satpol PP Kota Serang",
}
PERSON = {"unknown": "on", "sex": "L", "about": "40", "urgency": "BIASA", "safe_now": "AMAN", "then": "done"}


class Night:
    """The clock of the test, and who is on duty."""

    def __init__(self, worker, supervisor) -> None:
        self.now, self.worker, self.supervisor = NIGHT, worker, supervisor

    async def case(self):
        row = await query_one("SELECT number FROM cases ORDER BY opened_at DESC")
        found = await case_view(row[0], await me_of("supervisor"))
        assert found
        return found

    async def do(self, browser, path: str, **typed):
        """Send a form of the case; refused or not, give the page."""
        case = await self.case()
        self.now += timedelta(minutes=1)
        return await browser.send_form(
            f"/cases/{case.number}/{path}", {"version": str(case.version), **typed}
        )


@pytest.fixture
async def night(app, signed_in, monkeypatch):
    unit = await people.organisation()
    await people.worker("peksos", "PEKSOS", unit=unit, region="36.73")
    await people.worker("supervisor", "SUPERVISOR", unit=unit)
    duty = Night(None, None)
    monkeypatch.setattr("app.clock.now", lambda: duty.now)
    duty.worker, duty.supervisor = await signed_in("peksos"), await signed_in("supervisor")
    return duty


async def brought_in(night, kind: str):
    """Register somebody whom nobody knows, from a raid whose minutes are not written yet."""
    answer = await night.worker.send_form("/outreach/new", EVENT)
    assert answer.status_code == 200, answer.text
    where = answer.url.path.removesuffix("/new")
    answer = await night.worker.send_form(
        f"{where}/new", {**PERSON, "pmks_type": kind, "marks": "Tahi lalat di pipi"}
    )
    assert answer.url.path == where, answer.text
    await night.do(night.worker, "records/identity", identity_status="TIDAK_ADA", marks="Tahi lalat di pipi")
    await night.do(
        night.worker,
        "records/health_screen",
        health_need="TIDAK_ADA",
        eats_and_walks="true",
        oriented="true",
        fit_to_travel="true",
    )
    await night.do(night.worker, "moves", trigger="shelter")


@pytest.mark.parametrize("kind", ["GLD", "PGM"])
@field_row("W3", "W20")
async def test_at_night_somebody_without_a_name_gets_a_bed_from_the_worker_alone(night, kind):
    await brought_in(night, kind)

    case = await night.case()
    assert case.stage == "PENAMPUNGAN"
    assert not case.state.documents
    assert not {"trafficking", "consent_valid", "exploitation"} & case.state.facts.keys()
    page = (await night.worker.get(f"/cases/{case.number}")).text
    for later in (
        "Add the minutes of the raid",
        "Screen for trafficking",
        "Explain the service and record consent",
    ):
        assert later in page

    # What never comes is excused with a reason, not invented.
    answer = await night.do(
        night.supervisor, "tasks/raid_minutes/excuse", reason="Satpol PP tidak membuat berita acara."
    )
    assert answer.status_code == 200
    assert (await night.case()).state.tasks["raid_minutes"].excused


UNCLEAR = dict.fromkeys(("moved", "force", "deceit", "debt", "papers", "confined", "power", "forced_work", "sexual", "begging", "other_use"), "BELUM_JELAS")  # fmt: skip


@field_row("W5")
async def test_who_cannot_say_anything_is_served_with_an_honest_screen_and_a_doctors_letter(night):
    await brought_in(night, "GLD")
    night.now += timedelta(minutes=10)
    answer = await night.do(
        night.worker,
        "records/trafficking_screen",
        in_safety="true",
        suspicion="false",
        next_on="24/03/2026",
        words="Klien tidak berbicara; belum ada juru bahasa isyarat.",
        **UNCLEAR,
    )
    assert (await night.case()).state.facts["trafficking"] == "PERLU_DIDALAMI"
    await night.do(
        night.worker,
        "records/consent",
        status="DIBERIKAN",
        basis="EXCEPTION",
        exception="TIDAK_MAMPU_MENYATAKAN",
        repair_by="15/03/2026",
        reason="Klien belum dapat diajak berkomunikasi.",
    )
    await night.do(
        night.worker,
        "records/shelter",
        status="MASUK",
        shelter_kind="RUMAH_SINGGAH",
        secret="false",
        place="Rumah singgah",
    )
    for _ in range(2):
        await night.do(
            night.worker, "records/family_tracing", method="DESA", result="TIDAK_DITEMUKAN", contacted="Lurah"
        )
    await night.do(night.worker, "tasks/clean", note="Mandi dan makan.")
    for task in ("raid_minutes", "biometric"):
        await night.do(night.supervisor, f"tasks/{task}/excuse", reason="Belum dapat dilakukan.")
    answer = await night.do(night.supervisor, "moves", trigger="to_institution")
    case = await night.case()
    assert case.stage == "ASESMEN", answer.text[-1500:]
    assert case.state.facts["trafficking"] == "PERLU_DIDALAMI"
    page = (await night.worker.get(f"/cases/{case.number}")).text
    assert "Screen for trafficking again" in page

    await night.do(
        night.worker,
        "records/consent",
        status="DIBERIKAN",
        basis="STATE",
        reason="Tanpa keluarga.",
        scope=["LAYANAN"],
    )
    kept = await night.case()
    assert kept.state.facts["consent_valid"] is True
    assert kept.state.facts["consent_basis"] == "STATE"
    page = (await night.worker.get(f"/cases/{case.number}")).text
    assert "Add the medical note" in page
