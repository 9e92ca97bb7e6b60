"""Schema migrations: bringing a database up to date, on either engine, and proving that it is.

Each migration is one transaction with the row that records it, so a migration that fails leaves nothing behind.
"""

import io
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from piccolo.apps.migrations.tables import Migration

from app.db.binding import current
from app.db.piccolo_app import APP_NAME, MIGRATIONS
from app.db.schema import tables
from app.db.transaction import execute, query, transaction

_LOCK = 7_315_402
"""A number of our own for PostgreSQL's advisory lock: two processes must not migrate at once."""


class NotMigrated(Exception):
    """The database does not stand where this version of the product needs it."""


async def migrate() -> list[str]:
    """Run the migrations that have not run yet; return their ids."""
    await _prepare()
    ran = [id_ for id_, module in _modules().items() if await _apply(id_, module)]
    await check()
    return ran


@transaction
async def apply(ids: Iterable[str]) -> None:
    """Run exactly these migrations, as for an archive that was made when there were no others yet."""
    modules = _modules()
    await _prepare()
    for id_ in ids:
        await _apply(id_, modules[id_])


def known() -> tuple[str, ...]:
    """Return the ids of this version's migrations, in order."""
    return tuple(_modules())


async def check() -> None:
    """Raise unless exactly the migrations of this version have run, and made the tables that it knows."""
    wanted, recorded = set(_modules()), await _recorded()
    if missing := wanted - recorded:
        raise NotMigrated(f"run `pulih migrate` first: {', '.join(sorted(missing))} has not run")
    if foreign := recorded - wanted:
        raise NotMigrated(f"the database is from a newer version: {', '.join(sorted(foreign))} is unknown")
    if lacking := sorted(_columns_known() - await _columns_there()):
        raise NotMigrated(
            "the database was made by a version before the first release, whose tables were others: it lacks "
            f"{', '.join(lacking)}. Move it away and begin anew (the demo: remove the folder of PULIH_DATA, usually var/)"
        )


async def missing() -> list[str]:
    """Return what `pulih migrate` has still to run, by one quick question."""
    return sorted(set(_modules()) - await _recorded())


def _columns_known() -> set[str]:
    return {
        f"{table._meta.tablename}.{column._meta.db_column_name}"
        for table in tables()
        for column in table._meta.columns
    }


_COLUMNS = {
    "sqlite": "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
    "postgres": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()",
}


async def _columns_there() -> set[str]:
    return {f"{row[0]}.{row[1]}" for row in await query(_COLUMNS[current().kind])}


@transaction
async def _prepare() -> None:
    await _lock()
    await Migration.create_table(if_not_exists=True)


@transaction
async def _apply(id_: str, module: ModuleType) -> bool:
    await _lock()
    if id_ in await _recorded():
        return False
    manager: Any = await module.forwards()
    with redirect_stdout(io.StringIO()):  # Piccolo's progress marks
        await manager.run()
    await Migration.insert(Migration(name=id_, app_name=APP_NAME))
    return True


async def _lock() -> None:
    if current().kind == "postgres":
        await execute("SELECT pg_advisory_xact_lock(?)", _LOCK)


async def _recorded() -> set[str]:
    if not await Migration.table_exists():
        return set()
    return {row.name for row in await query("SELECT name FROM migration WHERE app_name = ?", APP_NAME)}


def _modules() -> dict[str, ModuleType]:
    """Return the migrations by id, in order."""
    modules = {}
    for path in MIGRATIONS.glob("*.py"):
        module = _load(path)
        if id_ := getattr(module, "ID", None):
            modules[str(id_)] = module
    return dict(sorted(modules.items()))


def _load(path: Path) -> ModuleType:
    name = f"piccolo_migrations.{path.stem}"
    if name not in sys.modules:
        spec = spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} is no Python module")
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
