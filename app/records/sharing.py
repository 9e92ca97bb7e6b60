"""What of a typed record an agreement shares with Bapas: the fields that are marked so, and nothing else."""

from typing import Any

from app.cases.partner_visibility import only_bapas
from app.records.fields import asked, having
from app.records.kind import Record, Row
from app.records.marks import Trait
from app.web.http.current_user import CurrentUser

_ALWAYS = frozenset({"id", "case", "kind", "occurred_at", "recorded_at", "by", "by_name", "stage", "episode"})
SHARED_WITH = "bapas_office"
"""With whom the agreement is: never an officer's to see or change."""


def is_shared(record: type[Record]) -> bool:
    """Tell whether an agreement shares anything of this kind."""
    return bool(having(record, Trait.SHARED))


def shared_row(record: type[Record], row: Row, me: CurrentUser) -> Row:
    """Leave of a record what the agreement shares; what *me* wrote themselves stays whole."""
    if not only_bapas(me) or row["by"] == me.id:
        return row
    kept = having(record, Trait.SHARED) | _ALWAYS
    return {name: value if name in kept else _blank(value) for name, value in row.items()}


def unshown_fields(record: type[Record], latest: Row | None, me: CurrentUser) -> frozenset[str]:
    """Return the fields of a record's form that are not *me*'s: those whose last answer was kept from them."""
    if not only_bapas(me):
        return frozenset()
    names = frozenset(field.name for field in asked(record))
    others = latest is not None and latest["by"] != me.id
    return names - (having(record, Trait.SHARED) if others else names) | {SHARED_WITH}


def _blank(value: Any) -> Any:
    return type(value)() if isinstance(value, list | dict) else None
