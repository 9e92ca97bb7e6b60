"""The engine's refusals that are not conditions of a guard, in words: roles, times, forms, what may not be done."""

from collections.abc import Callable
from datetime import date

from app.web.codes import code_label
from app.web.formats import day
from app.web.i18n import gettext as _
from app.web.render import label
from workflows.definition import Definition

Args = dict[str, str | int]
Spoken = Callable[[Args, Definition], str]


def _day(value: object) -> str:
    try:
        return day(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


def _task(args: Args, definition: Definition) -> str:
    found = definition.task.get(str(args.get("task", "")))
    return label(found.title) if found else str(args.get("task", ""))


def _did(args: Args, definition: Definition) -> str:
    """Name what somebody did, such as ``record:goal``."""
    sort, _sep, name = str(args.get("did", "")).partition(":")
    match sort:
        case "task":
            return _task({"task": name}, definition)
        case "record":
            return code_label(name, "record")
        case "instrument":
            used = definition.instruments.get(name)
            return label(used.title) if used else name
        case _:
            return next((label(move.title) for move in definition.moves if move.trigger == name), name)


def _close(args: Args, definition: Definition) -> str:
    found = definition.close_reasons.get(str(args.get("close_reason", "")))
    return label(found.title) if found else str(args.get("close_reason", ""))


def _outcome(args: Args, definition: Definition) -> str:
    found = definition.outcomes.get(str(args.get("outcome", "")))
    return label(found.title) if found else str(args.get("outcome", ""))


def _age_below(args: Args, definition: Definition) -> str:
    del definition
    text = _("The client is %(age)s; this type begins at %(least)s.", age=args["age"], least=args["min"])
    return f"{text} {_suggested(args)}".strip()


def _age_above(args: Args, definition: Definition) -> str:
    del definition
    text = _("The client is %(age)s; this type ends at %(most)s.", age=args["age"], most=args["max"])
    return f"{text} {_suggested(args)}".strip()


def _suggested(args: Args) -> str:
    if not args.get("suggested"):
        return ""
    return _("Suggested instead: %(type)s.", type=code_label(args["suggested"], "pmks_type"))


def _outcome_age(args: Args, definition: Definition) -> str:
    return _("“%(outcome)s” is for clients of at least %(least)s years.",
             outcome=_outcome(args, definition), least=args.get("min", args.get("min_age", "?")))  # fmt: skip


def _stage(args: Args, definition: Definition) -> str:
    found = definition.stage.get(str(args.get("stage", "")))
    return label(found.title) if found else str(args.get("stage", ""))


REFUSALS: dict[str, Spoken] = {
    "role": lambda _a, _d: _("Your role does not make this step."),
    "four_eyes": lambda a, d: _("You did “%(did)s” yourself: somebody else has to decide.", did=_did(a, d)),
    "max_times": lambda a, _d: _("This step may be made %(most)s times at most.", most=a["max"]),
    "in_future": lambda _a, _d: _("The day lies in the future."),
    "before_last_move": lambda a, _d: _("It cannot lie before the last move of %(day)s.", day=_day(a["last"])),
    "before_opening": lambda a, _d: _("It cannot lie before the case was opened on %(day)s.", day=_day(a["opened"])),
    "no_such_move": lambda _a, _d: _("This step does not exist in the present stage."),
    "no_such_task": lambda _a, _d: _("This task does not exist in this journey."),
    "no_such_document": lambda _a, _d: _("This document is not on the case."),
    "task_complete": lambda a, d: _("“%(task)s” is already complete.", task=_task(a, d)),
    "task_not_done": lambda a, d: _("“%(task)s” has not been done yet.", task=_task(a, d)),
    "task_not_available": lambda a, d: _("“%(task)s” cannot be added.", task=_task(a, d)),
    "task_not_waivable": lambda a, d: _("“%(task)s” cannot be excused.", task=_task(a, d)),
    "task_elsewhere": lambda a, d: _(
        "“%(task)s” belongs to the stage %(stage)s.", task=_task(a, d), stage=_stage(a, d)
    ),
    "task_applies_unknown": lambda a, d: _(
        "Whether “%(task)s” is needed cannot be told yet:", task=_task(a, d)
    ),
    "done_by_record": lambda a, d: _("“%(task)s” is completed by its form, not by a tick.", task=_task(a, d)),
    "document_not_held": lambda a, _d: _(
        "The document “%(kind)s” is missing.", kind=code_label(a["document"], "document")
    ),
    "case_closed": lambda _a, _d: _("The case is closed; reopen it first."),
    "not_on_hold": lambda _a, _d: _("The case is not on hold."),
    "hold_renewals": lambda a, _d: _("A hold may be renewed %(most)s times at most.", most=a["max"]),
    "hold_too_long": lambda a, _d: _("A hold lasts %(most)s days at most.", most=a["max"]),
    "until_not_later": lambda a, _d: _("The new last day must be later than %(day)s.", day=_day(a["until"])),
    "until_past": lambda _a, _d: _("The new last day has passed already."),
    "no_deadline": lambda _a, _d: _("This stage has no last day to move."),
    "legal_deadline": lambda _a, _d: _("This deadline is set by law and cannot be moved."),
    "no_move_to_void": lambda _a, _d: _("There is no move to take back."),
    "move_leaned_on": lambda _a, _d: _("Work was recorded after the last move, so it can no longer be taken back."),
    "void_reclassified": lambda _a, _d: _("The case goes on under another type, so this cannot be taken back."),
    "same_region": lambda _a, _d: _("The case is handled there already."),
    "same_type": lambda _a, _d: _("That is the type it has already."),
    "wrong_type": lambda _a, _d: _("This journey does not serve that type."),
    "age_below": _age_below,
    "age_above": _age_above,
    "reopen_late": lambda _a, _d: _("The time in which this case could be reopened has passed; open a new one."),
    "reopen_reason": lambda a, d: _("A case closed for “%(reason)s” is not reopened.", reason=_close(a, d)),
    "any_close_reason": lambda _a, _d: _("None of its reasons for closing is possible yet:"),
    "any_outcome": lambda _a, _d: _("None of its outcomes is possible yet:"),
    "close_reason": lambda a, d: _("For “%(reason)s”:", reason=_close(a, d)),
    "outcome": lambda a, d: _("For “%(outcome)s”:", outcome=_outcome(a, d)),
    "outcome_age": _outcome_age,
    "outcome_not_asked": lambda a, d: _("“%(reason)s” asks for no outcome.", reason=_close(a, d)),
    "reason_missing": lambda _a, _d: _("A reason is needed."),
    "text_missing": lambda _a, _d: _("Write something first."),
    "note_missing": lambda _a, _d: _("A note is needed."),
    "outcome_missing": lambda _a, _d: _("Choose the outcome."),
    "close_reason_missing": lambda _a, _d: _("Choose the reason for closing."),
    "hold_reason_missing": lambda _a, _d: _("Choose what is waited for."),
    "new_type_missing": lambda _a, _d: _("Choose the new type."),
    "score_range": lambda _a, _d: _("The score lies outside the instrument's range."),
    "band_unknown": lambda _a, _d: _("The instrument has no such band."),
    "fact_type": lambda _a, _d: _("A value does not have the form that this journey expects."),
}
