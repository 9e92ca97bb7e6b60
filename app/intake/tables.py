"""Referrals out and handovers, and the outreach or raid that brings many people at once."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Organisation, Worker
from app.clients.tables import Client


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


INDEXES = (
    "CREATE INDEX referrals_client ON referrals (client)",
    "CREATE INDEX referrals_sent ON referrals (sent_on, id)",
)
