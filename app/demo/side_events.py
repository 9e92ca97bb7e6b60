"""What happens beside the usual way in: outreach with many people, referrals out, doubled records, cases taken over."""

from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from app.clients.actions import Saved, register_client
from app.clients.store import client_view
from app.db import query_one
from app.demo.forms.lot import Lot
from app.demo.stories import paths
from app.demo.stories.cast import Part
from app.demo.stories.story import Stage, born_of, cast_of, look_after_data, open_now, register, unit_of
from app.demo.stories.walker import Walker
from app.demo.stories.world import Stalled, office_hours
from app.demo.voices.client_forms import client_form
from app.intake import outreach, outreach_store, referrals
from app.intake.outreach_form import EventForm, PersonForm
from app.intake.referral_form import CENTRE, AnswerForm, ReferralForm
from app.merging.actions import Merged, merge
from app.merging.forms import MergeForm
from app.opening.import_case import Adoption, adopt_case
from app.opening.open_case import Opened, Opening
from app.web.http.current_user import CurrentUser
from workflows.clock import wib_day

Telling = Coroutine[Any, Any, None]


class Gathering(NamedTuple):
    """An outreach or a raid: what, how long ago, where, who held it, and the types of the people met."""

    kind: str
    ago: int
    region: str
    place: str
    held_by: str
    source: str
    worker: str
    met: tuple[str, ...]


GATHERINGS = (
    Gathering(
        "RAZIA",
        205,
        "36.73",
        "Alun-alun Barat dan Pasar Rau",
        "Satpol PP Kota Serang",
        "SATPOL_PP",
        "sari",
        ("GLD", "PGM", "GLD", "PGM", "PGM"),
    ),
    Gathering(
        "PENJANGKAUAN",
        64,
        "36.04",
        "Terminal Pakupatan",
        "Tim penjangkauan dinas sosial",
        "TKSK_PSM",
        "rizki",
        ("GLD", "PML", "GLD", ""),
    ),
    Gathering(
        "RAZIA",
        17,
        "36.72",
        "Simpang Tiga Cilegon",
        "Satpol PP Kota Cilegon",
        "SATPOL_PP",
        "nina",
        ("PGM", "PGM", "GLD"),
    ),
)


class Sending(NamedTuple):
    """Somebody sent on: the way, where to, the office, how long ago, the answer after some days (none: none yet)."""

    way: str
    destination: str
    office: str
    ago: int
    answer: str = ""
    reason: str = ""


SENDINGS = (
    Sending(CENTRE, "KEMENSOS", "Sentra Mulya Jaya Jakarta", 410, "ACKNOWLEDGED"),
    Sending("FM", "FAKIR_MISKIN", "", 352, "ACKNOWLEDGED"),
    Sending("PRSE", "DAYASOS", "", 298, "ACKNOWLEDGED"),
    Sending(CENTRE, "KESEHATAN", "RSUD Banten", 221, "RETURNED", "SURAT_KURANG"),
    Sending("KBA", "LINJAMSOS", "", 160, "ACKNOWLEDGED"),
    Sending("KBSP", "DAYASOS", "", 96, "RETURNED", "BUKAN_KEWENANGAN"),
    Sending(CENTRE, "KEMENSOS", "Sentra Galih Pakuan Bogor", 41, "ACKNOWLEDGED"),
    Sending("FM", "FAKIR_MISKIN", "", 12),
    Sending(CENTRE, "PUSAT_LAIN", "Balai Rehabilitasi Lido", 6),
)
DOUBLED = (
    Part("PD", 330, "36.73", "sari", paths.straight(0.8), journey="PD"),
    Part("LUT", 190, "36.04", "fajar", paths.straight(0.9), journey="LUT"),
    Part("AT", 75, "36.71", "nina", paths.straight(0.9), journey="AT"),
)
"""Registered twice by two workers of one unit, and put together when the supervisor sees it."""


class Running(NamedTuple):
    """A case that ran on paper before: where it stood on the key day, and since when."""

    part: Part
    stage: str
    opened_before: int
    entered_before: int


KEY_DAY = 540
RUNNING = tuple(
    Running(Part(kind, KEY_DAY, region, worker, paths.straight(pace), journey=kind), stage, opened, entered)
    for kind, region, worker, pace, stage, opened, entered in (
        ("LUT", "36.01", "sari", 0.9, "INTERVENSI", 210, 90),
        ("LUT", "36.04", "rizki", 0.8, "BINA_LANJUT", 420, 60),
        ("PD", "36.73", "sari", 0.9, "INTERVENSI", 150, 70),
        ("PD", "36.71", "fajar", 0.9, "ASESMEN", 25, 12),
        ("AT", "36.72", "nina", 0.8, "INTERVENSI", 190, 100),
        ("ADK", "36.04", "fajar", 0.9, "INTERVENSI", 300, 200),
    )
)


def besides(stage: Stage, *, small: bool) -> Iterator[Telling]:
    """Tell everything that happens beside; *small*: one of each."""
    most = 1 if small else None
    yield from (_gathering(n, one, stage) for n, one in enumerate(GATHERINGS[:most]))
    yield from (_sending(n, one, stage) for n, one in enumerate(SENDINGS[:most]))
    yield from (_doubled(n, one, stage) for n, one in enumerate(DOUBLED[:most]))
    yield from (_running(n, one, stage) for n, one in enumerate(RUNNING[:most]))


def _begin(part: Part, stage: Stage, name: str) -> tuple[Walker, datetime]:
    rng = Random(f"{stage.seed}:{name}")
    at = office_hours(stage.world.end - timedelta(days=part.ago), stage.world.calendar, rng)
    lot = Lot(part.kind, rng, strength=part.strength, place=f"Desa di {stage.book.name(part.region)}")
    return Walker(stage.world, lot, cast_of(part, stage), stage.draw, now=at - timedelta(hours=1)), at


async def _gathering(n: int, one: Gathering, stage: Stage) -> None:
    first = Part(one.met[0], one.ago, one.region, one.worker, paths.straight(0.9), journey=one.met[0])
    p, at = _begin(first, stage, f"gathering {n}")
    await p.reach(at)
    me = p.cast.worker
    form = EventForm(
        kind=one.kind,
        held_at=p.now - timedelta(hours=5),
        region=one.region,
        place=one.place,
        organisation=one.held_by,
        source=one.source,
        letter_number=f"300/{60 + n * 17}/{p.now.year}",
    )
    kept = await outreach.keep_event(form, unit=unit_of(p.cast), me=me, now=p.now)
    event = await outreach_store.event_view(UUID(kept.location.rpartition("/")[2]), me)
    if event is None:
        raise Stalled(f"{one.place} is out of sight")
    for turn, kind in enumerate(one.met):
        await p.reach(p.now + timedelta(minutes=p.rng.randrange(14, 35)), any_hour=True)
        await _met(p, event, kind, stage)
        line = (await outreach_store.people(event.id, me))[0]
        if line.case:
            part = first._replace(kind=kind, journey=kind, plot=_PLOTS[turn % len(_PLOTS)])
            stage.world.join(_goes_on(part, line.case, p.now, stage))


_PLOTS = (paths.straight(0.8), paths.ends(1, 0.8), paths.asleep(2, 0.8), paths.straight(1.0))


async def _met(p: Walker, event: outreach_store.EventView, kind: str, stage: Stage) -> None:
    """Register one person met there, with a case where a type is plain already."""
    born = born_of(
        Part(kind or "GLD", 0, event.region, "", paths.straight(1), journey=kind or "GLD"),
        stage,
        wib_day(p.now),
    )
    form = PersonForm(
        full_name=born.name,
        sex=born.sex,
        about=wib_day(p.now).year - born.birth.year,
        pmks_type=kind,
        urgency="SEGERA" if kind else "",
        safe_now="AMAN" if kind else "",
        another="1",
        marks=p.rng.choice(
            ("Jaket cokelat, rambut sebahu", "Topi hijau, membawa karung", "Bekas luka di pelipis kiri")
        ),
    )
    kept = await outreach.add_person(event, form, me=p.cast.worker, now=p.now, draw=stage.draw)
    if not isinstance(kept, outreach.Kept):
        raise Stalled(f"{event.place}: {kept}")


async def _goes_on(part: Part, number: str, now: datetime, stage: Stage) -> None:
    p, _at = _begin(part, stage, f"met {number}")
    p.now, p.number = now, number
    await p.days(0.2)
    await part.plot(p)


async def _sending(n: int, one: Sending, stage: Stage) -> None:
    region = ("36.73", "36.04", "36.01", "36.71")[n % 4]
    part = Part("PD", one.ago, region, ("sari", "rizki", "nina")[n % 3], paths.straight(1), journey="PD")
    p, at = _begin(part, stage, f"sending {n}")
    await p.reach(at)
    me, born = p.cast.worker, born_of(part, stage, wib_day(p.now))
    number = await register(p, born, part, stage.book)
    client = await client_view(number, me)
    if client is None:
        raise Stalled(f"{number} is out of sight")
    await p.reach(p.now + timedelta(minutes=25))
    day = wib_day(p.now)
    form = ReferralForm(
        destination=one.destination,
        office=one.office,
        letter_number=f"460/{110 + 7 * n}/{day.year}",
        letter_on=day,
        sent_on=day,
    )
    sent = await referrals.send(form, one.way, client, me=me, now=p.now)
    if not one.answer:
        return
    await p.days(p.rng.uniform(5, 16))
    answer = AnswerForm(
        version=1,
        answer=one.answer,  # type: ignore[arg-type]
        answered_on=wib_day(p.now),
        answer_letter=f"B-{40 + n}/{day.year}",
        return_reason=one.reason,
    )
    await referrals.answer(UUID(sent.location.rpartition("/")[2]), answer, me=me, now=p.now)


async def _doubled(n: int, part: Part, stage: Stage) -> None:
    p, at = _begin(part, stage, f"doubled {n}")
    await p.reach(at)
    born = born_of(part, stage, wib_day(p.now))
    kept = await register(p, born, part, stage.book)
    await open_now(p, part, kept, p.now - timedelta(minutes=20))
    await p.days(8)
    gone = await _again(p, part._replace(worker="rizki"), born, stage)
    stage.world.join(_goes_on(part, p.number, p.now, stage))
    await p.days(p.rng.uniform(6, 15))
    form = MergeForm(
        other=gone,
        version=await _version(kept),
        other_version=await _version(gone),
        reason="Tanggal lahir, alamat, dan nama ibu sama; dipastikan lewat telepon dengan keluarga.",
    )
    merged = await merge(kept, form, me=p.cast.supervisor, now=p.now)
    if not isinstance(merged, Merged):
        raise Stalled(f"{kept}: {merged}")


async def _version(number: str) -> int:
    """Return what the page of a client would have said of what stands."""
    row = await query_one("SELECT version FROM clients WHERE number = ?", number)
    return int(row[0]) if row else 0


async def _again(p: Walker, part: Part, born: Any, stage: Stage) -> str:
    """Let a colleague register the same person once more, the name a little different."""
    me: CurrentUser = stage.people.me[part.worker]
    twice = born._replace(name=born.name.replace("di", "dy", 1) if "di" in born.name else f"{born.name} S")
    form = client_form(twice, part.kind, region=part.region, book=stage.book, rng=p.rng, today=wib_day(p.now))
    saved = await register_client(form, me=me, now=p.now, key=None, another=True)
    if not isinstance(saved, Saved):
        raise Stalled(f"{twice}: {saved}")
    return saved.number


async def _running(n: int, one: Running, stage: Stage) -> None:
    part = one.part
    p, at = _begin(part, stage, f"running {n}")
    await p.reach(at + timedelta(hours=n))
    key_day = wib_day(p.now) - timedelta(days=1)
    born = born_of(part, stage, wib_day(p.now))
    client = await register(p, born, part, stage.book)
    look_after_data(p, part, client, born, stage)
    await p.reach(p.now + timedelta(minutes=20))
    opening = Opening(
        client=client,
        pmks_type=part.kind,
        source="DINSOS_KABKOTA",
        urgency="BIASA",
        safe_now="AMAN",
        reported_at=p.now - timedelta(days=one.opened_before),
        region=part.region,
        unit=unit_of(p.cast),
        worker=p.cast.worker.id,
        note="Dimasukkan dari berkas kertas.",
    )
    form = Adoption(
        opening=opening,
        as_of=key_day,
        opened_on=key_day - timedelta(days=one.opened_before),
        stage=one.stage,
        entered_on=key_day - timedelta(days=one.entered_before),
    )
    taken = await adopt_case(form, me=p.cast.supervisor, now=p.now, key=None, draw=stage.draw)
    if not isinstance(taken, Opened):
        raise Stalled(f"{part.kind} {client}: {taken}")
    p.number = taken.number
    await p.days(1)
    await part.plot(p)
