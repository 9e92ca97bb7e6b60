"""Indexes, append-only triggers and what each engine says its own way. Written by `python -m app.db.initial`."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.db import current, execute

ID = "0002-indexes-and-triggers"
VERSION = "1.38.0"
DESCRIPTION = "Indexes and triggers"

STATEMENTS = {
    "sqlite": (
        'CREATE UNIQUE INDEX worker_roles_role ON worker_roles (worker, role, section)',
        'CREATE INDEX workers_organisation ON workers (organisation)',
        'CREATE INDEX sessions_worker ON sessions (worker)',
        'CREATE INDEX sessions_seen ON sessions (seen_at)',
        'CREATE INDEX login_attempts_username ON login_attempts (username, at)',
        'CREATE INDEX login_attempts_address ON login_attempts (address, at)',
        'CREATE INDEX audit_case ON audit ("case", seq) WHERE "case" IS NOT NULL',
        'CREATE INDEX audit_client ON audit (client, seq) WHERE client IS NOT NULL',
        'CREATE INDEX audit_subject ON audit (subject, subject_id, seq)',
        'CREATE INDEX audit_by ON audit ("by", seq)',
        'CREATE INDEX command_keys_at ON command_keys (at)',
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
        'CREATE INDEX cases_client ON cases (client)',
        'CREATE INDEX cases_due ON cases (due_at, id) WHERE closed_at IS NULL',
        'CREATE INDEX cases_region_type ON cases (region, pmks_type, due_at)',
        'CREATE INDEX cases_worker ON cases (worker, next_due_at)',
        'CREATE INDEX cases_next ON cases (next_due_at, id) WHERE closed_at IS NULL',
        'CREATE INDEX cases_linked ON cases (linked_from) WHERE linked_from IS NOT NULL',
        'CREATE UNIQUE INDEX case_events_ordinal ON case_events ("case", ordinal)',
        'CREATE INDEX case_events_flow ON case_events (occurred_on, pmks_type, region) WHERE flow IS NOT NULL',
        'CREATE INDEX case_events_voids ON case_events ("case", voids) WHERE voids IS NOT NULL',
        'CREATE UNIQUE INDEX case_tasks_task ON case_tasks ("case", task)',
        "CREATE INDEX case_tasks_due ON case_tasks (due_at) WHERE status = 'OPEN'",
        'CREATE INDEX documents_case ON documents ("case")',
        "CREATE TRIGGER case_events_no_update BEFORE UPDATE ON case_events BEGIN SELECT RAISE(ABORT, 'case_events is append-only'); END",
        "CREATE TRIGGER case_events_no_delete BEFORE DELETE ON case_events BEGIN SELECT RAISE(ABORT, 'case_events is append-only'); END",
        'CREATE INDEX clients_name ON clients (name_key)',
        'CREATE INDEX clients_nik ON clients (nik) WHERE nik IS NOT NULL',
        'CREATE INDEX relations_client ON relations (client)',
        "CREATE VIRTUAL TABLE client_names USING fts5(name_key, client UNINDEXED, tokenize = 'trigram')",
        "CREATE TRIGGER client_names_added AFTER INSERT ON clients BEGIN INSERT INTO client_names (rowid, name_key, client) VALUES (NULLIF(CAST(replace(substr(new.number, 5), '-', '') AS INTEGER), 0), new.name_key, new.id); END",
        "CREATE TRIGGER client_names_changed AFTER UPDATE OF name_key ON clients WHEN new.name_key <> old.name_key BEGIN UPDATE client_names SET name_key = new.name_key WHERE rowid = NULLIF(CAST(replace(substr(new.number, 5), '-', '') AS INTEGER), 0); END",
        'CREATE INDEX regions_parent ON regions (parent, name)',
        'CREATE INDEX access_case ON access ("case", grantee) WHERE until IS NULL',
        'CREATE INDEX access_client ON access (client, grantee) WHERE until IS NULL',
        'CREATE INDEX access_grantee ON access (grantee, "case") WHERE until IS NULL',
        'CREATE UNIQUE INDEX sop_versions_journey ON sop_versions (journey, version)',
    ),
    "postgres": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        'CREATE UNIQUE INDEX worker_roles_role ON worker_roles (worker, role, section)',
        'CREATE INDEX workers_organisation ON workers (organisation)',
        'CREATE INDEX sessions_worker ON sessions (worker)',
        'CREATE INDEX sessions_seen ON sessions (seen_at)',
        'CREATE INDEX login_attempts_username ON login_attempts (username, at)',
        'CREATE INDEX login_attempts_address ON login_attempts (address, at)',
        'CREATE INDEX audit_case ON audit ("case", seq) WHERE "case" IS NOT NULL',
        'CREATE INDEX audit_client ON audit (client, seq) WHERE client IS NOT NULL',
        'CREATE INDEX audit_subject ON audit (subject, subject_id, seq)',
        'CREATE INDEX audit_by ON audit ("by", seq)',
        'CREATE INDEX command_keys_at ON command_keys (at)',
        'CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()',
        'CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
        'CREATE INDEX cases_client ON cases (client)',
        'CREATE INDEX cases_due ON cases (due_at, id) WHERE closed_at IS NULL',
        'CREATE INDEX cases_region_type ON cases (region, pmks_type, due_at)',
        'CREATE INDEX cases_worker ON cases (worker, next_due_at)',
        'CREATE INDEX cases_next ON cases (next_due_at, id) WHERE closed_at IS NULL',
        'CREATE INDEX cases_linked ON cases (linked_from) WHERE linked_from IS NOT NULL',
        'CREATE UNIQUE INDEX case_events_ordinal ON case_events ("case", ordinal)',
        'CREATE INDEX case_events_flow ON case_events (occurred_on, pmks_type, region) WHERE flow IS NOT NULL',
        'CREATE INDEX case_events_voids ON case_events ("case", voids) WHERE voids IS NOT NULL',
        'CREATE UNIQUE INDEX case_tasks_task ON case_tasks ("case", task)',
        "CREATE INDEX case_tasks_due ON case_tasks (due_at) WHERE status = 'OPEN'",
        'CREATE INDEX documents_case ON documents ("case")',
        'CREATE TRIGGER case_events_no_change BEFORE UPDATE OR DELETE ON case_events FOR EACH ROW EXECUTE FUNCTION refuse_change()',
        'CREATE TRIGGER case_events_no_truncate BEFORE TRUNCATE ON case_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
        'CREATE INDEX clients_name ON clients (name_key)',
        'CREATE INDEX clients_nik ON clients (nik) WHERE nik IS NOT NULL',
        'CREATE INDEX relations_client ON relations (client)',
        "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX clients_name_parts ON clients USING gin (name_key gin_trgm_ops); EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: names are searched without an index'; END $$",
        'CREATE INDEX regions_parent ON regions (parent, name)',
        'CREATE INDEX access_case ON access ("case", grantee) WHERE until IS NULL',
        'CREATE INDEX access_client ON access (client, grantee) WHERE until IS NULL',
        'CREATE INDEX access_grantee ON access (grantee, "case") WHERE until IS NULL',
        'CREATE UNIQUE INDEX sop_versions_journey ON sop_versions (journey, version)',
    ),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="pulih", description=DESCRIPTION)

    async def run() -> None:
        for statement in STATEMENTS[current().kind]:
            await execute(statement)

    manager.add_raw(run)
    return manager
