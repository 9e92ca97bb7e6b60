"""Pieces of the sentences about a case: titles out of its journey, and values, limits and days in words.

Whatever an argument lacks is shown as a dash, and a name the journey does not know as it is: a page about a
real client must open whatever an old version of a journey left out.
"""

from collections.abc import Callable

from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy, ngettext
from app.web.i18n.formats import day, number
from app.web.i18n.lists import CODES, code_label
from app.web.pages.render import label
from workflows.clock import instant
from workflows.definition import Definition, FactKind

Args = dict[str, str | int]
CompiledTemplates = Callable[[Args, Definition], str]

_ALWAYS_KNOWN = {"birth_date": lazy("Date of birth"), "age": lazy("Age")}
"""Facts of the client that a journey may ask for without declaring them."""
_BANDS = ("readiness_band", "functioning_band", "daily_living_band")
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


def task(args: Args, definition: Definition) -> str:
    """Name the task."""
    found = definition.task.get(named(args, "task"))
    return label(found.title) if found else named(args, "task")


def move(args: Args, definition: Definition) -> str:
    """Name the move."""
    trigger = named(args, "trigger")
    return next((label(one.title) for one in definition.moves if one.trigger == trigger), trigger)


def stage(args: Args, definition: Definition) -> str:
    """Name the stage."""
    found = definition.stage.get(named(args, "stage"))
    return label(found.title) if found else named(args, "stage")


def milestone(args: Args, definition: Definition) -> str:
    """Name the milestone."""
    found = definition.milestone.get(named(args, "milestone"))
    return label(found.title) if found else named(args, "milestone")


def instrument(args: Args, definition: Definition) -> str:
    """Name the instrument."""
    name = named(args, "instrument")
    found = definition.instruments.get(name)
    return label(found.title) if found else code_label(name, "instrument")


def record(args: Args, definition: Definition) -> str:
    """Name the record."""
    name = named(args, "record")
    found = definition.records.get(name)
    return label(found.title) if found else code_label(name, "record")


def document(args: Args, definition: Definition) -> str:
    """Name the kind of document."""
    del definition
    return code_label(named(args, "document"), "document")


def close_reason(args: Args, definition: Definition) -> str:
    """Name the reason for closing."""
    code = named(args, "close_reason")
    found = definition.close_reasons.get(code)
    return label(found.title) if found else code_label(code, "close_reason")


def outcome(args: Args, definition: Definition) -> str:
    """Name the outcome."""
    code = named(args, "outcome")
    found = definition.outcomes.get(code)
    return label(found.title) if found else code_label(code, "outcome")


def bands(args: Args, name: str) -> str:
    """Write the bands whose codes stand in the argument, a blank between them."""
    return ", ".join(band(code) for code in named(args, name).split())


def band(code: str) -> str:
    """Write a band of whichever instrument has it."""
    return next((str(CODES[group][code]) for group in _BANDS if code in CODES[group]), code)


def fact(args: Args, definition: Definition) -> str:
    """Name the fact."""
    name = named(args, "fact")
    found = definition.facts.get(name)
    return label(found.title) if found else str(_ALWAYS_KNOWN.get(name, name))


def value(args: Args, definition: Definition, name: str) -> str:
    """Write a fact's value as its kind is written; of several, a blank between them, each."""
    given = args.get(name, "")
    kind = definition.facts.get(named(args, "fact"))
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, int):
        return number(given)
    if kind is None or kind.kind == "text":
        return _listed(given, named(args, "fact"))
    return ", ".join(_one(word, kind) for word in given.split())


def _listed(given: str, name: str) -> str:
    """Write text; that of a fact with a code list of its own name, such as `source`, by the list."""
    if name not in CODES or not all(code in CODES[name] for code in given.split()):
        return given
    return ", ".join(code_label(code, name) for code in given.split())


def _one(word: str, kind: FactKind) -> str:
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
    found = definition.facts.get(named(args, "fact"))
    return found is not None and found.kind in ("date", "instant")


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


def denied(state: CompiledTemplates) -> CompiledTemplates:
    """Say how things stand, where the opposite is needed."""

    def spoken(args: Args, definition: Definition) -> str:
        return _("%(state)s Here the opposite is needed.", state=state(args, definition))

    return spoken
