"""The predicate behind every list, count, page, change, export and report."""

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from app.capabilities import OWN_CASES
from app.db import current, marks, query_one
from app.db.binding import Database
from app.scope.grants import DIVISION
from app.web.http.current_user import CurrentUser


class Sql(NamedTuple):
    """A piece of SQL with ``?`` placeholders, and the values for them in order."""

    text: str
    args: tuple[object, ...]


EVERYTHING = Sql("1 = 1", ())
FEW = 500
"""Granted cases up to which a list begins with the grants; beyond, it walks its own order and asks of each row."""

KEPT = 60.0
"""Seconds for which it is remembered that somebody was granted many."""
_many: WeakKeyDictionary[Database, dict[tuple[str, ...], float]] = WeakKeyDictionary()


def case_scope(me: CurrentUser, alias: str = "c") -> Sql:
    """Say which rows of ``cases`` (under *alias*) *me* may know of.

    The division is granted every case when it begins, for good, so its scope asks nothing of a row (a test holds it).
    """
    if DIVISION in me.grantees:
        return EVERYTHING
    return _granted(me.grantees, f'a."case" = {alias}.id')


async def case_scope_parts(me: CurrentUser) -> tuple[Sql, ...]:
    """Split the scope into conditions on a case `c` that exclude each other, each to be walked by an index of its own.

    Whoever sees their own cases only has those assigned to them (`cases.worker`, granted as ASSIGNMENT with it), and
    the few that were granted beside. Whoever was granted a few cases begins with the grants.
    """
    if DIVISION in me.grantees:
        return (EVERYTHING,)
    if own := _own_only(me):
        mine, args = Sql("c.worker = ?", (own,)), (f"worker:{own}",) * 2
        granted = f"""{_grants("= ?", "AND a.kind < 'ASSIGNMENT'")} UNION ALL
            {_grants("= ?", "AND a.kind > 'ASSIGNMENT'")}"""
        if await query_one(f"SELECT 1 FROM ({granted}) AS beside LIMIT 1", *args) is None:
            return (mine,)
        beside = f"c.id IN ({granted}) AND (c.worker IS NULL OR c.worker <> ?)"
        return mine, Sql(beside, (*args, own))
    if me.grantees and await granted_few(me):
        return (Sql(f"c.id IN ({_grants(f'IN ({marks(me.grantees)})')})", me.grantees),)
    return (case_scope(me),)


def assigned(me: CurrentUser) -> Sql:
    """Say which cases `c` are assigned to *me*: whoever is assigned was granted the case with it."""
    if f"worker:{me.id}" in me.grantees and me.may(OWN_CASES):
        return Sql("c.worker = ?", (me.id,))
    scope = case_scope(me)
    return Sql(f"c.worker = ? AND {scope.text}", (me.id, *scope.args))


def either(parts: Sequence[Sql]) -> Sql:
    """Join the parts of a scope to one condition."""
    texts = " OR ".join(f"({part.text})" for part in parts)
    return Sql(f"({texts})", tuple(arg for part in parts for arg in part.args))


def _own_only(me: CurrentUser) -> UUID | None:
    return me.id if me.grantees == (f"worker:{me.id}",) and me.may(OWN_CASES) else None


async def granted_few(me: CurrentUser) -> bool:
    """Tell whether *me* was granted so few cases that a question begins with these; both ways find the same.

    Whoever has many is not asked again for a while: one page asks this several times.
    """
    many, now = _many.setdefault(current(), {}), monotonic()
    if many.get(me.grantees, -KEPT) > now - KEPT:
        return False
    grants = _grants(f"IN ({marks(me.grantees)})")
    row = await query_one(f"SELECT count(*) FROM ({grants} LIMIT {FEW + 1}) AS granted", *me.grantees)
    few = row is not None and int(row[0]) <= FEW
    if not few:
        many[me.grantees] = now
    return few


def _grants(grantee: str, more: str = "") -> str:
    return f"""SELECT a."case" FROM access a
        WHERE a.until IS NULL AND a.grantee {grantee} AND a."case" IS NOT NULL {more}"""


def client_scope(me: CurrentUser, alias: str = "k") -> Sql:
    """Say which rows of ``clients`` (under *alias*) *me* may know of: those registered or served in scope."""
    return _granted(me.grantees, f"a.client = {alias}.id")


def case_team(me: CurrentUser, alias: str = "c") -> Sql:
    """Say on which rows of ``cases`` *me* works: theirs by name, by their unit, section or institution."""
    return _granted(team(me.grantees), f'a."case" = {alias}.id')


def client_team(me: CurrentUser, alias: str = "k") -> Sql:
    """Say of which rows of ``clients`` *me* is on the team, or registered them.

    Who reported a case follows that case alone: else twelve hours' sight of a masked person would become one for good.
    """
    return _granted(team(me.grantees), f"a.client = {alias}.id AND a.kind <> 'REPORT'")


def team(grantees: Iterable[str]) -> tuple[str, ...]:
    """Leave out the grantees that let in whole regions and the whole division: they oversee, others do the work."""
    return tuple(one for one in grantees if one != DIVISION and not one.startswith("region:"))


def _granted(grantees: Sequence[str], join: str) -> Sql:
    if not grantees:
        return Sql("1 = 0", ())
    holders = marks(grantees)
    text = f"EXISTS (SELECT 1 FROM access a WHERE {join} AND a.until IS NULL AND a.grantee IN ({holders}))"
    return Sql(text, tuple(grantees))
