"""The tables of all slices in one list, with what Piccolo's columns cannot say.

A slice's `tables.py` may declare, beside its Piccolo tables:

- ``INDEXES``: statements that both engines understand, partial indexes among them;
- ``APPEND_ONLY``: names of tables whose rows the database itself refuses to change or delete;
- ``GUARDS``: names of tables whose rows change only as a rule of `guards` lets them, and are never deleted;
- ``UNGUARDED``: names of tables that anything may happen to, each with the reason;
- ``RAW``: ``{"sqlite": (statement, …), "postgres": (statement, …)}`` for what each engine says its own way.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from piccolo.table import Table, sort_table_classes

from app.db import guards

_APP = Path(__file__).resolve().parent.parent
ENGINES = ("sqlite", "postgres")


def slices() -> list[ModuleType]:
    """Import and return every slice's tables module."""
    return [import_module(_dotted(path)) for path in sorted(_APP.rglob("tables.py"))]


def _dotted(path: Path) -> str:
    return ".".join(("app", *path.relative_to(_APP).with_suffix("").parts))


def tables() -> list[type[Table]]:
    """Return all tables, those that others refer to first."""
    every: dict[str, type[Table]] = {}
    for module in slices():
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Table) and value.__module__ == module.__name__:
                every[value.__name__] = value
    return sort_table_classes(list(every.values()))


def statements(engine: str) -> list[str]:
    """Return what to say to *engine* after the tables are made: indexes, triggers, the slices' own statements."""
    sentences = [_flat(sentence) for sentence in _PREPARE[engine]]
    known = {table._meta.tablename: table for table in tables()}
    for module in slices():
        sentences += getattr(module, "INDEXES", ())
        for table in getattr(module, "APPEND_ONLY", ()):
            sentences += [_flat(sentence.format(table=table)) for sentence in _APPEND_ONLY[engine]]
        for table, rule in getattr(module, "GUARDS", {}).items():
            sentences += [_flat(sentence) for sentence in guards.statements(engine, known[table], rule)]
        sentences += getattr(module, "RAW", {}).get(engine, ())
    return sentences


def _flat(sentence: str) -> str:
    return " ".join(sentence.split())


_PREPARE: dict[str, tuple[str, ...]] = {
    "sqlite": (),
    "postgres": (
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    ),
}
_APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
        """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    ),
    "postgres": (
        """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ),
}
