"""SQLite in a backup: a copy of the whole file as one moment left it, taken while others read and write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.backup.manifest import Broken, InUse, Table
from app.db.piccolo_app import APP_NAME

MEMBER = "database.sqlite.gz"


def copy(source: Path, target: Path) -> None:
    """Copy the database in one step, hence as of one moment; with a write-ahead log nobody waits for it."""
    address = f"file:{source}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=30)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        target.chmod(0o600)
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")


def tables(path: Path) -> tuple[Table, ...]:
    """Return the tables of a copy with their counts."""
    with closing(_reading(path)) as base:
        names = [
            row[0]
            for row in base.execute(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
                " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
            )
        ]
        return tuple(
            Table(name, base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names
        )


def migrations(path: Path) -> tuple[str, ...]:
    """Return the migrations that a copy has seen."""
    with closing(_reading(path)) as base:
        rows = base.execute("SELECT name FROM migration WHERE app_name = ? ORDER BY name", (APP_NAME,))
        return tuple(row[0] for row in rows)


def documents(path: Path) -> set[str]:
    """Return the SHA-256 of every document that a copy names."""
    with closing(_reading(path)) as base:
        return {row[0] for row in base.execute("SELECT DISTINCT sha256 FROM documents")}


def check(path: Path) -> None:
    """Let SQLite read every page and follow every reference."""
    with closing(_reading(path)) as base:
        said = base.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise Broken(f"the database is damaged: {said}")
        if stray := base.execute("PRAGMA foreign_key_check").fetchone():
            raise Broken(f"a row of {stray[0]} refers to a row of {stray[2]} that is not there")


def is_empty(path: Path) -> bool:
    """Tell whether a database holds neither accounts nor clients: none, or one that was only migrated."""
    if not path.exists() or not path.stat().st_size:
        return True
    with closing(_reading(path)) as base:
        names = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
        held = [name for name in ("workers", "clients") if name in names]
        return not any(base.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in held)


def set_aside(path: Path, aside: Path) -> None:
    """Give the present file a second name, its log worked in; `InUse` while a server has it open."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=1)) as base:
        try:
            base.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as problem:
            raise InUse("the database is in use: stop the server first") from problem
    if path.stat().st_size:
        aside.hardlink_to(path)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def end_sessions(path: Path) -> None:
    """Sign everybody out of a copy: who was signed in when it was made may have lost their account since."""
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("DELETE FROM sessions")
