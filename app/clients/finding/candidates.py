"""Who is worth comparing with somebody: found by keys that indexes give at once, never by going through names.

A client has a key for each pair of words of a name, for each word with the birth year, and for each word with the
kecamatan (`app.clients.tables`). A word with one letter wrong is first led to the words that are one letter away.
"""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from datetime import date
from itertools import combinations
from typing import Any

from rapidfuzz.distance import OSA

from app.clients.duplicates import FAR_APART, Person
from app.clients.names import names_in, squeezed
from app.db import Row, marks, query
from app.regions.codes import lineage

_MOST_WORDS = 4  # of one name, the longest
_MOST_NEAR = 16  # words one letter away from one
_MOST_REMEMBERED = 50_000  # people, in the memory of a sheet
_KECAMATAN = 3
_KABKOTA = len("36.04")
_UNKNOWN = "TIDAK_DIKETAHUI"
_COLUMNS = """k.number, k.name_key, k.sex, k.birth_date, k.birth_estimated, k.nik,
    COALESCE(k.home_region, k.found_region) AS region, k.kk"""


Known = tuple[str, Person]
"""A client's number, and what is known of them."""


class Memory:
    """What was found for one person after another, so that a sheet of namesakes asks for each name once.

    It lives as long as one look at a sheet: who is registered meanwhile is found when the rows are taken over.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, list[Known]] = {}
        self._room = _MOST_REMEMBERED
        self.near: dict[str, list[str]] = {}
        """Word → the known words that are one letter away, itself first."""

    async def found(self, key: Hashable, ask: Callable[[], Awaitable[list[Row]]]) -> list[Known]:
        """Return what was found under a key; ask once."""
        if key in self._found:
            return self._found[key]
        people = [(row[0], Person._make(row[1:])) for row in await ask()]
        self._room -= len(people)
        if self._room < 0:  # most people of a long sheet are met once
            self._found.clear()
            self._room = _MOST_REMEMBERED
        self._found[key] = people
        return people


async def candidates(person: Person, memory: Memory | None = None) -> list[Known]:
    """Return (client number, what is known) of all whom *person* should be compared with.

    A client with a merged record may stand there twice, once as each.
    """
    memory = memory or Memory()
    card = ("card", person.nik, person.kk)
    day = ("day", person.born, person.estimated, person.sex, (person.region or "")[:_KABKOTA])
    keys = ("keys", person.name_key, person.born and person.born.year, *_kecamatan(person))
    found = [
        *await memory.found(card, lambda: _same_card(person)),
        *await memory.found(day, lambda: _same_day(person)),
        *await memory.found(keys, lambda: _same_keys(person, memory)),
    ]
    return list(dict.fromkeys(found))


async def _same_card(person: Person) -> list[Row]:
    """Ask for the very NIK and the very family card first, each alone, also of records that were merged."""
    found: list[Row] = []
    for column, value in (("nik", person.nik), ("kk", person.kk)):
        if value:
            found += await query(
                f"""SELECT {_COLUMNS} FROM clients k WHERE k.merged_into IS NULL AND k.{column} = ?
                    UNION ALL SELECT s.number, k.name_key, k.sex, k.birth_date, k.birth_estimated, k.nik,
                        COALESCE(k.home_region, k.found_region), k.kk
                    FROM clients k JOIN clients s ON s.id = k.merged_into WHERE k.{column} = ?""",
                value,
                value,
            )
    return found


async def _same_day(person: Person) -> list[Row]:
    if person.born is None or person.estimated:
        return []
    # Whose name is written quite otherwise is looked for nearby; else one of the keys below leads there.
    place = f"substr(COALESCE(k.home_region, k.found_region), 1, {_KABKOTA})"
    near, there = (
        (f"AND ({place} = ? OR {place} IS NULL)", (person.region[:_KABKOTA],)) if person.region else ("", ())
    )
    sexes = (person.sex, _UNKNOWN) if person.sex != _UNKNOWN else ("L", "P", _UNKNOWN)
    return await query(
        f"""SELECT {_COLUMNS} FROM clients k WHERE k.birth_date = ? AND NOT k.birth_estimated
            AND k.merged_into IS NULL AND k.sex IN ({marks(sexes)}) {near}""",
        person.born,
        *sexes,
        *there,
    )


async def _same_keys(person: Person, memory: Memory) -> list[Row]:
    keys = await keys_near(person, memory)
    if not keys:
        return []
    age, born = "", ()  # type: tuple[str, tuple[object, ...]]
    if person.born:
        born = (date(person.born.year - FAR_APART, 1, 1), date(person.born.year + FAR_APART, 12, 31))
        age = "AND (k.birth_date IS NULL OR k.birth_date BETWEEN ? AND ?)"
    return await query(
        f"""SELECT {_COLUMNS} FROM clients k WHERE k.id IN (SELECT client FROM client_keys WHERE key IN ({marks(keys)}))
            AND k.merged_into IS NULL {age}""",
        *keys,
        *born,
    )


async def keys_near(person: Person, memory: Memory) -> list[str]:
    """Return the keys under which people of this or nearly this name stand."""
    names = [sorted(words, key=len, reverse=True)[:_MOST_WORDS] for words in names_in(person.name_key)]
    near = memory.near
    near |= await _near({word for words in names for word in words} - near.keys())
    beside = [*_years(person), *_kecamatan(person)]
    keys: dict[str, None] = {}
    for words, whole in zip(names, names_in(person.name_key), strict=True):
        keys[squeezed(whole)] = None
        if len(words) == 1:
            keys |= dict.fromkeys(near[words[0]])
        for one, other in combinations(words, 2):
            keys |= dict.fromkeys(pair_key(a, other) for a in near[one])
            keys |= dict.fromkeys(pair_key(one, b) for b in near[other])
        keys |= dict.fromkeys(f"{a} {b}" for word in words for a in near[word] for b in beside)
    return list(keys)


def pair_key(one: str, other: str) -> str:
    """Return the key of two words, whichever comes first."""
    return f"{min(one, other)} {max(one, other)}"


def _years(person: Person) -> Iterable[str]:
    return [f"{person.born.year + step:04}" for step in (-1, 0, 1)] if person.born else []


def _kecamatan(person: Person) -> Iterable[str]:
    line = lineage(person.region) if person.region else ()
    return [line[_KECAMATAN - 1]] if len(line) >= _KECAMATAN else []


async def _near(words: set[str]) -> dict[str, list[str]]:
    """Return, for each word, the words that are known and at most one letter away, itself first."""
    parts: dict[str, set[str]] = {word: shortened(word) for word in words}
    every = sorted(set().union(*parts.values()))
    rows = (
        await query(f"SELECT part, word FROM name_parts WHERE part IN ({marks(every)})", *every)
        if every
        else []
    )
    known: dict[str, set[str]] = {}
    for part, word in rows:
        known.setdefault(part, set()).add(word)
    return {
        word: _nearest(word, set().union(*(known.get(part, ()) for part in parts[word]))) for word in words
    }


def _nearest(word: str, found: set[Any]) -> list[str]:
    near = sorted(one for one in found - {word} if OSA.distance(word, one, score_cutoff=1) <= 1)
    return [word, *near[:_MOST_NEAR]]


def shortened(word: str) -> set[str]:
    """Return a word and what it is without one of its letters: words one letter away share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
