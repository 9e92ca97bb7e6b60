"""Published journeys and the working calendar, decoded once and kept in memory.

What a version decides is read from the database and never changes; its words are those of the journey's file today.
"""

from datetime import UTC, datetime, time
from uuid import uuid4
from weakref import WeakKeyDictionary

from app.db import execute, query, query_one, transaction
from app.db.binding import Database, current
from workflows.clock import Calendar, Override
from workflows.clock import calendar as computed
from workflows.definition import Definition, canonical, from_canonical, in_words_of, load_all


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


class RulesChanged(Exception):
    """A journey's file has other codes or rules than the version of that number that was published."""


async def definition(journey: str, version: int) -> Definition:
    """Return the version of a journey that a case is pinned to: its rules as published, its words as of today."""
    known = _here().definitions
    if (journey, version) not in known:
        row = await query_one(
            "SELECT body FROM sop_versions WHERE journey = ? AND version = ? AND status <> 'DRAFT'",
            journey,
            version,
        )
        if row is None:
            raise NoJourney(f"{journey} {version}")
        known[journey, version] = in_words_of(from_canonical(row[0]), load_all().get(journey))
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
    """Publish the version that each journey file names, where that was never published; count them.

    Of one that was published the file may have better words, never other rules.
    """
    rows = await query("SELECT journey, version, digest, body FROM sop_versions")
    published_before = {(row[0], row[1]): (row[2], row[3]) for row in rows}
    new = 0
    for one in load_all().values():
        if held := published_before.get((one.meta.id, one.meta.version)):
            await _same_rules(one, *held)
        else:
            await _publish(one)
            new += 1
    forget()
    return new


async def _same_rules(file: Definition, digest: str, body: str) -> None:
    if file.digest == digest:
        return
    if file.digest != from_canonical(body).digest:
        name = f"{file.meta.id} {file.meta.version}"
        raise RulesChanged(
            f"The rules of journey {name} were published otherwise: give the file a new version."
        )
    # Published when the words were part of the digest.
    await execute(
        "UPDATE sop_versions SET digest = ? WHERE journey = ? AND version = ?",
        file.digest,
        file.meta.id,
        file.meta.version,
    )


async def _publish(one: Definition) -> None:
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
