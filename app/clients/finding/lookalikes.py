"""Who is registered already and may be the person at hand: record linkage in three steps.

Candidates by keys (blocking), the likeness of each, and the rest of what is told of the few that are shown.
"""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from app.clients import duplicates
from app.clients.finding.asking import send_to_data_officer
from app.clients.finding.candidates import Memory, candidates
from app.clients.masking import hides
from app.db import Row, marks, query
from app.scope.predicate import client_scope
from app.web.http.current_user import CurrentUser


class Alike(msgspec.Struct, frozen=True):
    """A registered person who may be the one at hand. Out of scope, only what it takes to ask is told."""

    number: str
    full_name: str
    sex: str
    birth_date: date | None
    birth_estimated: bool
    region: str | None
    hidden: bool  # named by initials only
    in_scope: bool
    same_nik: bool
    ask: str  # whom: the unit that works with the client, else the worker who registered them, and theirs
    points: int
    held_back: bool = False  # restricted and out of scope: that there may be somebody is all that is told


HELD_BACK = Alike("", "", "", None, False, None, True, False, False, "", 0, held_back=True)


async def alike(
    person: duplicates.Person,
    me: CurrentUser,
    *,
    now: datetime,
    other_than: str = "",
    memory: Memory | None = None,
) -> list[Alike]:
    """Return who may be *person*, most alike first, looking at everyone whatever *me*'s scope.

    Restricted people out of scope stand there as one line that tells nothing; the data officer hears of each.
    """
    shown = await ranked(person, other_than=other_than, memory=memory)
    rows = {row.number: row for row in await _told_of(list(shown), me)}
    held = [number for number, row in rows.items() if row.restricted and not row.in_scope]
    if held:
        await send_to_data_officer(held, me, now=now)
    told = [
        _alike(points, rows[number], person, me) for number, points in shown.items() if number not in held
    ]
    return [*told, HELD_BACK] if held else told


async def ranked(
    person: duplicates.Person, *, other_than: str = "", memory: Memory | None = None
) -> dict[str, int]:
    """Return the numbers of those who are shown with their points: all are compared before any is left out."""
    points: dict[str, int] = {}
    for number, known in await candidates(person, memory):
        if number != other_than and (worth := duplicates.worth(person, known)):
            points[number] = max(points.get(number, 0), worth)
    return dict(sorted(points.items(), key=lambda pair: (-pair[1], pair[0]))[: duplicates.MOST_SHOWN])


def _alike(points: int, row: Row, person: duplicates.Person, me: CurrentUser) -> Alike:
    number, name, sex, born, estimated, held, home, found, restricted, scope, worker, house, unit = row
    ask = str(unit) if unit else f"{worker} ({house})" if house else str(worker)
    return Alike(
        number,
        name,
        sex,
        born,
        bool(estimated),
        home or found,
        hides(restricted=bool(restricted), roles=me.roles),
        bool(scope),
        bool(held) and held == person.nik,
        ask,
        points,
    )


async def _told_of(shown: Sequence[str], me: CurrentUser) -> list[Row]:
    """Return what is told of the people shown.

    To be asked about somebody with a case is the unit at work: a house that registered them may be where they hide.
    """
    if not shown:
        return []
    scope = client_scope(me)
    return await query(
        f"""SELECT k.number, k.full_name, k.sex, k.birth_date, k.birth_estimated, k.nik, k.home_region,
                   k.found_region, k.restricted, CASE WHEN {scope.text} THEN 1 ELSE 0 END AS in_scope, w.name, o.name,
                   (SELECT MIN(u.name) FROM cases uc JOIN organisations u ON u.id = uc.unit WHERE uc.client = k.id)
            FROM clients k JOIN workers w ON w.id = k.registered_by LEFT JOIN organisations o ON o.id = w.organisation
            WHERE k.number IN ({marks(shown)})""",
        *scope.args,
        *shown,
    )
