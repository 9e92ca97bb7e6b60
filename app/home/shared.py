"""The cases that a partner sees, for their first page: residents, reports, what an agreement shares."""

from collections.abc import Sequence

import msgspec

from app.cases.partner_visibility import INSIDE
from app.clients.client_routes import MAY_WRITE
from app.home import store
from app.home.desk import Line, line
from app.home.gather import definition_of
from app.scope.predicate import Sql
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import Lazy, lazy
from app.web.i18n.lists import code_label
from app.web.pages.render import label

TITLES: dict[str, Lazy] = {
    "LKS": lazy("Clients who live with you"),
    "UPTD": lazy("Clients who live with you"),
    "TKSK": lazy("In your kecamatan, or reported by you"),
    "KABKOTA": lazy("Handled in your region"),
    "BAPAS_PK": lazy("Shared by the agreement"),
}
EMPTY: dict[str, Lazy] = {
    "LKS": lazy("Nobody is placed with you. A placement that names your institution brings its case here."),
    "UPTD": lazy("Nobody is placed with you. A placement that names your institution brings its case here."),
    "TKSK": lazy("Nobody yet. Register a client, then report them to the division."),
    "KABKOTA": lazy("No open case is handled in your region."),
    "BAPAS_PK": lazy(
        "No case is shared with your office yet. The case worker chooses it in the record of release or legal status."
    ),
}
"""What to do where there is nothing, by role."""
VISITED = frozenset({"LKS", "UPTD", "TKSK", "KABKOTA"})


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
    role = next((role for role in TITLES if role in me.roles), None)
    if role is None or me.roles & INSIDE:
        return None
    some = await store.some_of(Sql("1 = 1", ()), me, by="entered_at", latest=True)
    lines = []
    for row in some.rows:
        definition = await definition_of(row)
        stage = definition.stage.get(row.stage)
        what = label(stage.title) if stage else code_label(row.stage, "stage")
        lines.append(line(row, definition, me, what=what, at=row.entered_at))
    return Shared(
        str(TITLES[role]),
        str(EMPTY[role]),
        lines,
        some.count,
        bool(me.roles & VISITED),
        bool(me.roles & set(MAY_WRITE)),
    )
