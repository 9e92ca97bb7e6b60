"""What a template asks of a form: the text to show in a field, its complaint, all complaints."""

import re
from collections.abc import Mapping
from typing import Any

from app.web.forms.decoding import Invalid, typed
from app.web.forms.fields import Typed, typed_text

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})")


def value_of(form: object, name: str, default: object = "") -> Typed:
    """Return what the field shows: what was typed, else the form's value, else *default*.

    In a refused form an absent field was left empty on purpose (a tick taken away), so no default returns.
    """
    if name in getattr(form, "__struct_fields__", ()) and not isinstance(form, Invalid):
        held = getattr(form, name)
        if not isinstance(held, Mapping):
            return typed_text(held)
    values = typed(form)
    if name in values:
        return values[name]
    return "" if isinstance(form, Invalid) else typed_text(default)


def error_of(form: object, name: str) -> str:
    """Return the complaint about one field, or an empty string."""
    return form.errors.get(name, "") if isinstance(form, Invalid) else ""


def errors_of(form: object) -> Mapping[str, str]:
    """Return all complaints, in field order."""
    return form.errors if isinstance(form, Invalid) else {}


def labels_of(form: object) -> Mapping[str, str]:
    """Return what the fields are called, where the form says so."""
    return form.labels if isinstance(form, Invalid) else {}


def is_iso_date(text: Typed) -> bool:
    """Tell whether a browser's date picker can show *text*; it would hide anything else."""
    return text == "" or (isinstance(text, str) and _ISO.fullmatch(text) is not None)


def day_first(text: Typed) -> str:
    """Write an ISO date as `22/03/2022`, with its time as `22/03/2022 14.30`; other text stays as typed."""
    if match := _ISO.fullmatch(str(text)):
        return f"{match[3]}/{match[2]}/{match[1]}"
    if match := _ISO_MOMENT.fullmatch(str(text)):
        return f"{match[3]}/{match[2]}/{match[1]} {match[4]}.{match[5]}"
    return str(text)


GLOBALS: Mapping[str, Any] = {
    "value_of": value_of,
    "error_of": error_of,
    "errors_of": errors_of,
    "labels_of": labels_of,
    "is_iso_date": is_iso_date,
    "day_first": day_first,
}
