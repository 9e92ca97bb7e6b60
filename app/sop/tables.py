"""Published journeys, and the days on which the division does not work."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Worker


class SopVersion(Table, tablename="sop_versions"):
    """One version of a journey: the canonical JSON that was published, and its SHA-256."""

    id = UUID(primary_key=True, default=UUID4())
    journey = Varchar(length=20, null=False)
    version = Integer(null=False)
    status = Varchar(length=10, null=False)  # DRAFT, PUBLISHED, RETIRED
    digest = Varchar(length=64, null=False)
    body = Text(null=False)
    effective_from = Date(null=False)
    published_at = Timestamptz(null=False)
    published_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class HolidayOverride(Table, tablename="holiday_overrides"):
    """A day that a decree made a holiday, or took back; it wins over the computed calendar."""

    day = Date(primary_key=True, null=False)
    name = Varchar(length=200, null=False)
    kind = Varchar(length=20, null=False)  # LIBUR, CUTI_BERSAMA, PEMUNGUTAN_SUARA, HARI_KERJA
    decree = Varchar(length=200, null=False, default="")


INDEXES = ("CREATE UNIQUE INDEX sop_versions_journey ON sop_versions (journey, version)",)
UNGUARDED = {
    "sop_versions": "its digest tells every change, and `pulih check` compares it",
    "holiday_overrides": "the calendar that decrees make; a decree may be taken back",
}
