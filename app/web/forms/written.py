"""What people write where there is nothing to write, and how they spell a month: one reading for forms and sheets.

The words are data, in `written.toml`; a dash, a row of dots, a zero and a date of zeros are nothing in any language.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).with_name("written.toml")
_EMPTY = re.compile(r"[\s.\-–—_=/\\?*'’`\"()]*|[\s.\-]*0+(?:[\s./\-:]+0+)*[\s.\-]*")
_DAY = re.compile(r"(\d{1,2})[\s./\-]*([A-Za-z]+)[\s.,/\-]*(\d{4})")

BEFORE_A_DAY = (
    r"(?:±|\+/-|\b(?:kira-kira|sekitar|tanggal|tgl|tahun|thn|th)\b\.?"
    r"|\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b)"
)
_AGE_BEHIND = re.compile(
    r"(?<=\d{4})[\s,/]*(?:\([^()]*\)|\d{1,3}\s*(?:tahun|thn|th)\b)?[\s.,]*$", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"(\d{1,2}(?:[/.\-]\d{1,2}[/.\-]|[\s\-]*[a-z]+\.?[\s\-]*))'?(\d{2})", re.IGNORECASE)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nothing: frozenset[str]
    months: dict[str, tuple[str, ...]]


@cache
def _words() -> _Written:
    """Read the words; a file that says nothing sensible stops the caller with the place of the fault."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=_Written)


@cache
def _months() -> dict[str, int]:
    return {name: int(month) for month, names in _words().months.items() for name in names}


def is_nothing(text: str) -> bool:
    """Tell whether a text only says that there is nothing: a dash, zeros, `belum ada`, `Tidak Ada`."""
    bare = " ".join(text.casefold().split()).strip(" .-–—()")
    return bool(_EMPTY.fullmatch(text)) or bare in _words().nothing


def month(word: str) -> int | None:
    """Return the number of a month that is written out or shortened in any of the usual ways."""
    return _months().get(word.casefold())


def in_digits(text: str) -> str:
    """Write a day whose month is a word in digits, `12 Nopember 1951` as `12/11/1951`; any other text stays."""
    found = _DAY.fullmatch(text.strip())
    number = month(found[2]) if found else None
    return f"{found[1]}/{number}/{found[3]}" if found and number else text


def in_one_spelling(text: str) -> str:
    """Bring a birth date to one spelling: no weekday, no spaces at its strokes, no age behind it."""
    text = re.sub(rf"^(?:{BEFORE_A_DAY}[\s,:]*)+", "", " ".join(text.split()), flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d)\s*([/.\-])\s*(?=\d)", r"\1", _AGE_BEHIND.sub("", text))
    text = re.sub(r"^(\d{1,2}) (\d{1,2}) (\d{2,4})$", r"\1/\2/\3", text)
    return re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})$", r"\1-\2-\3", text)


def with_whole_year(text: str, today: date) -> str | None:
    """Write out a birth year of two digits; None where two centuries fit: 51 is 1951, 08 a child or somebody very old."""
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return text
    return f"{match[1]}19{match[2]}" if int(match[2]) > today.year % 100 else None
