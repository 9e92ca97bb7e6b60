"""The register of regulations (`regulations.toml`): which stand, which changed, which nobody has looked at yet.

cited("UU 35/2014 tentang perlindungan anak")   -> the one regulation that this line of a legal basis names
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

CITATION = re.compile(r"\b(?:UU|PP|Perpres|Permensos|Permendagri|Permenkumham|Perda) \d+(?:/[A-Z]+)?/\d{4}\b")
"""How a legal basis names a regulation."""
UNCHECKED, REVOKED = "BELUM_DIPERIKSA", "DICABUT"


class Regulation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One regulation: its title and status, and since when and by whom that is known. `status` is a code."""

    title: str
    status: str
    checked_on: date | None = None
    checked_by: str = ""


@cache
def register() -> Mapping[str, Regulation]:
    """Give every regulation by its short name; read once per process."""
    return read((Path(__file__).parent / "regulations.toml").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, Regulation]:
    """Read a register. A status that somebody looked at says when and who."""
    register = msgspec.convert(tomllib.loads(text), dict[str, Regulation])
    for name, one in register.items():
        is_checked = one.checked_on is not None and bool(one.checked_by)
        if is_checked == (one.status == UNCHECKED):
            raise ValueError(
                f"{name}: a status that was looked at says when and by whom, and only such a one"
            )
    return register


def cited(line: str) -> tuple[tuple[str, Regulation | None], ...]:
    """Give the regulations that a line of a legal basis names; None for one that the register does not hold."""
    return tuple((name, register().get(name)) for name in CITATION.findall(line))
