"""The words of offices' registers as data (`words.toml`): headings, values, closing lines; and how words are compared."""

import re
from functools import cache
from pathlib import Path

import msgspec

from workflows.lists import codes

_FILE = Path(__file__).with_name("words.toml")
_WITH_AGE = (["born", "about"], ["birth", "about"])
_LONGEST = 400  # letters of what may be a heading
_ASIDE = re.compile(r"\([^()]*\)|(?<![*)])[*)]+$")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the file says; it explains each part itself."""

    same: dict[str, str]
    headings: dict[str, tuple[str, ...]]
    beside: dict[str, tuple[str, ...]]
    counting: dict[str, tuple[str, ...]]
    lines: dict[str, tuple[str, ...]]
    relations: dict[str, str]
    types: dict[str, tuple[str, ...]]
    type_words: dict[str, str]
    sex: dict[str, tuple[str, ...]]
    disability: dict[str, tuple[str, ...]]
    religion: dict[str, tuple[str, ...]]
    marital: dict[str, tuple[str, ...]]
    education: dict[str, tuple[str, ...]]
    occupation: dict[str, tuple[str, ...]]
    nationality: dict[str, tuple[str, ...]]
    places: dict[str, str]


@cache
def words() -> Words:
    """Read the file; one that says nothing sensible stops the caller with the place of the fault."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=Words)


def plain(text: object) -> str:
    """Bring a text to the form in which names of things are compared: small letters and digits, single spaces."""
    return re.sub(r"[^a-z0-9]+", " ", str(text if text is not None else "").casefold()).strip()


def heading_form(text: object) -> str:
    """Bring a heading to its form for comparing: `Nomor K.K. *)` is `no kk`."""
    bare = plain(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", str(text if text is not None else "")))
    return " ".join(words().same.get(word, word) for word in bare.split())


@cache
def _headings() -> dict[str, str]:
    """Return column by heading; a heading that the file gives to two columns is a fault of the file."""
    columns: dict[str, str] = {}
    for key, names in words().headings.items():
        for name in names:
            form = heading_form(name)
            if columns.setdefault(form, key) != key:
                raise ValueError(f"{_FILE.name}: the heading {name!r} stands for {columns[form]} and {key}")
    return columns


def column_called(text: object) -> str | None:
    """Return which column an office's heading means, whatever stands beside its name, in brackets or behind a stroke."""
    whole = str(text)[:_LONGEST]
    inside = re.findall(r"\(([^()]*)\)", whole)
    close = re.sub(r"(?<=\b\w) (?=\w\b)", "", whole)  # N A M A
    for form in map(heading_form, (whole, _ASIDE.sub(" ", whole), *inside, close)):
        bare = next((form.removesuffix(f" {one}") for one in _asides() if form.endswith(f" {one}")), form)
        if key := _headings().get(form) or _headings().get(bare):
            return key
    return _of_parts(whole)


def _of_parts(heading: str) -> str | None:
    """Return what the parts of `Diagnosa/Jenis Disabilitas` mean, if they do not mean several things."""
    keys = [_headings()[form] for part in heading.split("/") if (form := heading_form(part)) in _headings()]
    return keys[0] if len(set(keys)) == 1 or keys in _WITH_AGE else None


@cache
def _asides() -> tuple[str, ...]:
    return tuple(sorted(map(heading_form, words().beside["names"]), key=len, reverse=True))


def counts_rows(text: object) -> bool:
    """Tell whether a heading only numbers the rows."""
    return heading_form(text) in words().counting["names"]


def _kinds_form(text: str) -> str:
    """Bring the name of a group to its form: spelling, brackets and a leading number do not matter."""
    bare = re.sub(r"^\s*\d+\s*[.)\-:]\s*", "", text)
    return " ".join(words().type_words.get(word, word) for word in plain(bare).split())


@cache
def _types() -> dict[str, str]:
    types: dict[str, str] = {}
    for name in ("pmks_all", "pmks_type"):
        for code, entry in codes(name).items():
            for called in (code, entry.id, entry.en, getattr(entry, "slug", "")):
                types.setdefault(_kinds_form(str(called).replace("_", " ")), code)
    for code, names in words().types.items():
        for called in names:
            types.setdefault(_kinds_form(called), code)
    return types


def type_called(text: str) -> str | None:
    """Return the group that a code, an official name or a usual spelling means; a number alone means none."""
    for name in (text, re.sub(r"\([^()]*\)", " ", text), *re.findall(r"\(([^()]*)\)", text)):
        form = _kinds_form(name)
        if form and not form.isdigit() and form in _types():
            return _types()[form]
    return None


@cache
def _values(group: str) -> dict[str, str]:
    table: dict[str, tuple[str, ...]] = getattr(words(), group)
    return {plain(name): code for code, names in table.items() for name in names}


def value_called(group: str, text: str) -> str | None:
    """Return the code that a word of a group (`sex`, `religion`, `marital`) means."""
    return _values(group).get(plain(text))


def disabilities(text: str) -> tuple[str, ...] | None:
    """Return the kinds of disability that a cell names, several with commas or `dan`; None where one is not known."""
    known = _values("disability")
    if whole := known.get(plain(text)):
        return tuple(whole.split())
    parts = [known.get(plain(part)) for part in re.split(r"[,;/+&]|\bdan\b", text) if plain(part)]
    if not parts or None in parts:
        return None
    return tuple(dict.fromkeys(code for part in parts if part for code in part.split()))
