"""What a visit was besides its note: where, who was there, how much, and when somebody comes again."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from app.cases.store import EventView
from app.db import marks, query
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from app.web.i18n.lists import code_label


class Served(msgspec.Struct, frozen=True):
    """A service given, as far as the note beside it does not say it."""

    place: str
    present: str
    quantity: int | None
    unit: str
    next_on: date | None

    @property
    def by_phone(self) -> bool:
        """Tell whether nobody went anywhere."""
        return self.place == "TELEPON"

    def words(self) -> str:
        """Put it into a line of words."""
        present = ", ".join(code_label(one, "present") for one in self.present.split(",") if one)
        parts = [
            code_label(self.place, "service_place"),
            _("present: %(people)s", people=present) if present else "",
            f"{self.quantity} {self.unit}".strip() if self.quantity else "",
            _("next visit %(day)s", day=day(self.next_on)) if self.next_on else "",
        ]
        return " · ".join(filter(None, parts))


async def beside(rows: Sequence[EventView], case: UUID) -> dict[tuple[UUID, datetime], Served]:
    """Find the services that were kept with these events, by who kept them and when."""
    instants = [row.recorded_at for row in rows if row.kind == "noted"]
    if not instants:
        return {}
    services = await query(
        f"""SELECT s."by", s.recorded_at, s.place, s.present, s.quantity, s.unit, s.next_on FROM services s
            WHERE s."case" = ? AND s.recorded_at IN ({marks(instants)})""",
        case,
        *instants,
    )
    return {(row[0], row[1]): Served(*row[2:]) for row in services}
