"""Message templates: a sentence whose gaps are filled from a reason's arguments by the names of the gaps.

    worded("“%(task)s” is not done yet.")                 # gap `task`: the task's title
    worded("Possible from %(day)s.", day=on("until"))     # gap `day`: the day in the argument `until`
    numbered("%(n)s day", "%(n)s days", "have")           # singular or plural by the argument `have`
    chosen(test, one, other)                              # one of two sentences

A gap that is no title is a whole number out of the argument of its own name, or of the one given.
"""

import re
from collections.abc import Callable

import msgspec

from app.explain import terms
from app.explain.terms import Args
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import tenths
from workflows.definition import Definition

Wording = Callable[[Args, Definition], str]
"""Makes a sentence, or a piece of one, out of a reason's arguments."""

_GAPS = re.compile(r"%\((\w+)\)s")


def on(name: str) -> Wording:
    """Fill a gap with a day."""
    return lambda args, _definition: terms.written_day(args.get(name, "–"))


def ago(name: str) -> Wording:
    """Fill a gap with how long ago it was."""
    return lambda args, _definition: terms.ago(terms.count(args, name))


def offset(name: str) -> Wording:
    """Fill a gap with a day told by its distance from another."""
    return lambda args, _definition: terms.offset(terms.count(args, name))


def score(name: str) -> Wording:
    """Fill a gap with a score, which is kept in tenths."""
    return lambda args, _definition: tenths(terms.count(args, name))


def _whole(name: str) -> Wording:
    return lambda args, _definition: terms.whole(args, name)


_TITLES: dict[str, Wording] = {
    "task": terms.task,
    "move": terms.move,
    "stage": terms.stage,
    "milestone": terms.milestone,
    "instrument": terms.instrument,
    "kind": terms.document,
    "fact": terms.fact,
    "outcome": terms.outcome,
    "reason": terms.close_reason,
    "did": terms.deed,
    "day": on("on"),
}
"""What fills a gap by its name."""


def worded(msgid: str, **gaps: Wording | str) -> Wording:
    """Make a sentence, translated when it is said; *gaps* say what fills those that do not go by their names."""
    fillers = tuple((name, _filler(name, gaps.get(name))) for name in _GAPS.findall(msgid))

    def say(args: Args, definition: Definition) -> str:
        text = _(msgid)
        return text % {name: fill(args, definition) for name, fill in fillers} if fillers else text

    return say


def _filler(name: str, gap: Wording | str | None) -> Wording:
    if gap is None:
        return _TITLES.get(name) or _whole(name)
    return _whole(gap) if isinstance(gap, str) else gap


def numbered(one: str, many: str, name: str) -> Wording:
    """Make a sentence that counts by an argument."""
    return lambda args, _definition: ngettext(one, many, terms.count(args, name))


def chosen(test: Callable[[Args], object], one: Wording, other: Wording) -> Wording:
    """Say *one* where the arguments pass the test, else the *other*."""
    return lambda args, definition: (one if test(args) else other)(args, definition)


def has(name: str) -> Callable[[Args], bool]:
    """Test whether the argument is there."""
    return lambda args: name in args


def positive(name: str) -> Callable[[Args], bool]:
    """Test whether the argument is a number above nought."""
    return lambda args: terms.count(args, name) > 0


def negative(name: str) -> Callable[[Args], bool]:
    """Test whether the argument is a number below nought."""
    return lambda args: terms.count(args, name) < 0


def both(*names: str) -> Callable[[Args], bool]:
    """Test whether all these arguments are there."""
    return lambda args: all(name in args for name in names)


def denied(state: Wording) -> Wording:
    """Say how things stand, where the opposite is needed."""
    return worded("%(state)s Here the opposite is needed.", state=state)


class Condition(msgspec.Struct, frozen=True):
    """One of the engine's conditions in words: as a journey's rule, still open, met, and turned into its opposite."""

    rule: Wording
    open: Wording
    met: Wording
    opposite_open: Wording | None = None
    """By default how things stand, and that the opposite is needed."""
    opposite_met: Wording | None = None
    """By default how things stand."""
    opposite_rule: Wording | None = None
    opposite: str = ""
    """The code of the opposite; by default `not_` and the condition's own."""
