"""Indonesian names brought to one form, so that a person is found however the name was written down.

One name is normal, there is no family name, and the same man is Moh. Jusuf, Muhammad Yusup or M. Yusuf from paper to
paper. What is stored and what is asked for go through the same steps here. The form is for searching and comparing only;
what is shown is always what was written.
"""

import re
from functools import lru_cache

from app.clients.finding.spelling import letters, parted, respelt

SEPARATOR = " | "
"""Stands between the names of one person in a key, so that no search matches across."""
ASIDE = " / "
"""Stands before what helps finding only: titles that were left out, and names without their spaces."""

_TITLES = {
    "haji": "h haji",
    "hajah": "hj hjh hajah hajjah",
    "tubagus": "tb tbg tubagus",
    "ratu": "rt ratu",
    "raden": "r rd rr ra raden",
    "entol": "entol",
    "ustad": "ust ustad ustadz ustaz ustadzah ustazah",
    "kiai": "kh ky kyai kiai",
    "dokter": "dr drs dra drg ir prof",
    "bapak": "bpk bapak pak tn tuan",
    "ibu": "ibu bu ny nyi nyonya nn nona",
    "saudara": "sdr sdri an",
    "almarhum": "alm almh almarhum almarhumah",
}
_TITLE = {written: title for title, ways in _TITLES.items() for written in ways.split()}
_KH = re.compile(r"\bk\.\s?h\.\s?")
_BINDING = frozenset({"bin", "binti", "bt", "bte", "bn", "als", "alias"})
_MUHAMAD = re.compile(
    r"(m|md|mhd|mhmd|moh|muh|moch|much|mohd|muhd|mo[ck]?ha?m+[ae][dt]|mu[ck]?ha?m+[ae][dt]|mocham+[ae]d|mucham+[ae]d)"
)
_ABDUL = frozenset({"abd", "abdl", "abdul", "abdu", "abdur", "abdus", "abdun", "abdel"})
_DEGREES = frozenset(
    [
        "sh",
        "se",
        "st",
        "mm",
        "mh",
        "spd",
        "ssos",
        "skom",
        "sag",
        "spdi",
        "skm",
        "sip",
        "ssi",
        "skep",
        "mpd",
        "mkom",
        "mag",
        "mkes",
        "msos",
        "msi",
        "amd",
        "amdkeb",
        "sked",
        "phd",
        "lc",
        "ners",
    ]
)
_PLAIN_DEGREES = _DEGREES - frozenset({"sh", "se", "st", "mm", "mh"})
"""Those that nobody is called, so that they are known without a comma and dots."""
_DOTTED = re.compile(r"[a-z]{1,4}(?:\.\s?[a-z]{1,5})+\.?")
_BEHIND = re.compile(r"(?<!\s)\s+[smabd]\.[a-z]{1,5}(?:\.[a-z]{1,4})*\.?$")


def name_key(*names: str) -> str:
    """Return the key under which one person's names (full name, alias, preferred name …) are compared and searched."""
    known = dict.fromkeys(key for key in map(normalised, names) if key)
    aside = dict.fromkeys(word for name in names for word in _aside(name))
    return SEPARATOR.join(known) + (ASIDE + " ".join(aside) if aside else "")


@lru_cache(maxsize=50_000)
def names_in(key: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each name in a key."""
    names = key.partition(ASIDE)[0].split(SEPARATOR)
    return tuple(tuple(name.split()) for name in names if name)


@lru_cache(maxsize=50_000)
def normalised(name: str) -> str:
    """Return one name in its form for comparing: `H. Moh. Joesoef bin Sa'ad, S.H.` → `muhamad yusup sad`."""
    return " ".join(_folded(word) for word in _told(name)[1])


def squeezed(words: tuple[str, ...] | list[str]) -> str:
    """Return a name's words as one: Nur Aisyah is Nuraisyah on the next paper."""
    return re.sub(r"(.)\1+", r"\1", "".join(words))


def search_words(text: str) -> list[tuple[str, ...]]:
    """Return, for each word someone types, the forms any of which a name may hold."""
    return [forms(word) for word in asked(text)]


def asked(text: str) -> list[str]:
    """Return the words that somebody looks for; titles are left out as they are of names, unless nothing else stands."""
    return _told(text)[1]


def forms(word: str) -> tuple[str, ...]:
    """Return the forms of a word that was typed, any of which a name may hold.

    It may be the beginning of another (`moh` of `mohtar`), so what looks like a short form counts as typed as well as
    spelt out.
    """
    if word in _TITLE:
        return tuple(dict.fromkeys((_TITLE[word], respelt(word))))
    return tuple(dict.fromkeys((respelt(word), _folded(word))))


_letters_of, _apostrophes = re.compile(r"\w+").findall, re.compile(r"['`’‘ʼ]").sub


def initials(name: str) -> str:
    """Return `A. S.` for Ahmad Suryana: what lists show of a person whose case is restricted."""
    words = _letters_of(_apostrophes("", name.partition(",")[0]))
    return " ".join(f"{word[0].upper()}." for word in words[:3]) or "–"


def _aside(name: str) -> list[str]:
    titles, words = _told(name)
    folded = [_folded(word) for word in words]
    return [*titles, *([squeezed(folded)] if len(folded) > 1 else [])]


def _told(text: str) -> tuple[list[str], list[str]]:
    """Return the titles in front, and the words that tell who it is: no degrees, nothing that ties a father's name on.

    One word always stays.
    """
    text = _KH.sub("kh ", _without_degrees(text))
    words = [part for word in letters(text).split() for part in parted(word)]
    titles: list[str] = []
    while len(words) > 1 and words[0] in _TITLE:
        titles.append(_TITLE[words[0]])
        words = words[1:]
    while len(words) > 1 and _TITLE.get(words[-1]) == "almarhum":
        words = words[:-1]
    return titles, _without_ties(words)


def _without_ties(words: list[str]) -> list[str]:
    """Leave out what ties a father's name on, and his titles: `binti H. Sarkawi` is `sarkawi`."""
    kept: list[str] = []
    tied = False
    for place, word in enumerate(words):
        if place and word in _BINDING:
            tied = True
        elif not (tied and word in _TITLE and place + 1 < len(words)):
            kept.append(word)
            tied = False
    return kept


def _without_degrees(text: str) -> str:
    first, *rest = text.casefold().split(",")
    kept = [first, *(part for part in rest if not _is_degree(part.strip()))]
    name = " ".join(kept).strip()
    while (shorter := _BEHIND.sub("", name)) != name:
        name = shorter
    words = name.split()
    while len(words) > 1 and words[-1].replace(".", "") in _PLAIN_DEGREES:
        words.pop()
    return " ".join(words)


def _is_degree(text: str) -> bool:
    return bool(_DOTTED.fullmatch(text)) or re.sub(r"[.\s]", "", text) in _DEGREES


def _folded(word: str) -> str:
    if _MUHAMAD.fullmatch(word):
        return "muhamad"
    return "abdul" if word in _ABDUL else respelt(word)


def forget() -> None:
    """Forget which names were brought to their form."""
    names_in.cache_clear()
    normalised.cache_clear()
