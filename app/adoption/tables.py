"""Sheets of running cases, their rows, and which case each telling became."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Organisation, Worker
from app.cases.tables import Case
from app.db.guards import Kept


class AdoptionSheet(Table, tablename="adoption_sheets"):
    """An uploaded sheet, after it was read and before or after its rows were taken over."""

    id = UUID(primary_key=True, default=UUID4())
    filename = Varchar(length=200, null=False)
    sha256 = Varchar(length=64, null=False)
    as_of = Date(null=False)
    unit = ForeignKey(Organisation, null=False, on_delete=OnDelete.restrict)
    uploaded_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    uploaded_at = Timestamptz(null=False)
    status = Varchar(length=10, null=False)  # CHECKED, RUNNING, DONE, DISCARDED
    notes = Text(null=False, default="[]")  # JSON: sentences about the sheet as a whole
    tabs = Text(null=False, default="[]")  # JSON of Tab: what was made of each
    answers = Text(null=False, default="{}")  # JSON of Answers: what was said once for the whole sheet
    asks = Text(null=False, default="[]")  # JSON of Ask: words that are still to be explained


class AdoptionRow(Table, tablename="adoption_rows"):
    """One row of a sheet. What people typed (``texts``, ``told``) is emptied after a while."""

    id = UUID(primary_key=True, default=UUID4())
    sheet = ForeignKey(AdoptionSheet, null=False, on_delete=OnDelete.restrict)
    place = Integer(null=False)  # in the whole sheet, from 1
    tab = Varchar(length=100, null=False, default="")
    row = Integer(null=False)  # as the spreadsheet counts within its tab, the header included
    hidden = Boolean(null=False, default=False)
    status = Varchar(
        length=6, null=False
    )  # GOOD, BAD, THERE (adopted before), LEFT (not chosen), DONE, FAILED
    pmks_type = Varchar(length=10, null=False, default="")  # ? when it is named in words that nobody knows
    texts = Text(null=False)  # JSON: column → what stood there
    formulas = Text(null=False, default="[]")  # JSON: columns whose cells are formulas
    told = Text(null=False, default="")  # JSON of RowTold, of a good row
    said = Text(null=False, default="[]")  # JSON: sentences
    case = ForeignKey(Case, null=True, default=None, on_delete=OnDelete.restrict)
    person = Varchar(length=20, null=False, default="")  # number of the client whom the row became


class AdoptionMark(Table, tablename="adoptions"):
    """Which case a telling became: the same telling never becomes a second one."""

    fingerprint = Varchar(length=64, primary_key=True, null=False)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    reference = Varchar(length=60, null=False, default="")  # the file's number on paper
    sheet = ForeignKey(AdoptionSheet, null=True, default=None, on_delete=OnDelete.restrict)
    as_of = Date(null=False)
    at = Timestamptz(null=False)


INDEXES = (
    "CREATE UNIQUE INDEX adoption_rows_place ON adoption_rows (sheet, place)",
    "CREATE INDEX adoption_sheets_at ON adoption_sheets (uploaded_at)",
    'CREATE INDEX adoptions_case ON adoptions ("case")',
)
APPEND_ONLY = ("adoptions",)
GUARDS = {
    "adoption_sheets": Kept(("id", "sha256", "as_of", "unit", "uploaded_by", "uploaded_at")),
    "adoption_rows": Kept(("id", "sheet", "place", "tab", "row")),
}
