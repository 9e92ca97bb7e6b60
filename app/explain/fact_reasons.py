"""What facts and instruments must say, in words: still open, and as it already holds."""

from app.explain import terms as w
from app.explain.terms import Args, CompiledTemplates
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import tenths
from workflows.definition import Definition

# -- Instruments


def _unscored(args: Args, definition: Definition) -> str:
    # What result is needed is left out: the reason does not say whether its guard is turned round.
    return _("“%(instrument)s” has no result yet.", instrument=w.instrument(args, definition))


def _scored(args: Args, definition: Definition) -> str:
    return _("“%(instrument)s” has a result.", instrument=w.instrument(args, definition))


def _recently_open(args: Args, definition: Definition) -> str:
    if "days" not in args:
        return _unscored(args, definition)
    return _(
        "The result of “%(instrument)s” is %(days)s days old; at most %(most)s are allowed.",
        instrument=w.instrument(args, definition),
        days=w.whole(args, "days"),
        most=w.whole(args, "max_age_days"),
    )


def _recently(args: Args, definition: Definition) -> str:
    if "days" not in args:
        return _unscored(args, definition)
    return _(
        "The result of “%(instrument)s” was taken %(when)s.",
        instrument=w.instrument(args, definition),
        when=w.ago(w.count(args, "days")),
    )


def _score(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s”: %(have)s.",
        instrument=w.instrument(args, definition),
        have=tenths(w.count(args, "have")),
    )


def _score_needed(args: Args, definition: Definition, op: str) -> str:
    return _(
        "“%(instrument)s” must be %(want)s; it is %(have)s.",
        instrument=w.instrument(args, definition),
        want=w.limit(op, tenths(w.count(args, "value"))),
        have=tenths(w.count(args, "have")),
    )


def _score_open(args: Args, definition: Definition) -> str:
    return _score_needed(args, definition, w.named(args, "op"))


def _score_denied(args: Args, definition: Definition) -> str:
    return _score_needed(args, definition, w.opposite(w.named(args, "op")))


def _band(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s”: %(have)s.", instrument=w.instrument(args, definition), have=w.bands(args, "have")
    )


def _band_open(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s” is “%(have)s”; needed: %(bands)s.",
        instrument=w.instrument(args, definition),
        have=w.bands(args, "have"),
        bands=w.bands(args, "bands"),
    )


def _band_denied(args: Args, definition: Definition) -> str:
    return _(
        "“%(instrument)s” is “%(have)s”; it must not be: %(bands)s.",
        bands=w.bands(args, "bands"),
        instrument=w.instrument(args, definition),
        have=w.bands(args, "have"),
    )


# -- Facts


def _unrecorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” has not been recorded.", fact=w.fact(args, definition))


def _missing(args: Args, definition: Definition) -> str:
    """Say that a fact is unknown and, where its rule is told, what is needed of it."""
    want = _needed(args, definition)
    if not want:
        return _unrecorded(args, definition)
    return _("“%(fact)s” has not been recorded; needed: %(want)s.", fact=w.fact(args, definition), want=want)


def _needed(args: Args, definition: Definition) -> str:
    if "want" not in args:
        return ""
    words = w.value(args, definition, "want")
    match w.named(args, "rule"):
        case "fact_is" | "fact_in":
            return words
        case "fact_is_not" | "not_fact_in":
            return _other(args, words)
        case "fact_compare":
            return w.limit(w.named(args, "op"), words, dated=w.is_day(args, definition))
        case "not_fact_compare":
            return w.limit(w.opposite(w.named(args, "op")), words, dated=w.is_day(args, definition))
        case _:
            return ""


def _recorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” is recorded.", fact=w.fact(args, definition))


def _other(args: Args, words: str) -> str:
    """Say what a fact must be when these words are what it must not be: of a yes or no, the other."""
    unwanted = args.get("want")
    if isinstance(unwanted, bool):
        return _("no") if unwanted else _("yes")
    return w.limit("!=", words)


def _must_be_unrecorded(args: Args, definition: Definition) -> str:
    return _("“%(fact)s” must not have been recorded.", fact=w.fact(args, definition))


def _fact(args: Args, definition: Definition) -> str:
    return _("“%(fact)s”: %(have)s.", fact=w.fact(args, definition), have=w.value(args, definition, "have"))


def _fact_needed(args: Args, definition: Definition, want: str) -> str:
    return _(
        "“%(fact)s” must be %(want)s; it is %(have)s.",
        fact=w.fact(args, definition),
        want=want,
        have=w.value(args, definition, "have"),
    )


def _fact_is(args: Args, definition: Definition) -> str:
    return _fact_needed(args, definition, w.value(args, definition, "want"))


def _fact_is_not(args: Args, definition: Definition) -> str:
    if isinstance(args.get("want"), bool):
        return _fact_needed(args, definition, _other(args, ""))
    return _(
        "“%(fact)s” must not be %(want)s.",
        fact=w.fact(args, definition),
        want=w.value(args, definition, "want"),
    )


def _fact_in(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” must be one of these: %(want)s. It is %(have)s.",
        fact=w.fact(args, definition),
        want=w.value(args, definition, "want"),
        have=w.value(args, definition, "have"),
    )


def _fact_not_in(args: Args, definition: Definition) -> str:
    return _(
        "“%(fact)s” must be none of these: %(want)s. It is %(have)s.",
        fact=w.fact(args, definition),
        want=w.value(args, definition, "want"),
        have=w.value(args, definition, "have"),
    )


def _compared(args: Args, definition: Definition, op: str) -> str:
    words = w.value(args, definition, "want")
    return _fact_needed(args, definition, w.limit(op, words, dated=w.is_day(args, definition)))


def _fact_compare(args: Args, definition: Definition) -> str:
    return _compared(args, definition, w.named(args, "op"))


def _fact_compare_denied(args: Args, definition: Definition) -> str:
    return _compared(args, definition, w.opposite(w.named(args, "op")))


OPEN: dict[str, CompiledTemplates] = {
    "scored": _unscored,
    "not_scored": w.denied(_scored),
    "scored_recently": _recently_open,
    "not_scored_recently": w.denied(_recently),
    "score_missing": _unscored,
    "score": _score_open,
    "not_score": _score_denied,
    "band": _band_open,
    "not_band": _band_denied,
    "fact_missing": _missing,
    "fact_known": _unrecorded,
    "fact_unknown": _must_be_unrecorded,
    "fact_is": _fact_is,
    "fact_is_not": _fact_is_not,
    "fact_in": _fact_in,
    "not_fact_in": _fact_not_in,
    "fact_compare": _fact_compare,
    "not_fact_compare": _fact_compare_denied,
}

MET: dict[str, CompiledTemplates] = {
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
    "fact_is": _fact,
    "fact_is_not": _fact,
    "fact_in": _fact,
    "not_fact_in": _fact,
    "fact_compare": _fact,
    "not_fact_compare": _fact,
}
