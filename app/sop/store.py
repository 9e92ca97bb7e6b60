"""Published journeys and the working calendar, decoded once and kept in memory.

What a version decides is read from the database and never changes; its words are those of the journey's file today.
"""

from datetime import UTC, datetime, time
from weakref import WeakKeyDictionary

from app.db import transaction
from app.db.binding import Database, current
from app.sop.tables import HolidayOverride, SopVersion
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
        row = await (
            SopVersion.objects()
            .where(SopVersion.journey == journey, SopVersion.version == version)
            .where(SopVersion.status != "DRAFT")
            .first()
        )
        if row is None:
            raise NoJourney(f"{journey} {version}")
        known[journey, version] = in_words_of(from_canonical(row.body), load_all().get(journey))
    return known[journey, version]


async def published(journey: str) -> Definition:
    """Return the version of a journey by which new cases are opened."""
    known = _here().published
    if journey not in known:
        latest = await (
            SopVersion.objects()
            .where(SopVersion.journey == journey, SopVersion.status == "PUBLISHED")
            .order_by(SopVersion.version, ascending=False)
            .first()
        )
        if latest is None:
            raise NoJourney(journey)
        known[journey] = latest.version
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
    rows = await (
        SopVersion.select(SopVersion.journey)
        .where(SopVersion.status == "PUBLISHED")
        .order_by(SopVersion.journey)
        .distinct()
    )
    return [await published(row["journey"]) for row in rows]


async def calendar() -> Calendar:
    """Return the working calendar: what the years give, and what decrees made of it."""
    here = _here()
    if here.calendar is None:
        days = await HolidayOverride.objects()
        here.calendar = computed(
            tuple(Override(one.day, one.name, KINDS[one.kind], one.decree) for one in days)
        )
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
    before = {(row.journey, row.version): row for row in await SopVersion.objects()}
    new = 0
    for one in load_all().values():
        if row := before.get((one.meta.id, one.meta.version)):
            await _same_rules(one, row.digest, row.body)
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
    await SopVersion.update({SopVersion.digest: file.digest}).where(
        SopVersion.journey == file.meta.id, SopVersion.version == file.meta.version
    )


async def _publish(one: Definition) -> None:
    await SopVersion.insert(
        SopVersion(
            journey=one.meta.id,
            version=one.meta.version,
            status="PUBLISHED",
            digest=one.digest,
            body=canonical(one).decode(),
            effective_from=one.meta.effective_from,
            published_at=datetime.combine(one.meta.effective_from, time(0), UTC),
        )
    )
