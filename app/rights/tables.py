"""Orders to keep something longer, and requests of people to know what is kept on them."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.cases.tables import Case
from app.clients.tables import Client
from app.db.guards import Guard


class LegalHold(Table, tablename="legal_holds"):
    """Nothing of this client, or only of this case, may be removed until the hold ends."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    case = ForeignKey(Case, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=1000, null=False)
    placed_at = Timestamptz(null=False)
    placed_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    end_reason = Varchar(length=1000, null=False, default="")


class AccessRequest(Table, tablename="access_requests"):
    """Somebody asked what is kept on them, or on the child or person they answer for."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    asked_by = Varchar(length=20, null=False)  # OWN, PARENT, GUARDIAN, PROXY
    asked_on = Date(null=False)
    proof = Varchar(length=300, null=False)  # by what the person's identity and right were established
    present = Boolean(null=False, default=False)  # the person stands at the desk, known by the proof
    made_at = Timestamptz(null=False)
    made_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    agreed_at = Timestamptz(null=True, default=None)
    agreed_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class RestrictionLift(Table, tablename="restriction_lifts"):
    """The data protection officer or a head of section asks to lift what masks a person; the other of both agrees."""

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    asked_at = Timestamptz(null=False)
    asked_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    by_officer = Boolean(null=False)
    reason = Varchar(length=1000, null=False)
    causes = Text(
        null=False
    )  # ids of the restrictions asked about: what masks the person since was not looked at
    agreed_at = Timestamptz(null=True, default=None)
    agreed_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    agreed_reason = Varchar(length=1000, null=False, default="")


INDEXES = (
    "CREATE INDEX legal_holds_client ON legal_holds (client) WHERE ended_at IS NULL",
    "CREATE INDEX access_requests_made ON access_requests (made_at, id)",
)
GUARDS = {
    "legal_holds": Guard(once=("ended_at", "ended_by", "end_reason")),
    "access_requests": Guard(once=("agreed_at", "agreed_by")),
    "restriction_lifts": Guard(once=("agreed_at", "agreed_by", "agreed_reason")),
}
