"""Grantees of a worker: the names under which the access table admits them to cases. See the scope slice.

Which a role brings, the table of roles says (`app.capabilities`).
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from app.capabilities import ROLES


class Standing(msgspec.Struct, frozen=True):
    """Where a worker stands: what their grantees are made of."""

    worker: UUID
    organisation: UUID | None
    region: str | None
    kecamatan: str | None


def grantees(standing: Standing, roles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the grantees of a worker with these (role, section) pairs, each once."""
    places = {field: getattr(standing, field) or "" for field in standing.__struct_fields__}
    names: dict[str, None] = {}
    for role, section in roles:
        for pattern in ROLES[role].sees if role in ROLES else ():
            grantee = pattern.format(section=section, **places)
            if not grantee.endswith(":"):
                names[grantee] = None
    return tuple(names)
