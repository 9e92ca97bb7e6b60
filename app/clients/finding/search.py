"""Search for clients by whatever somebody types: numbers of every kind, a birth date, names, street and village.

What is typed goes through the very steps that what is stored went through (`names`, `places`, `nik`, `numbers`).
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from app.clients import nik, numbers
from app.clients.finding import places
from app.clients.finding.spelling import respelt
from app.clients.names import asked, forms
from app.clients.tables import PHONE_DIGITS
from app.db import current, marks
from app.scope.predicate import Sql
from app.web.forms.converters import CONVERTERS, Wrong
from app.web.forms.visible import visible

Condition = tuple[str, tuple[object, ...]]
SHORTEST_PART = 3  # letters: what an index of parts can find
_SHORTEST_PHONE = 7  # digits
_WHOLE_PHONE = 9
_NUMBER_DIGITS = range(3, 7)  # of a client number without its year: 000276
_PLACES = "k.id IN (SELECT n.client FROM client_names n WHERE client_names MATCH ?)"
"""On SQLite, the part of a condition that goes through the index of parts of names and places."""
_NOBODY: Condition = ("1 = 0", ())


class IndexedSearch(NamedTuple):
    """A search by words through SQLite's index of parts: what to match there, and what to ask of clients `k`."""

    match: str
    more: Sql


def matching(text: str) -> Condition:
    """Return the condition on clients `k` for what someone typed; nothing that can be understood finds nobody."""
    typed = visible(text).strip()
    if not typed:
        return "1 = 1", ()
    if exact := _exact(typed):
        return exact
    words = _words(typed)
    if not words:
        return _NOBODY
    search = _indexed(words)
    if search is None:
        return _scanned(words)
    return " AND ".join(filter(None, (_PLACES, search.more.text))), (search.match, *search.more.args)


def indexed_search(text: str) -> IndexedSearch | None:
    """Return the search by words through the index; None for numbers and dates, and where the index cannot answer."""
    typed = visible(text).strip()
    return None if _exact(typed) else _indexed(_words(typed))


# Numbers and dates.


def _exact(typed: str) -> Condition | None:
    """Return who has this number or birth date; None where it is neither."""
    found = [*_by_number(typed), *_by_digits(nik.cleaned(typed)), *_by_birth(typed)]
    if not found:
        return None
    return f"({' OR '.join(text for text, _args in found)})", tuple(
        arg for _text, args in found for arg in args
    )


def _by_number(typed: str) -> list[Condition]:
    number = numbers.normalise(typed)
    if number is None:
        return []
    return [("k.id = (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE m.number = ?)", (number,))]


def _by_digits(text: str) -> list[Condition]:
    """Return who has these digits as NIK or family card, at the end of their number, or as telephone number."""
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return []
    if len(digits) == nik.LENGTH:
        return [_of_record("m.nik = ? OR m.kk = ?", digits, digits)]
    found: list[Condition] = []
    if len(digits) in _NUMBER_DIGITS:
        every = numbers.of_any_year(int(digits))
        found.append(_of_record(f"m.number IN ({marks(every)})", *every))
    if len(digits) >= _SHORTEST_PHONE:
        found.append(_by_phone(digits))
    return found


def by_whole_number(typed: str) -> list[Condition]:
    """Return who has what was typed as a whole number: client number, NIK, family card, own telephone number."""
    digits = nik.cleaned(typed).removeprefix("+")
    found = _by_number(typed)
    if not (digits.isascii() and digits.isdigit()):
        return found
    if len(digits) == nik.LENGTH:
        return [*found, _of_record("m.nik = ? OR m.kk = ?", digits, digits)]
    if len(digits) in _NUMBER_DIGITS:
        every = numbers.of_any_year(int(digits))
        found.append(_of_record(f"m.number IN ({marks(every)})", *every))
    if len(digits) >= _WHOLE_PHONE:
        rest = re.sub(r"^(62|0)", "", digits)
        written = PHONE_DIGITS.format(row="m")
        found.append(_of_record(f"{written} IN (?, ?, ?)", f"0{rest}", f"62{rest}", rest))
    return found


def _of_record(condition: str, *args: object) -> Condition:
    """Return the clients whose own record, or one that was merged into it, fits."""
    return f"k.id IN (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE {condition})", args


def _by_phone(digits: str) -> Condition:
    """Return who has a telephone number that begins so, with 0, +62 or neither in front; guardians' numbers too."""
    rest = re.sub(r"^(62|0)", "", digits)
    begins = [(f"{front}{rest}", _next(f"{front}{rest}")) for front in ("0", "62", "")]
    args = tuple(bound for pair in begins for bound in pair)
    own, near = (
        " OR ".join(
            [f"({PHONE_DIGITS.format(row=row)} >= ? AND {PHONE_DIGITS.format(row=row)} < ?)"] * len(begins)
        )
        for row in ("m", "r")
    )
    text = f"""k.id IN (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE {own}
               UNION SELECT r.client FROM relations r WHERE {near})"""
    return text, (*args, *args)


def _next(digits: str) -> str:
    """Return the first digits after all that begin with these."""
    return f"{int(digits) + 1:0{len(digits)}}"


def _by_birth(typed: str) -> list[Condition]:
    with suppress(Wrong):
        born: date = CONVERTERS[date](typed)
        return [("k.birth_date = ?", (born,))]
    return []


# Names, streets and villages.


class _Word(NamedTuple):
    """A word someone typed: the forms that a name may hold, and the one that a street or village begins with."""

    names: tuple[str, ...]
    place: str


def _words(typed: str) -> list[_Word]:
    """Return what every client sought must have in the name, the street or the village."""
    return [_Word(forms(word), places.mark(respelt(word))) for word in places.telling(asked(typed))]


def _indexed(words: Sequence[_Word]) -> IndexedSearch | None:
    if current().kind != "sqlite":
        return None
    indexed = [word for word in words if all(len(form) >= SHORTEST_PART for form in word.names)]
    if not indexed:
        return None
    match = " AND ".join(_match(word) for word in indexed)
    return IndexedSearch(match, Sql(*_scanned([word for word in words if word not in indexed])))


def _match(word: _Word) -> str:
    names = " OR ".join(f'"{form}"' for form in word.names)
    return f'(name_key : ({names}) OR place_key : "{word.place}")'


def _scanned(words: Sequence[_Word]) -> Condition:
    """Ask each client for words that the index cannot find; nothing where there are none."""
    texts, args = list[str](), list[object]()
    for word in words:
        likes = [like for form in word.names for like in _likes(form)] + [("k.place_key", f"%{word.place}%")]
        texts.append(f"({' OR '.join(f'{column} LIKE ?' for column, _like in likes)})")
        args += [like for _column, like in likes]
    return " AND ".join(texts), tuple(args)


def _likes(form: str) -> list[tuple[str, str]]:
    """Two letters and fewer are the beginning of a word, for somewhere in a name nearly everybody has them."""
    if len(form) >= SHORTEST_PART or not form.isascii():
        return [("k.name_key", f"%{form}%")]
    return [("k.name_key", f"{form}%"), ("k.name_key", f"% {form}%")]
