"""The engine's reasons in words: what is missing, who can clear it, and where."""

from collections.abc import Callable
from datetime import date

import msgspec

from app.progress.refusals import REFUSALS
from app.web.codes import code_label
from app.web.formats import day, tenths
from app.web.formats import number as grouped
from app.web.i18n import gettext as _
from app.web.render import label
from workflows.definition import Definition
from workflows.reasons import Reason

Args = dict[str, str | int]


class Said(msgspec.Struct, frozen=True):
    """A reason as a page shows it: the sentence, who may clear it, the link that leads there, the alternatives."""

    text: str
    who: str = ""
    href: str = ""
    parts: "tuple[Said, ...]" = ()
    mine: bool = False
    """Whether the reader may clear it."""


def said(reason: Reason, definition: Definition, *, number: str, roles: frozenset[str], met: bool = False) -> Said:
    """Put *reason* into words for the holder of *roles* on the case with this *number*."""
    mine = not reason.who or bool(definition.holders(reason.who) & roles)
    return Said(
        sentence(reason, definition, met=met),
        "" if met or mine else _who(reason.who),
        "" if met else _href(reason.opens, number),
        tuple(said(part, definition, number=number, roles=roles) for part in reason.parts),
        mine and reason.opens != "wait",
    )


def sentence(reason: Reason, definition: Definition, *, met: bool = False) -> str:
    """Return the sentence of *reason*: what is still missing, or (*met*) what already holds."""
    spoken = (MET if met else OPEN).get(reason.code) or OPEN.get(reason.code)
    if spoken is None:
        return reason.code
    return spoken(reason.args, definition)


def _who(roles: tuple[str, ...]) -> str:
    return ", ".join(code_label(role, "role") for role in roles)


def _href(opens: str, case: str) -> str:
    sort, _sep, name = opens.partition(":")
    return {
        "task": f"/cases/{case}/tasks/{name}",
        "record": f"/cases/{case}/records/{name}",
        "instrument": f"/cases/{case}/assessments/{name}",
        "document": f"/cases/{case}/documents/new?kind={name}",
        "assign": f"/cases/{case}/assign",
        "client": f"/cases/{case}/client",
    }.get(sort, "")


def _task(args: Args, definition: Definition) -> dict[str, str]:
    task = definition.task.get(str(args.get("task", "")))
    return {"task": label(task.title) if task else str(args.get("task", ""))}


def _task_open(args: Args, definition: Definition) -> str:
    named = _task(args, definition)
    least, count = int(args.get("least", 1)), int(args.get("count", 0))
    if least > 1:
        return _("“%(task)s” is done %(count)s of %(least)s times.", **named, count=grouped(count), least=grouped(least))
    return _("“%(task)s” is not done yet.", **named)


def _task_met(args: Args, definition: Definition) -> str:
    return _("“%(task)s” is done.", **_task(args, definition))


def _attempts(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” is needed %(times)s times over at least %(days)s days; so far %(count)s over %(spread)s days.",
        **_task(args, definition), times=args["times"], days=args["over_days"], count=args.get("count", 0),
        spread=args.get("spread", 0),
    )  # fmt: skip


def _instrument(args: Args, definition: Definition) -> dict[str, str]:
    name = str(args.get("instrument", ""))
    used = definition.instruments.get(name)
    return {"instrument": label(used.title) if used else name}


def _band_words(args: Args, name: str = "bands") -> str:
    return ", ".join(code_label(band, "readiness_band") for band in str(args.get(name, "")).split())


def _score_missing(args: Args, definition: Definition) -> str:
    if args.get("bands"):
        return _(
            "“%(instrument)s” has no result yet; needed: %(bands)s.",
            **_instrument(args, definition), bands=_band_words(args),
        )  # fmt: skip
    return _("“%(instrument)s” has no result yet.", **_instrument(args, definition))


def _scored_recently(args: Args, definition: Definition) -> str:
    named = _instrument(args, definition)
    if "days" not in args:
        return _("“%(instrument)s” has no result yet.", **named)
    return _(
        "“%(instrument)s” is %(days)s days old; at most %(most)s are allowed.",
        **named, days=args["days"], most=args["max_age_days"],
    )  # fmt: skip


def _score(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s” is %(have)s; needed is %(op)s %(want)s.",
        **_instrument(args, definition), have=tenths(int(args.get("have", 0))), op=args["op"],
        want=tenths(int(args["value"])),
    )  # fmt: skip


def _band(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s” is “%(have)s”; needed: %(bands)s.",
        **_instrument(args, definition), have=_band_words(args, "have"), bands=_band_words(args),
    )  # fmt: skip


def _fact(args: Args, definition: Definition) -> dict[str, str]:
    name = str(args.get("fact", ""))
    kind = definition.facts.get(name)
    return {"fact": label(kind.title) if kind else name}


def _value(args: Args, definition: Definition, name: str) -> str:
    """Put a fact's value, or several, into words."""
    value = args.get(name, "")
    kind = definition.facts.get(str(args.get("fact", "")))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if kind and kind.kind == "choice":
        return ", ".join(label(kind.choices[one]) if one in kind.choices else one for one in str(value).split())
    if kind and kind.kind in ("date", "instant") and isinstance(value, str):
        return _day(value)
    return grouped(value) if isinstance(value, int) else str(value)


def _fact_missing(args: Args, definition: Definition) -> str:
    if "want" in args:
        return _(
            "“%(fact)s” has not been recorded; needed: %(want)s.",
            **_fact(args, definition), want=_value(args, definition, "want"),
        )  # fmt: skip
    return _("“%(fact)s” has not been recorded.", **_fact(args, definition))


def _fact_is(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” must be %(want)s; it is %(have)s.",
        **_fact(args, definition), want=_value(args, definition, "want"), have=_value(args, definition, "have"),
    )  # fmt: skip


def _fact_is_not(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” must not be %(want)s.", **_fact(args, definition), want=_value(args, definition, "want")
    )


def _fact_compare(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” must be %(op)s %(want)s; it is %(have)s.",
        **_fact(args, definition), op=str(args.get("op", "")), want=_value(args, definition, "want"),
        have=_value(args, definition, "have"),
    )  # fmt: skip


def _fact_met(args: Args, definition: Definition) -> str:
    if "have" in args:
        return _(
            "“%(fact)s”: %(have)s.", **_fact(args, definition), have=_value(args, definition, "have")
        )
    return _("“%(fact)s” is recorded.", **_fact(args, definition))


def _fact_unknown(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must not have been recorded.", **_fact(args, definition))


def _document(args: Args, definition: Definition) -> str:
    del definition
    return _("The document “%(kind)s” is missing.", kind=code_label(args["document"], "document"))


def _document_met(args: Args, definition: Definition) -> str:
    del definition
    return _("The document “%(kind)s” is there.", kind=code_label(args["document"], "document"))


def _milestone(args: Args, definition: Definition) -> str:
    found = definition.milestone.get(str(args["milestone"]))
    return _("“%(milestone)s” has not been reached.", milestone=label(found.title) if found else args["milestone"])


def _milestone_met(args: Args, definition: Definition) -> str:
    found = definition.milestone.get(str(args["milestone"]))
    return _("“%(milestone)s” has been reached.", milestone=label(found.title) if found else args["milestone"])


def _days_in_stage(args: Args, definition: Definition) -> str:
    del definition
    have, least = grouped(int(args.get("have", 0))), grouped(int(args["min"]))
    if "on" in args:
        return _(
            "The case must be in this stage for %(least)s days; today is day %(have)s. Possible from %(day)s.",
            least=least, have=have, day=_day(str(args["on"])),
        )  # fmt: skip
    return _("The case has been in this stage for %(have)s days (needed: %(least)s).", least=least, have=have)


def _days_since(args: Args, definition: Definition) -> str:
    return _(
        "At least %(least)s days must have passed since “%(fact)s”. Possible from %(day)s.",
        **_fact(args, definition), least=grouped(int(args.get("min", 0))), day=_day(str(args.get("on", ""))),
    )  # fmt: skip


def _days_since_over(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” was %(have)s days ago; at most %(most)s are allowed.",
        **_fact(args, definition), have=grouped(int(args.get("have", 0))), most=grouped(int(args.get("max", 0))),
    )  # fmt: skip


def _age(args: Args, definition: Definition) -> str:
    del definition
    if "max" in args:
        return _(
            "The age must be from %(least)s to %(most)s; it is %(have)s.",
            least=args.get("min", 0), most=args["max"], have=args.get("have", "?"),
        )  # fmt: skip
    return _("The age must be at least %(least)s; it is %(have)s.", least=args.get("min", 0), have=args.get("have", "?"))


def _moved(args: Args, definition: Definition) -> str:
    title = next((label(m.title) for m in definition.moves if m.trigger == args["trigger"]), str(args["trigger"]))
    return _("“%(move)s” has to come first.", move=title)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def _any(args: Args, definition: Definition) -> str:
    del args, definition
    return _("One of these is needed:")


def _all(args: Args, definition: Definition) -> str:
    del args, definition
    return _("All of these together:")


def _any_met(args: Args, definition: Definition) -> str:
    del args, definition
    return _("One of several conditions holds.")


def _fault(args: Args, definition: Definition) -> str:
    del definition
    return _("This condition cannot be checked (%(name)s). The administrator has been told.", name=args.get("name", ""))


Spoken = Callable[[Args, Definition], str]
OPEN: dict[str, Spoken] = {
    "task": _task_open,
    "attempts": _attempts,
    "scored": _score_missing,
    "scored_recently": _scored_recently,
    "score_missing": _score_missing,
    "score": _score,
    "band": _band,
    "fact_missing": _fact_missing,
    "fact_known": _fact_missing,
    "fact_unknown": _fact_unknown,
    "fact_is": _fact_is,
    "fact_in": _fact_is,
    "fact_is_not": _fact_is_not,
    "fact_compare": _fact_compare,
    "document": _document,
    "milestone": _milestone,
    "days_in_stage": _days_in_stage,
    "days_since": _days_since,
    "days_since_over": _days_since_over,
    "age": _age,
    "moved": _moved,
    "any": _any,
    "all": _all,
    "fault": _fault,
    **REFUSALS,
}
MET: dict[str, Spoken] = {
    "task": _task_met,
    "fact_known": _fact_met,
    "fact_is": _fact_met,
    "fact_in": _fact_met,
    "fact_is_not": _fact_met,
    "fact_compare": _fact_met,
    "document": _document_met,
    "milestone": _milestone_met,
    "any": _any_met,
}
