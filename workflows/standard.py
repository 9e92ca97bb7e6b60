"""What many journeys have in common, written once: `standard.toml`, and the part of it that a definition names.

A definition says in `[standard]` which entries it takes over, section by section::

    [standard]
    records = ["consent", "goal"]
    facts = ["consent_valid", "goals"]

An entry of its own under the same name wins. What is decoded, stored and hashed is always the whole: a later
change of the dictionary never changes a version that is published.
"""

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

SECTIONS = ("records", "instruments", "facts", "outcomes", "close_reasons", "hold_reasons")


@cache
def dictionary() -> dict[str, dict[str, Any]]:
    """Give the common entries by section and name."""
    return tomllib.loads((Path(__file__).parent / "standard.toml").read_text())


class NotStandard(Exception):
    """A `[standard]` table that asks for what is not there: `path` of the place and a sentence."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path, self.sentence = path, sentence


def expand(data: dict[str, Any]) -> dict[str, Any]:
    """Put the entries named under `[standard]` into the file's own sections; own entries win."""
    wanted = data.get("standard", {})
    whole = {name: part for name, part in data.items() if name != "standard"}
    if not isinstance(wanted, dict):
        raise NotStandard("standard", "Expected a table of lists")
    for section, names in wanted.items():
        whole[section] = _named(section, names) | whole.get(section, {})
    return whole


def _named(section: str, names: object) -> dict[str, Any]:
    if section not in SECTIONS:
        raise NotStandard(
            f"standard.{section}", f"Only these sections can be taken over: {', '.join(SECTIONS)}"
        )
    if not isinstance(names, list):
        raise NotStandard(f"standard.{section}", "Expected a list of names")
    common = dictionary()[section]
    for place, name in enumerate(names):
        if not isinstance(name, str) or name not in common:
            raise NotStandard(
                f"standard.{section}[{place}]", f"{name!r} is not in the dictionary standard.toml"
            )
    return deepcopy({name: common[name] for name in names})
