"""Deduplication: is this person registered already? Likeness of two people from name, birth date, NIK, KK, sex and region.

The points are practice, to be tuned by the division. They only decide what a worker is shown before saving; nobody is
ever merged or refused by them.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from app.clients.names import names_in, squeezed

WORTH_SHOWING = 65  # points
MOST_SHOWN = 5
FAR_APART = 6  # years; more is hardly the same person
_NAME, _SAME_NIK, _SAME_KK = 60, 200, 12
_SAME_DAY, _SAME_YEAR, _NEXT_YEAR, _NEAR_ESTIMATE, _OTHER_AGE = 32, 22, 12, 10, -25
_OTHER_SEX = -20
_SAME_KECAMATAN, _SAME_KABKOTA = 12, 7
_KABKOTA, _KECAMATAN = len("36.04"), len("36.04.05")
_ALIKE = 0.84  # of the letters of two words: suryana and suriana
_INITIAL = 0.8
_LONG, _TWO_WRONG = 5, 0.15  # letters; what two wrong ones cost beside their share of the word
_MISSING = 0.12  # a name left out on one side counts for less than a different one


class Person(NamedTuple):
    """What two people are compared by."""

    name_key: str
    sex: str
    born: date | None
    estimated: bool
    nik: str | None
    region: str | None
    kk: str | None = None


def likeness(new: Person, known: Person) -> int:
    """Return the points for *new* being *known*; from WORTH_SHOWING on a worker should look."""
    return beside_name(new, known) + _of_name(new, known)


def worth(new: Person, known: Person) -> int:
    """Return the points of who is worth a look, else 0: all that is cheap is asked before names."""
    beside = beside_name(new, known)
    if beside + _NAME < WORTH_SHOWING:
        return 0
    points = beside + _of_name(new, known)
    return points if points >= WORTH_SHOWING else 0


def _of_name(new: Person, known: Person) -> int:
    return round(_NAME * names_alike(new.name_key, known.name_key))


def beside_name(new: Person, known: Person) -> int:
    """Return the points of everything but the name."""
    cards = _SAME_NIK if new.nik and new.nik == known.nik else 0
    cards += _SAME_KK if new.kk and new.kk == known.kk else 0
    return cards + _birth(new, known) + _sex(new, known) + _region(new.region, known.region)


def names_alike(one: str, other: str) -> float:
    """Return how alike the most alike of two people's names are, 0 to 1."""
    return max((_alike(a, b) for a in names_in(one) for b in names_in(other)), default=0.0)


@lru_cache(maxsize=100_000)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Match word by word, in any order; or as one word, since Nur Aisyah is Nuraisyah elsewhere."""
    if one == other:
        return 1.0
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    left, matched = list(more), 0.0
    for word in fewer:
        score, best = max((_word(word, candidate), candidate) for candidate in left)
        matched += score
        left.remove(best)
    by_word = max(0.0, matched / len(fewer) - len(left) * _MISSING)
    return max(by_word, _word(squeezed(one), squeezed(other))) if left else by_word


@lru_cache(maxsize=200_000)
def _word(one: str, other: str) -> float:
    """Compare two words; the few hundred names that most people share are compared with each other once."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[:1] == other[:1] else 0.0
    longest, apart = max(len(one), len(other)), OSA.distance(one, other, score_cutoff=2)
    if apart == 1:  # one letter wrong, left out, too many, or two swapped
        return max(1 - 1 / longest, Indel.normalized_similarity(one, other))
    similar = Indel.normalized_similarity(one, other, score_cutoff=_ALIKE)
    if apart > 2 or longest < _LONG:  # noqa: PLR2004  two letters, as told above
        return similar
    return max(
        similar, 1 - 2 / longest - _TWO_WRONG
    )  # one wrong letter may change a sound that is written with two


def _birth(new: Person, known: Person) -> int:
    if new.born is None or known.born is None:
        return 0
    if new.born == known.born and not new.estimated and not known.estimated:
        return _SAME_DAY
    apart = abs(new.born.year - known.born.year)
    if apart > FAR_APART:
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
    """Compare by the beginnings of the codes: `36.04` and below it `36.04.05`."""
    if not one or not other or one[:_KABKOTA] != other[:_KABKOTA] or min(len(one), len(other)) < _KABKOTA:
        return 0
    below = min(len(one), len(other)) >= _KECAMATAN
    return _SAME_KECAMATAN if below and one[:_KECAMATAN] == other[:_KECAMATAN] else _SAME_KABKOTA


def forget() -> None:
    """Forget what was compared."""
    _alike.cache_clear()
    _word.cache_clear()
