"""The predicate behind every list, count, page, change, export and report."""

from typing import NamedTuple

from app.web.me import Me


class Sql(NamedTuple):
    """A piece of SQL with ``?`` placeholders, and the values for them in order."""

    text: str
    args: tuple[object, ...]


def case_scope(me: Me, alias: str = "c") -> Sql:
    """Say which rows of ``cases`` (under *alias*) *me* may know of."""
    return _granted(me, f'a."case" = {alias}.id')


def client_scope(me: Me, alias: str = "k") -> Sql:
    """Say which rows of ``clients`` (under *alias*) *me* may know of: those registered or served in scope."""
    return _granted(me, f"a.client = {alias}.id")


def _granted(me: Me, join: str) -> Sql:
    if not me.grantees:
        return Sql("1 = 0", ())
    marks = ", ".join("?" * len(me.grantees))
    text = f"EXISTS (SELECT 1 FROM access a WHERE {join} AND a.until IS NULL AND a.grantee IN ({marks}))"
    return Sql(text, tuple(me.grantees))
