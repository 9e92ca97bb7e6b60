"""Choosing a region in three taps instead of from a list of two thousand.

First Banten's kabupaten and kota, or another province; then the kecamatan (or that province's kabupaten and kota);
then the desa or kelurahan. Each step is optional below the one before. A form sends the steps as ``home.1``,
``home.2``, ``home.3``: without JavaScript a lower step may still hold an answer to an older upper one, which is then left
out rather than believed.
"""

from collections.abc import Mapping
from typing import NamedTuple

from app.regions.book import Regions
from app.regions.codes import HOME, lineage
from app.web.i18n.catalogue import Lazy, lazy

Option = tuple[str, str]


class Step(NamedTuple):
    """One select of the choice: its field name, its label and what can be chosen; `more` stands in a group below."""

    name: str
    label: Lazy
    options: list[Option]
    more: list[Option]
    selected: str


def chosen(parts: Mapping[str, str], book: Regions) -> str | None:
    """Return the deepest region on which the steps agree."""
    known: str | None = None
    for step in ("1", "2", "3"):
        code = parts.get(step)
        if not code or code not in _allowed(known, book):
            break
        known = code
    return known


def parts_of(code: str | None) -> dict[str, str]:
    """Return the steps that lead to a stored code."""
    if not code:
        return {}
    line = [step for step in lineage(code) if step != HOME]
    return {str(number): step for number, step in enumerate(line, start=1)}


def steps(field: str, parts: Mapping[str, str], book: Regions) -> list[Step]:
    """Return the selects to show: one more than what is chosen, as long as something lies below."""
    path = parts_of(chosen(parts, book))
    shown = [Step(f"{field}.1", lazy("Kabupaten/kota"), book.kabkota(), _provinces(book), path.get("1", ""))]
    for number in (2, 3):
        above = path.get(str(number - 1))
        options = book.children(above) if above else []
        if options and above:
            shown.append(Step(f"{field}.{number}", _label(above), options, [], path.get(str(number), "")))
    return shown


def parts_in(typed: Mapping[str, object], field: str) -> dict[str, str]:
    """Pick one choice's steps out of everything that was typed."""
    named = {step: typed.get(f"{field}.{step}") for step in ("1", "2", "3")}
    return {step: code for step, code in named.items() if isinstance(code, str) and code}


def _allowed(above: str | None, book: Regions) -> set[str]:
    options = book.children(above) if above else [*book.kabkota(), *_provinces(book)]
    return {code for code, _name in options}


def _provinces(book: Regions) -> list[Option]:
    return [row for row in book.children(None) if row[0] != HOME]


def _label(above: str) -> Lazy:
    depth = above.count(".")
    return (lazy("Kabupaten/kota"), lazy("Kecamatan"), lazy("Desa/kelurahan"))[depth]
