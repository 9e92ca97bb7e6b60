"""What partners report of a client, and what passes between them and the division. Every row is one record."""

from piccolo.columns import BigInt, Boolean, Date, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.accounts.tables import Organisation
from app.records.kind import RecordRow


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
    court_received_on = Date(null=True, default=None)
    court_order_on = Date(null=True, default=None)
    litmas_requested_at = Timestamptz(null=True, default=None)
    litmas_received = Boolean(null=False)
    litmas_received_on = Date(null=True, default=None)
    institution = Varchar(length=200, null=False, default="")
    officer = Varchar(length=200, null=False, default="")
    letter_number = Varchar(length=100, null=False, default="")
    bapas_office = ForeignKey(
        Organisation, null=True, default=None, on_delete=OnDelete.restrict
    )  # by agreement
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
    bapas_office = ForeignKey(
        Organisation, null=True, default=None, on_delete=OnDelete.restrict
    )  # by agreement
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


class Arrival(RecordRow, Table, tablename="arrivals"):
    """The arrival of a migrant worker at a point of debarkation."""

    arrived_at = Timestamptz(null=False)
    point = Varchar(length=12, null=False)
    arrival_kind = Varchar(length=20, null=False)
    papers = Varchar(length=12, null=False)
    home_region = Varchar(length=200, null=False)
    origin_in_banten = Boolean(null=False)
    came_from = Varchar(length=200, null=False, default="")
    bp3mi_number = Varchar(length=100, null=False, default="")
    note = Text(null=False, default="")


class Repatriation(RecordRow, Table, tablename="repatriations"):
    """How far a client's way home has come."""

    return_status = Varchar(length=12, null=False)  # DIRENCANAKAN, BERANGKAT, TIBA, DITERIMA, BATAL
    destination = Varchar(length=300, null=False)
    receiver = Varchar(length=30, null=False, default="")
    agreed = Boolean(null=True, default=None)
    letter_number = Varchar(length=100, null=False, default="")
    transport = Varchar(length=15, null=False, default="")
    ticket_number = Varchar(length=100, null=False, default="")
    escort = Varchar(length=12, null=False, default="")
    escort_name = Varchar(length=200, null=False, default="")
    departed_on = Date(null=True, default=None)
    arrived_on = Date(null=True, default=None)
    acknowledged_on = Date(null=True, default=None)
    acknowledged_by = Varchar(length=200, null=False, default="")
    note = Text(null=False, default="")


class IdentityStep(RecordRow, Table, tablename="identity_steps"):
    """What is known of who a client is, and what the civil registry did."""

    identity_status = Varchar(length=12, null=False)
    called = Varchar(length=200, null=False, default="")
    marks = Varchar(length=500, null=False, default="")
    biometric_on = Date(null=True, default=None)
    biometric_found = Boolean(null=True, default=None)
    registered_on = Date(null=True, default=None)
    office = Varchar(length=200, null=False, default="")
    letter_number = Varchar(length=100, null=False, default="")
    note = Text(null=False, default="")


class Restitution(RecordRow, Table, tablename="restitutions"):
    """The criminal process of a victim and the claim for restitution. Amounts in whole rupiah."""

    criminal_status = Varchar(length=12, null=False)
    companion = Varchar(length=200, null=False, default="")
    lpsk = Boolean(null=True, default=None)
    restitution = Varchar(length=20, null=False)
    no_claim_reason = Varchar(length=1000, null=False, default="")
    claimed = BigInt(null=True, default=None)
    awarded = BigInt(null=True, default=None)
    paid = BigInt(null=True, default=None)
    decided_on = Date(null=True, default=None)
    note = Text(null=False, default="")


class ProtectionOrder(RecordRow, Table, tablename="protection_orders"):
    """What police and court did to protect a victim, and until when it holds."""

    domestic = Boolean(null=False)
    police_protection_on = Date(null=True, default=None)
    police_protection_until = Date(null=True, default=None)
    protection_order = Varchar(length=20, null=False)
    requested_on = Date(null=True, default=None)
    ordered_on = Date(null=True, default=None)
    valid_until = Date(null=True, default=None)
    order_number = Varchar(length=100, null=False, default="")
    conditions = Varchar(length=1000, null=False, default="")
    reason = Varchar(length=1000, null=False, default="")


_RECORDS = (
    "legal_statuses",
    "releases",
    "handovers",
    "victim_processes",
    "arrivals",
    "repatriations",
    "identity_steps",
    "restitutions",
    "protection_orders",
)
INDEXES = tuple(f'CREATE INDEX {table}_case ON {table} ("case", recorded_at)' for table in _RECORDS)
APPEND_ONLY = _RECORDS
