"""Form errors out of the engine's answer: on which field of a form each reason stands, and what it says there."""

from collections.abc import Callable, Iterable

import msgspec

from app.explain.reasons import Said
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from workflows.reasons import Reason

_FIELDS = {
    "in_future": "occurred_on",
    "before_opening": "occurred_on",
    "before_last_move": "occurred_on",
    "until_past": "until",
    "until_not_later": "until",
    "outcome_not_asked": "outcome",
    "same_type": "new_type",
    "same_region": "region",
    "document": "document",
    "document_not_held": "document",
}
"""Fields of the reasons that do not carry their field themselves, by code."""
_BESIDE: dict[str, Callable[[Reason], str]] = {
    **dict.fromkeys(
        ("reason_missing", "close_reason_missing", "hold_reason_missing", "new_type_missing"),
        lambda _reason: _("This is needed."),
    ),
    "note_missing": lambda _reason: _("Write what was done: this task is shown by its note."),
    "document": lambda reason: _(
        "Add the document: %(kind)s.", kind=code_label(reason.args.get("document", ""), "document")
    ),
}
"""What stands beside a field instead of the sentence: its label says the rest, and it is filled in right there."""


def field_of(reason: Reason) -> str:
    """Return the form field that a reason is about, or nothing."""
    return str(reason.args.get("field") or _FIELDS.get(reason.code, ""))


def field_errors(
    reasons: Iterable[Reason], say: Callable[[Reason], Said], form: msgspec.Struct
) -> tuple[dict[str, str], list[Said]]:
    """Split reasons into sentences by field of *form*, the first for each, and those about no field of it."""
    by_field: dict[str, str] = {}
    others: list[Said] = []
    for reason in reasons:
        field = field_of(reason)
        if field in form.__struct_fields__:
            beside = _BESIDE.get(reason.code)
            by_field.setdefault(field, beside(reason) if beside else say(reason).text)
        else:
            others.append(say(reason))
    return by_field, others
