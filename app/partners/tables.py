"""What partners report of a client, and what passes between them and the division. Every row is one record."""

from piccolo.columns import Boolean, Date, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.cases.records import RecordRow


class LegalStatus(RecordRow, Table, tablename="legal_statuses"):
    """Where a child's legal process stands, and the days from which the law counts."""

    legal_status = Varchar(length=20, null=False)
    abh_role = Varchar(length=10, null=False)  # PELAKU, KORBAN, SAKSI
    act_on = Date(null=True, default=None)
    article = Varchar(length=200, null=False, default="")
    threat_below_7_years = Boolean(null=True, default=None)
    is_repeat = Boolean(null=True, default=None)
    investigation_started_on = Date(null=True, default=None)
    diversion_started_on = Date(null=True, default=None)
    diversion_ended_on = Date(null=True, default=None)
    court_order_on = Date(null=True, default=None)
    litmas_requested_at = Timestamptz(null=True, default=None)
    litmas_received = Boolean(null=False)
    litmas_received_on = Date(null=True, default=None)
    institution = Varchar(length=200, null=False, default="")
    officer = Varchar(length=200, null=False, default="")
    letter_number = Varchar(length=100, null=False, default="")
    note = Text(null=False, default="")


class Release(RecordRow, Table, tablename="releases"):
    """An inmate's form of release and its days, as last told by corrections. The rows are the log of changes."""

    release_status = Varchar(length=15, null=False)
    two_thirds_on = Date(null=True, default=None)
    planned_on = Date(null=True, default=None)
    planned_before = Date(null=True, default=None)  # what the row before this one said
    actual_on = Date(null=True, default=None)
    expiry_on = Date(null=True, default=None)
    guidance_ends_on = Date(null=True, default=None)
    change_reason = Varchar(length=20, null=False, default="")
    change_note = Varchar(length=500, null=False, default="")
    decree_number = Varchar(length=100, null=False, default="")
    institution = Varchar(length=200, null=False, default="")
    bapas = Varchar(length=200, null=False, default="")
    officer = Varchar(length=200, null=False, default="")
    note = Text(null=False, default="")


class Handover(RecordRow, Table, tablename="handovers"):
    """The minutes by which a client passes from one body to another (berita acara serah terima)."""

    direction = Varchar(length=10, null=False)  # MASUK, KELUAR
    partner = Varchar(length=200, null=False)
    number = Varchar(length=100, null=False, default="")
    place = Varchar(length=200, null=False, default="")
    signers = Varchar(length=120, null=False, default="")  # codes, comma-separated
    signed = Boolean(null=False)
    on_paper = Boolean(null=False)  # signed on paper by a partner who does not sign in
    papers = Text(null=False, default="")
    note = Text(null=False, default="")


class VictimProcess(RecordRow, Table, tablename="victim_processes"):
    """What police, hospital and protection bodies do for a victim of violence. It holds no medical finding."""

    violence = Varchar(length=60, null=False)  # codes, comma-separated
    police_status = Varchar(length=15, null=False)  # DILAPORKAN, DIDAMPINGI, TIDAK_MELAPOR
    police_report_on = Date(null=True, default=None)
    police_report_number = Varchar(length=100, null=False, default="")
    police_unit = Varchar(length=200, null=False, default="")
    not_reported_reason = Varchar(length=1000, null=False, default="")
    visum_status = Varchar(length=12, null=False)  # DIMINTA, SELESAI, TIDAK_PERLU
    visum_on = Date(null=True, default=None)
    ppa_informed_on = Date(null=True, default=None)
    lpsk = Boolean(null=True, default=None)
    settlement = Boolean(null=False)
    settlement_answer = Varchar(length=1000, null=False, default="")
    note = Text(null=False, default="")


_RECORDS = ("legal_statuses", "releases", "handovers", "victim_processes")
INDEXES = tuple(f'CREATE INDEX {table}_case ON {table} ("case", recorded_at)' for table in _RECORDS)
APPEND_ONLY = _RECORDS
