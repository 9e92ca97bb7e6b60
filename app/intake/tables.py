"""Referrals out and handovers, and the outreach or raid that brings many people at once."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Organisation, Worker
from app.cases.tables import Case
from app.clients.tables import Client
from app.db.guards import Guard, Kept
from app.regions.tables import Region


class Referral(Table, tablename="referrals"):
    """Somebody sent on at intake: to the national level (CENTRE) or to another division (HANDOVER).

    It is never a case. Of a referral to the national level nothing is kept of why: no type, no narrative.
    """

    id = UUID(primary_key=True, default=UUID4())
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, null=False)  # CENTRE, HANDOVER
    pmks_type = Varchar(length=8, null=True, default=None)  # of a handover only
    destination = Varchar(length=20, null=False)
    office = Varchar(length=120, null=False, default="")
    letter_number = Varchar(length=60, null=False)
    letter_on = Date(null=False)
    sent_on = Date(null=False)
    unit = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict)
    sent_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(null=False)
    status = Varchar(length=12, null=False, default="SENT")  # SENT, ACKNOWLEDGED, RETURNED
    answered_on = Date(null=True, default=None)
    answer_letter = Varchar(length=60, null=False, default="")
    return_reason = Varchar(length=20, null=False, default="")
    answered_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    version = Integer(null=False, default=1)


class OutreachEvent(Table, tablename="outreach_events"):
    """One outreach or raid, from which many people may come on one letter."""

    id = UUID(primary_key=True, default=UUID4())
    kind = Varchar(length=15, null=False)  # PENJANGKAUAN, RAZIA
    held_at = Timestamptz(null=False)
    place = Varchar(length=200, null=False)
    region = ForeignKey(Region, null=False, on_delete=OnDelete.restrict)  # kab/kota
    organisation = Varchar(length=120, null=False)  # who held it, such as Satpol PP Kota Serang
    source = Varchar(length=30, null=False)  # what the cases from it carry as their source
    letter_number = Varchar(length=60, null=False)
    unit = ForeignKey(Organisation, null=False, on_delete=OnDelete.restrict)
    created_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(null=False)
    version = Integer(null=False, default=1)


class OutreachPerson(Table, tablename="outreach_people"):
    """Somebody met at an event, with the case that was opened from it, if one was."""

    id = UUID(primary_key=True, default=UUID4())
    event = ForeignKey(OutreachEvent, null=False, on_delete=OnDelete.restrict)
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    case = ForeignKey(Case, null=True, default=None, on_delete=OnDelete.restrict)
    added_at = Timestamptz(null=False)
    added_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)


INDEXES = (
    "CREATE INDEX referrals_client ON referrals (client)",
    "CREATE INDEX referrals_sent ON referrals (sent_on, id)",
    "CREATE INDEX outreach_events_held ON outreach_events (held_at, id)",
    "CREATE UNIQUE INDEX outreach_people_once ON outreach_people (event, client)",
    "CREATE INDEX outreach_people_client ON outreach_people (client)",
)
GUARDS = {
    "referrals": Guard(
        free=("status", "answered_on", "answer_letter", "return_reason", "answered_by", "version")
    ),
    "outreach_events": Kept(("id", "unit", "created_by", "recorded_at")),
    "outreach_people": Guard(once=("case",)),
}
