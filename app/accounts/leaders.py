"""Who decides for a unit or a section, by name: whose turn it is, for people and not for roles."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from app.db import marks, query
from app.web.i18n.lists import code_label


class Leader(msgspec.Struct, frozen=True):
    """Somebody who holds a role in a unit, or over a section."""

    name: str
    role: str
    unit: UUID | None
    section: str


async def leaders(units: Iterable[UUID], roles: Iterable[str]) -> list[Leader]:
    """Return who holds one of these roles in one of these units, or over a section wherever they sit."""
    houses, held = sorted(set(units), key=str), sorted(set(roles))
    if not houses or not held:
        return []
    rows = await query(
        f"""SELECT w.name, r.role, w.organisation, r.section FROM worker_roles r JOIN workers w ON w.id = r.worker
            WHERE w.active AND r.role IN ({marks(held)}) AND (w.organisation IN ({marks(houses)}) OR r.section <> '')
            ORDER BY w.name""",
        *held,
        *houses,
    )
    return [Leader(*row) for row in rows]


def holders_words(who: str, unit: UUID, section: str, known: Iterable[Leader]) -> str:
    """Name those whose turn it is (*who* are roles, comma-separated): people where one holds the role, else the roles."""
    leading = list(known)
    return ", ".join(_holder(role, unit, section, leading) for role in who.split(",") if role)


def _holder(role: str, unit: UUID, section: str, known: list[Leader]) -> str:
    words = code_label(role, "role")
    held = [one for one in known if one.role == role]
    here = {one.name for one in held if (one.section == section if one.section else one.unit == unit)}
    return f"{here.pop()} ({words})" if len(here) == 1 else words
