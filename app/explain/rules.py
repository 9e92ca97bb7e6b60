"""A journey's rules in the reader's language: conditions, limits, schedules, ages, roles."""

from collections.abc import Iterable

import msgspec

from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import number, tenths
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import conditions as c
from workflows.conditions import Guard, Scalar
from workflows.definition import AgeBand, Definition, Repeat, Task
from workflows.instruments import load_all as instruments

AT_LEAST, AT_MOST = "≥", "≤"
_SIGNS = {"<": "<", "<=": AT_MOST, "==": "=", "!=": "≠", ">=": AT_LEAST, ">": ">"}


class Told(msgspec.Struct, frozen=True):
    """A condition as a sentence, with the conditions it is made of."""

    text: str
    parts: "tuple[Told, ...]" = ()


def told(guard: Guard, defn: Definition) -> Told:
    """Say a condition."""
    match guard:
        case c.AnyOf():
            return Told(_("one of these:"), tuple(told(part, defn) for part in guard.of))
        case c.AllOf():
            return Told(_("all of these:"), tuple(told(part, defn) for part in guard.of))
        case c.Not():
            return Told(_("not so that:"), (told(guard.of, defn),))
        case c.MilestoneReached():
            milestone = defn.milestone[guard.id]
            text = _("“%(milestone)s” is reached:", milestone=label(milestone.title))
            return Told(text, (told(milestone.when, defn),))
    return Told(_plain(guard, defn))


def each(guard: Guard | None, defn: Definition) -> tuple[Told, ...]:
    """Say a condition as a list of what must hold: nothing for none, several for an "all"."""
    if guard is None:
        return ()
    parts = guard.of if isinstance(guard, c.AllOf) else (guard,)
    return tuple(told(part, defn) for part in parts)


def _plain(guard: Guard, defn: Definition) -> str:
    match guard:
        case c.Fact():
            return _fact(guard, defn)
        case c.Scored() | c.Score() | c.Band():
            return _result(guard, defn)
        case c.DaysInStage() | c.DaysSince() | c.Age():
            return _time(guard, defn)
        case c.Document():
            return _("the document “%(kind)s” is there", kind=code_label(guard.document, "document"))
    return _deed(guard, defn)


def _deed(guard: Guard, defn: Definition) -> str:
    match guard:
        case c.TaskDone():
            return _("“%(task)s” is done", task=label(defn.task[guard.task].title))
        case c.Attempts():
            return _(
                "“%(task)s” was tried %(times)s times over at least %(days)s days",
                task=label(defn.task[guard.task].title),
                times=number(guard.times),
                days=number(guard.over_days),
            )
        case c.Moved():
            title = next(label(move.title) for move in defn.moves if move.trigger == guard.trigger)
            return _("“%(move)s” was made before", move=title)
    return ""


def _fact(guard: c.Fact, defn: Definition) -> str:
    fact = label(defn.facts[guard.name].title) if guard.name in defn.facts else guard.name
    if guard.known is not None:
        text = _("“%(fact)s” is recorded") if guard.known else _("“%(fact)s” is not recorded")
        return text % {"fact": fact}
    if guard.op is not None and guard.value is not None:
        return f"{fact} {_SIGNS[guard.op]} {value(guard.name, guard.value, defn)}"
    if guard.ne is not None:
        return _("%(fact)s: not %(value)s", fact=fact, value=value(guard.name, guard.ne, defn))
    wanted = guard.one_of if guard.one_of is not None else (guard.eq if guard.eq is not None else "",)
    return f"{fact}: {either(value(guard.name, one, defn) for one in wanted)}"


def value(fact: str, raw: Scalar, defn: Definition) -> str:
    """Say the value of a fact."""
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if isinstance(raw, int):
        return number(raw)
    kind = defn.facts.get(fact)
    if kind and raw in kind.choices:
        return label(kind.choices[raw])
    return code_label(raw, "source") if fact == "source" else raw


def either(words: Iterable[str]) -> str:
    """Put alternatives into one phrase: `a, b or c`."""
    *most, last = words
    return _("%(these)s or %(this)s", these=", ".join(most), this=last) if most else last


def _result(guard: c.Scored | c.Score | c.Band, defn: Definition) -> str:
    name = label(defn.instruments[guard.instrument].title)
    match guard:
        case c.Score():
            return f"{name} {_SIGNS[guard.op]} {tenths(guard.value)}"
        case c.Band():
            return f"{name}: {either(band(guard.instrument, code) for code in guard.one_of)}"
        case c.Scored() if guard.max_age_days is not None:
            return _(
                "%(instrument)s: at most %(days)s days old", instrument=name, days=number(guard.max_age_days)
            )
    return _("%(instrument)s has been filled in", instrument=name)


def band(instrument: str, code: str) -> str:
    """Say a band of an instrument."""
    sheet = instruments().get(instrument)
    found = next((one for one in sheet.bands if one.code == code), None) if sheet else None
    return label(found.title) if found else code


def _time(guard: c.DaysInStage | c.DaysSince | c.Age, defn: Definition) -> str:
    match guard:
        case c.DaysInStage():
            return _("at least %(days)s days in this stage", days=number(guard.min))
        case c.Age():
            ages = age(AgeBand(min=guard.min, max=guard.max))
            at = label(defn.facts[guard.at].title) if guard.at else ""
            return _("age on “%(day)s”: %(ages)s", day=at, ages=ages) if at else _("age: %(ages)s", ages=ages)
    fact = label(defn.facts[guard.fact].title)
    if guard.max is not None:
        return _("%(fact)s: at most %(days)s days ago", fact=fact, days=number(guard.max))
    if not guard.min:
        return _("%(fact)s: the day has come", fact=fact)
    return _("%(fact)s: at least %(days)s days ago", fact=fact, days=number(guard.min))


def age(band_: AgeBand) -> str:
    """Say whom a type takes."""
    low, high = band_.min, band_.max
    if low and high is not None:
        return _("%(low)s to %(high)s years", low=low, high=high)
    if high is not None:
        return _("up to %(high)s years", high=high)
    return _("from %(low)s years", low=low) if low else _("any age")


def length(limit: int, unit: str) -> str:
    """Say a length of time: `10 hari kerja`."""
    if unit == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", limit)
    if unit == "working":
        return ngettext("%(n)s working day", "%(n)s working days", limit)
    return ngettext("%(n)s calendar day", "%(n)s calendar days", limit)


def often(repeat: Repeat | None) -> str:
    """Say how often a task is done; once says nothing."""
    if repeat is None:
        return ""
    if repeat.schedule:
        return _("at %(points)s", points=", ".join(_span(span) for span in repeat.schedule))
    least = ngettext("at least %(n)s time", "at least %(n)s times", repeat.least)
    if repeat.every_days:
        every = ngettext("every %(n)s day", "every %(n)s days", repeat.every_days)
        return f"{every}, {least}"
    most = ngettext("at most %(n)s time", "at most %(n)s times", repeat.max) if repeat.max else ""
    return f"{least}, {most}" if most else least


def _span(span: str) -> str:
    count, unit = int(span[:-1]), span[-1]
    words = {"d": _("day %(n)s"), "w": _("week %(n)s"), "m": _("month %(n)s")}
    return words[unit] % {"n": count}


def proof(task: Task, defn: Definition) -> str:
    """Say what completes a task."""
    if task.record:
        kind = defn.records.get(task.record)
        return _("form: %(title)s", title=label(kind.title) if kind else task.record)
    if task.instrument:
        return _("instrument: %(title)s", title=label(defn.instruments[task.instrument].title))
    if task.evidence == "note":
        return _("a note")
    kind_of = task.evidence.partition(":")[2]
    return _("document: %(kind)s", kind=code_label(kind_of, "document")) if kind_of else _("a tick")


def roles(codes: Iterable[str]) -> str:
    """Name roles."""
    return ", ".join(code_label(code, "role") for code in codes)
