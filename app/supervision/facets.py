"""Counts that lead to their rows: each says how many rows the list shows once its link is followed."""

from collections.abc import Iterable

import msgspec

from app.supervision.filters import Wanted
from app.supervision.sums import Facets
from app.web.http.urls import url
from app.web.pages.pagination import address, varied


class Count(msgspec.Struct, frozen=True):
    """One value of a filter: how many rows choosing it leaves, and the address that does."""

    value: str
    count: int
    href: str
    chosen: bool


def counts(
    facets: Facets, wanted: Wanted, name: str, *, first: Iterable[str] = (), most: int | None = None
) -> list[Count]:
    """Count the values of one filter under the others in force; *first* gives the order, then by size.

    Beyond *most* only the chosen one is given.
    """
    sums = under_others(facets, wanted, name)
    known = [value for value in first if value in sums]
    rest = sorted(sums.keys() - set(known), key=lambda value: (-sums[value], value))
    chosen, ordered = wanted.filters.get(name), [*known, *rest]
    offered = ordered if most is None else ordered[:most]
    if chosen in sums and chosen not in offered:
        offered = [*offered, str(chosen)]
    at = varied(url("supervision:stalled"), wanted.params, name)
    return [Count(value, sums[value], at(value), value == chosen) for value in offered]


def under_others(facets: Facets, wanted: Wanted, name: str) -> dict[str, int]:
    """Return how many cases each value of a filter has under the other filters."""
    others = {one: value for one, value in wanted.filters.items() if one != name}
    return {value: count for value, count in facets.under(others)[name].items() if count}


def href(wanted: Wanted, name: str, value: str | None) -> str:
    """Return the address of the list with one filter set, or taken away."""
    return address(url("supervision:stalled"), wanted.params, **{name: value})
