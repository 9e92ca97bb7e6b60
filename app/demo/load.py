"""Loading the demo once: accounts, then every client's story, told by the application's own actions."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import msgspec

from app.accounts.tables import Setting
from app.cases import numbers
from app.clock import WIB
from app.db import execute, query_one, transaction
from app.demo.crowd import crowd
from app.demo.people import settle
from app.demo.side_events import besides
from app.demo.stories.cast import PARTS
from app.demo.stories.rounds import rounds
from app.demo.stories.story import Stage, story
from app.demo.stories.world import World
from app.demo.voices.names import Names
from app.regions.store import regions
from app.sop import store as sop

SEED = 20260322
EVENING = time(17, 30)
"""The demo ends the evening before the day on which it is looked at, so nothing in it lies ahead."""
NAME = "demo"


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
        stage = Stage(world, people, await regions(), Names(Random(seed)), _draw(seed), seed, known)
        usual = (story(n, part, stage) for n, part in enumerate(parts))
        await world.run((*usual, *besides(stage, small=small), *rounds(stage)))
    await finish(Loaded(as_of, seed, complete=True))
    return (await counts())._replace(stuck=tuple(world.stuck))


@transaction
async def finish(made: Loaded) -> None:
    """Note that the load is complete."""
    await execute("UPDATE settings SET value = ? WHERE name = ?", _text(made), NAME)


@transaction
async def claim(wanted: Loaded) -> None:
    """Note that a load begins; `Refused` where there is something already."""
    before = await loaded()
    if before is not None:
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
