"""Whether two rows of a sheet are about one person. Nothing is merged on a name: where it cannot be told, both are named."""

from datetime import date
from typing import Literal

from app.adoption.sheets.parsing import NEW, RowTold
from app.clients.names import normalised

Verdict = Literal["SAME", "OTHER", "DOUBT", "CONTRADICTED"]
Identity = tuple[str, ...]
_SEXES = frozenset({"L", "P"})


def verdict(one: RowTold, other: RowTold) -> Verdict:
    """Compare two rows of equal names, neither with a client number.

    One person: the same NIK; or the same birth date, sex and place. Two: whatever is known of both and differs, or
    BARU on one. CONTRADICTED: everything is the same, and yet one says BARU.
    """
    if one.nik and other.nik:
        return "SAME" if one.nik == other.nik else "OTHER"
    if _differ(one.sex, other.sex, _SEXES) or _differ(one.born, other.born):
        return "OTHER"
    marked = NEW in (one.client, other.client)
    if certain(one) and certain(one) == certain(other):
        return "CONTRADICTED" if marked else "SAME"
    return "OTHER" if marked else "DOUBT"


def _differ(one: object, other: object, known: frozenset[str] = frozenset()) -> bool:
    told = (one in known and other in known) if known else (one is not None and other is not None)
    return told and one != other


def certain(told: RowTold) -> Identity | None:
    """Return what is enough to know a person by without a number: name, full birth date, sex and place."""
    born: date | None = told.born
    if not told.name or born is None or told.sex not in _SEXES:
        return None
    return ("person", normalised(told.name), born.isoformat(), told.sex, told.region)


def identities(told: RowTold) -> list[Identity]:
    """Return all by which a second row of the person is known; who is said to be BARU is known by the NIK alone."""
    found: list[Identity] = [("nik", told.nik)] if told.nik else []
    known = None if told.client == NEW else certain(told)
    return [*found, known] if known else found
