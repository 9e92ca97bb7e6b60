"""Faceted counts of the stalled cases: counted once for a scope, pre-added for every value of every filter."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.supervision.filters import FILTERS
from app.supervision.store import Group

_MOST_KEPT = 200
"""Combinations of several filters whose sums are remembered."""
Sums = Mapping[str, Counter[str]]
"""For each filter how many cases each of its values has."""


class Facets:
    """Groups of stalled cases with their sums under no filter, under each value alone, and under several on demand."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.worker_names: dict[str, str] = {}
        self._having: dict[tuple[str, str], list[Group]] = {}
        everything = list(groups)
        for group in everything:
            self.worker_names[group.worker] = group.worker_name
            for name in FILTERS:
                for value in values(group, name):
                    self._having.setdefault((name, value), []).append(group)
        self.everything = sum(group.count for group in everything)
        self._single = {chosen: _added(having) for chosen, having in self._having.items()}
        self._all, self._several = _added(everything), dict[frozenset[tuple[str, str]], Sums]()

    def total(self, filters: Mapping[str, str]) -> int:
        """Return how many cases fit the filters."""
        if not filters:
            return self.everything
        name, value = next(iter(filters.items()))
        return self.under({one: other for one, other in filters.items() if one != name})[name][value]

    def under(self, filters: Mapping[str, str]) -> Sums:
        """Return the sums of the cases that fit all these filters."""
        if not filters:
            return self._all
        chosen = frozenset(filters.items())
        if len(chosen) == 1:
            return self._single.get(next(iter(chosen))) or _added(())
        if chosen not in self._several:
            if len(self._several) >= _MOST_KEPT:
                self._several.clear()
            self._several[chosen] = _added(self._fitting(chosen))
        return self._several[chosen]

    def _fitting(self, chosen: frozenset[tuple[str, str]]) -> list[Group]:
        """Go through the groups of the rarest value."""
        rarest = min(chosen, key=lambda one: len(self._having.get(one, ())))
        others = chosen - {rarest}
        groups = self._having.get(rarest, [])
        return [group for group in groups if all(value in values(group, name) for name, value in others)]


def values(group: Group, name: str) -> tuple[str, ...]:
    """Return the values a group has in a filter; a case may have several causes."""
    return group.causes if name == "cause" else (str(getattr(group, name)),)


def _added(groups: Iterable[Group]) -> Sums:
    stage, kind, region, worker, cause = (Counter[str]() for _ in range(5))
    for group in groups:
        count = group.count
        stage[group.stage] += count
        kind[group.type] += count
        region[group.region] += count
        worker[group.worker] += count
        for one in group.causes:
            cause[one] += count
    return {"cause": cause, "stage": stage, "type": kind, "region": region, "worker": worker}
