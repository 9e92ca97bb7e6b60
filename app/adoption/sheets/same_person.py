"""Whether two rows of a sheet are about one person. Nothing is merged on a name: where it cannot be told, both are named."""

from datetime import date
from typing import Literal, NamedTuple

from app.adoption.sheets.parsing import NEW, RowTold
from app.clients.names import normalised

Verdict = Literal["SAME", "OTHER", "DOUBT", "CONTRADICTED"]
Identity = tuple[str, ...]
_SEXES = frozenset({"L", "P"})


class Facts(NamedTuple):
    """What decides between rows of one name; rows with the same facts are judged alike."""

    nik: str
    sex: str
    born: date | None
    region: str
    new: bool
    """Whether BARU stands there."""


def facts(entry: RowTold) -> Facts:
    """Return what decides of a row."""
    return Facts(entry.nik, entry.sex, entry.born, entry.region, entry.client == NEW)


def verdict(one: Facts, other: Facts) -> Verdict:
    """Compare two rows of equal names, neither with a client number.

    One person: the same NIK; or the same birth date, sex and place. Two: whatever is known of both and differs, or
    BARU on one. CONTRADICTED: everything is the same, and yet one says BARU.
    """
    if one.nik and other.nik:
        return "SAME" if one.nik == other.nik else "OTHER"
    if _differ(one.sex, other.sex, _SEXES) or _differ(one.born, other.born):
        return "OTHER"
    marked = one.new or other.new
    if one.born and one.sex in _SEXES and one[1:4] == other[1:4]:
        return "CONTRADICTED" if marked else "SAME"
    return "OTHER" if marked else "DOUBT"


def _differ(one: object, other: object, known: frozenset[str] = frozenset()) -> bool:
    are_known = (one in known and other in known) if known else (one is not None and other is not None)
    return are_known and one != other


def certain(entry: RowTold) -> Identity | None:
    """Return what is enough to know a person by without a number: name, full birth date, sex and place."""
    born: date | None = entry.born
    if not entry.name or born is None or entry.sex not in _SEXES:
        return None
    return ("person", normalised(entry.name), born.isoformat(), entry.sex, entry.region)


def identities(entry: RowTold) -> list[Identity]:
    """Return all by which a second row of the person is known; who is said to be BARU is known by the NIK alone."""
    known_by: list[Identity] = [("nik", entry.nik)] if entry.nik else []
    known = None if entry.client == NEW else certain(entry)
    return [*known_by, known] if known else known_by


class Doubt(NamedTuple):
    """That a row and another of its name may be one person: which is told, of which other, and why."""

    row: str
    other: str
    why: Verdict


class _Alike:
    """Rows of one name with the same facts, in their order."""

    def __init__(self) -> None:
        self.first: list[tuple[int, str]] = []
        self.waiting: dict[str, int] = {}
        """Row → of how many later rows it was told, until that is enough."""

    def tell(self, later: str, why: Verdict, most: int) -> list[Doubt]:
        """Return what is told of a later row to all that were not told of enough."""
        doubts = [Doubt(row, later, why) for row in self.waiting]
        self.waiting = {row: times + 1 for row, times in self.waiting.items() if times + 1 < most}
        return doubts


class Namesakes:
    """The rows of one name, each compared with those before; a row is told of at most *most* others.

    Rows that tell the same are compared once, so a sheet of a thousand namesakes is no million comparisons.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._groups: dict[Facts, _Alike] = {}
        self._rows = 0

    def doubts(self, entry: RowTold, row: str) -> list[Doubt]:
        """Add a row; return what it is told of earlier ones, and what those are told of it."""
        own, before, of_others = facts(entry), list[tuple[int, Doubt]](), list[Doubt]()
        for known, group in self._groups.items():
            why = verdict(known, own)
            if why in ("DOUBT", "CONTRADICTED"):
                before += [(place, Doubt(row, first, why)) for place, first in group.first]
                of_others += group.tell(row, why, self._most)
        group = self._groups.setdefault(own, _Alike())
        if len(group.first) < self._most:
            group.first.append((self._rows, row))
        group.waiting[row] = 0
        self._rows += 1
        return [doubt for _place, doubt in sorted(before)[: self._most]] + of_others
