"""Triggers that keep tables which tell of people's acts: their rows are never deleted, and change only as declared.

A slice's `tables.py` says for each of its tables which it is: ``APPEND_ONLY``, ``GUARDS`` or ``UNGUARDED``.
"""

from typing import Any

import msgspec
from piccolo.columns import ForeignKey, Text, Varchar
from piccolo.table import Table


class Guard(msgspec.Struct, frozen=True):
    """Rows that stay as they were written but for an end that was open: `once` from nothing to a value, and then never.

    `free` may change while the first of `once` is open, or at any time where there is none. A column that names a
    client follows a merge of client records, under the merge's own row, and back when it is undone.
    """

    once: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


class Kept(msgspec.Struct, frozen=True):
    """Rows that follow what is known and are never deleted; `fixed` says who they are, and never changes."""

    fixed: tuple[str, ...]


Rule = Guard | Kept
_CLIENTS = "clients"
_MERGED = """EXISTS (SELECT 1 FROM client_merges m WHERE (m.gone = {old} AND m.kept = {new} AND m.undone_at IS NULL)
    OR (m.kept = {old} AND m.gone = {new} AND m.undone_at IS NOT NULL))"""
_LED = """EXISTS (SELECT 1 FROM client_merges m WHERE m.gone = OLD.id AND ((m.kept = NEW.{name} AND m.undone_at IS NULL)
    OR (NEW.{name} IS NULL AND m.kept = OLD.{name} AND m.undone_at IS NOT NULL)))"""
"""A client's own row leads to another, or no longer."""


def statements(engine: str, table: type[Table], rule: Rule) -> list[str]:
    """Return what makes *engine* keep a table by a rule."""
    name, refused = table._meta.tablename, _refused(table, rule)
    if engine == "sqlite":
        return [
            f"""CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name}
                BEGIN SELECT RAISE(ABORT, '{name}: rows are kept'); END""",
            f"""CREATE TRIGGER {name}_kept BEFORE UPDATE{_of(table, rule)} ON {name} WHEN {refused}
                BEGIN SELECT RAISE(ABORT, '{name}: only an end that is open may be set'); END""",
        ]
    return [
        f"""CREATE FUNCTION {name}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {refused} THEN RAISE EXCEPTION '{name}: only an end that is open may be set'; END IF;
            RETURN NEW; END $$""",
        f"""CREATE TRIGGER {name}_kept BEFORE UPDATE{_of(table, rule)} ON {name}
            FOR EACH ROW EXECUTE FUNCTION {name}_kept()""",
        f"""CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name}
            FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        f"""CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ]


def _of(table: type[Table], rule: Rule) -> str:
    """Ask only where a column changes that is looked at: other writes of a busy table cost nothing."""
    if isinstance(rule, Guard):
        return ""
    return " OF " + ", ".join(f'"{name}"' for name in (*rule.fixed, *_names_of_clients(table)))


def _refused(table: type[Table], rule: Rule) -> str:
    """Return when an update is refused."""
    clients = _names_of_clients(table)
    wrong = [_moved(table, name) for name in clients]
    if isinstance(rule, Kept):
        wrong += [_changed(name) for name in rule.fixed]
    else:
        wrong += [_set_before(table, name) for name in rule.once]
        wrong += [f"({_changed(name)} AND {_is_set(table, rule.once[0])})" for name in rule.free if rule.once]
        let = {*clients, *rule.once, *rule.free}
        wrong += [_changed(name) for name in _columns(table) if name not in let]
    return " OR ".join(wrong)


def _columns(table: type[Table]) -> list[str]:
    return [column._meta.name for column in table._meta.columns]


def _names_of_clients(table: type[Table]) -> list[str]:
    """Return the columns that follow a merge; the merges' own rows say which it was and follow nothing."""
    if table._meta.tablename == "client_merges":
        return []
    return [column._meta.name for column in table._meta.foreign_key_columns if _refers_to_clients(column)]


def _refers_to_clients(column: ForeignKey[Any]) -> bool:
    return column._foreign_key_meta.resolved_references._meta.tablename == _CLIENTS


def _changed(name: str) -> str:
    return f'NEW."{name}" IS DISTINCT FROM OLD."{name}"'


def _moved(table: type[Table], name: str) -> str:
    merged = _MERGED.format(old=f'OLD."{name}"', new=f'NEW."{name}"')
    if table._meta.tablename == _CLIENTS:
        merged = f"({merged} OR {_LED.format(name=name)})"
    return f"({_changed(name)} AND NOT {merged})"


def _set_before(table: type[Table], name: str) -> str:
    return f"({_changed(name)} AND {_is_set(table, name)})"


def _is_set(table: type[Table], name: str) -> str:
    """Tell whether a column held a value; a text that may not be missing is empty while it holds none."""
    column = table._meta.get_column_by_name(name)
    texts = isinstance(column, Varchar | Text) and not column._meta.null
    return f"OLD.\"{name}\" <> ''" if texts else f'OLD."{name}" IS NOT NULL'
