"""Conditions on facts and on results of instruments, in words."""

from app.explain import terms
from app.explain.terms import Args
from app.explain.wording import Condition, Wording, ago, chosen, has, score, worded
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import tenths
from workflows.definition import Definition

_SIGNS = {"<": "<", "<=": "≤", "==": "=", "!=": "≠", ">=": "≥", ">": ">"}


def _op(args: Args, *, turned: bool) -> str:
    op = terms.named(args, "op")
    return terms.opposite(op) if turned else op


# -- Instruments


def _bands(name: str) -> Wording:
    return lambda args, _definition: ", ".join(terms.bands(args, name))


def _score_limit(*, turned: bool = False) -> Wording:
    return lambda args, _definition: terms.limit(_op(args, turned=turned), tenths(terms.count(args, "value")))


def _score_rule(args: Args, definition: Definition) -> str:
    sign = _SIGNS[terms.named(args, "op")]
    return f"{terms.instrument(args, definition)} {sign} {tenths(terms.count(args, 'value'))}"


def _band_rule(args: Args, definition: Definition) -> str:
    return f"{terms.instrument(args, definition)}: {terms.either(terms.bands(args, 'bands'))}"


# What result is needed is left out: the reason does not say whether its guard is turned round.
_UNSCORED = worded("“%(instrument)s” has no result yet.")
_SCORED = worded("“%(instrument)s” has a result.")
_BAND = worded("“%(instrument)s”: %(have)s.", have=_bands("have"))

_INSTRUMENTS: dict[str, Condition] = {
    "scored": Condition(
        rule=worded("%(instrument)s has been filled in"), open=_UNSCORED, met=_SCORED, opposite_met=_UNSCORED
    ),
    "scored_recently": Condition(
        rule=worded("%(instrument)s: at most %(days)s days old", days="max_age_days"),
        open=chosen(
            has("days"),
            worded(
                "The result of “%(instrument)s” is %(days)s days old; at most %(most)s are allowed.",
                most="max_age_days",
            ),
            _UNSCORED,
        ),
        met=chosen(
            has("days"),
            worded("The result of “%(instrument)s” was taken %(when)s.", when=ago("days")),
            _UNSCORED,
        ),
    ),
    "score": Condition(
        rule=_score_rule,
        open=worded(
            "“%(instrument)s” must be %(want)s; it is %(have)s.", want=_score_limit(), have=score("have")
        ),
        met=worded("“%(instrument)s”: %(have)s.", have=score("have")),
        opposite_open=worded(
            "“%(instrument)s” must be %(want)s; it is %(have)s.",
            want=_score_limit(turned=True),
            have=score("have"),
        ),
    ),
    "band": Condition(
        rule=_band_rule,
        open=worded(
            "“%(instrument)s” is “%(have)s”; needed: %(bands)s.", have=_bands("have"), bands=_bands("bands")
        ),
        met=_BAND,
        opposite_open=worded(
            "“%(instrument)s” is “%(have)s”; it must not be: %(bands)s.",
            have=_bands("have"),
            bands=_bands("bands"),
        ),
    ),
}

# -- Facts


def _value(name: str) -> Wording:
    return lambda args, definition: terms.value(args, definition, name)


def _other(args: Args, words: str) -> str:
    """Say what a fact must be when these words are what it must not be: of a yes or no, the other."""
    unwanted = args.get("want")
    if isinstance(unwanted, bool):
        return _("no") if unwanted else _("yes")
    return terms.limit("!=", words)


def _fact_limit(*, turned: bool = False) -> Wording:
    def say(args: Args, definition: Definition) -> str:
        words = terms.value(args, definition, "want")
        return terms.limit(_op(args, turned=turned), words, dated=terms.is_day(args, definition))

    return say


def _fact_needed(want: Wording) -> Wording:
    return worded("“%(fact)s” must be %(want)s; it is %(have)s.", want=want, have=_value("have"))


def _compare_rule(args: Args, definition: Definition) -> str:
    words = terms.value(args, definition, "want")
    return f"{terms.fact(args, definition)} {_SIGNS[terms.named(args, 'op')]} {words}"


def _is_rule(args: Args, definition: Definition) -> str:
    return f"{terms.fact(args, definition)}: {terms.either(terms.values(args, definition, 'want'))}"


def _yes_or_no(args: Args) -> bool:
    return isinstance(args.get("want"), bool)


_UNRECORDED = worded("“%(fact)s” has not been recorded.")
_FACT = worded("“%(fact)s”: %(have)s.", have=_value("have"))
_NEEDED: dict[str, Wording] = {
    "fact_is": _value("want"),
    "fact_in": _value("want"),
    "fact_is_not": lambda args, definition: _other(args, terms.value(args, definition, "want")),
    "not_fact_in": lambda args, definition: _other(args, terms.value(args, definition, "want")),
    "fact_compare": _fact_limit(),
    "not_fact_compare": _fact_limit(turned=True),
}
"""What is needed of a fact, by the rule that asks for it."""


def _missing(args: Args, definition: Definition) -> str:
    """Say that a fact is unknown and, where its rule is told, what is needed of it."""
    needed = _NEEDED.get(terms.named(args, "rule")) if "want" in args else None
    want = needed(args, definition) if needed else ""
    if not want:
        return _UNRECORDED(args, definition)
    fact = terms.fact(args, definition)
    if _yes_or_no(args):
        return _(
            "“%(fact)s” has not been answered. The answer that opens this is “%(want)s”.",
            fact=fact,
            want=want,
        )
    return _("“%(fact)s” has not been recorded. What opens this: %(want)s.", fact=fact, want=want)


_FACTS: dict[str, Condition] = {
    "fact_known": Condition(
        rule=worded("“%(fact)s” is recorded"),
        open=_UNRECORDED,
        met=worded("“%(fact)s” is recorded."),
        opposite="fact_unknown",
        opposite_rule=worded("“%(fact)s” is not recorded"),
        opposite_open=worded("“%(fact)s” must not have been recorded."),
        opposite_met=_UNRECORDED,
    ),
    "fact_is": Condition(
        rule=_is_rule,
        open=_fact_needed(_value("want")),
        met=_FACT,
        opposite="fact_is_not",
        opposite_rule=worded("%(fact)s: not %(value)s", value=_value("want")),
        opposite_open=chosen(
            _yes_or_no,
            _fact_needed(lambda args, _definition: _other(args, "")),
            worded("“%(fact)s” must not be %(want)s.", want=_value("want")),
        ),
    ),
    "fact_in": Condition(
        rule=_is_rule,
        open=worded(
            "“%(fact)s” must be one of these: %(want)s. It is %(have)s.",
            want=_value("want"),
            have=_value("have"),
        ),
        met=_FACT,
        opposite_open=worded(
            "“%(fact)s” must be none of these: %(want)s. It is %(have)s.",
            want=_value("want"),
            have=_value("have"),
        ),
    ),
    "fact_compare": Condition(
        rule=_compare_rule,
        open=_fact_needed(_fact_limit()),
        met=_FACT,
        opposite_open=_fact_needed(_fact_limit(turned=True)),
    ),
}

CONDITIONS: dict[str, Condition] = {**_INSTRUMENTS, **_FACTS}
UNKNOWN: dict[str, Wording] = {"score_missing": _UNSCORED, "fact_missing": _missing}
"""What nobody recorded yet."""
