"""Write the migration from what the migrations make now to what the tables say: ``python -m app.db.next_migration "why"``.

Look at the file before committing it: on SQLite a new NOT NULL instant, a UNIQUE column, a change of type or the
dropping of an indexed column must be rewritten by hand as a rebuilt table. New indexes and triggers go in by
``manager.add_raw`` with `app.db.execute`, as in the migration after the first.
"""

import asyncio
import sys

from piccolo.apps.migrations.commands.new import AutoMigrationManager, NoChanges, _create_new_migration

from app.db.binding import use
from app.db.piccolo_app import APP_CONFIG


async def differences() -> list[str]:
    """Return the statements by which the tables differ from what the migrations make."""
    statements = await AutoMigrationManager().get_alter_statements(app_config=APP_CONFIG)
    return [statement for part in statements for statement in part.statements]


def main(description: str) -> None:
    """Write the file, if there is anything to say."""
    use("sqlite:///:memory:")  # Piccolo asks for an engine's dialect; nothing is opened
    try:
        made = asyncio.run(_create_new_migration(app_config=APP_CONFIG, auto=True, description=description))
    except NoChanges:
        sys.stdout.write("The migrations already make these tables.\n")
    else:
        sys.stdout.write(f"{made.migration_path}\n")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
