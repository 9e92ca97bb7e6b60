"""What many journeys have in common, written once: `standard.toml`, and the part of it that a definition names.

A definition says in `[standard]` which entries it takes over, section by section::

    [standard]
    records = ["consent", "goal"]
    facts = ["consent_valid", "goals"]
    hold_reasons = ["RAWAT_MEDIS"]

An entry of its own under the same name wins. What has no words of its own takes those of the code lists
(`workflows/lists`): records, instruments, outcomes, reasons for closing and holding by their code, and the choices of
a fact by the list that it names, all of them or some, in a journey's own words where it has better ones::

    [facts.placement_kind]
    choices = "placement_kind"

    [facts.placement_kind]
    choices = { list = "placement_kind", only = ["WALI", "PANTI"], words.PANTI = { id = "LKSA", en = "LKSA" } }

What is decoded and stored is always the whole: a later change of the dictionary never changes the rules of a version
that is published. Its words are read live (`wording`).
"""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from workflows.lists import Code, whole
from workflows.lists.pmks import PMKS

TITLES = {
    "records": "record",
    "instruments": "instrument",
    "outcomes": "outcome",
    "close_reasons": "close_reason",
}
"""The list that says what an entry of a section is called, unless the entry does."""
REASONS = "hold_reasons"
SECTIONS = (*TITLES, "facts", REASONS)
_CHOICE_KEYS = {"list", "only", "words"}


@cache
def dictionary() -> dict[str, dict[str, Any]]:
    """Give the common entries by section and name."""
    common: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "standard.toml").read_text())
    for kind in common["records"].values():
        kind.pop("serves", None)  # the report's matter, no rule of a journey
    return common


class NotStandard(Exception):
    """A file that asks for what is not there: `path` of the place and a sentence."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path, self.sentence = path, sentence


def expand(data: dict[str, Any]) -> dict[str, Any]:
    """Put what is named into the file's own sections, and words and choices from their lists; own entries win."""
    names = data.get("standard", {})
    complete = {name: part for name, part in data.items() if name != "standard"}
    if not isinstance(names, dict):
        raise NotStandard("standard", "Expected a table of lists")
    for section, wanted in names.items():
        complete[section] = _named(section, wanted) | complete.get(section, {})
    for section, group in TITLES.items():
        _title(complete.get(section), whole()[group])
    for name, fact in _tables(complete.get("facts")):
        if (choices := fact.get("choices")) is not None and _names_a_list(choices):
            fact["code_list"], fact["choices"] = _choices(choices, f"facts.{name}.choices")
    _type(complete.get("meta"))
    return complete


def _named(section: str, names: object) -> dict[str, Any]:
    if section not in SECTIONS:
        raise NotStandard(
            f"standard.{section}", f"Only these sections can be taken over: {', '.join(SECTIONS)}"
        )
    if not isinstance(names, list):
        raise NotStandard(f"standard.{section}", "Expected a list of names")
    common = _reasons() if section == REASONS else dictionary()[section]
    for place, name in enumerate(names):
        if not isinstance(name, str) or name not in common:
            raise NotStandard(
                f"standard.{section}[{place}]", f"{name!r} is not in the dictionary standard.toml"
            )
    return deepcopy({name: common[name] for name in names})


def _reasons() -> dict[str, Any]:
    return {code: _words(entry) for code, entry in whole()["hold_reason"].items()}


def _words(code: Code) -> dict[str, str]:
    return {"id": code.id, "en": code.en}


def _tables(section: object) -> list[tuple[str, dict[str, Any]]]:
    """Give the entries of a section; whatever else stands there is refused when the whole is decoded."""
    entries = section.items() if isinstance(section, dict) else ()
    return [(name, entry) for name, entry in entries if isinstance(entry, dict)]


def _title(section: object, codes: Mapping[str, Code]) -> None:
    for name, entry in _tables(section):
        if name in codes:
            entry.setdefault("title", _words(codes[name]))


def _names_a_list(choices: object) -> bool:
    return isinstance(choices, str) or (isinstance(choices, dict) and isinstance(choices.get("list"), str))


def _choices(named: Any, path: str) -> tuple[str, dict[str, Any]]:
    """Give the list's name and the choices of a fact: the codes of the list with their words, or with its own."""
    asked: dict[str, Any] = {"list": named} if isinstance(named, str) else named
    name, only, own = asked["list"], asked.get("only"), asked.get("words", {})
    if name not in whole():
        raise NotStandard(path, f"{name!r} is no list of workflows/lists")
    if strange := sorted({*(only or ()), *own} - set(whole()[name])) + sorted(set(asked) - _CHOICE_KEYS):
        raise NotStandard(path, f"{strange[0]!r} is not known to the list {name}")
    codes = {code: entry for code, entry in whole()[name].items() if only is None or code in only}
    return name, {code: own.get(code) or _words(entry) for code, entry in codes.items()}


def _type(meta: object) -> None:
    """Take over what the official list says of the type that a journey is for."""
    if isinstance(meta, dict) and (kind := PMKS.get(meta.get("id", ""))):
        meta.setdefault("title", _words(kind))
        if kind.restricted:
            meta.setdefault("restricted", True)
