"""Loading the demo once: accounts, then every client's story, told by the application's own actions."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import msgspec

from app.accounts.tables import Setting
from app.cases import numbers
from app.cases.opening import Opened, Opening, open_case
from app.clients.actions import Saved, add_relation, register_client
from app.db import execute, query_one, transaction
from app.demo import voices, words
from app.demo.cast import PARTS, Part
from app.demo.crowd import crowd
from app.demo.filling import Lot
from app.demo.names import GROWN, Born, Names, client_form, relations
from app.demo.people import People, settle
from app.demo.player import Cast, Player
from app.demo.turns import begin, lot_of
from app.demo.walker import Walker
from app.demo.world import Stuck, TheEnd, World, office_hours
from app.regions.book import Regions
from app.regions.store import regions
from app.sop import store as sop
from app.web.clock import WIB
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.definition import Definition
from workflows.view import years_between

SEED = 20260322
EVENING = time(17, 30)
"""The demo ends the evening before the day on which it is looked at, so nothing in it lies ahead."""
NAME = "demo"
URGENT = frozenset({"AKTK", "AMPK", "KPO", "KTK", "PMBS", "GLD"})


class Loaded(msgspec.Struct, frozen=True):
    """What an installation's demo is: remembered, so that it is loaded once."""

    as_of: date
    seed: int
    complete: bool = False


class Counts(NamedTuple):
    """How much there is."""

    clients: int
    cases: int
    events: int
    stuck: tuple[str, ...] = ()
    """Stories that a mistake of the demo ended early."""


class Refused(Exception):
    """The demo does not go into this database."""


async def loaded() -> Loaded | None:
    """Return the demo that this database holds."""
    row = await query_one("SELECT value FROM settings WHERE name = ?", NAME)
    return msgspec.json.decode(row[0], type=Loaded) if row else None


async def load(
    as_of: date, *, seed: int = SEED, small: bool = False, tell: Callable[[datetime], None] | None = None
) -> Counts:
    """Load the demo as of a day; `Refused` where real clients are registered or a load broke off.

    *small*: the stories written by hand and a few clients of each other type. *tell* hears how far it is.
    """
    await claim(Loaded(as_of, seed))
    end = datetime.combine(as_of - timedelta(days=1), EVENING, WIB).astimezone(UTC)
    with repeatable_ids(seed):
        known = {one.meta.id: one for one in await sop.journeys()}
        parts = (*PARTS, *crowd(known, seed=seed, small=small))
        people = await settle(end - timedelta(days=max(part.ago for part in parts) + 30))
        world = World(end, await sop.calendar(), tell=tell)
        stage = _Stage(world, people, await regions(), Names(Random(seed)), _draw(seed), seed, known)
        await world.run(_story(n, part, stage) for n, part in enumerate(parts))
    await finish(Loaded(as_of, seed, complete=True))
    return (await counts())._replace(stuck=tuple(world.stuck))


@transaction
async def finish(made: Loaded) -> None:
    """Note that the load is complete."""
    await execute("UPDATE settings SET value = ? WHERE name = ?", _text(made), NAME)


@transaction
async def claim(wanted: Loaded) -> None:
    """Note that a load begins; `Refused` where there is something already."""
    found = await loaded()
    if found is not None:
        raise Refused("the last load broke off; remove the database and start again")
    if await query_one("SELECT 1 FROM clients LIMIT 1"):
        raise Refused("real clients are registered here; the demo is for an empty installation")
    await Setting.insert(Setting(name=NAME, value=_text(wanted)))


def _text(value: Loaded) -> str:
    return msgspec.json.encode(value).decode()


async def counts() -> Counts:
    """Count what there is."""
    row = await query_one(
        "SELECT (SELECT count(*) FROM clients), (SELECT count(*) FROM cases), (SELECT count(*) FROM case_events)"
    )
    return Counts(int(row[0]), int(row[1]), int(row[2])) if row else Counts(0, 0, 0)


def _draw(seed: int) -> Callable[[], str]:
    """Give case numbers by the seed."""
    chance: Any = Random(seed)
    return lambda: numbers.new_number(chance)


@contextmanager
def repeatable_ids(seed: int) -> Iterator[None]:
    """Draw every uuid from the seed while the demo is made: the same seed gives the same addresses."""
    chance, real = Random(f"{seed}:ids"), getattr(uuid, "os", None)
    if real is not None:
        setattr(uuid, "os", SimpleNamespace(urandom=chance.randbytes))  # noqa: B010
    try:
        yield
    finally:
        if real is not None:
            setattr(uuid, "os", real)  # noqa: B010


class _Stage(NamedTuple):
    """What all stories share."""

    world: World
    people: People
    book: Regions
    names: Names
    draw: Callable[[], str]
    seed: int
    journeys: Mapping[str, Definition]


async def _story(n: int, part: Part, stage: _Stage) -> None:
    world, rng = stage.world, Random(f"{stage.seed}:{n}")
    began = world.end - timedelta(days=part.ago, hours=rng.uniform(0, 8))
    reported = office_hours(began, world.calendar, rng)
    lot = Lot(part.kind, rng, part.special, strength=part.strength)
    lot = lot if part.journey else lot_of(part.kind, part.special, lot)
    lot.place = f"{rng.choice(('Desa', 'Kelurahan'))} di {stage.book.name(part.region)}"
    sort = Walker if part.journey else Player
    player = sort(world, lot, _cast(part, stage), stage.draw, now=reported)
    born = _born(part, stage, wib_day(reported))
    await player.reach(reported + timedelta(hours=rng.uniform(0.3, 1.5)), any_hour=True)
    client = await _register(player, born, part, stage.book)
    await _open(player, part, client, reported)
    await _assign(player, part)
    if not part.journey:
        begin(player, part.special)
    await part.plot(player)


def _born(part: Part, stage: _Stage, today: date) -> Born:
    if not part.journey:
        return stage.names.person("ABT" if part.special == "toddler" else part.kind, today)
    journey = part.kind if part.kind in stage.journeys else part.journey
    band = stage.journeys[journey].meta.age
    return stage.names.somebody(part.kind, band.min, band.max, today)


def _cast(part: Part, stage: _Stage) -> Cast:
    people, section = stage.people, stage.journeys[part.journey or part.kind].meta.section
    return Cast(
        people.me[part.worker],
        people.supervisor_of(part.worker),
        people.head_of(section),
        people.me["kabid"],
        people.me,
    )


async def _register(p: Player, born: Born, part: Part, book: Regions) -> str:
    opener = p.cast.supervisor if part.alone is not None else p.cast.worker
    kind = "ABT" if part.special == "toddler" else part.kind
    form = client_form(born, kind, region=part.region, book=book, rng=p.rng, today=wib_day(p.now))
    saved = await register_client(form, me=opener, now=p.now, key=None, another=True)
    if not isinstance(saved, Saved):
        raise Stuck(f"{born}: {saved}")
    grown = years_between(born.birth, wib_day(p.now)) >= GROWN
    for relation in relations(kind, p.rng, grown=grown):
        await add_relation(saved.number, relation, me=opener, now=p.now, key=None)
    return saved.number


async def _open(p: Player, part: Part, client: str, reported: datetime) -> None:
    await p.reach(p.now + timedelta(minutes=p.rng.randrange(12, 50)), any_hour=True)
    alone = part.alone is not None
    opener, rng = (p.cast.supervisor if alone else p.cast.worker), p.rng
    source, told = rng.choice(_openings(part, p.lot.role))
    form = Opening(
        client=client, pmks_type=part.kind, source=source, urgency=_urgency(part),
        safe_now="TIDAK_AMAN" if part.special == "unsafe" else "AMAN", reported_at=reported, region=part.region,
        unit=_unit(p.cast), worker=None if alone else p.cast.worker.id,
        flow="REFERRED_IN" if source in {"BAPAS_LAPAS", "DINSOS_KABKOTA"} else "NEW",
        note=told, journey=part.journey if part.journey != part.kind else "",
    )  # fmt: skip
    opened = await open_case(form, me=opener, now=p.now, key=None, draw=p.draw)
    if not isinstance(opened, Opened):
        raise Stuck(f"{part.kind} {client}: {opened}")
    p.number = opened.number


def _urgency(part: Part) -> str:
    if part.journey:
        return "SEGERA" if part.kind in URGENT else "BIASA"
    return "BIASA" if part.kind == "BWBLP" else "DARURAT"


def _openings(part: Part, role: str) -> tuple[tuple[str, str], ...]:
    """Return how such a case is reported: the source, and what it says."""
    if part.journey:
        return voices.of(part.kind).openings
    turn = role if part.kind == "ABH" else part.special
    return words.OPENINGS.get(f"{part.kind}.{turn}") or words.OPENINGS[part.kind]


def _unit(cast: Cast) -> uuid.UUID:
    if cast.worker.organisation is None:
        raise Stuck(f"{cast.worker.username} has no unit")
    return cast.worker.organisation


async def _assign(p: Player, part: Part) -> None:
    if part.alone is None:
        return
    if part.alone < 0:
        raise TheEnd
    await p.days(part.alone)
    worker = p.cast.worker
    await p.do(cmd.Assign(worker=str(worker.id), organisation=str(worker.organisation)), p.cast.supervisor)
