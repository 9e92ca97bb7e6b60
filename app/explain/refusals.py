"""Wording of refused moves: what is no condition of a guard, such as roles, times and forms, in words."""

from app.explain.terms import Args
from app.explain.wording import Wording, chosen, has, numbered, on, score, worded
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from workflows.definition import Definition


def _with_suggestion(text: Wording) -> Wording:
    """Add the type that the age points to, where the engine suggests one."""

    def say(args: Args, definition: Definition) -> str:
        if not args.get("suggested"):
            return text(args, definition)
        suggestion = _("Suggested instead: %(type)s.", type=code_label(args["suggested"], "pmks_type"))
        return f"{text(args, definition)} {suggestion}"

    return say


_DEADLINES: dict[str, Wording] = {
    "in_future": worded("The day lies in the future."),
    "died_after_close": worded("The death cannot lie after the close."),
    "died_before_birth": worded("The client was born on %(day)s.", day=on("born")),
    "before_last_move": worded("It cannot lie before the last move of %(day)s.", day=on("last")),
    "before_opening": worded("It cannot lie before the case was opened on %(day)s.", day=on("opened")),
    "not_on_hold": worded("The case is not on hold."),
    "hold_renewals": numbered(
        "A hold may be extended %(n)s time at most.", "A hold may be extended %(n)s times at most.", "max"
    ),
    "hold_too_long": numbered(
        "A hold may be extended by %(n)s day at most.", "A hold may be extended by %(n)s days at most.", "max"
    ),
    "until_not_later": worded("The new last day must be later than %(day)s.", day=on("until")),
    "until_past": worded("The new last day has passed already."),
    "no_request": worded("Nobody asks for more time any more."),
    "no_deadline": worded("This stage has no last day to move."),
    "legal_deadline": worded("This deadline is set by law and cannot be moved."),
}

_TASKS: dict[str, Wording] = {
    "no_such_task": worded("This task does not exist in this journey."),
    "task_elsewhere": worded("“%(task)s” belongs to the stage %(stage)s."),
    "task_complete": worded("“%(task)s” is already complete."),
    "task_too_early": worded(
        "It is too early for the next “%(task)s”: it counts from %(day)s. What happened today can be kept as a note."
    ),
    "task_not_done": worded("“%(task)s” has not been done yet."),
    "task_available": worded("“%(task)s” has to be added to this case first."),
    "task_not_available": worded("“%(task)s” cannot be added."),
    "task_not_applicable": worded("“%(task)s” does not apply to this case."),
    "task_not_waivable": worded("“%(task)s” cannot be excused."),
    "task_applies_unknown": worded("Whether “%(task)s” is needed cannot be told yet:"),
    "done_by_record": worded("“%(task)s” is completed by its form, not by a tick."),
    "document_not_held": worded("The document “%(kind)s” is missing."),
    "no_such_document": worded("This document is not on the case."),
}

_MOVES: dict[str, Wording] = {
    "role": worded("Your role may not do this."),
    "four_eyes": worded("You did “%(did)s” yourself: somebody else has to decide."),
    "conference_first": worded(
        "This stage took more than twice its time: a case conference of the last %(days)s days comes first.",
        days="max",
    ),
    "max_times": numbered(
        "This move may be made %(n)s time at most.", "This move may be made %(n)s times at most.", "max"
    ),
    "no_such_move": worded("This move does not exist in the present stage."),
    "no_move_to_void": worded("There is no move to take back."),
    "move_leaned_on": worded("Work was recorded after the last move, so it can no longer be taken back."),
    "void_reclassified": worded("The case goes on under another type, so this cannot be taken back."),
    "case_closed": worded("The case is closed; reopen it first."),
    "reopen_late": worded(
        "This case could be reopened until %(day)s; open a new case instead.", day=on("until")
    ),
    "reopen_reason": worded("A case closed for “%(reason)s” is not reopened."),
    "any_close_reason": worded("None of its reasons for closing is possible yet:"),
    "any_outcome": worded("None of its outcomes is possible yet:"),
    "close_reason": worded("For “%(reason)s”:"),
    "outcome": worded("For “%(outcome)s”:"),
    "outcome_age": chosen(
        has("have"),
        worded(
            "“%(outcome)s” is for clients of at least %(least)s years; this one is %(have)s.", least="min"
        ),
        worded(
            "“%(outcome)s” is for clients of at least %(least)s years; the age is not known.", least="min"
        ),
    ),
    "outcome_not_asked": worded("“%(reason)s” asks for no outcome."),
}

_FORMS: dict[str, Wording] = {
    "reason_missing": worded("A reason is needed."),
    "text_missing": worded("Write something first."),
    "note_missing": worded("A note is needed."),
    "region_missing": worded("Choose a kabupaten or kota."),
    "outcome_missing": worded("Choose the outcome."),
    "outcome_not_allowed": worded("This outcome cannot be chosen here."),
    "close_reason_missing": worded("Choose the reason for closing."),
    "close_reason_not_allowed": worded("This reason for closing cannot be chosen here."),
    "hold_reason_missing": worded("Choose what is waited for."),
    "hold_reason_not_allowed": worded("This reason for a hold cannot be chosen here."),
    "new_type_missing": worded("Choose the new type."),
    "new_type_not_allowed": worded("This move leads to another type only."),
    "same_type": worded("That is the type it has already."),
    "same_region": worded("The case is handled there already."),
    "wrong_type": worded("This journey does not serve that type."),
    "age_below": _with_suggestion(
        worded("The client is %(age)s; this type begins at %(least)s.", least="min")
    ),
    "age_above": _with_suggestion(worded("The client is %(age)s; this type ends at %(most)s.", most="max")),
    "score_range": worded(
        "The score of “%(instrument)s” must lie between %(least)s and %(most)s.",
        least=score("min"),
        most=score("max"),
    ),
    "band_unknown": worded("“%(instrument)s” has no such band."),
    "fact_type": worded("“%(fact)s” does not have the form that this journey expects."),
}

REFUSALS: dict[str, Wording] = {**_DEADLINES, **_TASKS, **_MOVES, **_FORMS}
