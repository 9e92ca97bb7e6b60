"""Streets and villages in one form, so that people are found by where they live."""

from collections.abc import Iterable

from app.clients.finding.spelling import letters, respelt
from app.regions.book import Regions
from app.regions.codes import lineage

_MARK = "@"
"""Begins each word of a place, so that words are found by their beginning."""
_TELLS_NOTHING = frozenset(
    [
        "kp",
        "kampung",
        "jl",
        "jln",
        "jalan",
        "gg",
        "gang",
        "rt",
        "rw",
        "no",
        "nomor",
        "desa",
        "ds",
        "kel",
        "kelurahan",
        "kec",
        "kecamatan",
        "dusun",
        "blok",
        "perum",
        "perumahan",
        "komplek",
        "lingkungan",
        "link",
    ]
)
_KECAMATAN = 3


def place_key(book: Regions, regions: Iterable[str | None], addresses: Iterable[str]) -> str:
    """Return the words of streets, villages and kecamatan under which a client is searched."""
    names = [book.name(step) for code in regions if code for step in lineage(code)[_KECAMATAN - 1 :]]
    words = [word for text in (*names, *addresses) for word in telling(letters(text).split())]
    return " ".join(dict.fromkeys(mark(respelt(word)) for word in words))


def mark(word: str) -> str:
    """Return a word as the beginning of a word of a place."""
    return f"{_MARK}{word}"


def telling(words: list[str]) -> list[str]:
    """Leave out words that every address has, and numbers of houses; if there is nothing else they stay."""
    return [word for word in words if not word.isdigit() and word not in _TELLS_NOTHING] or words
