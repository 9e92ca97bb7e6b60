"""Cases, what happened in them, their tasks and their documents."""

from piccolo.columns import (
    UUID,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.uuid import UUID4
from piccolo.table import Table

from app.accounts.tables import Organisation, Worker
from app.clients.tables import Client
from app.db.guards import Guard, Kept
from app.regions.tables import Region


class Case(Table, tablename="cases"):
    """One client's way through one journey.

    Everything here is a projection of the case's events: ``state`` is the folded state that guards read,
    the other columns are drawn out of it so that lists can be filtered and sorted.
    """

    id = UUID(primary_key=True, default=UUID4())
    number = Varchar(length=12, unique=True, null=False)  # random, with a check digit; says nothing
    client = ForeignKey(Client, null=False, on_delete=OnDelete.restrict)
    client_key = BigInt(null=True, default=None)  # the row of SQLite's index of names; a trigger keeps it
    pmks_type = Varchar(length=8, null=False)
    secondary_types = Varchar(length=120, null=False, default="")
    journey = Varchar(length=20, null=False)
    journey_version = Integer(null=False)
    definition_digest = Varchar(length=64, null=False)
    stage = Varchar(length=30, null=False)
    episode = Integer(null=False, default=1)
    opened_at = Timestamptz(null=False)
    entered_at = Timestamptz(null=False)
    due_at = Timestamptz(null=True, default=None)  # of the stage, or of the hold
    legal_due_at = Timestamptz(null=True, default=None)  # the first legal clock of ours still running
    next_due_at = Timestamptz(null=True, default=None)  # the first of stage, clocks and tasks
    tasks_left = Integer(null=False, default=0)  # open tasks that a forward move waits for; none on hold
    turn_side = Varchar(length=8, null=False, default="")  # WORKER, OTHERS, TIME: whose turn it is
    turn_act = Varchar(
        length=80, null=False, default=""
    )  # what the case waits for: `move:approve`, `record:goal` …
    turn_who = Varchar(length=120, null=False, default="")  # the roles named for it, comma-separated
    turn_roles = Varchar(length=200, null=False, default="")  # these and whoever may stand in for them
    turn_since = Timestamptz(null=True, default=None)
    turn_until = Timestamptz(null=True, default=None)  # when time alone may change whose turn it is
    turn_barred = Text(null=False, default="")  # workers who did what the act looks over
    sent_back_by = Varchar(
        length=36, null=False, default=""
    )  # who made the move that brought it back to this stage
    work_act = Varchar(length=80, null=False, default="")  # what the case's worker does first
    work_why = Varchar(length=60, null=False, default="")  # the clock that asks for it
    work_due_at = Timestamptz(null=True, default=None)
    contact_due_at = Timestamptz(null=True, default=None)  # until when the next planned contact is in time
    visit_due_at = Timestamptz(null=True, default=None)  # the day of the next follow-up visit
    review_due_at = Timestamptz(null=True, default=None)  # until when the review of the plan is in time
    document_due_at = Timestamptz(
        null=True, default=None
    )  # the day of the first required document that is missing
    answer_due_at = Timestamptz(
        null=True, default=None
    )  # the day of an acknowledgement that another body owes us
    danger = Varchar(length=12, null=True, default=None)  # TIDAK_AMAN, DARURAT, PERIKSA, TENGGAT, BEBAS
    danger_at = Timestamptz(null=True, default=None)  # in danger from then on: it may lie ahead
    danger_due = Timestamptz(null=True, default=None)  # when its time runs out
    visit_on = Date(null=True, default=None)  # when somebody comes again, as agreed on the last visit
    closed_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=30, null=True, default=None)
    close_reason = Varchar(length=30, null=True, default=None)
    region = ForeignKey(Region, null=False, on_delete=OnDelete.restrict)  # kab/kota that handles it
    level = Varchar(length=10, null=False)  # PROVINSI, KABKOTA, PUSAT
    section = Varchar(length=20, null=False)
    unit = ForeignKey(Organisation, null=False, on_delete=OnDelete.restrict)
    worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    unassigned_since = Timestamptz(null=True, default=None)
    last_human_at = Timestamptz(null=False)
    source = Varchar(length=30, null=False)
    urgency = Varchar(length=10, null=False)
    linked_from: ForeignKey["Case"] = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    version = Integer(null=False, default=1)
    state = Text(null=False)


class CaseEvent(Table, tablename="case_events"):
    """What happened, in order. Rows are only ever added; the database itself refuses anything else."""

    seq = BigSerial(primary_key=True)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    ordinal = Integer(null=False)  # 1, 2, 3 … within the case
    kind = Varchar(length=30, null=False)
    occurred_at = Timestamptz(null=False)
    occurred_on = Date(null=False)  # its WIB date: what reports count
    recorded_at = Timestamptz(null=False)
    actor = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    pmks_type = Varchar(length=8, null=False)
    region = ForeignKey(Region, null=False, on_delete=OnDelete.restrict)
    level = Varchar(length=10, null=False)
    stage = Varchar(length=30, null=False)
    episode = Integer(null=False)
    flow = Varchar(length=20, null=True, default=None)  # how it changes the caseload, if it does
    outcome = Varchar(length=30, null=True, default=None)
    close_reason = Varchar(length=30, null=True, default=None)
    voids = Integer(null=True, default=None)  # the ordinal of the event that this one takes back
    sex = Varchar(length=20, null=False)  # of the client, as it was known then
    sex_before = Varchar(length=20, null=True, default=None)  # where the event corrects it
    serves = Boolean(null=False, default=False)  # tells of contact with the client or of a service to them
    clock_back = Boolean(null=False, default=False)  # written while the server's clock was known to be wrong
    data = Text(null=False)


class CaseTask(Table, tablename="case_tasks"):
    """A task of the case's present stage, or one that was worked on before."""

    id = UUID(primary_key=True, default=UUID4())
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    task = Varchar(length=60, null=False)
    stage = Varchar(length=30, null=False)
    owners = Varchar(length=120, null=False)  # roles, comma-separated
    status = Varchar(length=10, null=False)  # OPEN, DONE, EXCUSED
    required = Boolean(null=False)
    turns = Integer(null=False, default=0)
    due_at = Timestamptz(null=True, default=None)
    last_at = Timestamptz(null=True, default=None)
    last_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class Document(Table, tablename="documents"):
    """A file of the case. Its bytes lie under the data folder by their SHA-256, outside the static tree."""

    id = UUID(primary_key=True, default=UUID4())
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=40, null=False)
    title = Varchar(length=200, null=False, default="")  # what somebody wrote; never a file's name
    media_type = Varchar(length=40, null=False)
    size = BigInt(null=False)
    sha256 = Varchar(length=64, null=False)  # of the bytes as they are kept
    sent_sha256 = Varchar(length=64, null=False, default="")  # of the bytes as they were sent
    signed = Boolean(null=False, default=False)  # it carries a signature, and is kept as it was sent
    added_at = Timestamptz(null=False)
    added_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    removed_at = Timestamptz(null=True, default=None)


class DamagedFile(Table, tablename="damaged_files"):
    """A document's file that somebody met missing, empty or changed. It counts until its bytes are right again."""

    sha256 = Varchar(length=64, primary_key=True, null=False)
    sort = Varchar(length=8, null=False)  # MISSING, EMPTY, DAMAGED
    found_at = Timestamptz(null=False)


_LISTED = {
    "": "",
    "type_": "pmks_type, ",
    "region_": "region, ",
    "region_type_": "region, pmks_type, ",
    "stage_": "stage, ",
    "worker_": "worker, ",
}
INDEXES = (
    # Many name `closed_at` although all their rows lack it: SQLite counts from an index alone only where all is in it.
    "CREATE INDEX cases_client ON cases (client, closed_at)",
    "CREATE INDEX cases_open ON cases (id, closed_at) WHERE closed_at IS NULL",
    "CREATE INDEX cases_region_type ON cases (region, pmks_type, next_due_at, id, closed_at) WHERE closed_at IS NULL",
    "CREATE INDEX cases_type ON cases (pmks_type, next_due_at, id) WHERE closed_at IS NULL",
    "CREATE INDEX cases_worker ON cases (worker, next_due_at, id, closed_at) WHERE closed_at IS NULL",
    "CREATE INDEX cases_worker_active ON cases (worker, last_human_at)",
    # For who is in danger: few at any time, first on every page.
    """CREATE INDEX cases_danger ON cases (danger_at, danger_due, id)
       WHERE closed_at IS NULL AND danger_at IS NOT NULL""",
    """CREATE INDEX cases_sent_back ON cases (worker, entered_at, id)
       WHERE closed_at IS NULL AND sent_back_by <> ''""",
    "CREATE INDEX cases_visits ON cases (worker, visit_on, id) WHERE closed_at IS NULL AND visit_on IS NOT NULL",
    # For what waits for a decision or another act of somebody who is not the case's worker.
    """CREATE INDEX cases_turn ON cases (turn_roles, turn_since, id, turn_act)
       WHERE closed_at IS NULL AND turn_side = 'OTHERS'""",
    # For a worker's own desk: what is theirs by its day, and what waits for others.
    "CREATE INDEX cases_work ON cases (worker, work_due_at, id) WHERE closed_at IS NULL AND work_act <> ''",
    """CREATE INDEX cases_waiting ON cases (worker, turn_since, id, turn_roles)
       WHERE closed_at IS NULL AND turn_side = 'OTHERS'""",
    "CREATE INDEX cases_ripening ON cases (turn_until) WHERE closed_at IS NULL AND turn_until IS NOT NULL",
    # For the stalled list: its orders, and all that its counts ask, so that they read no row (rows hold the state).
    "CREATE INDEX cases_late ON cases ((COALESCE(due_at, last_human_at)), id) WHERE closed_at IS NULL",
    *(
        f"CREATE INDEX cases_late_{name} ON cases ({column}, (COALESCE(due_at, last_human_at)), id) WHERE closed_at IS NULL"
        for name, column in (("type", "pmks_type"), ("region", "region"), ("stage", "stage"))
    ),
    "CREATE INDEX cases_entered ON cases (entered_at, id) WHERE closed_at IS NULL",
    "CREATE INDEX cases_active ON cases (last_human_at, id) WHERE closed_at IS NULL",
    """CREATE INDEX cases_unassigned ON cases (unassigned_since, id)
       WHERE closed_at IS NULL AND unassigned_since IS NOT NULL""",
    "CREATE INDEX cases_legal ON cases (legal_due_at, id) WHERE closed_at IS NULL AND legal_due_at IS NOT NULL",
    """CREATE INDEX cases_standing ON cases (stage, pmks_type, region, worker, journey, due_at, legal_due_at,
       last_human_at, contact_due_at, visit_due_at, review_due_at, document_due_at,
       answer_due_at, unassigned_since, entered_at, id)
       WHERE closed_at IS NULL""",
    "CREATE INDEX cases_next ON cases (next_due_at, id) WHERE closed_at IS NULL",
    "CREATE INDEX cases_region_next ON cases (region, next_due_at, id, closed_at) WHERE closed_at IS NULL",
    "CREATE INDEX cases_stage_next ON cases (stage, next_due_at, id, closed_at) WHERE closed_at IS NULL",
    # Every order that the list of cases offers, alone and under each filter: closed ones by their end, all by their
    # beginning, which never changes, so that keeping these up costs a move next to nothing.
    *(
        f"CREATE INDEX cases_{name}closed ON cases ({column}closed_at DESC, id DESC) WHERE closed_at IS NOT NULL"
        for name, column in _LISTED.items()
    ),
    *(
        f"CREATE INDEX cases_{name}opened ON cases ({column}opened_at DESC, id DESC)"
        for name, column in _LISTED.items()
    ),
    "CREATE INDEX cases_linked ON cases (linked_from) WHERE linked_from IS NOT NULL",
    'CREATE UNIQUE INDEX case_events_ordinal ON case_events ("case", ordinal)',
    "CREATE INDEX case_events_flow ON case_events (occurred_on, pmks_type, region) WHERE flow IS NOT NULL",
    "CREATE INDEX case_events_served ON case_events (occurred_on) WHERE serves",
    # For the monthly report: the caseload of the past case by case without reading rows, and who was served in a month.
    """CREATE INDEX case_events_caseload ON case_events ("case", ordinal, occurred_on, flow, pmks_type, region, sex)
       WHERE flow IS NOT NULL""",
    "CREATE INDEX case_events_day ON case_events (occurred_on)",
    # For what others did on somebody's cases since they were last here.
    'CREATE INDEX case_events_since ON case_events ("case", recorded_at, actor)',
    'CREATE INDEX case_events_voids ON case_events ("case", voids) WHERE voids IS NOT NULL',
    'CREATE UNIQUE INDEX case_tasks_task ON case_tasks ("case", task)',
    'CREATE INDEX case_tasks_asked ON case_tasks ("case", status, required)',
    # For a partner's own work: the open tasks of an office among everybody's.
    """CREATE INDEX case_tasks_owners ON case_tasks (owners, "case") WHERE status = 'OPEN'""",
    "CREATE INDEX case_tasks_due ON case_tasks (due_at) WHERE status = 'OPEN'",
    'CREATE INDEX documents_case ON documents ("case")',
    "CREATE INDEX documents_file ON documents (sha256)",
)
APPEND_ONLY = ("case_events",)
_KEY = (
    "(SELECT CAST(replace(substr(k.number, 5), '-', '') AS INTEGER) FROM clients k WHERE k.id = new.client)"
)
GUARDS = {"cases": Kept(("id", "number", "opened_at")), "documents": Guard(once=("removed_at",))}
UNGUARDED = {
    "case_tasks": "drawn anew from the case's events",
    "damaged_files": "what was seen of the disk, not an act of anybody",
}

RAW = {
    "sqlite": (
        "CREATE INDEX cases_named ON cases (client_key, closed_at, next_due_at, opened_at, id)",
        f"""CREATE TRIGGER cases_named_added AFTER INSERT ON cases WHEN new.client_key IS NULL BEGIN
            UPDATE cases SET client_key = {_KEY} WHERE id = new.id; END""",
        f"""CREATE TRIGGER cases_named_changed AFTER UPDATE OF client ON cases BEGIN
            UPDATE cases SET client_key = {_KEY} WHERE id = new.id; END""",
    ),
    "postgres": (),
}
