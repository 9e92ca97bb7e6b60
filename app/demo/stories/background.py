"""What runs beside the stages: a court's clock, a release date that moves, a risk class that comes."""

from datetime import datetime, timedelta
from typing import Any

from app.clock import WIB
from app.demo.forms.lot import legal_day
from app.demo.stories.player import Player
from workflows.clock import wib_day


def diversion(p: Player, *, agreed: bool = True, late_litmas: bool = False, late_start: bool = False) -> None:
    """Let the legal process of a child in conflict with the law run: litmas, diversion, its end, the court."""
    start = p.now
    asked = (start - timedelta(hours=3)).astimezone(WIB)
    p.lot.legal = {
        "legal_status": "PENYIDIKAN",
        "act_on": legal_day(start, -6),
        "article": "Pasal 476 KUHP",
        "threat_below_7_years": True,
        "is_repeat": False,
        "investigation_started_on": legal_day(start, -1),
        "litmas_requested_at": asked,
        "institution": "Unit PPA Polres",
    }
    litmas, began, ended = (
        (6.0 if late_litmas else 2.4),
        (10.0 if late_start else 5.0),
        24.0 + p.rng.uniform(0, 4),
    )
    _later(p, start, litmas, litmas_received=True, litmas_received_on=legal_day(start, litmas - 0.2))
    _later(
        p,
        start,
        began,
        legal_status="DIVERSI_PROSES",
        diversion_level="PENYIDIKAN",
        diversion_started_on=legal_day(start, began),
    )
    end = "DIVERSI_BERHASIL" if agreed else "DIVERSI_GAGAL"
    _later(p, start, ended, legal_status=end, diversion_ended_on=legal_day(start, ended))
    if agreed:
        _later(p, start, ended + 2, court_received_on=legal_day(start, ended + 2))
        _later(p, start, ended + 5, court_order_on=legal_day(start, ended + 5))
        _later(p, start, ended + p.rng.uniform(35, 50), legal_status="DIVERSI_DILAKSANAKAN")
        return
    _later(p, start, ended + 14, legal_status="PENUNTUTAN", institution="Kejaksaan Negeri")
    _later(p, start, ended + 40, legal_status="SIDANG", institution="Pengadilan Negeri")
    _later(p, start, ended + 75, legal_status="PUTUSAN_TINDAKAN", court_order_on=legal_day(start, ended + 75))


def witness(p: Player) -> None:
    """Let the process in which a child is victim or witness run."""
    start = p.now
    p.lot.legal = {
        "legal_status": "PENYIDIKAN",
        "act_on": legal_day(start, -12),
        "investigation_started_on": legal_day(start, -2),
        "institution": "Unit PPA Polres",
    }
    _later(p, start, 40, legal_status="PENUNTUTAN", institution="Kejaksaan Negeri")
    _later(p, start, 70, legal_status="SIDANG", institution="Pengadilan Negeri")
    _later(p, start, 120, legal_status="SELESAI", court_order_on=legal_day(start, 119))


def _later(p: Player, start: datetime, days: float, **changes: Any) -> None:
    """Change the legal status after so many days, and record it if the case is open."""

    async def change() -> None:
        p.lot.legal = {**p.lot.legal, **changes}
        case = await p.case()
        if case.closed_at is None and "legal_status" in case.state.records:
            await p.form("record:legal_status")

    at = start + timedelta(days=days)
    p.aside(at, change)


def release_moves(p: Player, after: int, *, by: int) -> None:
    """Let a remission bring the planned release forward, or a decision put it off."""

    async def change() -> None:
        p.lot.release_on += timedelta(days=by)
        if (await p.case()).closed_at is None:
            await p.form("record:release")

    p.aside(p.now + timedelta(days=after), change)


def comes_free(p: Player) -> None:
    """Record the release once it has happened, whenever that will be."""

    async def look() -> None:
        case = await p.case()
        if case.closed_at is not None or p.lot.released:
            return
        if p.lot.release_on < wib_day(p.now) and "release" in case.state.records:
            await p.form("record:release")
            await _greet(p)
        else:
            p.aside(p.now + timedelta(days=3), look)

    p.aside(p.now + timedelta(days=5), look)


async def _greet(p: Player) -> None:
    """Meet the client soon after release, as most workers do."""
    known = {task.id: task for task in (await p.plan(p.cast.worker)).tasks}
    contact = known.get("release_contact")
    if contact and contact.status == "open" and p.rng.random() < 0.8:
        p.now += timedelta(minutes=p.rng.randrange(40, 200))
        await p.world.until(p.now)
        await p.tick("release_contact")


def risk_comes(p: Player, after: float) -> None:
    """Let Bapas send the risk class."""

    async def come() -> None:
        if (await p.case()).closed_at is None:
            await p.form("record:risk_class", p.cast.worker)

    p.aside(p.now + timedelta(days=after), come)
