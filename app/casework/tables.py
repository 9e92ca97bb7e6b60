"""Services that were given: what a visit brought."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.cases.tables import Case


class Service(Table, tablename="services"):
    """One service to one client on one day. ``present`` holds codes with commas; ``next_on`` is what was agreed."""

    id = UUID(primary_key=True, default=UUID4())
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=40, null=False)
    place = Varchar(length=20, null=False)
    present = Varchar(length=200, null=False, default="")
    quantity = Integer(null=True, default=None)
    unit = Varchar(length=40, null=False, default="")
    note = Text(null=False)
    next_on = Date(null=True, default=None)
    occurred_on = Date(null=False)
    recorded_at = Timestamptz(null=False)
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)


INDEXES = ('CREATE INDEX services_case ON services ("case", recorded_at)',)
APPEND_ONLY = ("services",)
