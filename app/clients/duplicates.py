"""Is this person registered already? Likeness of two people from name, birth year, NIK, sex and region.

The points are practice, to be tuned by the division. They only decide what a worker is shown before saving; nobody is
ever merged or refused by them.
"""

from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from app.clients.names import SEPARATOR, normalised
from app.regions.codes import kabkota, level, lineage

WORTH_SHOWING = 65  # points
MOST_SHOWN = 5
SHORTEST_PART = 3  # letters: what the index of name parts can find
_NAME, _SAME_NIK = 60, 100
_SAME_YEAR, _NEXT_YEAR, _NEAR_ESTIMATE, _OTHER_AGE = 22, 12, 10, -25
_OTHER_SEX = -20
_SAME_KECAMATAN, _SAME_KABKOTA = 12, 7
_FAR_APART = 6  # years; more is hardly the same person
_BELOW_KABKOTA = frozenset({"KECAMATAN", "DESA"})
_ALIKE = 0.84  # of the letters of two words: suryana and suriana


class Person(NamedTuple):
    """What two people are compared by."""

    name_key: str
    sex: str
    born: date | None
    estimated: bool
    nik: str | None
    region: str | None


def likeness(new: Person, known: Person) -> int:
    """Return the points for *new* being *known*; from WORTH_SHOWING on a worker should look."""
    if new.nik and new.nik == known.nik:
        return _SAME_NIK
    return _beside_name(new, known) + round(_NAME * names_alike(new.name_key, known.name_key))


def worth_comparing(new: Person, known: Person) -> bool:
    """Tell whether even the same name could make *known* worth showing: all that is cheap is asked before names."""
    same_nik = bool(new.nik) and new.nik == known.nik
    return same_nik or _beside_name(new, known) + _NAME >= WORTH_SHOWING


def _beside_name(new: Person, known: Person) -> int:
    return _birth(new, known) + _sex(new, known) + _region(new.region, known.region)


def telling_parts(name: str) -> list[str]:
    """Return pieces of at least three letters by which to look for people of this or nearly this name."""
    words = sorted(
        (word for word in normalised(name).split() if len(word) >= SHORTEST_PART), key=len, reverse=True
    )
    parts = [part for word in words[:3] for part in (word[:4], word[-4:])]
    return list(dict.fromkeys(parts)) or normalised(name).split()[:1]


def names_alike(one: str, other: str) -> float:
    """Return how alike the most alike of two people's names are, 0 to 1."""
    return max(_alike(a.split(), b.split()) for a in one.split(SEPARATOR) for b in other.split(SEPARATOR))


def _alike(one: list[str], other: list[str]) -> float:
    """Match word by word, in any order; a name left out on one side counts for less than a different one."""
    fewer, more = sorted((one, other), key=len)
    if not fewer:
        return 0.0
    left, matched = list(more), 0.0
    for word in fewer:
        best = max(left, key=lambda candidate: _word(word, candidate))
        matched += _word(word, best)
        left.remove(best)
    missing = (len(more) - len(fewer)) * 0.12
    return max(0.0, matched / len(fewer) - missing)


@lru_cache(maxsize=200_000)
def _word(one: str, other: str) -> float:
    """Compare two words; the few hundred names that most people share are compared with each other once."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:  # an initial
        return 0.8 if one[:1] == other[:1] else 0.0
    letters = SequenceMatcher(None, one, other)
    if letters.real_quick_ratio() < _ALIKE or letters.quick_ratio() < _ALIKE:  # they never tell less
        return 0.0
    ratio = letters.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _birth(new: Person, known: Person) -> int:
    if new.born is None or known.born is None:
        return 0
    apart = abs(new.born.year - known.born.year)
    if apart > _FAR_APART:
        return _OTHER_AGE
    if apart == 0:
        return _SAME_YEAR
    if new.estimated or known.estimated:
        return _NEAR_ESTIMATE
    return _NEXT_YEAR if apart == 1 else 0


def _sex(new: Person, known: Person) -> int:
    told = {"L", "P"}
    return _OTHER_SEX if new.sex in told and known.sex in told and new.sex != known.sex else 0


def _region(one: str | None, other: str | None) -> int:
    if not one or not other:
        return 0
    if level(one) in _BELOW_KABKOTA and lineage(one)[:3] == lineage(other)[:3]:
        return _SAME_KECAMATAN
    return _SAME_KABKOTA if kabkota(one) and kabkota(one) == kabkota(other) else 0
