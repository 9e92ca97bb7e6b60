"""Making an archive: the database first, then every document.

A document's file is on the disk before its row is committed, and stays there; so whatever the copied database
names can be read afterwards, however much is written meanwhile.
"""

import asyncio
import re
import tempfile
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from app.backup import archive, postgres, sqlite
from app.backup.manifest import Manifest, Table
from app.cases.files import path_of
from app.db import Database, current
from app.db.postgres import Postgres
from app.settings import Settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class _Taken(NamedTuple):
    """The database as copied: its packed parts by member, and what is known about it."""

    parts: dict[str, Path]
    hashes: dict[str, str]
    tables: tuple[Table, ...]
    migrations: tuple[str, ...]
    documents: set[str]


async def make(target: Path, config: Settings, *, now: datetime) -> Manifest:
    """Write an archive of the open database and its documents to *target*; return its manifest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pulih-backup-", dir=target.parent) as scratch:
        database = current()
        taken = await _take(database, Path(scratch))
        return await asyncio.to_thread(_write, target, taken, config.documents, database.kind, now)


async def _take(database: Database, scratch: Path) -> _Taken:
    if isinstance(database, Postgres):
        async with database.lend() as connection:
            shot = await postgres.copy_out(connection, scratch)
        parts = {name: scratch / Path(name).name for name in shot.hashes}
        return _Taken(parts, shot.hashes, shot.tables, shot.migrations, shot.documents)
    return await asyncio.to_thread(_copy_sqlite, Path(database.path), scratch)


def _copy_sqlite(source: Path, scratch: Path) -> _Taken:
    if not source.exists():
        raise FileNotFoundError(f"no database at {source}: see PULIH_DATA and PULIH_DATABASE_URL")
    copy, packed = scratch / "database.sqlite", scratch / "database.sqlite.gz"
    sqlite.copy(source, copy)
    with copy.open("rb") as file:
        digest = archive.pack(file, packed)
    taken = _Taken(
        {sqlite.MEMBER: packed},
        {sqlite.MEMBER: digest},
        sqlite.tables(copy),
        sqlite.migrations(copy),
        sqlite.documents(copy),
    )
    copy.unlink()
    return taken


def _write(target: Path, taken: _Taken, folder: Path, engine: str, now: datetime) -> Manifest:
    with archive.writing(target) as writer:
        for name, path in taken.parts.items():
            writer.packed(name, path)
        documents, missing = _documents(writer, folder, taken.documents)
        manifest = Manifest(
            version=_version(),
            engine=engine,
            made_at=now,
            migrations=taken.migrations,
            tables=taken.tables,
            files=taken.hashes,
            documents=documents,
            missing=missing,
        )
        writer.finish(manifest)
    return manifest


def _version() -> str:
    try:
        return version("pulih")
    except PackageNotFoundError:  # run from the source tree without being installed
        return "source"


def _documents(
    writer: archive.Writer, folder: Path, named: set[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Add every document; return those that are whole, with their sizes, and those named that are not."""
    whole: dict[str, int] = {}
    for sha256 in sorted(named.union(kept(folder))):
        path = path_of(folder, sha256)
        if path.is_file():
            digest, size = writer.document(path)
            if digest == sha256:
                whole[sha256] = size
    return whole, tuple(sorted(named - whole.keys()))


def kept(folder: Path) -> Iterable[str]:
    """Return the names of all documents that lie in *folder*; what else lies there is left out."""
    return (path.name for path in folder.glob("??/*") if _SHA256.fullmatch(path.name))
