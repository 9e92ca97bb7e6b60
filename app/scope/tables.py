"""The one table that decides who may see which client and which case."""

from typing import Any

from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.db.guards import Guard


class Access(Table, tablename="access"):
    """A grantee may see a client, and (when ``case`` is set) that case, from one instant until another.

    ``grantee`` names a worker, a unit, a section, a region, an organisation or the whole division:
    ``worker:<uuid>``, ``unit:<uuid>``, ``section:<code>``, ``region:36.04``, ``org:<uuid>``, ``division``.
    Rows are ended (``until``), never deleted, so that past access can be shown.
    """

    id = UUID(primary_key=True, default=UUID4())
    client: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Client", module_path="app.clients.tables"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    case: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Case", module_path="app.cases.tables"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    grantee = Varchar(length=60, null=False)
    kind = Varchar(
        length=20, null=False
    )  # REGISTRATION, REPORT, ASSIGNMENT, UNIT, SECTION, REGION, KECAMATAN, DIVISION, AGREEMENT, PLACEMENT, SHELTER
    since = Timestamptz(null=False)
    until = Timestamptz(null=True, default=None)
    ended_for = Varchar(length=20, null=False, default="")  # the event that ended it: `grants.ENDS`
    ends_at = Timestamptz(null=True, default=None)  # a partner's, of a closed case: when its time runs out


class Restriction(Table, tablename="restrictions"):
    """What masks a person: a type of one of their cases, or a secret shelter. It stands until two people lift it."""

    id = UUID(primary_key=True, default=UUID4())
    client: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Client", module_path="app.clients.tables"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    case: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Case", module_path="app.cases.tables"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    cause = Varchar(length=20, null=False)  # TYPE, SHELTER
    since = Timestamptz(null=False)
    lifted_at = Timestamptz(null=True, default=None)


class Unmasking(Table, tablename="unmaskings"):
    """Somebody outside the team asked to see a masked person, and said why; good until an instant.

    ``case`` is where they asked, if at a case. Somebody looks it over, whoever it was, and says so (``seen_at``).
    """

    id = UUID(primary_key=True, default=UUID4())
    client: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Client", module_path="app.clients.tables"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    case: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Case", module_path="app.cases.tables"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    purpose = Varchar(length=20, null=False)
    reason = Varchar(length=500, null=False)
    at = Timestamptz(null=False)
    until = Timestamptz(null=False)
    batch = Varchar(
        length=40, null=False, default=""
    )  # the list gone through: its people count as one opening
    seen_at = Timestamptz(null=True, default=None)
    seen_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class OpeningRelease(Table, tablename="opening_releases"):
    """Somebody opened as many masked people as their role may in a day, and asked for more; who is above released it."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    day = Date(null=False)
    asked_at = Timestamptz(null=False)
    reason = Varchar(length=500, null=False)
    more = Integer(null=False, default=0)
    released_at = Timestamptz(null=True, default=None)
    released_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


INDEXES = (
    'CREATE INDEX unmaskings_by ON unmaskings ("by", at)',
    "CREATE INDEX opening_releases_day ON opening_releases (day, worker)",
    "CREATE INDEX restrictions_client ON restrictions (client) WHERE lifted_at IS NULL",
    "CREATE INDEX access_ends ON access (ends_at) WHERE until IS NULL AND ends_at IS NOT NULL",
    'CREATE INDEX access_case ON access ("case", grantee) WHERE until IS NULL',
    "CREATE INDEX access_client ON access (client, grantee) WHERE until IS NULL",
    'CREATE INDEX unmaskings_open ON unmaskings (client, "by", until)',
    "CREATE INDEX unmaskings_at ON unmaskings (at) WHERE seen_at IS NULL",
    "CREATE INDEX access_grantee_client ON access (grantee, client, until) WHERE until IS NULL",
    # The kind before the case: what a worker was granted beside their assignments is found without reading those.
    'CREATE INDEX access_grantee ON access (grantee, kind, "case") WHERE until IS NULL',
)
GUARDS = {
    "access": Guard(once=("until", "ended_for"), free=("ends_at",)),
    "restrictions": Guard(once=("lifted_at",)),
    "unmaskings": Guard(once=("seen_at", "seen_by")),
    "opening_releases": Guard(once=("released_at", "released_by"), free=("more",)),
}
