"""Write the first migrations anew from the tables: ``python -m app.db.initial``.

For use until the first release only; after that, what changes in the tables becomes a migration of its own
(``python -m app.db.next_migration "what changes"``). One file makes the tables, in the form from which Piccolo
works out later differences, each column on a line with whatever differs from Piccolo's own default; the other
says what each engine is told beside them.
"""

from typing import Any

from piccolo.columns import Column, ForeignKey, LazyTableReference
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.base import Default
from piccolo.table import Table

from app.db.piccolo_app import APP_NAME, MIGRATIONS
from app.db.schema import ENGINES, statements, tables

TABLES_FILE = "m0001_tables.py"
STATEMENTS_FILE = "m0002_indexes_and_triggers.py"

_TABLES = '''"""The tables. Written by `python -m app.db.initial`; changed by later migrations only."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
{imports}

ID = "0001-tables"
VERSION = "1.38.0"
DESCRIPTION = "The tables"


{stubs}

TABLES = (
{tables}
)

COLUMNS = (
{columns}
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="{app}", description=DESCRIPTION)
    names = dict(TABLES)
    for class_name, tablename in TABLES:
        manager.add_table(class_name=class_name, tablename=tablename)
    for class_name, column, column_class, params in COLUMNS:
        manager.add_column(
            table_class_name=class_name, tablename=names[class_name],
            column_name=column, db_column_name=column, column_class=column_class, params=params,
        )
    return manager
'''
_STATEMENTS = '''"""Indexes, append-only triggers and what each engine says its own way. Written by `python -m app.db.initial`."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from app.db import current, execute

ID = "0002-indexes-and-triggers"
VERSION = "1.38.0"
DESCRIPTION = "Indexes and triggers"

STATEMENTS = {{
{statements}
}}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="{app}", description=DESCRIPTION)

    async def run() -> None:
        for statement in STATEMENTS[current().kind]:
            await execute(statement)

    manager.add_raw(run)
    return manager
'''


class _Writer:
    """Gathers the lines of the tables' migration and what they need to import."""

    def __init__(self) -> None:
        self.imports: set[tuple[str, str]] = {("piccolo.table", "Table")}
        self.referred: dict[str, type[Table]] = {}

    def column(self, table: type[Table], column: Column) -> str:
        """Return the line that declares *column*."""
        arguments = {name: self.value(value) for name, value in _telling(column).items()}
        params = ", ".join(f'"{name}": {value}' for name, value in arguments.items())
        name = column._meta.name
        return f'    ("{table.__name__}", "{name}", {self.named(type(column))}, {{{params}}}),'

    def value(self, value: Any) -> str:
        """Return *value* as Python source."""
        if isinstance(value, LazyTableReference):
            value = value.resolve()
        if isinstance(value, type) and issubclass(value, Table):
            self.referred[value.__name__] = value
            return value.__name__
        if isinstance(value, Default):
            return f"{self.named(type(value))}()"
        if isinstance(value, OnDelete):
            return f"{self.named(OnDelete)}.{value.name}"
        return f'"{value}"' if isinstance(value, str) else repr(value)

    def stub(self, table: type[Table]) -> str:
        """Return a class that stands for a table as far as foreign keys need it: its name and key."""
        key = table._meta.primary_key
        params = ", ".join(f"{name}={self.value(value)}" for name, value in _telling(key).items())
        heading = f'class {table.__name__}(Table, tablename="{table._meta.tablename}"):'
        return f"{heading}\n    {key._meta.name} = {self.named(type(key))}({params})\n"

    def named(self, type_: type) -> str:
        """Import *type_* and return its name there; a default may be called as a column class is."""
        self.imports.add((type_.__module__, type_.__name__))
        return type_.__name__


def _telling(column: Column) -> dict[str, Any]:
    """Return the parameters that differ from the column class's own; null and on_delete are always said."""
    blank = type(column)(references=Table) if isinstance(column, ForeignKey) else type(column)()
    usual = blank._meta.params
    return {
        name: value
        for name, value in column._meta.params.items()
        if name in {"null", "on_delete", "references"} or repr(value) != repr(usual.get(name))
    }


def tables_source() -> str:
    """Return the migration that makes the tables."""
    writer = _Writer()
    made = tables()
    columns = [writer.column(table, column) for table in made for column in table._meta.columns]
    stubs = "\n\n".join(writer.stub(table) for _, table in sorted(writer.referred.items()))
    return _TABLES.format(
        imports="\n".join(f"from {module} import {name}" for module, name in sorted(writer.imports)),
        stubs=stubs,
        tables="\n".join(f'    ("{table.__name__}", "{table._meta.tablename}"),' for table in made),
        columns="\n".join(columns),
        app=APP_NAME,
    )


def statements_source() -> str:
    """Return the migration that tells each engine the rest."""
    blocks = []
    for engine in ENGINES:
        lines = "\n".join(f"        {statement!r}," for statement in statements(engine))
        blocks.append(f'    "{engine}": (\n{lines}\n    ),')
    return _STATEMENTS.format(statements="\n".join(blocks), app=APP_NAME)


def main() -> None:
    """Write both files."""
    (MIGRATIONS / TABLES_FILE).write_text(tables_source())
    (MIGRATIONS / STATEMENTS_FILE).write_text(statements_source())


if __name__ == "__main__":
    main()
