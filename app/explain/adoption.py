"""What the engine has against an adoption, in words, and on which field each stands."""

from datetime import date

from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.definition import Definition
from workflows.reasons import Reason

_FIELDS = {
    "wrong_type": "type",
    "no_such_stage": "stage",
    "adopt_closed": "stage",
    "adopt_hold_stage": "stage",
    "adopt_stage_later": "entered",
    "no_such_task": "done",
    "task_elsewhere": "done",
    "task_complete": "done",
    "no_such_milestone": "milestones",
    "hold_reason_missing": "hold_reason",
    "held_on_missing": "held",
    "no_hold_here": "held",
    "hold_reason_not_allowed": "hold_reason",
    "outcome_not_allowed": "outcome",
    "adopt_held_before_entry": "held",
    "region_missing": "region",
    "age_below": "born",
    "age_above": "born",
}
_DAYS = {"opened_on": "opened", "entered_on": "entered", "held_on": "held"}
_SORTS = {"task": "done", "milestone": "milestones", "stage": "entered"}


def field_of(reason: Reason) -> str:
    """Return the field (a column of the sheet) a reason is about, or nothing."""
    if what := str(reason.args.get("what", "")):
        return _DAYS.get(what) or _SORTS.get(what.partition(":")[0], "")
    return _FIELDS.get(reason.code, "")


def sentence(reason: Reason, defn: Definition) -> str:  # noqa: PLR0911, PLR0912, C901 - one line a reason
    """Say a reason in words."""
    args = reason.args
    match reason.code:
        case "adopt_after":
            return _("%(day)s lies after the key day, %(key)s.", day=_on(args["on"]), key=_on(args["as_of"]))
        case "adopt_before_opening":
            return _(
                "%(day)s lies before the opening, %(key)s.", day=_on(args["on"]), key=_on(args["opened"])
            )
        case "adopt_stage_later":
            return _("An earlier stage cannot have been entered after the present one.")
        case "adopt_held_before_entry":
            return _("The hold cannot begin before the stage was entered.")
        case "adopt_closed":
            return _("A closed case is not taken over; only running ones are.")
        case "adopt_hold_stage":
            return _("Write the stage that the case waits in, and since when it is on hold.")
        case "wrong_type":
            return _("This SOP does not serve this type.")
        case "no_such_stage":
            return _("“%(name)s” is no stage of this SOP.", name=str(args["stage"]))
        case "no_such_task":
            return _("“%(name)s” is no task of this SOP.", name=str(args["task"]))
        case "task_elsewhere":
            return _("“%(name)s” belongs to a later stage.", name=_task(args["task"], defn))
        case "task_complete":
            return _("“%(name)s” cannot be done so often.", name=_task(args["task"], defn))
        case "no_such_milestone":
            return _("“%(name)s” is no milestone of this SOP.", name=str(args["milestone"]))
        case "no_hold_here":
            return _("A case cannot be on hold in this stage.")
        case "hold_reason_missing" | "held_on_missing" | "region_missing":
            return _("This must be filled in.")
        case "hold_reason_not_allowed" | "outcome_not_allowed":
            return _("“%(code)s” is no code on the list.", code=str(args["code"]))
        case "age_below" | "age_above":
            own = defn.meta.pmks_types == (defn.meta.id,)
            kind = code_label(defn.meta.id, "pmks") if own else label(defn.meta.title)
            return _(
                "The age at the opening (%(age)s) does not fit “%(type)s”.", age=str(args["age"]), type=kind
            )
        case "fact_missing":
            return _("The client's age is not known.")
        case "in_future":
            return _("The key day lies in the future.")
        case "role":
            return _("Your role does not take cases over.")
        case _:
            return _("The SOP refuses this (%(code)s).", code=reason.code)


def _on(value: object) -> str:
    return day(date.fromisoformat(str(value)))


def _task(name: object, defn: Definition) -> str:
    found = defn.task.get(str(name))
    return label(found.title) if found else str(name)
