"""How many masked people somebody may open in a day, and who releases more."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from app import audit, clock
from app.capabilities import RELEASE_OPENINGS, RELEASE_TO_HEAD
from app.db import execute, marks, query, query_one, transaction
from app.scope.tables import OpeningRelease
from app.web.http.current_user import CurrentUser

_FILE = Path(__file__).with_name("limits.toml")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Openings a day by role, for all others, and how many a release adds."""

    a_day: Mapping[str, int]
    others: int
    more: int


@cache
def limits() -> Limits:
    """Read the limits."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=Limits)


async def in_turn(me: CurrentUser) -> None:
    """Let one transaction of *me* at a time count until it ends: of many sent at once, none counts too few."""
    await execute("UPDATE workers SET version = version WHERE id = ?", me.id)


async def left(me: CurrentUser, client: UUID | None, *, now: datetime) -> int:
    """Return how many more people *me* may open today; whom they opened today already costs nothing."""
    allowed = max((limits().a_day.get(role, limits().others) for role in me.roles), default=0)
    since = _midnight(clock.on(now))
    rows = await query(
        'SELECT DISTINCT client, batch FROM unmaskings WHERE "by" = ? AND at >= ?', me.id, since
    )
    if client is not None and any(row[0] == client for row in rows):
        return 1
    used = len({row[0] for row in rows if not row[1]}) + len({row[1] for row in rows if row[1]})
    return max(0, allowed + await _released(me.id, clock.on(now)) - used)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.WIB).astimezone(UTC)


async def _released(worker: UUID, day: date) -> int:
    row = await query_one(
        "SELECT COALESCE(sum(more), 0) FROM opening_releases WHERE worker = ? AND day = ?", worker, day
    )
    return int(row[0]) if row else 0


async def above(me: CurrentUser) -> list[str]:
    """Name who may release more to *me*."""
    roles = (RELEASE_TO_HEAD if me.may(RELEASE_OPENINGS) else RELEASE_OPENINGS).roles
    rows = await query(
        f"""SELECT DISTINCT w.name FROM workers w JOIN worker_roles r ON r.worker = w.id
            WHERE w.active AND w.id <> ? AND r.role IN ({marks(roles)}) ORDER BY w.name""",
        me.id,
        *roles,
    )
    return [str(row[0]) for row in rows]


@transaction
async def ask(me: CurrentUser, reason: str, *, now: datetime) -> None:
    """Ask whoever is above for more openings today; once until it is answered."""
    await in_turn(me)
    day = clock.on(now)
    waiting = await OpeningRelease.exists().where(
        OpeningRelease.worker == me.id, OpeningRelease.day == day, OpeningRelease.released_at.is_null()
    )
    if waiting:
        return
    row = OpeningRelease(id=uuid4(), worker=me.id, day=day, asked_at=now, reason=reason)
    await OpeningRelease.insert(row)
    await audit.record("openings asked", by=me.id, at=now, subject="worker", subject_id=me.username)


class Asked(msgspec.Struct, frozen=True):
    """That somebody asks for more openings today."""

    id: UUID
    name: str
    place: str | None
    reason: str
    asked_at: datetime
    opened: int


async def asked(me: CurrentUser, *, now: datetime) -> list[Asked]:
    """Return who asks *me* for more today: the head's own question goes to the data protection officer."""
    day = clock.on(now)
    heads = f"""EXISTS (SELECT 1 FROM worker_roles r WHERE r.worker = a.worker
        AND r.role IN ({marks(RELEASE_OPENINGS.roles)}))"""
    mine = [f"NOT {heads}"] if me.may(RELEASE_OPENINGS) else []
    mine += [heads] if me.may(RELEASE_TO_HEAD) else []
    rows = await query(
        f"""SELECT a.id, w.name, o.name, a.reason, a.asked_at,
                (SELECT count(DISTINCT u.client) FROM unmaskings u WHERE u."by" = a.worker AND u.at >= ?)
            FROM opening_releases a JOIN workers w ON w.id = a.worker LEFT JOIN organisations o ON o.id = w.organisation
            WHERE a.day = ? AND a.released_at IS NULL AND a.worker <> ? AND ({" OR ".join(mine) or "1 = 0"})
            ORDER BY a.asked_at, a.id LIMIT 50""",
        _midnight(day),
        day,
        me.id,
        *(role for _one in mine for role in RELEASE_OPENINGS.roles),
    )
    return [Asked(*row) for row in rows]


@transaction
async def release(request: UUID, me: CurrentUser, *, now: datetime) -> bool:
    """Release more openings for today to who asked *me*; False where there is no such question."""
    if all(one.id != request for one in await asked(me, now=now)):
        return False
    await OpeningRelease.update(
        {
            OpeningRelease.more: limits().more,
            OpeningRelease.released_at: now,
            OpeningRelease.released_by: me.id,
        }
    ).where(OpeningRelease.id == request)
    await audit.record("openings released", by=me.id, at=now, subject="opening release", subject_id=request)
    return True
