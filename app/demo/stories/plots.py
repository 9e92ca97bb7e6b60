"""How cases go: the straight way of each type, and what can come between."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from app.db import transaction
from app.demo.forms.lot import Lot
from app.demo.stories.player import Player
from app.demo.stories.world import Stalled
from app.opening.open_case import Opened, Opening, open_case
from workflows import commands as cmd
from workflows.clock import end_of, wib_day

Plot = Callable[[Player], Awaitable[None]]
Leg = tuple[str, str, float]

WAYS: dict[str, tuple[Leg, ...]] = {
    "BWBLP": (
        ("INTAKE", "accept", 4),
        ("ASESMEN", "conclude_assessment", 11),
        ("RENCANA", "approve_plan", 6),
        ("INTERVENSI", "start_skills", 66),
        ("KETERAMPILAN", "finish_skills", 44),
        ("REINTEGRASI", "start_follow_up", 20),
        ("BINA_LANJUT", "finish", 366),
    ),
    "ABT": (
        ("INTAKE", "accept", 0.8),
        ("ASESMEN", "conclude_assessment", 10),
        ("RENCANA", "approve_plan", 6),
        ("INTERVENSI", "start_stimulation", 80),
        ("KETERAMPILAN", "begin_placement", 45),
        ("REINTEGRASI", "start_follow_up", 34),
        ("BINA_LANJUT", "finish", 366),
    ),
    "ABH": (
        ("INTAKE", "accept", 0.7),
        ("ASESMEN", "conclude_assessment", 2.2),
        ("RENCANA", "approve_plan", 6),
        ("INTERVENSI", "start_education", 48),
        ("KETERAMPILAN", "finish_education", 34),
        ("REINTEGRASI", "start_follow_up", 16),
        ("BINA_LANJUT", "finish", 366),
    ),
}
"""Stage, the move out of it, and the days it usually takes: mostly within the limits."""
SKIPS = {
    "start_skills": "skip_skills",
    "start_stimulation": "skip_stimulation",
    "start_education": "skip_education",
}
AFTER_SKIP = {"finish_skills", "begin_placement", "finish_education"}
SUCCESS = {"ORANG_TUA": "REUNIFIKASI"}


async def onward(p: Player, *, to: str = "SELESAI", pace: float = 1.0, skip: bool = False) -> None:
    """Go the straight way until the case is in a stage."""
    for stage, trigger, days in WAYS[p.lot.kind]:
        here = (await p.case()).stage
        if here == to:
            return
        if here != stage or (skip and trigger in AFTER_SKIP):
            continue
        made = SKIPS.get(trigger, trigger) if skip else trigger
        filled = {"outcome": _outcome(p)} if made == "finish" else {}
        usual = days if stage == "BINA_LANJUT" else days * pace
        await p.advance(made, usual, **filled)


def _outcome(p: Player) -> str:
    if p.lot.kind == "BWBLP":
        return p.rng.choice(("MANDIRI", "BEKERJA", "BERFUNGSI"))
    return "SEKOLAH" if p.lot.kind == "ABH" else SUCCESS.get(p.lot.placement, "PENGASUHAN_ALTERNATIF")


def straight(pace: float = 1.0, *, skip: bool = False) -> Plot:
    """Go all the way, or as far as the demo lasts."""

    async def plot(p: Player) -> None:
        await onward(p, pace=pace, skip=skip)

    return plot


def asleep(stage: str, pace: float = 1.0, steps: int = 1) -> Plot:
    """Come to a stage, begin, and then nobody does anything any more."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.half(_out_of(p.lot, stage), 9, steps=steps)

    return plot


def _out_of(lot: Lot, stage: str) -> str:
    return next(trigger for at, trigger, _ in WAYS[lot.kind] if at == stage)


def waiting_for_approval(pace: float = 1.0) -> Plot:
    """Have the plan ready, and wait for the supervisor."""

    async def plot(p: Player) -> None:
        await onward(p, to="RENCANA", pace=pace)
        await p.days(2)
        await p.form("record:goal")
        await p.days(0.3)
        await p.form("record:goal")

    return plot


def held(stage: str, why: str, *, days: int | None = None, renewed: bool = False, pace: float = 1.0) -> Plot:
    """Put on hold in a stage; after so many days go on, else stay on hold."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.half(_out_of(p.lot, stage), 8, steps=1)
        await p.days(3)
        await p.move("hold", hold_reason=why)
        if renewed:
            await p.days(26)
            until = end_of(wib_day(p.now) + timedelta(days=25))
            await p.do(cmd.ExtendHold(until=until, reason="Penetapan belum turun."), p.cast.supervisor)
        if days is not None:
            await p.days(days)
            await p.move("resume")
            await onward(p, pace=pace)

    return plot


def lost(stage: str, *, returns_after: int | None = None, pace: float = 1.0) -> Plot:
    """Lose touch with the client, close by the rule; perhaps the client comes back."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.days(12)
        p.lot.conference = "TUTUP"
        await p.advance("close_lost", 45)
        if returns_after is None:
            return
        await p.days(returns_after)
        await p.move("reopen")
        p.lot.conference = "LANJUT"
        await onward(p, pace=pace)

    return plot


def ends(
    stage: str, trigger: str, reason: str, *, days: float = 10, pace: float = 1.0, outcome: str = ""
) -> Plot:
    """Come to a stage and close there for a reason."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        if trigger == "finish_without":
            p.lot.conference = "TUTUP"
        filled = {"outcome": outcome} if outcome else {}
        await p.advance(trigger, days, close_reason=reason, **filled)

    return plot


def reopened(first: Plot, after: int, pace: float = 1.0) -> Plot:
    """Close first, and come back some days later as a new episode."""

    async def plot(p: Player) -> None:
        await first(p)
        await p.days(after)
        await p.move("reopen")
        await onward(p, pace=pace)

    return plot


def back(stage: str, trigger: str, after: int, pace: float = 1.0) -> Plot:
    """Come to a stage, go back from it, and go on again."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        until = p.now + timedelta(days=after)
        await p.half(_out_of(p.lot, stage), after, steps=after // 32)
        await p.reach(until)
        if trigger == "placement_failed":
            p.lot.placement = "KERABAT"
        await p.move(trigger)
        await onward(p, pace=pace)

    return plot


def returned_plan(pace: float = 1.0) -> Plot:
    """Have the plan sent back once."""

    async def plot(p: Player) -> None:
        await onward(p, to="RENCANA", pace=pace)
        await p.days(2)
        await p.form("record:goal")
        await p.days(2)
        await p.move("return_plan")
        await onward(p, pace=pace)

    return plot


def voided(pace: float = 1.0) -> Plot:
    """Let the supervisor approve the wrong case, and take it back the same day."""

    async def plot(p: Player) -> None:
        await onward(p, to="RENCANA", pace=pace)
        await p.advance("approve_plan", 3)
        await p.reach(p.now + timedelta(minutes=40))
        await p.do(cmd.VoidMove(reason="Salah pilih kasus, rencana belum dibaca."), p.cast.supervisor)
        await onward(p, pace=pace)

    return plot


def renewed(pace: float = 1.0) -> Plot:
    """Need more time in intervention: approved anew, and the deadline of the next stage extended."""

    async def plot(p: Player) -> None:
        await onward(p, to="INTERVENSI", pace=pace)
        await p.half(_out_of(p.lot, "INTERVENSI"), 60, steps=2)
        await p.days(28)
        await p.move("renew")
        await onward(p, to="KETERAMPILAN", pace=pace)
        await p.days(5)
        until = end_of(wib_day(p.now) + timedelta(days=120))
        await p.do(
            cmd.ExtendStage(until=until, reason="Instruktur berganti, jadwal mundur."), p.cast.supervisor
        )
        await onward(p, pace=pace)

    return plot


def handed_over(other: str, stage: str, pace: float = 1.0) -> Plot:
    """Give the case to another worker of the unit in the middle."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.days(4)
        colleague = p.cast.others[other]
        await p.do(
            cmd.Assign(
                worker=str(colleague.id),
                organisation=str(colleague.organisation),
                reason="Beban kerja dibagi.",
            ),
            p.cast.supervisor,
        )
        p.cast.worker = colleague
        await onward(p, pace=pace)

    return plot


def relocated(region: str, stage: str, pace: float = 1.0) -> Plot:
    """Move to another kabupaten or kota in the middle."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.days(6)
        await p.do(cmd.Relocate(region=region, reason="Keluarga pindah rumah."), p.cast.supervisor)
        await onward(p, pace=pace)

    return plot


def excused(task: str, stage: str, pace: float = 1.0) -> Plot:
    """Have a task excused, one taken back, and one added at discretion."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage, pace=pace)
        await p.days(3)
        await p.do(cmd.ExcuseTask(task=task, reason="Dokumen sudah lengkap sejak awal."), p.cast.supervisor)
        optional = next((t for t in (await p.plan(p.cast.worker)).tasks if t.status == "available"), None)
        if optional:
            await p.days(1)
            await p.do(cmd.AddTask(task=optional.id, reason="Diperlukan keluarga."), p.cast.worker)
            await p.days(2)
            await p.tick(optional.id)
            await p.reach(p.now + timedelta(minutes=30))
            await p.do(cmd.UndoTask(task=optional.id, reason="Tertukar dengan klien lain."), p.cast.worker)
            await p.days(1)
            await p.tick(optional.id)
        await onward(p, pace=pace)

    return plot


def wrong_paper(pace: float = 1.0) -> Plot:
    """Put a wrong document on the case and take it off again."""

    async def plot(p: Player) -> None:
        await onward(p, to="ASESMEN", pace=pace)
        await p.days(1)
        paper = await p.document("assessment_report")
        await p.reach(p.now + timedelta(minutes=15))
        await p.do(cmd.RemoveDocument(document_id=paper, reason="Salah berkas."), p.cast.worker)
        await onward(p, pace=pace)

    return plot


def reclassified(stage: str, to: str, lot: Callable[[Player], Lot]) -> Plot:
    """Turn out to belong to another type: the case closes and a linked one goes on."""

    async def plot(p: Player) -> None:
        await onward(p, to=stage)
        await p.days(2)
        await go_on_as(p, to)
        p.lot, p.hurried = lot(p), to != "BWBLP"
        await p.days(1)
        await onward(p)

    return plot


async def go_on_as(p: Player, to: str) -> None:
    """Close the case as another type and go on with the one that is linked to it."""
    p.number, p.lot.kind = await _linked(p, to), to


@transaction
async def _linked(p: Player, to: str) -> str:
    case = await p.case()
    await p.move("reclassify", p.cast.supervisor, new_type=to)
    form = Opening(
        client=case.client_number,
        pmks_type=to,
        source=case.source,
        urgency=case.urgency,
        safe_now="AMAN",
        reported_at=p.now,
        region=case.region,
        unit=case.unit,
        worker=case.worker,
        flow="RECLASSIFIED_IN",
        note="Lanjutan dari kasus yang diklasifikasi ulang.",
        linked_from=case.id,
    )
    opened = await open_case(form, me=p.cast.supervisor, now=p.now, key=None, draw=p.draw)
    if not isinstance(opened, Opened):
        raise Stalled(f"{to}: {opened}")
    return opened.number
