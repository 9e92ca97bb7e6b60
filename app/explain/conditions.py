"""The conditions of a guard in words: each as it is still open, and as it already holds.

The engine's code for the opposite of a condition is `not_` and its own code; where no better words are at
hand, its open sentence says how things stand and that the opposite is needed. Conditions on facts and
results stand in `measures`.
"""

from app.explain import fact_reasons
from app.explain import terms as w
from app.explain.terms import Args, CompiledTemplates
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from workflows.definition import Definition

# -- Tasks


def _task_open(args: Args, definition: Definition) -> str:
    title = w.task(args, definition)
    if w.count(args, "least") > 1:
        return _(
            "“%(task)s” is done %(count)s of %(least)s times.",
            task=title,
            count=w.whole(args, "count"),
            least=w.whole(args, "least"),
        )
    return _("“%(task)s” is not done yet.", task=title)


def _task_waits(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” is done %(count)s of %(least)s times. The next time counts from %(day)s.",
        task=w.task(args, definition),
        count=w.whole(args, "count"),
        least=w.whole(args, "least"),
        day=w.written_day(args.get("on", "–")),
    )


def _task_met(args: Args, definition: Definition) -> str:
    title = w.task(args, definition)
    if w.count(args, "count") < w.count(args, "least"):
        return _("“%(task)s” is excused.", task=title)
    return _("“%(task)s” is done.", task=title)


def _attempts_open(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” is needed %(times)s times over at least %(days)s days; so far %(count)s over %(spread)s days.",
        task=w.task(args, definition),
        times=w.whole(args, "times"),
        days=w.whole(args, "over_days"),
        count=w.whole(args, "count"),
        spread=w.whole(args, "spread"),
    )


def _attempts(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” was done %(count)s times over %(spread)s days.",
        task=w.task(args, definition),
        count=w.whole(args, "count"),
        spread=w.whole(args, "spread"),
    )


# -- Documents, milestones, moves


def _document_open(args: Args, definition: Definition) -> str:
    return _("The document “%(kind)s” is missing.", kind=w.document(args, definition))


def _document(args: Args, definition: Definition) -> str:
    return _("The document “%(kind)s” is there.", kind=w.document(args, definition))


def _no_document(args: Args, definition: Definition) -> str:
    return _("The document “%(kind)s” is not there.", kind=w.document(args, definition))


def _milestone_open(args: Args, definition: Definition) -> str:
    return _("“%(milestone)s” has not been reached.", milestone=w.milestone(args, definition))


def _milestone(args: Args, definition: Definition) -> str:
    return _("“%(milestone)s” has been reached.", milestone=w.milestone(args, definition))


def _moved_open(args: Args, definition: Definition) -> str:
    title = w.move(args, definition)
    if w.count(args, "times") > 1:
        return _(
            "“%(move)s” has to come first, %(times)s times; so far %(have)s.",
            move=title,
            times=w.whole(args, "times"),
            have=w.whole(args, "have"),
        )
    return _("“%(move)s” has to come first.", move=title)


def _moved(args: Args, definition: Definition) -> str:
    return _("“%(move)s” has been made.", move=w.move(args, definition))


def _not_moved(args: Args, definition: Definition) -> str:
    return _("“%(move)s” has not been made.", move=w.move(args, definition))


# -- Time and age


def _days_in_stage(args: Args, definition: Definition) -> str:
    del definition
    return ngettext(
        "The case has been in this stage for %(n)s day.",
        "The case has been in this stage for %(n)s days.",
        w.count(args, "have"),
    )


def _days_in_stage_open(args: Args, definition: Definition) -> str:
    del definition
    return _(
        "The case must be in this stage for %(least)s days; so far %(have)s. Possible from %(day)s.",
        least=w.whole(args, "min"),
        have=w.whole(args, "have"),
        day=w.written_day(args.get("on", "–")),
    )


def _days_since(args: Args, definition: Definition) -> str:
    return _("“%(fact)s”: %(when)s.", fact=w.fact(args, definition), when=w.ago(w.count(args, "have")))


def _days_since_open(args: Args, definition: Definition) -> str:
    words = {"fact": w.fact(args, definition), "day": w.written_day(args.get("on", "–"))}
    if w.count(args, "min") <= 0:
        return _("Possible from %(day)s, counted by “%(fact)s”.", **words)
    return _(
        "At least %(least)s days must have passed since “%(fact)s”. Possible from %(day)s.",
        least=w.whole(args, "min"),
        **words,
    )


def _days_since_over(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s”: %(when)s; at most %(most)s days may have passed.",
        fact=w.fact(args, definition),
        when=w.ago(w.count(args, "have")),
        most=w.whole(args, "max"),
    )


def _age(args: Args, definition: Definition) -> str:
    del definition
    return ngettext("The client is %(n)s year old.", "The client is %(n)s years old.", w.count(args, "have"))


def _age_open(args: Args, definition: Definition) -> str:
    del definition
    least, most, have = w.whole(args, "min"), w.whole(args, "max"), w.whole(args, "have")
    if "max" not in args:
        return _("The age must be at least %(least)s; it is %(have)s.", least=least, have=have)
    if not args.get("min"):
        return _("The age must be at most %(most)s; it is %(have)s.", most=most, have=have)
    return _("The age must be from %(least)s to %(most)s; it is %(have)s.", least=least, most=most, have=have)


def _age_denied(args: Args, definition: Definition) -> str:
    del definition
    least, most, have = w.whole(args, "min"), w.whole(args, "max"), w.whole(args, "have")
    if "max" not in args:
        return _("The age must be below %(least)s; it is %(have)s.", least=least, have=have)
    if not args.get("min"):
        return _("The age must be above %(most)s; it is %(have)s.", most=most, have=have)
    return _(
        "The age must not be from %(least)s to %(most)s; it is %(have)s.", least=least, most=most, have=have
    )


OPEN: dict[str, CompiledTemplates] = {
    **fact_reasons.OPEN,
    "task": _task_open,
    "task_waits": _task_waits,
    "not_task": w.denied(_task_met),
    "attempts": _attempts_open,
    "not_attempts": w.denied(_attempts),
    "document": _document_open,
    "not_document": w.denied(_document),
    "milestone": _milestone_open,
    "not_milestone": w.denied(_milestone),
    "days_in_stage": _days_in_stage_open,
    "not_days_in_stage": w.denied(_days_in_stage),
    "days_since": _days_since_open,
    "not_days_since": w.denied(_days_since),
    "days_since_over": _days_since_over,
    "not_days_since_over": w.denied(_days_since),
    "age": _age_open,
    "not_age": _age_denied,
    "moved": _moved_open,
    "not_moved": w.denied(_moved),
    "any": lambda _a, _d: _("One of these is needed:"),
    "all": lambda _a, _d: _("All of these together:"),
    "fault": lambda _a, _d: _(
        "This condition cannot be checked: the journey has a mistake that must be mended."
    ),
}

MET: dict[str, CompiledTemplates] = {
    **fact_reasons.MET,
    "task": _task_met,
    "not_task": _task_open,
    "attempts": _attempts,
    "not_attempts": _attempts,
    "document": _document,
    "not_document": _no_document,
    "milestone": _milestone,
    "not_milestone": _milestone_open,
    "days_in_stage": _days_in_stage,
    "not_days_in_stage": _days_in_stage,
    "days_since": _days_since,
    "not_days_since": _days_since,
    "days_since_over": _days_since,
    "not_days_since_over": _days_since,
    "age": _age,
    "not_age": _age,
    "moved": _moved,
    "not_moved": _not_moved,
    "any": lambda _a, _d: _("One of several conditions holds."),
}
