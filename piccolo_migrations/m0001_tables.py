"""The tables. Written by `python -m app.db.initial`; changed by later migrations only."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete
from piccolo.columns.column_types import BigInt
from piccolo.columns.column_types import BigSerial
from piccolo.columns.column_types import Boolean
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Integer
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.column_types import UUID
from piccolo.columns.column_types import Varchar
from piccolo.table import Table

ID = "0001-tables"
VERSION = "1.38.0"
DESCRIPTION = "The tables"


class Case(Table, tablename="cases"):
    id = UUID(null=False, primary_key=True)


class Client(Table, tablename="clients"):
    id = UUID(null=False, primary_key=True)


class Organisation(Table, tablename="organisations"):
    id = UUID(null=False, primary_key=True)


class Region(Table, tablename="regions"):
    code = Varchar(length=13, null=False, primary_key=True)


class Worker(Table, tablename="workers"):
    id = UUID(null=False, primary_key=True)


TABLES = (
    ("Region", "regions"),
    ("LoginAttempt", "login_attempts"),
    ("Setting", "settings"),
    ("Audit", "audit"),
    ("CommandKey", "command_keys"),
    ("Counter", "counters"),
    ("HolidayOverride", "holiday_overrides"),
    ("Organisation", "organisations"),
    ("Worker", "workers"),
    ("WorkerRole", "worker_roles"),
    ("Session", "sessions"),
    ("Client", "clients"),
    ("SopVersion", "sop_versions"),
    ("Case", "cases"),
    ("Relation", "relations"),
    ("CaseEvent", "case_events"),
    ("CaseTask", "case_tasks"),
    ("Document", "documents"),
    ("Access", "access"),
)

COLUMNS = (
    ("Region", "code", Varchar, {"length": 13, "null": False, "primary_key": True}),
    ("Region", "name", Varchar, {"length": 100, "null": False}),
    ("Region", "level", Varchar, {"length": 10, "null": False}),
    ("Region", "parent", Varchar, {"length": 13, "default": None, "null": True}),
    ("Region", "bps_code", Varchar, {"length": 13, "default": None, "null": True}),
    ("Region", "valid_from", Date, {"default": None, "null": True}),
    ("Region", "valid_to", Date, {"default": None, "null": True}),
    ("LoginAttempt", "id", BigSerial, {"null": False, "primary_key": True}),
    ("LoginAttempt", "username", Varchar, {"length": 60, "null": False}),
    ("LoginAttempt", "address", Varchar, {"length": 60, "null": False}),
    ("LoginAttempt", "at", Timestamptz, {"null": False}),
    ("LoginAttempt", "succeeded", Boolean, {"null": False}),
    ("Setting", "name", Varchar, {"length": 60, "null": False, "primary_key": True}),
    ("Setting", "value", Text, {"null": False}),
    ("Audit", "seq", BigSerial, {"null": False, "primary_key": True}),
    ("Audit", "at", Timestamptz, {"null": False}),
    ("Audit", "by", UUID, {"default": None, "null": True}),
    ("Audit", "action", Varchar, {"length": 60, "null": False}),
    ("Audit", "subject", Varchar, {"length": 40, "null": False}),
    ("Audit", "subject_id", Varchar, {"length": 60, "null": False}),
    ("Audit", "case", UUID, {"default": None, "null": True}),
    ("Audit", "client", UUID, {"default": None, "null": True}),
    ("Audit", "detail", Text, {"default": "{}", "null": False}),
    ("CommandKey", "key", UUID, {"default": None, "null": False, "primary_key": True}),
    ("CommandKey", "worker", UUID, {"default": None, "null": False}),
    ("CommandKey", "location", Varchar, {"length": 500, "null": False}),
    ("CommandKey", "at", Timestamptz, {"null": False}),
    ("Counter", "name", Varchar, {"length": 40, "null": False, "primary_key": True}),
    ("Counter", "value", Integer, {"null": False}),
    ("HolidayOverride", "day", Date, {"null": False, "primary_key": True}),
    ("HolidayOverride", "name", Varchar, {"length": 200, "null": False}),
    ("HolidayOverride", "kind", Varchar, {"length": 20, "null": False}),
    ("HolidayOverride", "decree", Varchar, {"length": 200, "null": False}),
    ("Organisation", "id", UUID, {"null": False, "primary_key": True}),
    ("Organisation", "kind", Varchar, {"length": 10, "null": False}),
    ("Organisation", "name", Varchar, {"length": 200, "null": False, "unique": True}),
    ("Organisation", "region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Worker", "id", UUID, {"null": False, "primary_key": True}),
    ("Worker", "username", Varchar, {"length": 60, "null": False, "unique": True}),
    ("Worker", "name", Varchar, {"length": 200, "null": False}),
    ("Worker", "password", Varchar, {"length": 200, "null": False}),
    ("Worker", "organisation", ForeignKey, {"references": Organisation, "on_delete": OnDelete.restrict, "null": True}),
    ("Worker", "region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Worker", "kecamatan", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Worker", "language", Varchar, {"length": 2, "default": "id", "null": False}),
    ("Worker", "active", Boolean, {"default": True, "null": False}),
    ("Worker", "created_at", Timestamptz, {"null": False}),
    ("Worker", "password_changed_at", Timestamptz, {"null": False}),
    ("WorkerRole", "id", UUID, {"null": False, "primary_key": True}),
    ("WorkerRole", "worker", ForeignKey, {"references": Worker, "on_delete": OnDelete.cascade, "null": False}),
    ("WorkerRole", "role", Varchar, {"length": 20, "null": False}),
    ("WorkerRole", "section", Varchar, {"length": 20, "null": False}),
    ("Session", "id", UUID, {"null": False, "primary_key": True}),
    ("Session", "token_hash", Varchar, {"length": 64, "null": False, "unique": True}),
    ("Session", "worker", ForeignKey, {"references": Worker, "on_delete": OnDelete.cascade, "null": False}),
    ("Session", "csrf_secret", Varchar, {"length": 64, "null": False}),
    ("Session", "created_at", Timestamptz, {"null": False}),
    ("Session", "seen_at", Timestamptz, {"null": False}),
    ("Session", "address", Varchar, {"length": 60, "null": False}),
    ("Session", "agent", Varchar, {"length": 200, "null": False}),
    ("Client", "id", UUID, {"null": False, "primary_key": True}),
    ("Client", "number", Varchar, {"length": 20, "null": False, "unique": True}),
    ("Client", "full_name", Varchar, {"length": 200, "null": False}),
    ("Client", "alias", Varchar, {"length": 200, "null": False}),
    ("Client", "preferred_name", Varchar, {"length": 200, "null": False}),
    ("Client", "name_key", Varchar, {"length": 420, "null": False}),
    ("Client", "sex", Varchar, {"length": 20, "null": False}),
    ("Client", "birth_date", Date, {"default": None, "null": True}),
    ("Client", "birth_estimated", Boolean, {"null": False}),
    ("Client", "nik", Varchar, {"length": 16, "default": None, "null": True}),
    ("Client", "nik_status", Varchar, {"length": 20, "null": False}),
    ("Client", "kk", Varchar, {"length": 16, "default": None, "null": True}),
    ("Client", "religion", Varchar, {"length": 20, "null": False}),
    ("Client", "marital", Varchar, {"length": 20, "null": False}),
    ("Client", "phone", Varchar, {"length": 30, "null": False}),
    ("Client", "safe_contact", Varchar, {"length": 30, "null": False}),
    ("Client", "safe_contact_note", Varchar, {"length": 500, "null": False}),
    ("Client", "ktp_region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Client", "ktp_address", Varchar, {"length": 500, "null": False}),
    ("Client", "home_region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Client", "home_address", Varchar, {"length": 500, "null": False}),
    ("Client", "found_region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": True}),
    ("Client", "found_place", Varchar, {"length": 500, "null": False}),
    ("Client", "marks", Text, {"null": False}),
    ("Client", "registered_at", Timestamptz, {"null": False}),
    ("Client", "registered_by", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": False}),
    ("Client", "version", Integer, {"default": 1, "null": False}),
    ("SopVersion", "id", UUID, {"null": False, "primary_key": True}),
    ("SopVersion", "journey", Varchar, {"length": 20, "null": False}),
    ("SopVersion", "version", Integer, {"null": False}),
    ("SopVersion", "status", Varchar, {"length": 10, "null": False}),
    ("SopVersion", "digest", Varchar, {"length": 64, "null": False}),
    ("SopVersion", "body", Text, {"null": False}),
    ("SopVersion", "effective_from", Date, {"null": False}),
    ("SopVersion", "published_at", Timestamptz, {"null": False}),
    ("SopVersion", "published_by", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": True}),
    ("Case", "id", UUID, {"null": False, "primary_key": True}),
    ("Case", "number", Varchar, {"length": 12, "null": False, "unique": True}),
    ("Case", "client", ForeignKey, {"references": Client, "on_delete": OnDelete.restrict, "null": False}),
    ("Case", "pmks_type", Varchar, {"length": 8, "null": False}),
    ("Case", "secondary_types", Varchar, {"length": 120, "null": False}),
    ("Case", "journey", Varchar, {"length": 20, "null": False}),
    ("Case", "journey_version", Integer, {"null": False}),
    ("Case", "definition_digest", Varchar, {"length": 64, "null": False}),
    ("Case", "stage", Varchar, {"length": 30, "null": False}),
    ("Case", "episode", Integer, {"default": 1, "null": False}),
    ("Case", "opened_at", Timestamptz, {"null": False}),
    ("Case", "entered_at", Timestamptz, {"null": False}),
    ("Case", "due_at", Timestamptz, {"default": None, "null": True}),
    ("Case", "legal_due_at", Timestamptz, {"default": None, "null": True}),
    ("Case", "next_due_at", Timestamptz, {"default": None, "null": True}),
    ("Case", "closed_at", Timestamptz, {"default": None, "null": True}),
    ("Case", "outcome", Varchar, {"length": 30, "default": None, "null": True}),
    ("Case", "close_reason", Varchar, {"length": 30, "default": None, "null": True}),
    ("Case", "region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": False}),
    ("Case", "level", Varchar, {"length": 10, "null": False}),
    ("Case", "section", Varchar, {"length": 20, "null": False}),
    ("Case", "unit", ForeignKey, {"references": Organisation, "on_delete": OnDelete.restrict, "null": False}),
    ("Case", "worker", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": True}),
    ("Case", "unassigned_since", Timestamptz, {"default": None, "null": True}),
    ("Case", "last_human_at", Timestamptz, {"null": False}),
    ("Case", "source", Varchar, {"length": 30, "null": False}),
    ("Case", "urgency", Varchar, {"length": 10, "null": False}),
    ("Case", "restricted", Boolean, {"null": False}),
    ("Case", "linked_from", ForeignKey, {"references": "self", "on_delete": OnDelete.restrict, "null": True}),
    ("Case", "version", Integer, {"default": 1, "null": False}),
    ("Case", "state", Text, {"null": False}),
    ("Relation", "id", UUID, {"null": False, "primary_key": True}),
    ("Relation", "client", ForeignKey, {"references": Client, "on_delete": OnDelete.restrict, "null": False}),
    ("Relation", "name", Varchar, {"length": 200, "null": False}),
    ("Relation", "relation", Varchar, {"length": 30, "null": False}),
    ("Relation", "phone", Varchar, {"length": 30, "null": False}),
    ("Relation", "is_guardian", Boolean, {"null": False}),
    ("Relation", "safe", Boolean, {"default": True, "null": False}),
    ("Relation", "note", Varchar, {"length": 500, "null": False}),
    ("Relation", "since", Timestamptz, {"null": False}),
    ("Relation", "until", Timestamptz, {"default": None, "null": True}),
    ("CaseEvent", "seq", BigSerial, {"null": False, "primary_key": True}),
    ("CaseEvent", "case", ForeignKey, {"references": Case, "on_delete": OnDelete.restrict, "null": False}),
    ("CaseEvent", "ordinal", Integer, {"null": False}),
    ("CaseEvent", "kind", Varchar, {"length": 30, "null": False}),
    ("CaseEvent", "occurred_at", Timestamptz, {"null": False}),
    ("CaseEvent", "occurred_on", Date, {"null": False}),
    ("CaseEvent", "recorded_at", Timestamptz, {"null": False}),
    ("CaseEvent", "actor", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": False}),
    ("CaseEvent", "pmks_type", Varchar, {"length": 8, "null": False}),
    ("CaseEvent", "region", ForeignKey, {"references": Region, "on_delete": OnDelete.restrict, "null": False}),
    ("CaseEvent", "level", Varchar, {"length": 10, "null": False}),
    ("CaseEvent", "stage", Varchar, {"length": 30, "null": False}),
    ("CaseEvent", "episode", Integer, {"null": False}),
    ("CaseEvent", "flow", Varchar, {"length": 20, "default": None, "null": True}),
    ("CaseEvent", "outcome", Varchar, {"length": 30, "default": None, "null": True}),
    ("CaseEvent", "close_reason", Varchar, {"length": 30, "default": None, "null": True}),
    ("CaseEvent", "voids", Integer, {"default": None, "null": True}),
    ("CaseEvent", "data", Text, {"null": False}),
    ("CaseTask", "id", UUID, {"null": False, "primary_key": True}),
    ("CaseTask", "case", ForeignKey, {"references": Case, "on_delete": OnDelete.restrict, "null": False}),
    ("CaseTask", "task", Varchar, {"length": 60, "null": False}),
    ("CaseTask", "stage", Varchar, {"length": 30, "null": False}),
    ("CaseTask", "owners", Varchar, {"length": 120, "null": False}),
    ("CaseTask", "status", Varchar, {"length": 10, "null": False}),
    ("CaseTask", "required", Boolean, {"null": False}),
    ("CaseTask", "turns", Integer, {"null": False}),
    ("CaseTask", "due_at", Timestamptz, {"default": None, "null": True}),
    ("CaseTask", "last_at", Timestamptz, {"default": None, "null": True}),
    ("CaseTask", "last_by", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": True}),
    ("Document", "id", UUID, {"null": False, "primary_key": True}),
    ("Document", "case", ForeignKey, {"references": Case, "on_delete": OnDelete.restrict, "null": False}),
    ("Document", "kind", Varchar, {"length": 40, "null": False}),
    ("Document", "title", Varchar, {"length": 200, "null": False}),
    ("Document", "media_type", Varchar, {"length": 40, "null": False}),
    ("Document", "size", BigInt, {"null": False}),
    ("Document", "sha256", Varchar, {"length": 64, "null": False}),
    ("Document", "added_at", Timestamptz, {"null": False}),
    ("Document", "added_by", ForeignKey, {"references": Worker, "on_delete": OnDelete.restrict, "null": False}),
    ("Document", "removed_at", Timestamptz, {"default": None, "null": True}),
    ("Access", "id", UUID, {"null": False, "primary_key": True}),
    ("Access", "client", ForeignKey, {"references": Client, "on_delete": OnDelete.restrict, "null": False}),
    ("Access", "case", ForeignKey, {"references": Case, "on_delete": OnDelete.restrict, "null": True}),
    ("Access", "grantee", Varchar, {"length": 60, "null": False}),
    ("Access", "kind", Varchar, {"length": 20, "null": False}),
    ("Access", "since", Timestamptz, {"null": False}),
    ("Access", "until", Timestamptz, {"default": None, "null": True}),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="pulih", description=DESCRIPTION)
    names = dict(TABLES)
    for class_name, tablename in TABLES:
        manager.add_table(class_name=class_name, tablename=tablename)
    for class_name, column, column_class, params in COLUMNS:
        manager.add_column(
            table_class_name=class_name, tablename=names[class_name],
            column_name=column, db_column_name=column, column_class=column_class, params=params,
        )
    return manager
