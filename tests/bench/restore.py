"""Backup and restore of the whole province, timed, and compared row by row: `python -m tests.bench.restore`.

With `--database` and `--into`, two databases of a PostgreSQL server: from the one into the other.
"""

import argparse
import asyncio
import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import asyncpg
import msgspec

from app import clock, db
from app.backup import make, restore
from app.backup.manifest import Manifest
from app.cases.files import MAX_BYTES, path_of
from app.settings import Settings
from tests.soak.installation import ROOT

EMPTIED = {"sessions"}
"""Nobody stays signed in."""
LARGE = 300
"""So many scans and photos lie beside the small documents of the province, of any size up to the largest allowed."""
_SMALLEST = 200_000


def main() -> None:
    """Back up, check, restore, compare; print the seconds of each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--large", type=int, default=LARGE)
    asked.add_argument("--database", default="")
    asked.add_argument("--into", default="", help="an empty PostgreSQL database; it is filled")
    said = asked.parse_args()
    source = said.data
    beside = source.with_name(f"{source.name}-restored")
    archive = source.with_name(f"{source.name}.tar")
    shutil.rmtree(beside, ignore_errors=True)
    archive.unlink(missing_ok=True)
    here = Settings(data=str(source), database_url=said.database)
    there = msgspec.structs.replace(here, data=str(beside), database_url=said.into)
    try:
        with _large_papers(here.documents, said.large):
            _measure(here, there, archive)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        archive.unlink(missing_ok=True)


@contextmanager
def _large_papers(folder: Path, count: int) -> Iterator[None]:
    """Lay large documents beside the others for as long as the block lasts; nothing packs them any smaller."""
    chance, made = Random(count), []
    try:
        for _ in range(count):
            size = int(_SMALLEST * (MAX_BYTES / _SMALLEST) ** chance.random())
            content = b"%PDF-1.4\n" + chance.randbytes(size - 16) + b"\n%%EOF\n"
            path = path_of(folder, hashlib.sha256(content).hexdigest())
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(content)
            made.append(path)
        yield
    finally:
        for path in made:
            path.unlink()


def _measure(here: Settings, there: Settings, archive: Path) -> None:
    lap = _Lap()
    manifest = asyncio.run(_backup(archive, here))
    documents = f"{len(manifest.documents)} documents of {sum(manifest.documents.values()) / 1e6:.0f} MB"
    lap(f"backup of {manifest.rows} rows and {documents}, {archive.stat().st_size / 1e6:.0f} MB")
    restore.check(archive)
    lap("check of every byte")
    asyncio.run(restore.restore(archive, there, replace=False, now=clock.now()))
    lap("restore")
    if here.database_url:
        rows = asyncio.run(_same_in_postgres(here.database, there.database))
    else:
        rows = _same_rows(here.data_path / "pulih.sqlite", there.data_path / "pulih.sqlite")
    lap(f"{rows} rows compared, all columns")
    files = _same_files(manifest, there)
    lap(f"{files} documents read and hashed")


async def _backup(archive: Path, here: Settings) -> Manifest:
    db.use(here.database)
    if not here.database_url:  # read as a file
        return await make.make(archive, here, now=clock.now())
    await db.start()
    try:
        return await make.make(archive, here, now=clock.now())
    finally:
        await db.stop()


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


async def _same_in_postgres(one: str, other: str) -> int:
    """Raise unless the digests of all rows, in the order of their texts, are the same; return how many there were."""
    here, there = await asyncpg.connect(one), await asyncpg.connect(other)
    total = 0
    for table in await here.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"):
        if table[0] in EMPTIED:
            continue
        mine, theirs = [await _digest(base, table[0]) for base in (here, there)]
        if mine != theirs:
            raise AssertionError(f"{table[0]}: {mine} and {theirs} differ")
        total += mine[1]
    await here.close()
    await there.close()
    return total


async def _digest(base: asyncpg.Connection, table: str) -> tuple[str, int]:
    """Hash the texts of a table's rows one after the other."""
    digest, rows = hashlib.sha256(), 0
    async with base.transaction():
        async for row in base.cursor(
            f'SELECT t::text FROM "{table}" t ORDER BY t::text COLLATE "C"', prefetch=5000
        ):
            digest.update(row[0].encode())
            rows += 1
    return digest.hexdigest(), rows


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
