"""Titles out of a journey, and its values, limits, ages and days in words: the pieces of every sentence about a case.

Whatever an argument lacks is shown as a dash, and a name the journey does not know as it is: a page about a
real client must open whatever an old version of a journey left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy, ngettext
from app.web.i18n.formats import day, number
from app.web.i18n.lists import CODES, code_label
from app.web.pages.render import label
from workflows.clock import instant
from workflows.definition import AgeBand, Definition, FactKind
from workflows.instruments import load_all as instruments

Args = Mapping[str, str | int]
"""What a reason or a rule says beside its code."""

_ALWAYS_KNOWN = {"birth_date": lazy("Date of birth"), "age": lazy("Age")}
"""Facts of the client that a journey may ask for without declaring them."""
_OPPOSITE = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}


def named(args: Args, name: str) -> str:
    """Give a text argument, empty where it is missing."""
    return str(args.get(name, ""))


def count(args: Args, name: str) -> int:
    """Give a whole number to count with, 0 where it is missing."""
    value = args.get(name, 0)
    return value if isinstance(value, int) else 0


def whole(args: Args, name: str) -> str:
    """Write a whole number, or a dash where it is missing."""
    value = args.get(name)
    return number(value) if isinstance(value, int) else str(value or "–")


def title(declared: Mapping[str, Any], name: str, group: str = "") -> str:
    """Name what a journey declares; what it does not know by the code list *group*, else by its code."""
    if one := declared.get(name):
        return label(one.title)
    return code_label(name, group) if group else name


def task(args: Args, definition: Definition) -> str:
    """Name the task."""
    return title(definition.task, named(args, "task"))


def move(args: Args, definition: Definition) -> str:
    """Name the move."""
    trigger = named(args, "trigger")
    return next((label(one.title) for one in definition.moves if one.trigger == trigger), trigger)


def stage(args: Args, definition: Definition) -> str:
    """Name the stage."""
    return title(definition.stage, named(args, "stage"))


def milestone(args: Args, definition: Definition) -> str:
    """Name the milestone."""
    return title(definition.milestone, named(args, "milestone"))


def instrument(args: Args, definition: Definition) -> str:
    """Name the instrument."""
    return title(definition.instruments, named(args, "instrument"), "instrument")


def record(args: Args, definition: Definition) -> str:
    """Name the record."""
    return title(definition.records, named(args, "record"), "record")


def document(args: Args, _definition: Definition) -> str:
    """Name the kind of document."""
    return code_label(named(args, "document"), "document")


def close_reason(args: Args, definition: Definition) -> str:
    """Name the reason for closing."""
    return title(definition.close_reasons, named(args, "close_reason"), "close_reason")


def outcome(args: Args, definition: Definition) -> str:
    """Name the outcome."""
    return title(definition.outcomes, named(args, "outcome"), "outcome")


def fact(args: Args, definition: Definition) -> str:
    """Name the fact."""
    name = named(args, "fact")
    return title(definition.facts, name) if name in definition.facts else str(_ALWAYS_KNOWN.get(name, name))


def deed(args: Args, definition: Definition) -> str:
    """Name what somebody did, such as `record:goal` or `move:accept`."""
    sort, _sep, name = named(args, "did").partition(":")
    name_of = {"task": task, "record": record, "instrument": instrument}.get(sort, move)
    return name_of({sort: name, "trigger": name}, definition)


def bands(args: Args, name: str) -> list[str]:
    """Name the bands whose codes stand in the argument, a blank between them."""
    return [band(named(args, "instrument"), code) for code in named(args, name).split()]


def band(instrument_: str, code: str) -> str:
    """Name a band as its instrument names it."""
    sheet = instruments().get(instrument_)
    return code_label(code, sheet.band_list) if sheet else code


def values(args: Args, definition: Definition, name: str) -> list[str]:
    """Write a fact's value as its kind is written; of several, a blank between them, each."""
    given = args.get(name, "")
    kind = definition.facts.get(named(args, "fact"))
    if isinstance(given, bool):
        return [_("yes") if given else _("no")]
    if isinstance(given, int):
        return [number(given)]
    if kind is None or kind.kind == "text":
        return _listed(given, named(args, "fact"))
    return [_value(word, kind) for word in given.split()]


def value(args: Args, definition: Definition, name: str) -> str:
    """Write a fact's values, a comma between them."""
    return ", ".join(values(args, definition, name))


def _listed(given: str, name: str) -> list[str]:
    """Write text; that of a fact with a code list of its own name, such as `source`, by the list."""
    if name not in CODES or not all(code in CODES[name] for code in given.split()):
        return [given]
    return [code_label(code, name) for code in given.split()]


def _value(word: str, kind: FactKind) -> str:
    match kind.kind:
        case "choice":
            return label(kind.choices.get(word, word))
        case "bool":
            return _("yes") if word == "True" else _("no")
        case "date" | "instant":
            return written_day(word)
        case _:
            return word


def is_day(args: Args, definition: Definition) -> bool:
    """Whether the fact is a day, so that limits are said as earlier and later."""
    kind = definition.facts.get(named(args, "fact"))
    return kind is not None and kind.kind in ("date", "instant")


def limit(op: str, words: str, *, dated: bool = False) -> str:
    """Say a comparison: at least 3, before 2 March, other than 3."""
    match op:
        case "<":
            return _("before %(limit)s", limit=words) if dated else _("less than %(limit)s", limit=words)
        case "<=":
            return _("no later than %(limit)s", limit=words) if dated else _("at most %(limit)s", limit=words)
        case ">":
            return _("after %(limit)s", limit=words) if dated else _("more than %(limit)s", limit=words)
        case ">=":
            return (
                _("no earlier than %(limit)s", limit=words) if dated else _("at least %(limit)s", limit=words)
            )
        case "!=":
            return _("other than %(limit)s", limit=words)
        case _:
            return words


def opposite(op: str) -> str:
    """Turn a comparison round."""
    return _OPPOSITE.get(op, "!=")


def either(words: Iterable[str]) -> str:
    """Put alternatives into one phrase: `a, b or c`."""
    *most, last = words
    return _("%(these)s or %(this)s", these=", ".join(most), this=last) if most else last


def written_day(text: object) -> str:
    """Write the day of an ISO date, or of an ISO instant as its day in western Indonesia."""
    try:
        return day(instant(str(text)))
    except ValueError:
        return str(text) or "–"


def ago(days: int) -> str:
    """Say how long ago, or in how many days."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", days)
    return ngettext("in %(n)s day", "in %(n)s days", -days)


def offset(days: int) -> str:
    """Say a day by its distance from another: before it, on it, after it."""
    if days == 0:
        return _("the day itself")
    if days > 0:
        return ngettext("%(n)s day after it", "%(n)s days after it", days)
    return ngettext("%(n)s day before it", "%(n)s days before it", -days)


def ages(band_: AgeBand) -> str:
    """Say whom a type takes."""
    low, high = band_.min, band_.max
    if low and high is not None:
        return _("%(low)s to %(high)s years", low=low, high=high)
    if high is not None:
        return _("up to %(high)s years", high=high)
    return _("from %(low)s years", low=low) if low else _("any age")


def length(limit_: int, unit: str) -> str:
    """Say a length of time: `10 hari kerja`."""
    if unit == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", limit_)
    if unit == "working":
        return ngettext("%(n)s working day", "%(n)s working days", limit_)
    return ngettext("%(n)s calendar day", "%(n)s calendar days", limit_)


def roles(codes: Iterable[str]) -> str:
    """Name roles."""
    return ", ".join(code_label(code, "role") for code in codes)
