"""What nobody can see in a text, but a computer would judge by: dropped before anything is judged.

Texts pasted from chats, PDFs and spreadsheets carry marks of direction, soft hyphens, spaces of no width and spaces that do
not break. Forms, sheets and searches all come through here.
"""

import unicodedata
from functools import lru_cache

_JOINERS = "\u200c\u200d"
"""Kept between letters of scripts that are joined: in Persian, Urdu and Indic names they belong to the spelling."""
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their category, and yet nothing to be seen."""
_HYPHENS = "\u2010\u2011"
_LATIN_END = "\u0590"


def visible(text: str) -> str:
    """Return a text without what cannot be seen: spaces of all kinds as plain ones, hyphens as plain ones, in NFC."""
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(_shown(text, place) for place in range(len(text)))
    return unicodedata.normalize("NFC", shown)


def _shown(text: str, place: int) -> str:
    mark = text[place]
    if mark in _JOINERS and _joins(text, place):
        return mark
    return _plain(mark)


@lru_cache(maxsize=4096)
def _plain(mark: str) -> str:
    category = unicodedata.category(mark)
    if category == "Zs" or mark in _BLANK:
        return " "
    if mark in _HYPHENS:
        return "-"
    if category == "Cf" or (category == "Cc" and mark not in "\t\n\r"):
        return ""
    return mark


def _joins(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before >= _LATIN_END and after >= _LATIN_END and _is_letter(before) and _is_letter(after)


def _is_letter(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "LM"
