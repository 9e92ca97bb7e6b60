"""Counts that lead to their rows: each says how many rows the list shows once its link is followed."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from app.supervision.filters import FILTERS, Wanted
from app.supervision.store import Group
from app.web.pages.pagination import address

LIST = "/supervision/stalled"
WORKERS = f"{LIST}/workers"


class Count(msgspec.Struct, frozen=True):
    """One value of a filter: how many rows choosing it leaves, and the address that does."""

    value: str
    count: int
    href: str
    chosen: bool


def matching(groups: Iterable[Group], wanted: Wanted, *, apart_from: str = "") -> list[Group]:
    """Return the groups that fit the filters in force, one of which may be left out of account."""
    filters = {name: value for name, value in wanted.filters.items() if name != apart_from}
    return [group for group in groups if all(_fits(group, name, value) for name, value in filters.items())]


def total(groups: Iterable[Group], wanted: Wanted) -> int:
    """Return how many cases the list shows over all its pages."""
    return sum(group.count for group in matching(groups, wanted))


def counts(groups: list[Group], wanted: Wanted, name: str, *, first: Iterable[str] = ()) -> list[Count]:
    """Count the values of one filter under the others in force; *first* gives the order, then by size."""
    found: Counter[str] = Counter()
    for group in matching(groups, wanted, apart_from=name):
        for value in values(group, name):
            found[value] += group.count
    known = [value for value in first if value in found]
    rest = sorted((value for value in found if value not in known), key=lambda value: (-found[value], value))
    now = wanted.filters.get(name)
    return [Count(value, found[value], href(wanted, name, value), value == now) for value in [*known, *rest]]


def href(wanted: Wanted, name: str, value: str | None) -> str:
    """Return the address of the list with one filter set, or taken away."""
    return address(LIST, wanted.params, **{name: value})


def values(group: Group, name: str) -> tuple[str, ...]:
    """Return the values a group has in a filter; a case may have several causes."""
    return group.causes if name == "cause" else (str(getattr(group, name)),)


def _fits(group: Group, name: str, value: str) -> bool:
    return name in FILTERS and value in values(group, name)
