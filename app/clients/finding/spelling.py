"""One spelling for what Indonesian papers write in several: old spelling, sounds with two letters, doubled letters."""

import re
import unicodedata

_STRUCK = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into one of ours and a mark."""
_OLD_SPELLING = (("oe", "u"), ("oo", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"))
_SAME_SOUND = (
    ("kh", "h"),
    ("ch", "h"),
    ("sy", "s"),
    ("sh", "s"),
    ("dz", "z"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "p"),
    ("gh", "g"),
    ("ae", "ai"),
    ("ei", "ai"),
    ("oi", "ai"),
)
_KHAIR = re.compile(r"^(?:kh|ch|h)(?:oe|oi|ai|ae|ei)r")
_NUR = re.compile(r"^nor(?!m)")
_SAME_LETTER = str.maketrans("jzfvq", "yyppk")
"""Sundanese has no f, v and z of its own: Arif is Arip on the next paper, Zainal is Jaenal, Iqbal is Ikbal."""
_RUN = re.compile(r"(.)\1{2}")
_WHOLE = frozenset({"abdullah", "abdulah", "abdulloh", "abduloh"})
_ABDUL = re.compile(r"abd[ue](?:l|([rstndz])(?=\1)|)([a-z]{3,})")


def letters(text: str) -> str:
    """Return small letters of any script without marks, and digits; whatever else is a space, an apostrophe nothing."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_STRUCK))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", " ", re.sub(r"['`’‘ʼ´]", "", plain)).strip()


def parted(word: str) -> list[str]:
    """Take Abdurrahman, Abdulrahman and Abdussalam apart as Abdul Rahman and Abdul Salam are written; Abdullah stays."""
    compound = None if word in _WHOLE else _ABDUL.fullmatch(word)
    return ["abdul", compound[2]] if compound else [word]


def respelt(word: str) -> str:
    """Bring the spelling before 1972, sounds that are written in two ways, and doubled letters to one form.

    `zzzz` is no name, and must not become the one letter that nearly every name holds.
    """
    if _RUN.search(word):
        return word
    word = _KHAIR.sub("hair", word)
    for old, new in (*_OLD_SPELLING, *_SAME_SOUND):
        word = word.replace(old, new)
    word = _NUR.sub("nur", word)
    word = word.translate(_SAME_LETTER)
    single = re.sub(r"(.)\1", r"\1", word)
    return single if len(single) > 1 else word
