"""The engine's refusals that are not conditions of a guard, in words: roles, times, forms, what may not be done."""

from app.explain import terms as w
from app.explain.terms import Args, CompiledTemplates
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.definition import Definition


def _did(args: Args, definition: Definition) -> str:
    """Name what somebody did, such as `record:goal`."""
    sort, _sep, name = w.named(args, "did").partition(":")
    match sort:
        case "task":
            return w.task({"task": name}, definition)
        case "record":
            return w.record({"record": name}, definition)
        case "instrument":
            return w.instrument({"instrument": name}, definition)
        case _:
            return w.move({"trigger": name}, definition)


def _age_below(args: Args, definition: Definition) -> str:
    del definition
    text = _(
        "The client is %(age)s; this type begins at %(least)s.",
        age=w.whole(args, "age"),
        least=w.whole(args, "min"),
    )
    return f"{text} {_suggested(args)}".strip()


def _age_above(args: Args, definition: Definition) -> str:
    del definition
    text = _(
        "The client is %(age)s; this type ends at %(most)s.",
        age=w.whole(args, "age"),
        most=w.whole(args, "max"),
    )
    return f"{text} {_suggested(args)}".strip()


def _suggested(args: Args) -> str:
    if not args.get("suggested"):
        return ""
    return _("Suggested instead: %(type)s.", type=code_label(args["suggested"], "pmks_type"))


def _outcome_age(args: Args, definition: Definition) -> str:
    words = {"outcome": w.outcome(args, definition), "least": w.whole(args, "min")}
    if "have" not in args:
        return _("“%(outcome)s” is for clients of at least %(least)s years; the age is not known.", **words)
    return _(
        "“%(outcome)s” is for clients of at least %(least)s years; this one is %(have)s.",
        have=w.whole(args, "have"),
        **words,
    )


def _max_times(args: Args, definition: Definition) -> str:
    del definition
    return ngettext(
        "This move may be made %(n)s time at most.",
        "This move may be made %(n)s times at most.",
        w.count(args, "max"),
    )


def _hold_renewals(args: Args, definition: Definition) -> str:
    del definition
    return ngettext(
        "A hold may be extended %(n)s time at most.",
        "A hold may be extended %(n)s times at most.",
        w.count(args, "max"),
    )


def _hold_too_long(args: Args, definition: Definition) -> str:
    del definition
    return ngettext(
        "A hold may be extended by %(n)s day at most.",
        "A hold may be extended by %(n)s days at most.",
        w.count(args, "max"),
    )


def _reopen_late(args: Args, definition: Definition) -> str:
    del definition
    return _(
        "This case could be reopened until %(day)s; open a new case instead.",
        day=w.written_day(args.get("until", "–")),
    )


def _score_range(args: Args, definition: Definition) -> str:
    return _(
        "The score of “%(instrument)s” must lie between %(least)s and %(most)s.",
        instrument=w.instrument(args, definition),
        least=tenths(w.count(args, "min")),
        most=tenths(w.count(args, "max")),
    )


def _stage_of(args: Args, definition: Definition) -> str:
    return _(
        "“%(task)s” belongs to the stage %(stage)s.",
        task=w.task(args, definition),
        stage=w.stage(args, definition),
    )


WHEN: dict[str, CompiledTemplates] = {
    "in_future": lambda _a, _d: _("The day lies in the future."),
    "before_last_move": lambda a, _d: _(
        "It cannot lie before the last move of %(day)s.", day=w.written_day(a.get("last", "–"))
    ),
    "before_opening": lambda a, _d: _(
        "It cannot lie before the case was opened on %(day)s.", day=w.written_day(a.get("opened", "–"))
    ),
    "not_on_hold": lambda _a, _d: _("The case is not on hold."),
    "hold_renewals": _hold_renewals,
    "hold_too_long": _hold_too_long,
    "until_not_later": lambda a, _d: _(
        "The new last day must be later than %(day)s.", day=w.written_day(a.get("until", "–"))
    ),
    "until_past": lambda _a, _d: _("The new last day has passed already."),
    "no_deadline": lambda _a, _d: _("This stage has no last day to move."),
    "legal_deadline": lambda _a, _d: _("This deadline is set by law and cannot be moved."),
}

TASKS: dict[str, CompiledTemplates] = {
    "no_such_task": lambda _a, _d: _("This task does not exist in this journey."),
    "task_elsewhere": _stage_of,
    "task_complete": lambda a, d: _("“%(task)s” is already complete.", task=w.task(a, d)),
    "task_too_early": lambda a, d: _(
        "It is too early for the next “%(task)s”: it counts from %(day)s. What happened today can be kept as a note.",
        task=w.task(a, d),
        day=w.written_day(a.get("on", "–")),
    ),
    "task_not_done": lambda a, d: _("“%(task)s” has not been done yet.", task=w.task(a, d)),
    "task_available": lambda a, d: _("“%(task)s” has to be added to this case first.", task=w.task(a, d)),
    "task_not_available": lambda a, d: _("“%(task)s” cannot be added.", task=w.task(a, d)),
    "task_not_applicable": lambda a, d: _("“%(task)s” does not apply to this case.", task=w.task(a, d)),
    "task_not_waivable": lambda a, d: _("“%(task)s” cannot be excused.", task=w.task(a, d)),
    "task_applies_unknown": lambda a, d: _(
        "Whether “%(task)s” is needed cannot be told yet:", task=w.task(a, d)
    ),
    "done_by_record": lambda a, d: _(
        "“%(task)s” is completed by its form, not by a tick.", task=w.task(a, d)
    ),
    "document_not_held": lambda a, d: _("The document “%(kind)s” is missing.", kind=w.document(a, d)),
    "no_such_document": lambda _a, _d: _("This document is not on the case."),
}

MOVES: dict[str, CompiledTemplates] = {
    "role": lambda _a, _d: _("Your role may not do this."),
    "four_eyes": lambda a, d: _("You did “%(did)s” yourself: somebody else has to decide.", did=_did(a, d)),
    "conference_first": lambda a, _d: _(
        "This stage took more than twice its time: a case conference of the last %(days)s days comes first.",
        days=w.whole(a, "max"),
    ),
    "max_times": _max_times,
    "no_such_move": lambda _a, _d: _("This move does not exist in the present stage."),
    "no_move_to_void": lambda _a, _d: _("There is no move to take back."),
    "move_leaned_on": lambda _a, _d: _(
        "Work was recorded after the last move, so it can no longer be taken back."
    ),
    "void_reclassified": lambda _a, _d: _(
        "The case goes on under another type, so this cannot be taken back."
    ),
    "case_closed": lambda _a, _d: _("The case is closed; reopen it first."),
    "reopen_late": _reopen_late,
    "reopen_reason": lambda a, d: _(
        "A case closed for “%(reason)s” is not reopened.", reason=w.close_reason(a, d)
    ),
    "any_close_reason": lambda _a, _d: _("None of its reasons for closing is possible yet:"),
    "any_outcome": lambda _a, _d: _("None of its outcomes is possible yet:"),
    "close_reason": lambda a, d: _("For “%(reason)s”:", reason=w.close_reason(a, d)),
    "outcome": lambda a, d: _("For “%(outcome)s”:", outcome=w.outcome(a, d)),
    "outcome_age": _outcome_age,
    "outcome_not_asked": lambda a, d: _("“%(reason)s” asks for no outcome.", reason=w.close_reason(a, d)),
}

FORMS: dict[str, CompiledTemplates] = {
    "reason_missing": lambda _a, _d: _("A reason is needed."),
    "text_missing": lambda _a, _d: _("Write something first."),
    "note_missing": lambda _a, _d: _("A note is needed."),
    "region_missing": lambda _a, _d: _("Choose a kabupaten or kota."),
    "outcome_missing": lambda _a, _d: _("Choose the outcome."),
    "outcome_not_allowed": lambda _a, _d: _("This outcome cannot be chosen here."),
    "close_reason_missing": lambda _a, _d: _("Choose the reason for closing."),
    "close_reason_not_allowed": lambda _a, _d: _("This reason for closing cannot be chosen here."),
    "hold_reason_missing": lambda _a, _d: _("Choose what is waited for."),
    "hold_reason_not_allowed": lambda _a, _d: _("This reason for a hold cannot be chosen here."),
    "new_type_missing": lambda _a, _d: _("Choose the new type."),
    "new_type_not_allowed": lambda _a, _d: _("This move leads to another type only."),
    "same_type": lambda _a, _d: _("That is the type it has already."),
    "same_region": lambda _a, _d: _("The case is handled there already."),
    "wrong_type": lambda _a, _d: _("This journey does not serve that type."),
    "age_below": _age_below,
    "age_above": _age_above,
    "score_range": _score_range,
    "band_unknown": lambda a, d: _("“%(instrument)s” has no such band.", instrument=w.instrument(a, d)),
    "fact_type": lambda a, d: _(
        "“%(fact)s” does not have the form that this journey expects.", fact=w.fact(a, d)
    ),
}

REFUSALS: dict[str, CompiledTemplates] = {**WHEN, **TASKS, **MOVES, **FORMS}
