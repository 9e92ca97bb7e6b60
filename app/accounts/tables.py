"""Who works with the cases: organisations, people, their roles and their sign-ins."""

from piccolo.columns import (
    UUID,
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

from app.db.guards import Guard, Kept
from app.regions.tables import Region


class Organisation(Table, tablename="organisations"):
    """A body whose people use the product: the dinas, a kab/kota office, a UPTD, an LKS, a Bapas."""

    id = UUID(primary_key=True, default=UUID4())
    kind = Varchar(length=10, null=False)  # DINAS, KABKOTA, UPTD, LKS, BAPAS
    name = Varchar(length=200, unique=True, null=False)
    region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)
    closed_at = Timestamptz(null=True, default=None)  # since when nobody works there any more
    version = Integer(null=False, default=1)


class Worker(Table, tablename="workers"):
    """A person with an account. Accounts are closed (``active``), never deleted: events name them."""

    id = UUID(primary_key=True, default=UUID4())
    username = Varchar(length=60, unique=True, null=False)  # lower case
    name = Varchar(length=200, null=False)
    password = Varchar(length=200, null=False)  # argon2id, with its parameters
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict)
    region = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)  # kab/kota
    kecamatan = ForeignKey(Region, null=True, default=None, on_delete=OnDelete.restrict)  # of a TKSK
    language = Varchar(length=2, null=False, default="id")
    active = Boolean(null=False, default=True)
    created_at = Timestamptz(null=False)
    password_changed_at = Timestamptz(null=False)
    expires_on = Date(null=True, default=None)  # the last WIB day on which a partner may sign in
    last_sign_in_at = Timestamptz(null=True, default=None)
    version = Integer(null=False, default=1)


class PasswordCode(Table, tablename="password_codes"):
    """Leave to set an own password once, by a link or a printed code. Only the code's SHA-256 is kept."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    code_hash = Varchar(length=64, unique=True, null=False)
    made_at = Timestamptz(null=False)
    made_by = ForeignKey(Worker, null=False, on_delete=OnDelete.restrict)
    expires_at = Timestamptz(null=False)
    ended_at = Timestamptz(null=True, default=None)  # used, replaced by another, or the account was closed


class WorkerRole(Table, tablename="worker_roles"):
    """A role that a worker holds; the section matters to a KASI only."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.cascade)
    role = Varchar(length=20, null=False)
    section = Varchar(length=20, null=False, default="")


class Session(Table, tablename="sessions"):
    """One signed-in browser. The token itself is in its cookie only; here is its SHA-256."""

    id = UUID(primary_key=True, default=UUID4())
    token_hash = Varchar(length=64, unique=True, null=False)
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.cascade)
    csrf_secret = Varchar(length=64, null=False)
    created_at = Timestamptz(null=False)
    seen_at = Timestamptz(null=False)
    address = Varchar(length=60, null=False, default="")
    agent = Varchar(length=200, null=False, default="")
    previous_at = Timestamptz(null=True, default=None)  # when the worker had signed in before


class Draft(Table, tablename="drafts"):
    """What somebody sent in vain or left half filled in. Theirs alone, for a day, and gone once it is sent."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.cascade)
    path = Varchar(length=300, null=False)
    page = Varchar(length=300, null=False, default="")  # where the form stands that was left half filled in
    texts = Text(null=False)  # JSON: field → texts
    files = Varchar(
        length=300, null=False, default=""
    )  # names of the fields whose files were lost, with commas
    form_key = UUID(
        null=True, default=None
    )  # the form's idempotency key: once it was acted upon, this is done
    kept_at = Timestamptz(null=False)


class LoginAttempt(Table, tablename="login_attempts"):
    """One try at a password, kept to slow down guessing by account and by address."""

    id = BigSerial(primary_key=True)
    username = Varchar(length=60, null=False)
    address = Varchar(length=60, null=False)
    device = Varchar(length=64, null=False, default="")  # what proved that somebody known was at the door
    at = Timestamptz(null=False)
    succeeded = Boolean(null=False, default=False)


class KnownDevice(Table, tablename="known_devices"):
    """A browser in which a worker has signed in: strangers' wrong passwords do not keep it waiting."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.cascade)
    token_hash = Varchar(length=64, null=False)
    seen_at = Timestamptz(null=False)


class RateCount(Table, tablename="rate_counts"):
    """How often an account did what is limited, within the window that began then."""

    id = UUID(primary_key=True, default=UUID4())
    worker = ForeignKey(Worker, null=False, on_delete=OnDelete.cascade)
    kind = Varchar(length=20, null=False)
    since = Timestamptz(null=False)
    used = Integer(null=False, default=0)


class Setting(Table, tablename="settings"):
    """A small fact of the installation itself, such as which demo it holds."""

    name = Varchar(length=60, primary_key=True)
    value = Text(null=False)


INDEXES = (
    "CREATE INDEX drafts_worker ON drafts (worker, kept_at)",
    "CREATE UNIQUE INDEX worker_roles_role ON worker_roles (worker, role, section)",
    "CREATE INDEX workers_name ON workers (lower(name), username)",
    "CREATE INDEX password_codes_worker ON password_codes (worker) WHERE ended_at IS NULL",
    "CREATE INDEX workers_organisation ON workers (organisation)",
    "CREATE INDEX sessions_worker ON sessions (worker)",
    "CREATE INDEX sessions_seen ON sessions (seen_at)",
    "CREATE INDEX login_attempts_username ON login_attempts (username, at)",
    "CREATE INDEX login_attempts_device ON login_attempts (device, at) WHERE device <> ''",
    "CREATE UNIQUE INDEX known_devices_token ON known_devices (token_hash, worker)",
    "CREATE UNIQUE INDEX rate_counts_window ON rate_counts (worker, kind, since)",
    "CREATE INDEX rate_counts_since ON rate_counts (since)",
    "CREATE INDEX login_attempts_address ON login_attempts (address, at)",
)
GUARDS = {
    "organisations": Kept(("id",)),
    "workers": Kept(("id", "created_at")),
    "password_codes": Guard(once=("ended_at",)),
}
UNGUARDED = {
    "worker_roles": "what somebody may do now; the audit log says who gave it and when",
    "sessions": "they end by being gone; the audit log has every sign-in",
    "drafts": "gone once they are sent, or after a day",
    "login_attempts": "forgotten after a while, as they must be",
    "known_devices": "browsers; forgotten with a password's change, and after half a year",
    "rate_counts": "how often in the running window; forgotten after a day",
    "settings": "facts of the installation, not acts",
}
