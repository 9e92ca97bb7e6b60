"""One client's story: who comes, how it is reported, who opens the case and works on it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from app.clients.actions import Saved, add_relation, register_client
from app.demo.forms.lot import Lot
from app.demo.people import ACCOUNTS, BAPAS, People
from app.demo.stories.acting import Cast
from app.demo.stories.cast import Part
from app.demo.stories.player import Player
from app.demo.stories.turns import begin, lot_of
from app.demo.stories.walker import Walker
from app.demo.stories.world import Stalled, TheEnd, World, office_hours
from app.demo.verified import first_source, keep_verified
from app.demo.voices import everybody, words
from app.demo.voices.client_forms import client_form, relations
from app.demo.voices.names import GROWN, Born, Names
from app.opening.open_case import Opened, Opening, open_case
from app.regions.book import Regions
from app.web.http.current_user import CurrentUser
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.definition import Definition
from workflows.view import years_between

URGENT = frozenset({"AKTK", "AMPK", "KPO", "KTK", "PMBS", "GLD"})


class Stage(NamedTuple):
    """What all stories share."""

    world: World
    people: People
    book: Regions
    names: Names
    draw: Callable[[], str]
    seed: int
    journeys: Mapping[str, Definition]


async def story(n: int, part: Part, stage: Stage) -> None:
    """Let one client live: the report, the registration, the case, the plot."""
    world, rng = stage.world, Random(f"{stage.seed}:{n}")
    began = world.end - timedelta(days=part.ago, hours=rng.uniform(0, 8))
    reported = office_hours(began, world.calendar, rng)
    lot = Lot(part.kind, rng, part.special, strength=part.strength)
    lot = lot if part.journey else lot_of(part.kind, part.special, lot)
    lot.place = f"{rng.choice(('Desa', 'Kelurahan'))} di {stage.book.name(part.region)}"
    lot.bapas = stage.people.organisation.get(BAPAS.get(part.region, ""))
    sort = Walker if part.journey else Player
    player = sort(world, lot, cast_of(part, stage), stage.draw, now=reported)
    born = born_of(part, stage, wib_day(reported))
    await player.reach(reported + timedelta(hours=rng.uniform(0.3, 1.5)), any_hour=True)
    client = await register(player, born, part, stage.book)
    look_after_data(player, part, client, born, stage)
    await open_now(player, part, client, reported)
    await _assign(player, part)
    if not part.journey:
        begin(player, part.special)
    await part.plot(player)


def born_of(part: Part, stage: Stage, today: date) -> Born:
    """Return who comes."""
    if not part.journey:
        return stage.names.person("ABT" if part.special == "toddler" else part.kind, today)
    journey = part.kind if part.kind in stage.journeys else part.journey
    band = stage.journeys[journey].meta.age
    return stage.names.somebody(part.kind, band.min, band.max, today)


def cast_of(part: Part, stage: Stage) -> Cast:
    """Return who works on it."""
    people, section = stage.people, stage.journeys[part.journey or part.kind].meta.section
    return Cast(
        people.me[part.worker],
        people.supervisor_of(part.worker),
        people.head_of(section),
        people.me["kabid"],
        people.me,
    )


async def register(p: Player, born: Born, part: Part, book: Regions) -> str:
    """Register the client and who is around them."""
    kind = "ABT" if part.special == "toddler" else part.kind
    opener = _opener(p, part)
    today, source = wib_day(p.now), first_source(Random(f"{born}:source"))
    form = client_form(born, kind, region=near(part), book=book, rng=p.rng, today=today, source=source)
    saved = await register_client(form, me=opener, now=p.now, key=None, another=True)
    if not isinstance(saved, Saved):
        raise Stalled(f"{born}: {saved}")
    grown = years_between(born.birth, wib_day(p.now)) >= GROWN
    for relation in relations(kind, p.rng, grown=grown):
        await add_relation(saved.number, relation, me=opener, now=p.now, key=None)
    return saved.number


def look_after_data(p: Player, part: Part, client: str, born: Born, stage: Stage) -> None:
    """Let whoever registered the client verify their data from time to time, beside the case."""
    seed = f"{stage.seed}:verified {client}"
    story = keep_verified(stage.world, client, born.birth, by=_opener(p, part), seed=seed, now=p.now)
    stage.world.join(story)


def _opener(p: Player, part: Part) -> CurrentUser:
    """Return who registers the client: the kecamatan's own, the supervisor where nobody is to work on it yet."""
    if part.registrar:
        return p.cast.others[part.registrar]
    return p.cast.worker if part.alone is None else p.cast.supervisor


def near(part: Part) -> str:
    """Return where the client lives: in the kecamatan of whoever brings them, else somewhere in the region."""
    brought = next((one for one in ACCOUNTS if one.username == part.registrar), None)
    return (brought.kecamatan if brought else None) or part.region


async def open_now(p: Player, part: Part, client: str, reported: datetime) -> None:
    """Open the case, the way its part says."""
    await p.reach(p.now + timedelta(minutes=p.rng.randrange(12, 50)), any_hour=True)
    alone = part.alone is not None
    opener, rng = _opener(p, part), p.rng
    source, report = rng.choice(_openings(part, p.lot.role))
    source = "TKSK_PSM" if "TKSK" in opener.roles else source
    form = Opening(
        client=client,
        pmks_type=part.kind,
        source=source,
        urgency=_urgency(part),
        safe_now="TIDAK_AMAN" if part.special == "unsafe" else "AMAN",
        reported_at=reported,
        region=part.region,
        unit=unit_of(p.cast),
        worker=None if alone else p.cast.worker.id,
        flow="REFERRED_IN" if source in {"BAPAS_LAPAS", "DINSOS_KABKOTA"} else "NEW",
        note=report,
        journey=part.journey if part.journey != part.kind else "",
    )
    opened = await open_case(form, me=opener, now=p.now, key=None, draw=p.draw)
    if not isinstance(opened, Opened):
        raise Stalled(f"{part.kind} {client}: {opened}")
    p.number = opened.number


def _urgency(part: Part) -> str:
    if part.journey:
        return "SEGERA" if part.kind in URGENT else "BIASA"
    return {"BWBLP": "BIASA", "ABH": "SEGERA"}.get(part.kind, "DARURAT")


def _openings(part: Part, role: str) -> tuple[tuple[str, str], ...]:
    """Return how such a case is reported: the source, and what it says."""
    if part.journey:
        return everybody.of(part.kind).openings
    turn = role if part.kind == "ABH" else part.special
    return words.OPENINGS.get(f"{part.kind}.{turn}") or words.OPENINGS[part.kind]


def unit_of(cast: Cast) -> uuid.UUID:
    """Return the unit that works on it."""
    if cast.worker.organisation is None:
        raise Stalled(f"{cast.worker.username} has no unit")
    return cast.worker.organisation


async def _assign(p: Player, part: Part) -> None:
    if part.alone is None:
        return
    if part.alone < 0:
        raise TheEnd
    await p.days(part.alone)
    worker = p.cast.worker
    await p.do(cmd.Assign(worker=str(worker.id), organisation=str(worker.organisation)), p.cast.supervisor)
