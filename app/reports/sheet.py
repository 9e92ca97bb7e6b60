"""Cells from their counts: rows by type, by kab/kota or both, sums, and the check that every cell adds up. Pure."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Generic, Literal, TypeVar

import msgspec

from app.reports.figures import FLOWS, IN, OUT, PAIRED, SELDOM, SEXES, TABLE_A, TALLIED
from app.reports.store import Counted, Key

Grouping = Literal["type", "region", "full"]
Figures = Mapping[str, int]
SUMMED = (*TABLE_A, *TALLIED)
"""Figures that every cell and every sum of cells has."""


R = TypeVar("R")
"""A row of figures, or of how cases ended."""


class Choice(msgspec.Struct, frozen=True):
    """What of the month is looked at: one type or all, one kab/kota or all, and what stands in the rows."""

    type: str | None = None
    region: str | None = None
    rows: Grouping = "type"


class Row(msgspec.Struct, frozen=True):
    """The figures of one cell or sum; None in type, region or sex means all of them."""

    type: str | None
    region: str | None
    sex: str | None
    figures: Figures


class Group(msgspec.Struct, Generic[R], frozen=True):
    """A type or a kab/kota: its sum, then a row for each sex that has any figure."""

    sum: R
    sexes: tuple[R, ...]


class Block(msgspec.Struct, Generic[R], frozen=True):
    """A part of a table with a heading of its own; `region` None is the only or the last part."""

    region: str | None
    groups: tuple[Group[R], ...]
    total: Group[R]


class Breach(msgspec.Struct, frozen=True):
    """A cell that does not add up: what the flows give, and what the cases themselves say."""

    key: Key
    when: Literal["opening", "closing"]
    added: int
    stands: int


def closing_of(figures: Figures) -> int:
    """Return opening + all that came in − all that went out."""
    came = sum(figures.get(name, 0) for name in IN)
    return figures.get("opening", 0) + came - sum(figures.get(name, 0) for name in OUT)


def seldom(counted: Counted) -> set[str]:
    """Return the columns seldom needed that have a figure in the month."""
    return {name for name in SELDOM for figures in counted.added.values() if figures.get(name)}


class Unpaired(msgspec.Struct, frozen=True):
    """What came in over all cells and did not go out of another in the same month, or the other way."""

    figure: str
    came: int
    went: int


def unpaired(counted: Counted) -> list[Unpaired]:
    """Check over the whole division that what comes in by a paired flow went out by the other half."""
    totals = {name: sum(cell.get(name, 0) for cell in counted.added.values()) for name in FLOWS}
    return [
        Unpaired(in_, totals[in_], totals[out]) for in_, out in PAIRED.items() if totals[in_] != totals[out]
    ]


def breaches(counted: Counted) -> list[Breach]:
    """Check every cell: its opening against last month's end, its sum against the cases that stand in it."""
    broken = []
    for key in sorted({*counted.added, *counted.stood, *counted.stands}):
        figures = counted.added.get(key, {})
        for when, added, stands in (
            ("opening", figures.get("opening", 0), counted.stood.get(key, 0)),
            ("closing", closing_of(figures), counted.stands.get(key, 0)),
        ):
            if added != stands:
                broken.append(Breach(key, "opening" if when == "opening" else "closing", added, stands))
    return broken


def cells_checked(counted: Counted) -> int:
    """Return how many cells `breaches` looked at."""
    return len({*counted.added, *counted.stood, *counted.stands})


Place = tuple[str | None, str | None, str | None]
"""Type, kab/kota and sex of a row; None means all of them."""


def sums(counted: Counted) -> dict[Place, Figures]:
    """Add the cells up to every sum that may be shown; persons come counted for each of them."""
    totals: dict[Place, dict[str, int]] = {}
    for key in {
        *counted.added,
        *counted.stands,
        *(key for cells in counted.tallied.values() for key in cells),
    }:
        figures = {**counted.added.get(key, {}), "closing": counted.stands.get(key, 0)}
        figures |= {name: cells.get(key, 0) for name, cells in counted.tallied.items()}
        for place in _places(*key):
            _add(totals.setdefault(place, dict.fromkeys(SUMMED, 0)), figures)
    for name, people in (("persons", counted.persons), ("served", counted.served)):
        for place, count in people.items():
            _add(totals.setdefault(place, dict.fromkeys(SUMMED, 0)), {name: count})
    return dict(totals)


def _places(type_: str, region: str, sex: str) -> Iterable[Place]:
    return product((type_, None), (region, None), (sex, None))


def _add(total: dict[str, int], figures: Figures) -> None:
    for name, count in figures.items():
        total[name] += count


def blocks(
    counted: Counted, choice: Choice, *, types: Iterable[str], regions: Iterable[str]
) -> list[Block[Row]]:
    """Lay out the rows; *types* and *regions* give the rows and their order."""
    totals = sums(counted)
    all_types = [one for one in types if choice.type in (None, one)]
    all_regions = [one for one in regions if choice.region in (None, one)]
    total = group(totals, choice.type, choice.region)
    if choice.rows == "region":
        return [Block(None, tuple(group(totals, choice.type, region) for region in all_regions), total)]
    if choice.rows == "type":
        return [Block(None, tuple(group(totals, type_, choice.region) for type_ in all_types), total)]
    parts = [_part(totals, choice, region, all_types) for region in all_regions]
    return [*(part for part in parts if any(part.total.sum.figures.values())), Block(None, (), total)]


def _part(totals: Mapping[Place, Figures], choice: Choice, region: str, types: list[str]) -> Block[Row]:
    groups = (_filled(group(totals, type_, region)) for type_ in types)
    kept = tuple(one for one in groups if any(one.sum.figures.values()))
    return Block(region, kept, _filled(group(totals, choice.type, region)))


def _filled(one: Group[Row]) -> Group[Row]:
    """Leave out the rows without any figure: the whole cube is long enough."""
    return Group(one.sum, tuple(row for row in one.sexes if any(row.figures.values())))


def group(totals: Mapping[Place, Figures], type_: str | None, region: str | None) -> Group[Row]:
    """Return the sum over the sexes and a row for each (L and P always)."""
    rows = (_row(totals, type_, region, sex) for sex in SEXES)
    shown = tuple(one for one in rows if one.sex in ("L", "P") or any(one.figures.values()))
    return Group(_row(totals, type_, region, None), shown)


def _row(totals: Mapping[Place, Figures], type_: str | None, region: str | None, sex: str | None) -> Row:
    return Row(type_, region, sex, totals.get((type_, region, sex), dict.fromkeys(SUMMED, 0)))
