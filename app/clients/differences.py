"""Two versions of a client side by side, for the page that says somebody else was faster."""

from typing import Any

from app.clients.forms import ClientForm
from app.clients.store import ClientView
from app.regions.book import Regions
from app.web.forms.fields import fields_of
from app.web.i18n import formats
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label

CODES = {field.name: field.code.group for field in fields_of(ClientForm) if field.code}
"""Which list the value of a client's field is a code of."""
_REGIONS = {"ktp_region": "ktp", "home_region": "home", "found_region": "found"}


def mine_and_theirs(
    values: dict[str, Any], client: ClientView, book: Regions
) -> tuple[dict[str, object], dict[str, object]]:
    """Return label → text of what was to be saved and of what stands, for the fields in which they differ."""
    labels = {field.name: str(field.label) for field in fields_of(ClientForm) if field.label}
    mine: dict[str, object] = {}
    theirs: dict[str, object] = {}
    for name, value in values.items():
        stands = getattr(client, name)
        if value == stands:
            continue
        label = labels.get(_REGIONS.get(name, name), _("Birth date is an estimate"))
        mine[label], theirs[label] = _text(name, value, book), _text(name, stands, book)
    return mine, theirs


def _text(name: str, value: Any, book: Regions) -> str:
    if isinstance(value, bool):
        return code_label(value, "yes_no")
    if name in CODES:
        return code_label(value, CODES[name])
    if name in _REGIONS:
        return book.full_name(value)
    return formats.day(value) if name == "birth_date" else str(value or "")
