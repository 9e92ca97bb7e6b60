"""Indonesian names brought to one form, so that a person is found however the name was written down.

One name is normal, there is no family name, and the same man is Moh. Jusuf, Muhammad Yusup or M. Yusuf from paper to
paper. The form kept here is for searching and comparing only; what is shown is always what was written.
"""

import re
import unicodedata

SEPARATOR = " | "
"""Stands between the name and the alias in a key, so that no search matches across."""

_TITLES = frozenset(
    {
        "h",
        "hj",
        "hjh",
        "tb",
        "r",
        "rd",
        "rr",
        "ra",
        "rt",
        "ust",
        "ustad",
        "ustadz",
        "ustadzah",
        "kh",
        "ky",
        "kyai",
        "kiai",
        "dr",
        "drs",
        "dra",
        "ir",
        "prof",
        "bpk",
        "bapak",
        "ibu",
        "sdr",
        "sdri",
        "an",
        "alm",
        "almh",
    }
)
_BINDING = frozenset({"bin", "binti", "bt", "bte", "bn", "als", "alias"})
_MUHAMAD = re.compile(
    r"(m|md|moh|muh|moch|much|mohd|muhd|mo[ck]?ha?m+[ae]d|mu[ck]?ha?m+[ae]d|mocham+[ae]d|mucham+[ae]d)"
)
_ABDUL = frozenset({"abd", "abdl", "abdul", "abdu", "abdur"})
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"))
_SAME_SOUND = (("kh", "h"), ("ch", "h"), ("sy", "s"), ("dh", "d"), ("th", "t"), ("ph", "p"), ("ae", "ai"))
_RUN = re.compile(r"(.)\1{3}")
_SAME_LETTER = str.maketrans("jzfvq", "yyppk")
"""Sundanese has no f, v and z of its own: Arif is Arip on the next paper, Zainal is Jaenal, Iqbal is Ikbal."""


def name_key(*names: str) -> str:
    """Return the key under which one person's names (full name, alias, preferred name) are searched."""
    keys = dict.fromkeys(key for key in map(normalised, names) if key)
    return SEPARATOR.join(keys)[:420]


def normalised(name: str) -> str:
    """Return one name in its form for comparing: `H. Moh. Joesoef bin Sa'ad, S.H.` → `muhamad yusup sad`."""
    return " ".join(_folded(word) for word in _telling(_words(name.partition(",")[0])))


def search_words(text: str) -> list[tuple[str, ...]]:
    """Return, for each word someone types, the forms any of which a name may hold.

    A word may be the beginning of another (`moh` of `mohtar`), so what looks like a short form counts as typed
    as well as spelt out.
    """
    found = []
    for word in _words(text):
        # `zzzz` is no name, and must not become the letter that nearly every name holds.
        forms = (word,) if _RUN.search(word) else (_respelt(word), _folded(word))
        found.append(tuple(dict.fromkeys(form for form in forms if form)))
    return found


def initials(name: str) -> str:
    """Return `A. S.` for Ahmad Suryana: what lists show of a person whose case is restricted."""
    words = re.findall(r"\w+", re.sub(r"['`’‘ʼ]", "", name.partition(",")[0]))
    return " ".join(f"{word[0].upper()}." for word in words[:3]) or "–"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`’‘ʼ]", "", plain)).split()


def _telling(words: list[str]) -> list[str]:
    """Leave out titles in front and the words that tie a father's name on; one word always stays."""
    start = 0
    while start < len(words) - 1 and words[start] in _TITLES:
        start += 1
    return [word for number, word in enumerate(words[start:]) if number == 0 or word not in _BINDING]


def _folded(word: str) -> str:
    if _MUHAMAD.fullmatch(word):
        return "muhamad"
    return "abdul" if word in _ABDUL else _respelt(word)


def _respelt(word: str) -> str:
    """Bring the spelling before 1972, sounds that are written in two ways, and doubled letters to one form."""
    for old, new in (*_OLD_SPELLING, *_SAME_SOUND):
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word.translate(_SAME_LETTER))
