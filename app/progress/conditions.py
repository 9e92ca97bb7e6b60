"""The conditions of a guard in words: each as it is still open, and as it already holds.

The engine's code for the opposite of a condition is `not_` and its own code; where no better words are at
hand, its open sentence says how things stand and that the opposite is needed.
"""

from app.progress import wording as w
from app.progress.wording import Args, Spoken
from app.web.formats import tenths
from app.web.i18n import gettext as _
from app.web.i18n import ngettext
from workflows.definition import Definition


def _denied(state: Spoken) -> Spoken:
    """Say how things stand, where the opposite is needed."""

    def spoken(args: Args, definition: Definition) -> str:
        return _("%(state)s Here the opposite is needed.", state=state(args, definition))

    return spoken


# -- Tasks


def _task_open(args: Args, definition: Definition) -> str:
    title = w.task(args, definition)
    if w.count(args, "least") > 1:
        return _("“%(task)s” is done %(count)s of %(least)s times.", task=title,
                 count=w.whole(args, "count"), least=w.whole(args, "least"))  # fmt: skip
    return _("“%(task)s” is not done yet.", task=title)


def _task_met(args: Args, definition: Definition) -> str:
    title = w.task(args, definition)
    if w.count(args, "count") < w.count(args, "least"):
        return _("“%(task)s” is excused.", task=title)
    return _("“%(task)s” is done.", task=title)


def _attempts_open(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” is needed %(times)s times over at least %(days)s days; so far %(count)s over %(spread)s days.",
        task=w.task(args, definition), times=w.whole(args, "times"), days=w.whole(args, "over_days"),
        count=w.whole(args, "count"), spread=w.whole(args, "spread"),
    )  # fmt: skip


def _attempts(args: Args, definition: Definition) -> str:
    return _("“%(task)s” was done %(count)s times over %(spread)s days.", task=w.task(args, definition),
             count=w.whole(args, "count"), spread=w.whole(args, "spread"))  # fmt: skip


# -- Instruments


def _unscored(args: Args, definition: Definition) -> str:
    # What result is needed is left out: the engine does not say whether the guard is turned round.
    return _("“%(instrument)s” has no result yet.", instrument=w.instrument(args, definition))


def _scored(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s” has a result.", instrument=w.instrument(args, definition))


def _recently_open(args: Args, definition: Definition) -> str:
    if "days" not in args:
        return _unscored(args, definition)
    return _("The result of “%(instrument)s” is %(days)s days old; at most %(most)s are allowed.",
             instrument=w.instrument(args, definition), days=w.whole(args, "days"),
             most=w.whole(args, "max_age_days"))  # fmt: skip


def _recently(args: Args, definition: Definition) -> str:
    if "days" not in args:
        return _unscored(args, definition)
    return _("The result of “%(instrument)s” is from: %(when)s.", instrument=w.instrument(args, definition),
             when=w.ago(w.count(args, "days")))  # fmt: skip


def _score(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s”: %(have)s.", instrument=w.instrument(args, definition),
             have=tenths(w.count(args, "have")))  # fmt: skip


def _score_needed(args: Args, definition: Definition, op: str) -> str:
    return _("“%(instrument)s” must be %(want)s; it is %(have)s.", instrument=w.instrument(args, definition),
             want=w.limit(op, tenths(w.count(args, "value"))), have=tenths(w.count(args, "have")))  # fmt: skip


def _score_open(args: Args, definition: Definition) -> str:
    return _score_needed(args, definition, w.named(args, "op"))


def _score_denied(args: Args, definition: Definition) -> str:
    return _score_needed(args, definition, w.opposite(w.named(args, "op")))


def _band(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s”: %(have)s.", instrument=w.instrument(args, definition), have=w.bands(args, "have"))


def _band_open(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s” is “%(have)s”; needed: %(bands)s.", instrument=w.instrument(args, definition),
             have=w.bands(args, "have"), bands=w.bands(args, "bands"))  # fmt: skip


def _band_denied(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s” is “%(have)s”; it must not be: %(bands)s.", bands=w.bands(args, "bands"),
             instrument=w.instrument(args, definition), have=w.bands(args, "have"))  # fmt: skip


# -- Facts


def _unrecorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” has not been recorded.", fact=w.fact(args, definition))


def _recorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” is recorded.", fact=w.fact(args, definition))


def _must_be_unrecorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must not have been recorded.", fact=w.fact(args, definition))


def _fact(args: Args, definition: Definition) -> str:
    return _("“%(fact)s”: %(have)s.", fact=w.fact(args, definition), have=w.value(args, definition, "have"))


def _fact_needed(args: Args, definition: Definition, want: str) -> str:
    return _("“%(fact)s” must be %(want)s; it is %(have)s.", fact=w.fact(args, definition), want=want,
             have=w.value(args, definition, "have"))  # fmt: skip


def _fact_is(args: Args, definition: Definition) -> str:
    return _fact_needed(args, definition, w.value(args, definition, "want"))


def _fact_is_not(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must not be %(want)s.", fact=w.fact(args, definition),
             want=w.value(args, definition, "want"))  # fmt: skip


def _fact_in(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must be one of these: %(want)s. It is %(have)s.", fact=w.fact(args, definition),
             want=w.value(args, definition, "want"), have=w.value(args, definition, "have"))  # fmt: skip


def _fact_not_in(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must be none of these: %(want)s. It is %(have)s.", fact=w.fact(args, definition),
             want=w.value(args, definition, "want"), have=w.value(args, definition, "have"))  # fmt: skip


def _compared(args: Args, definition: Definition, op: str) -> str:
    words = w.value(args, definition, "want")
    return _fact_needed(args, definition, w.limit(op, words, dated=w.is_day(args, definition)))


def _fact_compare(args: Args, definition: Definition) -> str:
    return _compared(args, definition, w.named(args, "op"))


def _fact_compare_denied(args: Args, definition: Definition) -> str:
    return _compared(args, definition, w.opposite(w.named(args, "op")))


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
        return _("“%(move)s” has to come first, %(times)s times; so far %(have)s.", move=title,
                 times=w.whole(args, "times"), have=w.whole(args, "have"))  # fmt: skip
    return _("“%(move)s” has to come first.", move=title)


def _moved(args: Args, definition: Definition) -> str:
    return _("“%(move)s” has been made.", move=w.move(args, definition))


def _not_moved(args: Args, definition: Definition) -> str:
    return _("“%(move)s” has not been made.", move=w.move(args, definition))


# -- Time and age


def _days_in_stage(args: Args, definition: Definition) -> str:
    del definition
    return ngettext("The case has been in this stage for %(n)s day.", "The case has been in this stage for %(n)s days.",
                    w.count(args, "have"))  # fmt: skip


def _days_in_stage_open(args: Args, definition: Definition) -> str:
    del definition
    return _(
        "The case must be in this stage for %(least)s days; so far %(have)s. Possible from %(day)s.",
        least=w.whole(args, "min"), have=w.whole(args, "have"), day=w.written_day(args.get("on", "–")),
    )  # fmt: skip


def _days_since(args: Args, definition: Definition) -> str:
    return _("“%(fact)s”: %(when)s.", fact=w.fact(args, definition), when=w.ago(w.count(args, "have")))


def _days_since_open(args: Args, definition: Definition) -> str:
    words = {"fact": w.fact(args, definition), "day": w.written_day(args.get("on", "–"))}
    if w.count(args, "min") <= 0:
        return _("Possible from %(day)s, counted by “%(fact)s”.", **words)
    return _("At least %(least)s days must have passed since “%(fact)s”. Possible from %(day)s.",
             least=w.whole(args, "min"), **words)  # fmt: skip


def _days_since_over(args: Args, definition: Definition) -> str:
    return _("“%(fact)s”: %(when)s; at most %(most)s days may have passed.", fact=w.fact(args, definition),
             when=w.ago(w.count(args, "have")), most=w.whole(args, "max"))  # fmt: skip


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
    return _("The age must not be from %(least)s to %(most)s; it is %(have)s.", least=least, most=most, have=have)


OPEN: dict[str, Spoken] = {
    "task": _task_open,
    "not_task": _denied(_task_met),
    "attempts": _attempts_open,
    "not_attempts": _denied(_attempts),
    "scored": _unscored,
    "not_scored": _denied(_scored),
    "scored_recently": _recently_open,
    "not_scored_recently": _denied(_recently),
    "score_missing": _unscored,
    "score": _score_open,
    "not_score": _score_denied,
    "band": _band_open,
    "not_band": _band_denied,
    "fact_missing": _unrecorded,
    "fact_known": _unrecorded,
    "fact_unknown": _must_be_unrecorded,
    "not_fact_unknown": _unrecorded,
    "fact_is": _fact_is,
    "fact_is_not": _fact_is_not,
    "fact_in": _fact_in,
    "not_fact_in": _fact_not_in,
    "fact_compare": _fact_compare,
    "not_fact_compare": _fact_compare_denied,
    "document": _document_open,
    "not_document": _denied(_document),
    "milestone": _milestone_open,
    "not_milestone": _denied(_milestone),
    "days_in_stage": _days_in_stage_open,
    "not_days_in_stage": _denied(_days_in_stage),
    "days_since": _days_since_open,
    "not_days_since": _denied(_days_since),
    "days_since_over": _days_since_over,
    "not_days_since_over": _denied(_days_since),
    "age": _age_open,
    "not_age": _age_denied,
    "moved": _moved_open,
    "not_moved": _denied(_moved),
    "any": lambda _a, _d: _("One of these is needed:"),
    "all": lambda _a, _d: _("All of these together:"),
    "fault": lambda _a, _d: _("This condition cannot be checked: the journey has a mistake that must be mended."),
}

MET: dict[str, Spoken] = {
    "task": _task_met,
    "not_task": _task_open,
    "attempts": _attempts,
    "not_attempts": _attempts,
    "scored": _scored,
    "not_scored": _unscored,
    "scored_recently": _recently,
    "not_scored_recently": _recently,
    "score": _score,
    "not_score": _score,
    "band": _band,
    "not_band": _band,
    "fact_known": _recorded,
    "fact_unknown": _unrecorded,
    "not_fact_unknown": _recorded,
    "fact_is": _fact,
    "fact_is_not": _fact,
    "fact_in": _fact,
    "not_fact_in": _fact,
    "fact_compare": _fact,
    "not_fact_compare": _fact,
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
