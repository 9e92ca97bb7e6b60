"""The one table of typed records: what a form said, as JSON beside the columns that queries ask for."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker
from app.cases.tables import Case


class CaseRecord(Table, tablename="case_records"):
    """One record of a case. Rows are only ever added; the one of its kind that was recorded last is what counts.

    `data` holds the fields of the record's class by name. The other columns are what is asked for in SQL.
    """

    id = UUID(primary_key=True, default=UUID4())
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=40, null=False)
    occurred_at = Timestamptz(null=False)  # when it happened
    recorded_at = Timestamptz(null=False)
    by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    stage = Varchar(length=30, null=False)  # of the case, when it was recorded
    episode = Integer(null=False)
    thing = UUID(null=True, default=None)  # of kinds with several histories beside each other: whose this is
    secret = Boolean(null=False, default=False)  # it holds a place that must stay secret
    worker = ForeignKey(
        Worker, null=True, default=None, on_delete=OnDelete.restrict
    )  # on whose desk it stands
    due_on = Date(null=True, default=None)  # by when, on that desk
    data = Text(null=False)


INDEXES = (
    'CREATE INDEX case_records_kind ON case_records ("case", kind, recorded_at)',
    'CREATE INDEX case_records_secret ON case_records ("case") WHERE secret',
    "CREATE INDEX case_records_desk ON case_records (worker, kind) WHERE worker IS NOT NULL",
)
APPEND_ONLY = ("case_records",)
