"""What each role may see, as names (grantees) that the access table grants cases to. See the scope slice.

The table of roles in the field reference decides: a worker sees the cases assigned to them, a supervisor the unit's,
a section head the section's, the division head and the data officer all, partners what was shared with them.
KADIS (aggregates), AUDITOR and DPO (the log), ADMIN and SOP_OWNER see no case by their role.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

import msgspec


class Standing(msgspec.Struct, frozen=True):
    """Where a worker stands: what their grantees are made of."""

    worker: UUID
    organisation: UUID | None
    region: str | None
    kecamatan: str | None


def _own(standing: Standing, section: str) -> str | None:
    return f"worker:{standing.worker}"


def _unit(standing: Standing, section: str) -> str | None:
    return f"unit:{standing.organisation}" if standing.organisation else None


def _organisation(standing: Standing, section: str) -> str | None:
    return f"org:{standing.organisation}" if standing.organisation else None


def _section(standing: Standing, section: str) -> str | None:
    return f"section:{section}" if section else None


def _region(standing: Standing, section: str) -> str | None:
    return f"region:{standing.region}" if standing.region else None


def _kecamatan(standing: Standing, section: str) -> str | None:
    return f"region:{standing.kecamatan}" if standing.kecamatan else None


def _division(standing: Standing, section: str) -> str | None:
    return "division"


_SEES: dict[str, tuple[Callable[[Standing, str], str | None], ...]] = {
    "PEKSOS": (_own,),
    "SAKTI": (_own,),
    "TKSK": (_own, _kecamatan),
    "LKS": (_own, _organisation),
    "UPTD": (_own, _organisation),
    "KABKOTA": (_own, _region),
    "BAPAS_PK": (_own, _organisation),
    "SUPERVISOR": (_own, _unit),
    "KASI": (_own, _section),
    "KABID": (_division,),
    "DATA": (_division,),
}


def grantees(standing: Standing, roles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the grantees of a worker with these (role, section) pairs, each once."""
    found: dict[str, None] = {}
    for role, section in roles:
        for name in _SEES.get(role, ()):
            if grantee := name(standing, section):
                found[grantee] = None
    return tuple(found)
