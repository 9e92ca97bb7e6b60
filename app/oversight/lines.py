"""Rows of the audit log as an overseer reads them, on the page and in the file alike.

Clients are initials and a number to everybody here. Of a change of a client's data the fields are named, not what stood
in them: whoever checks the work need not learn a NIK or an address.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from app.clients.forms import ClientForm
from app.clients.names import initials
from app.oversight.store import Entry
from app.web.forms.fields import fields_of
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import day, time
from app.web.i18n.lists import code_label

_REGIONS = {"ktp_region": "ktp", "home_region": "home", "found_region": "found"}


class Line(msgspec.Struct, frozen=True):
    """One row in words."""

    at: datetime
    who: str
    username: str
    act: str
    case: str
    client: str
    subject: str
    more: str


def line(entry: Entry) -> Line:
    """Put a row into words."""
    return Line(
        entry.at,
        entry.by_name or _("The system"),
        entry.by_username or "",
        code_label(entry.action, "audit_action"),
        entry.case_number or "",
        f"{initials(entry.client_name)} · {entry.client_number}" if entry.client_name else "",
        _subject(entry),
        _more(entry),
    )


def cells(shown: Line) -> tuple[str, ...]:
    """Return a row's texts in the order of the file's columns."""
    return (
        f"{day(shown.at)}, {time(shown.at)}",
        shown.who,
        shown.username,
        shown.act,
        shown.case,
        shown.client,
        shown.subject,
        shown.more,
    )


def _subject(entry: Entry) -> str:
    if entry.subject in ("case", "client"):
        return ""  # both have columns of their own
    words = code_label(entry.subject, "audit_subject")
    return f"{words}: {entry.worker_name}" if entry.worker_name else words


def _more(entry: Entry) -> str:
    parts = []
    if reason := entry.detail.get("reason"):
        parts.append(_("Reason: %(reason)s", reason=reason))
    if isinstance(changed := entry.detail.get("changed"), Mapping):
        parts.append(_changed(entry.subject, changed))
    if isinstance(ended := entry.detail.get("sessions"), int):
        parts.append(ngettext("%(n)s session ended", "%(n)s sessions ended", ended))
    if isinstance(roles := entry.detail.get("roles"), list):
        parts.append(", ".join(code_label(role, "role") for role in roles))
    if isinstance(asked := entry.detail.get("asked"), Mapping) and asked:
        parts.append(", ".join(f"{name}={value}" for name, value in asked.items()))
    return "; ".join(parts)


def _changed(subject: str, changed: Mapping[str, Any]) -> str:
    if subject == "client":
        labels = {field.name: str(field.label) for field in fields_of(ClientForm) if field.label}
        return ", ".join(labels.get(_REGIONS.get(name, name), name) for name in changed)
    pairs = {name: both for name, both in changed.items() if isinstance(both, list)}
    return "; ".join(f"{name}: {_plain(both[0])} → {_plain(both[1])}" for name, both in pairs.items())


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return "–" if value in (None, "") else str(value)
