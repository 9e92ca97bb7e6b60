"""Backup and restore of the whole province, timed, and compared row by row: `python -m tests.bench.restore`."""

import argparse
import asyncio
import hashlib
import shutil
import sqlite3
import time
from pathlib import Path

import msgspec

from app import db
from app.backup import make, restore
from app.backup.manifest import Manifest
from app.settings import Settings
from app.web import clock
from tests.soak.installation import ROOT

EMPTIED = {"sessions"}
"""Nobody stays signed in."""


def main() -> None:
    """Back up, check, restore, compare; print the seconds of each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    source = asked.parse_args().data
    beside = source.with_name(f"{source.name}-restored")
    archive = source.with_name(f"{source.name}.tar")
    shutil.rmtree(beside, ignore_errors=True)
    archive.unlink(missing_ok=True)
    try:
        _measure(source, beside, archive)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        archive.unlink(missing_ok=True)


def _measure(source: Path, beside: Path, archive: Path) -> None:
    here = Settings(data=str(source))
    there = msgspec.structs.replace(here, data=str(beside))
    db.use(here.database)
    lap = _Lap()
    manifest = asyncio.run(make.make(archive, here, now=clock.now()))
    lap(
        f"backup of {manifest.rows} rows and {len(manifest.documents)} documents, {archive.stat().st_size / 1e6:.0f} MB"
    )
    restore.check(archive)
    lap("check of every byte")
    asyncio.run(restore.restore(archive, there, replace=False, now=clock.now()))
    lap("restore")
    rows = _same_rows(source / "pulih.sqlite", beside / "pulih.sqlite")
    lap(f"{rows} rows compared one by one, all columns")
    files = _same_files(manifest, there)
    lap(f"{files} documents read and hashed")


class _Lap:
    """Says how long each step took."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def __call__(self, what: str) -> None:
        now = time.monotonic()
        print(f"{now - self._at:7.1f} s  {what}", flush=True)
        self._at = now


def _same_rows(one: Path, other: Path) -> int:
    """Raise unless both hold the same rows, column by column; return how many were compared."""
    base = sqlite3.connect(f"file:{one}?mode=ro", uri=True)
    base.execute("ATTACH ? AS other", (str(other),))
    total = 0
    for (table,) in base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall():
        if table in EMPTIED:
            continue
        columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
        mine, theirs = (", ".join(f'{alias}."{column}"' for column in columns) for alias in "xy")
        count = base.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0]
        key = "rowid" if "WITHOUT ROWID" not in _made(base, table) else columns[0]
        same = base.execute(
            f'SELECT count(*) FROM main."{table}" x JOIN other."{table}" y ON x.{key} = y.{key} WHERE ({mine}) IS ({theirs})'
        ).fetchone()[0]
        if not count == same == base.execute(f'SELECT count(*) FROM other."{table}"').fetchone()[0]:
            raise AssertionError(f"{table}: {same} of {count} rows are the same")
        total += count
    return total


def _made(base: sqlite3.Connection, table: str) -> str:
    return str(base.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]).upper()


def _same_files(manifest: Manifest, there: Settings) -> int:
    for sha256 in manifest.documents:
        content = (there.documents / sha256[:2] / sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise AssertionError(f"{sha256} came back damaged")
    return len(manifest.documents)


if __name__ == "__main__":
    main()
