"""Every condition in words, said once: as a journey's rule, still open, met, and turned into its opposite.

`OPEN`, `MET` and `RULES` are the sentences by the engine's code. The code of the opposite of a condition is
`not_` and its own, where the engine has no other. Conditions on facts and results of
instruments stand in `fact_conditions`.
"""

from app.explain import fact_conditions, terms
from app.explain.terms import Args
from app.explain.wording import (
    Condition,
    Wording,
    ago,
    both,
    chosen,
    denied,
    has,
    negative,
    numbered,
    offset,
    positive,
    worded,
)
from app.web.i18n.catalogue import gettext as _
from workflows.definition import AgeBand, Definition


def _several(args: Args) -> bool:
    return terms.count(args, "least") > 1


def _repeated(args: Args) -> bool:
    return terms.count(args, "times") > 1


def _excused(args: Args) -> bool:
    return terms.count(args, "count") < terms.count(args, "least")


def _bounds(*, least: Wording, most: Wording, both: Wording) -> Wording:
    """Say an age's bounds: at least, at most, or both."""
    return chosen(has("max"), chosen(positive("min"), both, most), least)


def _ages(args: Args, definition: Definition) -> str:
    least, most = (terms.count(args, end) if end in args else None for end in ("min", "max"))
    ages = terms.ages(AgeBand(min=least, max=most))
    if "at" not in args:
        return _("age: %(ages)s", ages=ages)
    return _("age on “%(day)s”: %(ages)s", day=terms.title(definition.facts, str(args["at"])), ages=ages)


_TASK_OPEN = chosen(
    _several,
    worded("“%(task)s” is done %(count)s of %(least)s times."),
    worded("“%(task)s” is not done yet."),
)
_MILESTONE_OPEN = worded("“%(milestone)s” has not been reached.")
_DAYS_SINCE = worded("“%(fact)s”: %(when)s.", when=ago("have"))
_SINCE_RULE = chosen(
    both("min", "max"),
    worded("%(fact)s: from %(first)s to %(last)s", first=offset("min"), last=offset("max")),
    chosen(
        has("max"),
        chosen(
            negative("max"),
            worded("%(fact)s: until %(last)s", last=offset("max")),
            worded("%(fact)s: at most %(days)s days ago", days="max"),
        ),
        chosen(
            negative("min"),
            worded("%(fact)s: from %(first)s on", first=offset("min")),
            chosen(
                positive("min"),
                worded("%(fact)s: at least %(days)s days ago", days="min"),
                worded("%(fact)s: the day has come"),
            ),
        ),
    ),
)

CONDITIONS: dict[str, Condition] = {
    **fact_conditions.CONDITIONS,
    "task": Condition(
        rule=worded("“%(task)s” is done"),
        open=_TASK_OPEN,
        met=chosen(_excused, worded("“%(task)s” is excused."), worded("“%(task)s” is done.")),
        opposite_met=_TASK_OPEN,
    ),
    "attempts": Condition(
        rule=worded("“%(task)s” was tried %(times)s times over at least %(days)s days", days="over_days"),
        open=worded(
            "“%(task)s” is needed %(times)s times over at least %(days)s days; so far %(count)s over %(spread)s days.",
            days="over_days",
        ),
        met=worded("“%(task)s” was done %(count)s times over %(spread)s days."),
    ),
    "document": Condition(
        rule=worded("the document “%(kind)s” is there"),
        open=worded("The document “%(kind)s” is missing."),
        met=worded("The document “%(kind)s” is there."),
        opposite_met=worded("The document “%(kind)s” is not there."),
    ),
    "milestone": Condition(
        rule=worded("“%(milestone)s” is reached:"),
        open=_MILESTONE_OPEN,
        met=worded("“%(milestone)s” has been reached."),
        opposite_met=_MILESTONE_OPEN,
    ),
    "moved": Condition(
        rule=chosen(
            _repeated,
            worded("“%(move)s” was made before, %(times)s times"),
            worded("“%(move)s” was made before"),
        ),
        open=chosen(
            _repeated,
            worded("“%(move)s” has to come first, %(times)s times; so far %(have)s."),
            worded("“%(move)s” has to come first."),
        ),
        met=worded("“%(move)s” has been made."),
        opposite_met=worded("“%(move)s” has not been made."),
    ),
    "days_in_stage": Condition(
        rule=worded("at least %(days)s days in this stage", days="min"),
        open=worded(
            "The case must be in this stage for %(least)s days; so far %(have)s. Possible from %(day)s.",
            least="min",
        ),
        met=numbered(
            "The case has been in this stage for %(n)s day.",
            "The case has been in this stage for %(n)s days.",
            "have",
        ),
    ),
    "days_since": Condition(
        rule=_SINCE_RULE,
        open=chosen(
            positive("min"),
            worded(
                "At least %(least)s days must have passed since “%(fact)s”. Possible from %(day)s.",
                least="min",
            ),
            worded("Possible from %(day)s, counted by “%(fact)s”."),
        ),
        met=_DAYS_SINCE,
    ),
    "days_since_over": Condition(
        rule=_SINCE_RULE,
        open=chosen(
            positive("max"),
            worded(
                "“%(fact)s”: %(when)s; at most %(most)s days may have passed.", when=ago("have"), most="max"
            ),
            worded("“%(fact)s”: %(when)s; possible until %(last)s.", when=ago("have"), last=offset("max")),
        ),
        met=_DAYS_SINCE,
    ),
    "age": Condition(
        rule=_ages,
        open=_bounds(
            least=worded("The age must be at least %(least)s; it is %(have)s.", least="min"),
            most=worded("The age must be at most %(most)s; it is %(have)s.", most="max"),
            both=worded(
                "The age must be from %(least)s to %(most)s; it is %(have)s.", least="min", most="max"
            ),
        ),
        met=numbered("The client is %(n)s year old.", "The client is %(n)s years old.", "have"),
        opposite_open=_bounds(
            least=worded("The age must be below %(least)s; it is %(have)s.", least="min"),
            most=worded("The age must be above %(most)s; it is %(have)s.", most="max"),
            both=worded(
                "The age must not be from %(least)s to %(most)s; it is %(have)s.", least="min", most="max"
            ),
        ),
    ),
}

OPEN: dict[str, Wording] = {
    "task_waits": worded(
        "“%(task)s” is done %(count)s of %(least)s times. The next time counts from %(day)s."
    ),
    "any": worded("One of these is needed:"),
    "all": worded("All of these together:"),
    "fault": worded("This condition cannot be checked: the journey has a mistake that must be mended."),
    **fact_conditions.UNKNOWN,
}
"""What is still missing, by the engine's code: what has no opposite, then each condition and its opposite."""
MET: dict[str, Wording] = {"any": worded("One of several conditions holds.")}
"""What already holds, by the engine's code."""
RULES: dict[str, Wording] = {
    "any": worded("one of these:"),
    "all": worded("all of these:"),
    "not": worded("not so that:"),
}
"""What a journey asks for, by the engine's code: a piece of a sentence, as a list of rules shows it."""

for _code, _one in CONDITIONS.items():
    _opposite = _one.opposite or f"not_{_code}"
    OPEN |= {_code: _one.open, _opposite: _one.opposite_open or denied(_one.met)}
    MET |= {_code: _one.met, _opposite: _one.opposite_met or _one.met}
    RULES |= {_code: _one.rule} | ({_opposite: _one.opposite_rule} if _one.opposite_rule else {})
