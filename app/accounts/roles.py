"""What each role may see, as names (grantees) that the access table grants cases to. See the scope slice.

The table of roles in the field reference decides: a worker sees the cases assigned to them, a supervisor the unit's,
a section head the section's, the division head and the data officer all, partners what was shared with them.
KADIS (aggregates), AUDITOR and DPO (the log), ADMIN and SOP_OWNER see no case by their role.
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec


class Standing(msgspec.Struct, frozen=True):
    """Where a worker stands: what their grantees are made of."""

    worker: UUID
    organisation: UUID | None
    region: str | None
    kecamatan: str | None


_OWN = "worker:{worker}"
_SEES: dict[str, tuple[str, ...]] = {
    "PEKSOS": (_OWN,),
    "SAKTI": (_OWN,),
    "TKSK": (_OWN, "region:{kecamatan}"),
    "LKS": (_OWN, "org:{organisation}"),
    "UPTD": (_OWN, "org:{organisation}"),
    "KABKOTA": (_OWN, "region:{region}"),
    "BAPAS_PK": (_OWN, "org:{organisation}"),
    "SUPERVISOR": (_OWN, "unit:{organisation}"),
    "KASI": (_OWN, "section:{section}"),
    "KABID": ("division",),
    "DATA": (_OWN, "division"),
}
"""A pattern whose place is empty for a worker (no region, no organisation) grants nothing."""


def grantees(standing: Standing, roles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the grantees of a worker with these (role, section) pairs, each once."""
    places = {field: getattr(standing, field) or "" for field in standing.__struct_fields__}
    found: dict[str, None] = {}
    for role, section in roles:
        for pattern in _SEES.get(role, ()):
            grantee = pattern.format(section=section, **places)
            if not grantee.endswith(":"):
                found[grantee] = None
    return tuple(found)


def sees_cases(role: str) -> bool:
    """Tell whether a role lets its holder see any case at all."""
    return role in _SEES


WATCH = frozenset({"AUDITOR", "DPO"})
"""Roles that look over what everybody does, administrators above all."""


def apart(roles: Iterable[str]) -> frozenset[str]:
    """Return the roles that must not stand in one account with the administrator's, which makes all the others."""
    held = frozenset(roles)
    if "ADMIN" not in held:
        return frozenset()
    return frozenset(role for role in held if sees_cases(role) or role in WATCH)
