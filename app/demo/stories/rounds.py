"""What lies ahead on the day the demo is looked at: visits agreed with clients, and children who live in an institution.

Without it a field worker, a kecamatan and an institution would sign in to a history and to nothing to do today.
"""

from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from app.cases.outcomes import Done
from app.casework.visits.actions import CurrentSession, visit
from app.demo.forms.lot import Lot
from app.demo.stories import paths
from app.demo.stories.cast import Part
from app.demo.stories.player import Player
from app.demo.stories.story import Stage, born_of, cast_of, open_now, register
from app.demo.stories.walker import Walker
from app.demo.stories.world import Stalled, office_hours
from workflows.clock import wib_day

Telling = Coroutine[Any, Any, None]
RANGKASBITUNG = "36.02.14"
"""The kecamatan of the demo's TKSK, who reports all these people."""


class Round(NamedTuple):
    """A client who is visited at home. `agreed`: when, counted from the day on which the demo is looked at."""

    kind: str
    ago: int
    agreed: int
    present: tuple[str, ...]
    text: str


ROUNDS = (
    Round(
        "LUT",
        44,
        0,
        ("KLIEN", "KELUARGA"),
        "Nenek sehat, obat tekanan darah masih ada. Disepakati kunjungan berikut bersama anaknya.",
    ),
    Round(
        "AJ",
        46,
        0,
        ("KLIEN", "KELUARGA"),
        "Anak masuk sekolah setiap hari minggu ini. Ibu bersedia membahas tabungan lain kali.",
    ),
    Round(
        "PD",
        52,
        -1,
        ("KLIEN",),
        "Klien mencoba kursi roda di halaman; jalan ke pintu masih terlalu sempit, akan diukur.",
    ),
)
RESIDENTS = (("AT", 70, "dewi"), ("AT", 58, "yanti"))
"""Children whose plan is an LKSA for the time being: type, days ago, worker."""


def rounds(stage: Stage) -> Iterator[Telling]:
    """Tell of everybody who is visited or at home in an institution on the last day."""
    yield from (_visited(n, one, stage) for n, one in enumerate(ROUNDS))
    yield from (_resident(n, *one, stage) for n, one in enumerate(RESIDENTS))


async def _visited(n: int, one: Round, stage: Stage) -> None:
    part = Part(one.kind, one.ago, "36.02", "ujang", paths.straight(0.8), registrar="tksk", journey=one.kind)
    p = await _opened(part, f"round {n}", stage, home=RANGKASBITUNG)
    await _onward(p, "INTERVENSI")
    last = stage.world.end - timedelta(days=6 + n, hours=5)
    await p.reach(max(p.now + timedelta(hours=3), last))
    await _visit(p, one, stage)


async def _onward(p: Player, stage: str) -> None:
    while (await p.case()).stage != stage:
        await paths.onward(p, moves=1, pace=0.7)


async def _visit(p: Player, one: Round, stage: Stage) -> None:
    """Note a visit as its page does, with the day agreed for the next."""
    today = wib_day(p.now)
    made = CurrentSession(
        text=one.text,
        service="BIMBINGAN_SOSIAL",
        place="RUMAH",
        present=one.present,
        occurred_on=today,
        next_on=wib_day(stage.world.end) + timedelta(days=1 + one.agreed),
    )
    done = await visit(await p.case(p.cast.worker), made, me=p.cast.worker, now=p.now, version=None, key=None)
    if not isinstance(done, Done):
        raise Stalled(f"{one.kind} {p.number}: no visit: {done}")


async def _resident(n: int, kind: str, ago: int, worker: str, stage: Stage) -> None:
    part = Part(kind, ago, "36.73", worker, paths.straight(0.8), journey=kind)
    p = await _opened(part, f"resident {n}", stage)
    await _onward(p, "RENCANA")
    await p.advance("approve_lksa", 6)
    await p.days(1)
    await p.record("placement", placement_kind="PANTI")


async def _opened(part: Part, name: str, stage: Stage, *, home: str = "") -> Walker:
    """Let somebody be registered and their case be opened."""
    at = _began(part, stage, rng := Random(f"{stage.seed}:{name}"))
    lot = Lot(part.kind, rng, strength=part.strength, place=f"Desa di {stage.book.name(part.region)}")
    p = Walker(stage.world, lot, cast_of(part, stage), stage.draw, now=at)
    born = born_of(part, stage, wib_day(at))
    await p.reach(at + timedelta(minutes=40), any_hour=True)
    client = await register(p, born, part._replace(region=home or part.region), stage.book)
    await open_now(p, part, client, at)
    return p


def _began(part: Part, stage: Stage, rng: Random) -> datetime:
    return office_hours(stage.world.end - timedelta(days=part.ago), stage.world.calendar, rng)
