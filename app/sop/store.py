"""Published journeys and the working calendar, decoded once and kept in memory."""

from datetime import UTC, datetime, time
from uuid import uuid4
from weakref import WeakKeyDictionary

from app.db import execute, query, query_one, transaction
from app.db.binding import Database, current
from workflows.clock import Calendar, Override
from workflows.clock import calendar as computed
from workflows.definition import Definition, canonical, from_canonical, load_all


# Kept per database, so that tests on several databases never see each other's journeys.
class _Kept:
    """What one database said."""

    def __init__(self) -> None:
        self.definitions: dict[tuple[str, int], Definition] = {}
        self.published: dict[str, int] = {}
        self.calendar: Calendar | None = None


_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()

KINDS = {"LIBUR": "holiday", "CUTI_BERSAMA": "leave", "PEMUNGUTAN_SUARA": "election", "HARI_KERJA": "working"}
"""What the table calls a day, and what the clock calls it."""


class NoJourney(LookupError):
    """No such version was ever published: a case is pinned to something that is gone, or a type has no SOP."""


async def definition(journey: str, version: int) -> Definition:
    """Return the version of a journey that a case is pinned to. Published versions never change."""
    known = _here().definitions
    if (journey, version) not in known:
        row = await query_one(
            "SELECT body FROM sop_versions WHERE journey = ? AND version = ? AND status <> 'DRAFT'",
            journey,
            version,
        )
        if row is None:
            raise NoJourney(f"{journey} {version}")
        known[journey, version] = from_canonical(row[0])
    return known[journey, version]


async def published(journey: str) -> Definition:
    """Return the version of a journey by which new cases are opened."""
    known = _here().published
    if journey not in known:
        row = await query_one(
            "SELECT MAX(version) FROM sop_versions WHERE journey = ? AND status = 'PUBLISHED'", journey
        )
        if row is None or row[0] is None:
            raise NoJourney(journey)
        known[journey] = int(row[0])
    return await definition(journey, known[journey])


async def of_type(pmks_type: str, journey: Definition) -> Definition:
    """Return the type's own journey, which says whose section a case is and whether it is restricted.

    A journey that serves several types, such as the way home alone, changes neither.
    """
    try:
        return journey if journey.meta.id == pmks_type else await published(pmks_type)
    except NoJourney:
        return journey


async def journeys() -> list[Definition]:
    """Return the published version of every journey, by its id."""
    rows = await query(
        "SELECT DISTINCT journey FROM sop_versions WHERE status = 'PUBLISHED' ORDER BY journey"
    )
    return [await published(row[0]) for row in rows]


async def calendar() -> Calendar:
    """Return the working calendar: what the years give, and what decrees made of it."""
    here = _here()
    if here.calendar is None:
        rows = await query("SELECT day, name, kind, decree FROM holiday_overrides")
        here.calendar = computed(tuple(Override(row[0], row[1], KINDS[row[2]], row[3]) for row in rows))
    return here.calendar


def forget() -> None:
    """Read everything anew at the next question."""
    _kept.clear()


def _here() -> _Kept:
    database = current()
    here = _kept.get(database)
    if here is None:
        here = _kept[database] = _Kept()
    return here


@transaction
async def load() -> int:
    """Publish version 1 (or whichever the file says) of each journey file that was never published; count them."""
    held = {(row[0], row[1]) for row in await query("SELECT journey, version FROM sop_versions")}
    new = [one for one in load_all().values() if (one.meta.id, one.meta.version) not in held]
    for one in new:
        await execute(
            """INSERT INTO sop_versions (id, journey, version, status, digest, body, effective_from, published_at)
               VALUES (?, ?, ?, 'PUBLISHED', ?, ?, ?, ?)""",
            uuid4(),
            one.meta.id,
            one.meta.version,
            one.digest,
            canonical(one).decode(),
            one.meta.effective_from,
            datetime.combine(one.meta.effective_from, time(0), UTC),
        )
    forget()
    return len(new)
