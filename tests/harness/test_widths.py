"""Contrast is looked at on the narrower phone alone: no rule of the stylesheet colours the wider one otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.browser_journeys.test_every_page import ALIKE

CSS = (Path(__file__).resolve().parents[2] / "static/app.css").read_text(encoding="utf-8")
COLOURS = re.compile(r"\b(color|background|opacity|visibility|filter)\b|display:\s*none")


def between(css: str, narrow: int, wide: int) -> Iterator[str]:
    """Give the rules that hold at one width of a window and not at the other."""
    for found in re.finditer(r"@media[^{]*-width:\s*([\d.]+)rem[^{]*\{", css):
        if narrow <= float(found[1]) * 16 < wide:
            depth, end = 1, found.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(css[end], 0)
                end += 1
            yield css[found.end() : end - 1]


def test_phones_of_both_widths_have_the_same_colours() -> None:
    rules = list(between(CSS, *ALIKE))
    assert rules
    assert [rule for rule in rules if COLOURS.search(rule)] == []


def test_a_colour_for_one_of_them_would_be_noticed() -> None:
    odd = "@media (max-width: 22.5rem) { p { color: gray; } } @media (max-width: 60rem) { a { color: red; } }"
    assert [bool(COLOURS.search(rule)) for rule in between(odd, *ALIKE)] == [True]
