"""The parts of a client's record that are chosen as one: an address with its region, a NIK with its state.

Columns that no part names (added to the table later) are parts of their own, so that nothing is left out.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from piccolo import columns as kinds

from app.clients.differences import CODES
from app.clients.forms import ClientForm
from app.clients.names import normalised
from app.clients.nik import masked
from app.clients.tables import Client
from app.clients.verification.rules import aid_words
from app.regions.book import Regions
from app.web.forms.fields import fields_of
from app.web.i18n import formats
from app.web.i18n.catalogue import Lazy, lazy
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label

Values = Mapping[str, Any]


class Part(msgspec.Struct, frozen=True):
    """One choice: its name in the form, its words, and the columns that go together."""

    name: str
    label: Lazy | str
    columns: tuple[str, ...]


def _places(field: str) -> tuple[str, ...]:
    return tuple(f"{field}_{unit}" for unit in ("rt", "rw", "hamlet", "postcode"))


_PARTS = (
    Part("full_name", lazy("Full name"), ("full_name",)),
    Part("alias", lazy("Also known as"), ("alias",)),
    Part("preferred_name", lazy("Wishes to be called"), ("preferred_name",)),
    Part("sex", lazy("Sex"), ("sex",)),
    Part("birth", lazy("Birth date"), ("birth_date", "birth_estimated")),
    Part("nik", lazy("NIK"), ("nik", "nik_status")),
    Part("kk", lazy("Family card number (KK)"), ("kk",)),
    Part("religion", lazy("Religion on the card"), ("religion",)),
    Part("marital", lazy("Marital status"), ("marital",)),
    Part("birth_place", lazy("Place of birth"), ("birth_place",)),
    Part("nationality", lazy("Nationality"), ("nationality",)),
    Part("education", lazy("Education finished last"), ("education",)),
    Part("occupation", lazy("Occupation on the card"), ("occupation",)),
    Part("mother", lazy("Name of the mother"), ("mother_name", "birth_order")),
    Part("phone", lazy("Telephone"), ("phone",)),
    Part("contact", lazy("Safe contact"), ("safe_contact", "safe_contact_note")),
    Part("home", lazy("Where the client lives"), ("home_region", "home_address", *_places("home"))),
    Part("ktp", lazy("Address on the identity card"), ("ktp_region", "ktp_address", *_places("ktp"))),
    Part("found", lazy("Where the client was found"), ("found_region", "found_place")),
    Part("marks", lazy("Marks by which the client is recognised"), ("marks",)),
    Part("verified", lazy("Verified"), ("verified_on", "data_source")),
    Part(
        "dtsen",
        lazy("Welfare register (DTSEN)"),
        ("dtsen_status", "dtsen_decile", "dtsen_checked_on", "dtsen_source"),
    ),
    Part("aid", lazy("Aid received"), ("aid",)),
    Part("died", lazy("Died on"), ("died_on",)),
)
_NOT_CHOSEN = frozenset(
    {
        "id",
        "number",
        "name_key",
        "place_key",
        "registered_at",
        "registered_by",
        "restricted",
        "version",
        "merged_into",
    }
)
_CODES = {**CODES, "dtsen_status": "dtsen_status", "dtsen_source": "dtsen_source"}

_SAID: Mapping[str, Callable[[Any], str]] = {
    "aid": aid_words,
    "dtsen_decile": lambda value: _("decile %(n)s", n=value),
    "birth_order": lambda value: _("child number %(n)s", n=value),
    **{
        f"{field}_{unit}": f"{unit.upper()} {{}}".format for field in ("home", "ktp") for unit in ("rt", "rw")
    },
}


def parts() -> tuple[Part, ...]:
    """Return every part of the record as the table stands."""
    named = {column for part in _PARTS for column in part.columns} | _NOT_CHOSEN
    labels = {field.name: field.label for field in fields_of(ClientForm) if field.label}
    rest = [name for name in columns() if name not in named]
    return _PARTS + tuple(Part(name, labels.get(name) or name, (name,)) for name in rest)


def columns() -> tuple[str, ...]:
    """Return the names of the client's columns."""
    return tuple(column._meta.name for column in Client._meta.columns)


def differing(kept: Values, gone: Values) -> list[Part]:
    """Return the parts in which two records differ."""
    return [part for part in parts() if any(kept[name] != gone[name] for name in part.columns)]


def suggested(part: Part, kept: Values, gone: Values) -> str:
    """Return which side to propose: the one that stays, unless only the other says anything."""
    if part.name == "nik":
        better = not kept["nik"] or (kept["nik_status"] != "VALID" and gone["nik_status"] == "VALID")
        return "gone" if gone["nik"] and better else "kept"
    if (
        part.name == "birth"
        and kept["birth_estimated"]
        and gone["birth_date"]
        and not gone["birth_estimated"]
    ):
        return "gone"
    says_something = any(_says(kept[name]) for name in part.columns)
    return "kept" if says_something or not any(_says(gone[name]) for name in part.columns) else "gone"


def _says(value: object) -> bool:
    return value not in (None, "", False, "TIDAK_DIKETAHUI", "BELUM_CEK")


def merged(kept: Values, gone: Values, take: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that change in the record that stays; a name that gives way becomes an alias."""
    changed: dict[str, Any] = {}
    for part in differing(kept, gone):
        if take.get(part.name, suggested(part, kept, gone)) == "gone":
            changed |= {name: gone[name] for name in part.columns if gone[name] != kept[name]}
    result = {**kept, **changed}
    other = gone["full_name"] if result["full_name"] == kept["full_name"] else kept["full_name"]
    if not result["alias"] and normalised(other) != normalised(str(result["full_name"])):
        changed["alias"] = other
    return changed


def words(part: Part, values: Values, book: Regions, *, whole: bool) -> str:
    """Return what a part says, as the page shows it; unless *whole*, a NIK is masked in its middle."""
    if part.name == "birth":
        born = values["birth_date"]
        text = formats.day(born)
        return _("about %(year)s", year=born.year) if born and values["birth_estimated"] else text
    return ", ".join(filter(None, (_text(name, values[name], book, whole=whole) for name in part.columns)))


def _text(name: str, value: Any, book: Regions, *, whole: bool) -> str:
    if name in _CODES:
        return code_label(value, _CODES[name])
    if name.endswith("_region"):
        return book.full_name(value)
    if name in ("nik", "kk"):
        return str(value or "") if whole else masked(value)
    if name in _SAID:
        return _SAID[name](value) if value else ""
    if isinstance(value, (bool, date)):
        return code_label(value, "yes_no") if isinstance(value, bool) else formats.day(value)
    return str(value or "")


def plain(value: Any) -> Any:
    """Write a column's value so that JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def typed(name: str, value: Any) -> Any:
    """Read back what `plain` wrote, by the type of its column."""
    if value is None:
        return None
    column = next(one for one in Client._meta.columns if one._meta.name == name)
    if isinstance(column, kinds.Date):
        return date.fromisoformat(value)
    if isinstance(column, kinds.Timestamptz):
        return datetime.fromisoformat(value)
    holds_uuid = isinstance(column, kinds.UUID) or (
        isinstance(column, kinds.ForeignKey) and column.value_type is UUID
    )
    return UUID(value) if holds_uuid else value
