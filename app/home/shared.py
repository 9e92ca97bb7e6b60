"""The cases that a partner sees, for their first page: residents, reports, what an agreement shares."""

from collections.abc import Sequence

import msgspec

from app.capabilities import (
    READ_WHOLE_CASE,
    SHARE_AGREEMENT,
    SHELTER_CLIENTS,
    VISIT_CLIENT,
    WATCH_KECAMATAN,
    WATCH_REGION,
    WRITE_CLIENTS,
    Capability,
)
from app.home import store
from app.home.desk import Line, place, who
from app.home.gather import definition_of
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import Lazy, lazy

TITLES: dict[Capability, Lazy] = {
    SHELTER_CLIENTS: lazy("Clients who live with you"),
    WATCH_KECAMATAN: lazy("In your kecamatan, or reported by you"),
    WATCH_REGION: lazy("Handled in your region"),
    SHARE_AGREEMENT: lazy("Shared by the agreement"),
}
EMPTY: dict[Capability, Lazy] = {
    SHELTER_CLIENTS: lazy(
        "Nobody is placed with you. A placement that names your institution brings its case here."
    ),
    WATCH_KECAMATAN: lazy("Nobody yet. Register a client, then report them to the division."),
    WATCH_REGION: lazy("No open case is handled in your region."),
    SHARE_AGREEMENT: lazy(
        "No case is shared with your office yet. The case worker chooses it in the record of release or legal status."
    ),
}
"""What to do where there is nothing, by how a partner comes to a case."""


class Shared(msgspec.Struct, frozen=True):
    """The open cases that a partner sees, the latest moved first."""

    title: str
    nothing: str
    lines: Sequence[Line]
    count: int
    visited: bool
    registers: bool


async def shared(me: CurrentUser) -> Shared | None:
    """Gather what a partner sees; None for the division's own people, whose desk is another."""
    way = next((way for way in TITLES if me.may(way)), None)
    if way is None or me.may(READ_WHOLE_CASE):
        return None
    some = await store.latest(me)
    lines = [
        Line(
            row.number,
            who(row, me),
            place(row, await definition_of(row)),
            "",
            url("casework:case", number=row.number),
            row.at,
        )
        for row in some.rows
    ]
    return Shared(
        str(TITLES[way]), str(EMPTY[way]), lines, some.count, me.may(VISIT_CLIENT), me.may(WRITE_CLIENTS)
    )
