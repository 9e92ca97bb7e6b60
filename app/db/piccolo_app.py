"""The schema as Piccolo's migration tools see it: one app, all slices' tables."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.db.schema import tables

APP_NAME = "pulih"
MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "piccolo_migrations"

APP_CONFIG = AppConfig(
    app_name=APP_NAME,
    migrations_folder_path=str(MIGRATIONS),
    table_classes=tables(),
    migration_dependencies=[],
)
