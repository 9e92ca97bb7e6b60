"""What is planned with a client, and what came of it. Every row is one record."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from app.accounts.tables import Organisation, Worker
from app.records.kind import RecordRow
from app.regions.tables import Region


class Goal(RecordRow, Table, tablename="goals"):
    """A goal of the case plan as it stood from this row on. Rows with the same ``goal`` are one goal's history."""

    goal = UUID(null=False, default=None)
    plan_version = Integer(null=False)
    area = Varchar(length=20, null=False)
    statement = Varchar(length=500, null=False)
    indicator = Varchar(length=500, null=False, default="")
    baseline = Varchar(length=300, null=False, default="")
    target = Varchar(length=300, null=False, default="")
    owner = Varchar(length=20, null=False, default="")  # whose task it is: KLIEN, KELUARGA, PEKSOS …
    owner_name = Varchar(length=200, null=False, default="")
    owner_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    due_on = Date(null=True, default=None)
    status = Varchar(length=20, null=False)  # BELUM, BERJALAN, TERCAPAI, TIDAK_TERCAPAI, DIGANTI
    status_note = Varchar(length=1000, null=False, default="")
    counts = Boolean(null=False)  # it has an indicator and an owner, and was not replaced


class Conference(RecordRow, Table, tablename="conferences"):
    """The minutes of a case conference."""

    held = Boolean(null=False)
    purpose = Varchar(length=20, null=False)
    chair = Varchar(length=200, null=False)
    chair_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    place = Varchar(length=200, null=False, default="")
    participants = Text(null=False)  # JSON: {organisation code: names}
    confidentiality = Boolean(null=False)  # everyone was reminded of it
    discussion = Text(null=False, default="")
    decision = Varchar(length=20, null=False)
    decision_text = Text(null=False)
    tasks = Text(null=False, default="[]")  # JSON: [{task, owner, due_on}]
    dissent = Text(null=False, default="")
    next_on = Date(null=True, default=None)


class Placement(RecordRow, Table, tablename="placements"):
    """Where the client is to live, and whether that place is ready."""

    placement_kind = Varchar(length=20, null=False)
    destination = Varchar(length=500, null=False)
    region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)
    organisation = ForeignKey(
        Organisation, null=True, default=None, on_delete=OnDelete.restrict
    )  # an institution
    carer_name = Varchar(length=200, null=False, default="")
    carer_relation = Varchar(length=30, null=False, default="")
    carer_agrees = Boolean(null=True, default=None)
    visited_on = Date(null=True, default=None)
    findings = Text(null=False, default="")
    why_not_nearer = Varchar(length=1000, null=False, default="")  # why a place closer to the family failed
    planned_on = Date(null=True, default=None)
    ready = Boolean(null=False)
    not_ready_reason = Varchar(length=1000, null=False, default="")


class SkillsTraining(RecordRow, Table, tablename="skills_trainings"):
    """The skills stage of a client: a course, a substitute, or the reason for leaving it out."""

    mode = Varchar(length=20, null=False)
    course = Varchar(length=200, null=False, default="")
    provider = Varchar(length=200, null=False, default="")
    started_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)
    sessions = Integer(null=True, default=None)
    attended = Integer(null=True, default=None)
    attendance = Integer(null=True, default=None)  # percent
    passed = Boolean(null=True, default=None)
    done = Boolean(null=False)
    reason = Varchar(length=1000, null=False, default="")
    certificate_number = Varchar(length=100, null=False, default="")
    tools = Varchar(length=500, null=False, default="")  # handed over for good
    tools_on = Date(null=True, default=None)
    note = Text(null=False, default="")


class ExtendedCare(RecordRow, Table, tablename="extended_cares"):
    """Care beyond 18, until a school or a training is finished."""

    extended_care_until = Date(null=False, default=None)
    purpose = Varchar(length=12, null=False)  # SEKOLAH, PELATIHAN, KULIAH
    school = Varchar(length=200, null=False)
    agrees = Boolean(null=False)
    after = Varchar(length=1000, null=False)  # what comes after it


class Device(RecordRow, Table, tablename="devices"):
    """An aid as it stands from this row on. Rows with the same ``device`` are one aid's history."""

    device = UUID(null=False, default=None)
    device_kind = Varchar(length=20, null=False)
    status = Varchar(length=15, null=False)  # DIAJUKAN, DITERIMA, TERPASANG, TIDAK_DIPAKAI, BATAL
    provider = Varchar(length=200, null=False, default="")
    size = Varchar(length=300, null=False, default="")
    trained = Boolean(null=True, default=None)
    requested_on = Date(null=False, default=None)  # of the aid, kept through its history
    reason = Varchar(length=1000, null=False, default="")


class ResidentialReview(RecordRow, Table, tablename="residential_reviews"):
    """A review of a stay in an institution: how the client fares, and whether the stay goes on."""

    condition = Text(null=False)
    wish = Varchar(length=1000, null=False)
    family_asked = Boolean(null=False)
    family_answer = Varchar(length=1000, null=False, default="")
    participants = Varchar(length=500, null=False, default="")
    decision = Varchar(length=10, null=False)  # TETAP, KELUAR, UBAH
    reason = Varchar(length=1000, null=False, default="")
    next_on = Date(null=True, default=None)


class Income(RecordRow, Table, tablename="incomes"):
    """What a client earns in a month, in whole rupiah."""

    point = Varchar(length=10, null=False)  # AWAL, LANJUT
    monthly = Integer(null=False)
    supports = Integer(null=True, default=None)
    source = Varchar(length=300, null=False, default="")
    proof = Varchar(length=12, null=False, default="")
    change = Integer(null=False)  # percent against the baseline, rounded down
    note = Text(null=False, default="")


class Work(RecordRow, Table, tablename="works"):
    """The work a client has or looks for."""

    work_status = Varchar(length=20, null=False)
    occupation = Varchar(length=200, null=False, default="")
    employer = Varchar(length=200, null=False, default="")
    hours_week = Integer(null=True, default=None)
    started_on = Date(null=True, default=None)
    quota = Varchar(length=12, null=False, default="")  # PEMERINTAH, SWASTA, BUKAN
    adjustments = Varchar(length=500, null=False, default="")
    tools_used = Boolean(null=True, default=None)
    note = Text(null=False, default="")


class Acceptance(RecordRow, Table, tablename="acceptances"):
    """Papers in hand, and how family and neighbourhood take the client."""

    identity_card = Boolean(null=False)
    family_card = Boolean(null=True, default=None)
    health_insurance = Boolean(null=True, default=None)
    family_acceptance = Varchar(length=12, null=False)
    conditions = Varchar(length=1000, null=False, default="")
    community_acceptance = Varchar(length=12, null=False, default="")
    told_by = Varchar(length=300, null=False, default="")
    note = Text(null=False, default="")


class Shelter(RecordRow, Table, tablename="shelters"):
    """A client's coming into a shelter or leaving it. `place`, `contact` and `organisation` may be secret."""

    status = Varchar(length=10, null=False)  # MASUK, KELUAR
    shelter_kind = Varchar(length=15, null=False, default="")
    secret = Boolean(null=False)
    place = Varchar(length=300, null=False, default="")
    contact = Varchar(length=200, null=False, default="")
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict)
    until = Date(null=True, default=None)
    left_to = Varchar(length=15, null=False, default="")
    note = Text(null=False, default="")


class SafetyPlan(RecordRow, Table, tablename="safety_plans"):
    """What a victim does when danger comes back, and how they may be reached."""

    contact = Varchar(length=20, null=False)
    home_contact = Boolean(null=False)
    trusted = Varchar(length=300, null=False, default="")
    signal = Varchar(length=200, null=False, default="")
    steps = Text(null=False)
    children = Varchar(length=1000, null=False, default="")
    bag = Boolean(null=True, default=None)
    next_on = Date(null=True, default=None)


_RECORDS = (
    "goals",
    "conferences",
    "placements",
    "skills_trainings",
    "extended_cares",
    "devices",
    "residential_reviews",
    "incomes",
    "works",
    "acceptances",
    "shelters",
    "safety_plans",
)
INDEXES = (
    *(f'CREATE INDEX {table}_case ON {table} ("case", recorded_at)' for table in _RECORDS),
    "CREATE INDEX goals_goal ON goals (goal, recorded_at)",
    "CREATE INDEX devices_device ON devices (device, recorded_at)",
)
APPEND_ONLY = _RECORDS
