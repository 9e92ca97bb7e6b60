"""The predicate behind every list, count, page, change, export and report."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.scope.grants import DIVISION
from app.web.http.current_user import CurrentUser


class Sql(NamedTuple):
    """A piece of SQL with ``?`` placeholders, and the values for them in order."""

    text: str
    args: tuple[object, ...]


def case_scope(me: CurrentUser, alias: str = "c") -> Sql:
    """Say which rows of ``cases`` (under *alias*) *me* may know of."""
    return _granted(me.grantees, f'a."case" = {alias}.id')


def case_count_scope(me: CurrentUser, alias: str = "c") -> Sql:
    """Say the same for counting: for somebody who sees their own cases only, begin with what was granted."""
    if not me.grantees or not all(name.startswith("worker:") for name in me.grantees):
        return case_scope(me, alias)
    marks = ", ".join("?" * len(me.grantees))
    text = f"""{alias}.id IN (SELECT a."case" FROM access a
        WHERE a.until IS NULL AND a.grantee IN ({marks}) AND a."case" IS NOT NULL)"""
    return Sql(text, tuple(me.grantees))


def client_scope(me: CurrentUser, alias: str = "k") -> Sql:
    """Say which rows of ``clients`` (under *alias*) *me* may know of: those registered or served in scope."""
    return _granted(me.grantees, f"a.client = {alias}.id")


def case_team(me: CurrentUser, alias: str = "c") -> Sql:
    """Say on which rows of ``cases`` *me* works: theirs by name, by their unit, section or institution."""
    return _granted(team(me.grantees), f'a."case" = {alias}.id')


def client_team(me: CurrentUser, alias: str = "k") -> Sql:
    """Say of which rows of ``clients`` *me* is on the team, or registered them."""
    return _granted(team(me.grantees), f"a.client = {alias}.id")


def team(grantees: Iterable[str]) -> tuple[str, ...]:
    """Leave out the grantees that let in whole regions and the whole division: they oversee, others do the work."""
    return tuple(one for one in grantees if one != DIVISION and not one.startswith("region:"))


def _granted(grantees: Sequence[str], join: str) -> Sql:
    if not grantees:
        return Sql("1 = 0", ())
    marks = ", ".join("?" * len(grantees))
    text = f"EXISTS (SELECT 1 FROM access a WHERE {join} AND a.until IS NULL AND a.grantee IN ({marks}))"
    return Sql(text, tuple(grantees))
