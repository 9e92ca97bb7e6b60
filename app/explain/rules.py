"""A journey's own rules in words: what a guard asks for, how often a task is done, and what completes it."""

from app.explain import terms
from app.explain.conditions import RULES
from app.explain.reasons import Said
from app.explain.terms import Args
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import conditions as c
from workflows.conditions import Guard
from workflows.definition import Definition, Repeat, Task


def rule(guard: Guard, definition: Definition) -> Said:
    """Say what a guard asks for."""
    code, args = _asked(guard)
    parts = tuple(rule(part, definition) for part in _parts(guard, definition))
    return Said(RULES[code](args, definition), parts=parts)


def rules(guard: Guard | None, definition: Definition) -> tuple[Said, ...]:
    """Say what must hold as a list: nothing for no guard, several for an "all"."""
    if guard is None:
        return ()
    parts = guard.of if isinstance(guard, c.AllOf) else (guard,)
    return tuple(rule(part, definition) for part in parts)


def _parts(guard: Guard, definition: Definition) -> tuple[Guard, ...]:
    match guard:
        case c.AnyOf() | c.AllOf():
            return guard.of
        case c.Not():
            return (guard.of,)
        case c.MilestoneReached():
            return (definition.milestone[guard.id].when,)
    return ()


def _asked(guard: Guard) -> tuple[str, Args]:
    """Give the code and the arguments of the reason that the engine would make of this guard."""
    kind = str(guard.__struct_config__.tag)
    match guard:
        case c.AnyOf() | c.AllOf() | c.Not():
            return kind, {}
        case c.Fact():
            return _asked_of_fact(guard)
        case c.MilestoneReached():
            return kind, {"milestone": guard.id}
        case c.Band():
            return kind, {"instrument": guard.instrument, "bands": " ".join(guard.one_of)}
        case c.Scored() if guard.max_age_days is not None:
            kind = "scored_recently"
    fields = {name: getattr(guard, name) for name in guard.__struct_fields__}
    return kind, {name: value for name, value in fields.items() if value is not None}


def _asked_of_fact(guard: c.Fact) -> tuple[str, Args]:
    fact = {"fact": guard.name}
    if guard.known is not None:
        return "fact_known" if guard.known else "fact_unknown", fact
    if guard.op is not None and guard.value is not None:
        return "fact_compare", {**fact, "op": guard.op, "want": guard.value}
    if guard.ne is not None:
        return "fact_is_not", {**fact, "want": guard.ne}
    if guard.one_of is not None:
        return "fact_in", {**fact, "want": " ".join(map(str, guard.one_of))}
    return "fact_is", {**fact, "want": "" if guard.eq is None else guard.eq}


def often(repeat: Repeat | None) -> str:
    """Say how often a task is done; once says nothing."""
    if repeat is None:
        return ""
    if repeat.schedule:
        return _("at %(points)s", points=", ".join(_point(span) for span in repeat.schedule))
    least = ngettext("at least %(n)s time", "at least %(n)s times", repeat.least)
    if repeat.every_days:
        every = ngettext("every %(n)s day", "every %(n)s days", repeat.every_days)
        return f"{every}, {least}"
    most = ngettext("at most %(n)s time", "at most %(n)s times", repeat.max) if repeat.max else ""
    return f"{least}, {most}" if most else least


def _point(span: str) -> str:
    count, unit = int(span[:-1]), span[-1]
    words = {"d": _("day %(n)s"), "w": _("week %(n)s"), "m": _("month %(n)s")}
    return words[unit] % {"n": count}


def proof(task: Task, definition: Definition) -> str:
    """Say what completes a task."""
    if task.record:
        return _("form: %(title)s", title=terms.title(definition.records, task.record))
    if task.instrument:
        return _("instrument: %(title)s", title=label(definition.instruments[task.instrument].title))
    if task.evidence == "note":
        return _("a note")
    kind = task.evidence.partition(":")[2]
    return _("document: %(kind)s", kind=code_label(kind, "document")) if kind else _("a tick")
