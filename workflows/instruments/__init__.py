"""Assessment instruments as data: questions, weights, bands and caps, one TOML file each, and their scoring.

    sheet = instrument("ikpb")
    mark(sheet, {"d1": 3, "d2": 4, ...}, flags={"housing_by_family": True})   -> Mark(score=763, band="SIAP", ...)

Scores are integers in tenths of a point, rounded half up from an exact fraction: 76.25 is 76.3, which binary
floats and banker's rounding would make 76.2.
"""

import tomllib
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path

import msgspec
from msgspec import field

from workflows.lists import Label
from workflows.parts import Key, Positive

FOLDER = Path(__file__).parent


class _Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of an instrument: immutable, closed to unknown keys."""


class Question(_Piece, frozen=True):
    """Something rated from 0 to the instrument's `top`; `anchors` say what each level means, 0 first."""

    id: Key
    weight: Positive
    title: Label
    help: Label | None = None
    anchors: tuple[Label, ...] = ()


class Flag(_Piece, frozen=True):
    """A yes or no that caps may look at; it carries no points."""

    id: Key
    title: Label


class Band(_Piece, frozen=True):
    """A range of scores, from `least` tenths up to the band above it."""

    code: str
    least: int = field(name="from")


class Cap(_Piece, frozen=True):
    """Holds the band at most at `band` while every question of `at_most` is that low and every flag is set."""

    id: Key
    title: Label
    band: str
    at_most: dict[str, int]
    flags: tuple[str, ...] = ()


class Instrument(_Piece, frozen=True):
    """One version of one instrument. `bands` run from best to worst; the lists say what it and they are called."""

    id: Key
    version: Positive
    top: Positive
    questions: tuple[Question, ...]
    least_answered: int
    band_list: str
    incomplete: str = ""
    help: Label | None = None
    bands: tuple[Band, ...] = ()
    caps: tuple[Cap, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def most(self) -> int:
        """The highest score, in tenths."""
        return 10 * sum(question.weight for question in self.questions)


class Mark(msgspec.Struct, frozen=True):
    """What a sheet comes to. Too few answers: no score and the `incomplete` band. `caps` held the band down."""

    score: int | None
    band: str
    answered: int
    caps: tuple[str, ...] = ()


def mark(sheet: Instrument, levels: Mapping[str, int | None], *, flags: Collection[str] = ()) -> Mark:
    """Score a sheet. A question left out or None is excluded and the others are re-weighted to the whole.

    *flags* are the ids of those that are set.
    """
    answered = {q: level for q, level in _answers(sheet, levels).items() if level is not None}
    if len(answered) < max(sheet.least_answered, 1):
        return Mark(None, sheet.incomplete, len(answered))
    score = _tenths(sheet, answered)
    band = _band(sheet, score)
    held = tuple(cap for cap in sheet.caps if _holds(cap, answered, flags) and _better(sheet, band, cap.band))
    for cap in held:
        band = cap.band if _better(sheet, band, cap.band) else band
    return Mark(score, band, len(answered), tuple(cap.id for cap in held))


def _answers(sheet: Instrument, levels: Mapping[str, int | None]) -> dict[str, int | None]:
    known = {question.id for question in sheet.questions}
    for name, level in levels.items():
        if name not in known:
            raise ValueError(f"{sheet.id} has no question {name}")
        if level is not None and not 0 <= level <= sheet.top:
            raise ValueError(f"{name} is rated 0 to {sheet.top}, not {level}")
    return dict(levels)


def _tenths(sheet: Instrument, levels: Mapping[str, int]) -> int:
    answered = [question for question in sheet.questions if question.id in levels]
    points = Fraction(sum(question.weight * levels[question.id] for question in answered), sheet.top)
    share = points / sum(question.weight for question in answered)
    return floor(share * sheet.most + Fraction(1, 2))


def _band(sheet: Instrument, score: int) -> str:
    return next((band.code for band in sheet.bands if score >= band.least), "")


def _holds(cap: Cap, answered: Mapping[str, int], flags: Collection[str]) -> bool:
    low = all(question in answered and answered[question] <= most for question, most in cap.at_most.items())
    return low and all(flag in flags for flag in cap.flags)


def _better(sheet: Instrument, one: str, other: str) -> bool:
    """Whether the first band is above the second."""
    order = [band.code for band in sheet.bands]
    return order.index(one) < order.index(other)


def decode(toml: bytes) -> Instrument:
    """Read an instrument file; msgspec names the place that is wrong."""
    return msgspec.convert(tomllib.loads(toml.decode()), Instrument)


@cache
def load_all(folder: Path = FOLDER) -> dict[str, Instrument]:
    """Every instrument of the folder by id; decoded once per process."""
    sheets = (decode(path.read_bytes()) for path in sorted(folder.glob("*.toml")))
    return {sheet.id: sheet for sheet in sheets}


def instrument(name: str) -> Instrument:
    """Give the current version of an instrument."""
    return load_all()[name]
