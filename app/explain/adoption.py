"""What the engine has against taking a running case over, in words, and on which field each stands.

The sheet that the case comes from quotes what it says, and its day is the key day: where a sentence of a form
would not do, its own stands here.
"""

from app.explain import terms
from app.explain.terms import Args
from app.explain.wording import Wording, on, worded
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.definition import Definition
from workflows.reasons import Reason

_DAYS = {"opened_on": "opened", "entered_on": "entered", "held_on": "held"}
_SORTS = {"task": "done", "milestone": "milestones", "stage": "entered"}


def field_of(reason: Reason) -> str:
    """Return the field (a column of the sheet) a reason is about, or nothing."""
    if what := str(reason.args.get("what", "")):
        return _DAYS.get(what) or _SORTS.get(what.partition(":")[0], "")
    return ADOPTION[reason.code][0] if reason.code in ADOPTION else ""


def sentence(reason: Reason, definition: Definition) -> str:
    """Say a reason in words."""
    if reason.code not in ADOPTION:
        return _("The SOP refuses this (%(code)s).", code=reason.code)
    _field, wording = ADOPTION[reason.code]
    return wording(reason.args, definition)


def _quoted(name: str) -> Wording:
    return lambda args, _definition: terms.named(args, name)


def _type(_args: Args, definition: Definition) -> str:
    """Name the type that a journey serves alone, else the journey."""
    own = definition.meta.pmks_types == (definition.meta.id,)
    return code_label(definition.meta.id, "pmks") if own else label(definition.meta.title)


_EMPTY = worded("This must be filled in.")
_NOT_LISTED = worded("“%(code)s” is no code on the list.", code=_quoted("code"))
_AGE = worded("The age at the opening (%(age)s) does not fit “%(type)s”.", age=_quoted("age"), type=_type)

ADOPTION: dict[str, tuple[str, Wording]] = {
    "adopt_after": ("", worded("%(day)s lies after the key day, %(key)s.", key=on("as_of"))),
    "adopt_before_opening": ("", worded("%(day)s lies before the opening, %(key)s.", key=on("opened"))),
    "adopt_stage_later": (
        "entered",
        worded("An earlier stage cannot have been entered after the present one."),
    ),
    "adopt_held_before_entry": ("held", worded("The hold cannot begin before the stage was entered.")),
    "adopt_closed": ("stage", worded("A closed case is not taken over; only running ones are.")),
    "adopt_hold_stage": (
        "stage",
        worded("Write the stage that the case waits in, and since when it is on hold."),
    ),
    "wrong_type": ("type", worded("This SOP does not serve this type.")),
    "no_such_stage": ("stage", worded("“%(name)s” is no stage of this SOP.", name=_quoted("stage"))),
    "no_such_task": ("done", worded("“%(name)s” is no task of this SOP.", name=_quoted("task"))),
    "task_elsewhere": ("done", worded("“%(name)s” belongs to a later stage.", name=terms.task)),
    "task_complete": ("done", worded("“%(name)s” cannot be done so often.", name=terms.task)),
    "no_such_milestone": (
        "milestones",
        worded("“%(name)s” is no milestone of this SOP.", name=_quoted("milestone")),
    ),
    "no_hold_here": ("held", worded("A case cannot be on hold in this stage.")),
    "hold_reason_missing": ("hold_reason", _EMPTY),
    "held_on_missing": ("held", _EMPTY),
    "region_missing": ("region", _EMPTY),
    "hold_reason_not_allowed": ("hold_reason", _NOT_LISTED),
    "outcome_not_allowed": ("outcome", _NOT_LISTED),
    "age_below": ("born", _AGE),
    "age_above": ("born", _AGE),
    "fact_missing": ("", worded("The client's age is not known.")),
    "in_future": ("", worded("The key day lies in the future.")),
    "role": ("", worded("Your role does not take cases over.")),
}
"""By code the field that the reason is about, and its sentence."""
