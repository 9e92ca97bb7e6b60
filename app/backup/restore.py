"""Putting an archive in the place of an installation: all of it, or nothing.

The whole archive is unpacked and checked beside the data first. Then the documents are laid beside those that
are there (a file's name is its content, so none can be overwritten by another), and the database, which decides
which of them count, changes last and in one step.
"""

import asyncio
import os
import tempfile
from datetime import datetime
from pathlib import Path

from app import audit
from app.backup import archive, postgres, sqlite
from app.backup.archive import Found
from app.backup.manifest import Broken, Manifest
from app.cases.files import path_of
from app.db import current, execute, migrations, start, transaction, use
from app.settings import Settings


class Occupied(Exception):
    """There is something already where the archive was to go."""


def check(path: Path) -> Manifest:
    """Read an archive to its end and check every byte of it; raise `Broken` where it is not what it says."""
    manifest = archive.unpack(path, None).manifest
    _refuse_newer(manifest)
    return manifest


async def restore(path: Path, config: Settings, *, replace: bool, now: datetime) -> Manifest:
    """Restore the archive at *path*; `Occupied` where data would be overwritten and *replace* does not say so.

    On SQLite the file that was there keeps lying beside as ``….before-<time>``. Nobody stays signed in.
    """
    config.data_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=config.data_path) as scratch:
        found = await asyncio.to_thread(archive.unpack, path, Path(scratch))
        _refuse_newer(found.manifest)
        await _refuse_other_engine(found.manifest, config)
        if found.manifest.engine == "sqlite":
            await asyncio.to_thread(_into_file, found, Path(scratch), config, replace=replace, now=now)
        else:
            await _into_server(found, Path(scratch), config, replace=replace)
    return found.manifest


async def welcome(manifest: Manifest, *, now: datetime) -> None:
    """Write into the restored and open database that it was restored, once it is at this version."""
    await migrations.check()
    await _note(manifest, now=now)


@transaction
async def _note(manifest: Manifest, *, now: datetime) -> None:
    made = manifest.made_at.isoformat(timespec="seconds")
    await audit.record(
        "restored", by=None, at=now, subject="installation", subject_id=made, detail={"rows": manifest.rows}
    )


def _refuse_newer(manifest: Manifest) -> None:
    known = migrations.known()
    if manifest.migrations != known[: len(manifest.migrations)]:
        unknown = sorted(set(manifest.migrations) - set(known))
        raise Broken(f"made by another version of the product ({manifest.version}): {', '.join(unknown)}")


async def _refuse_other_engine(manifest: Manifest, config: Settings) -> None:
    engine = "sqlite" if config.database.startswith("sqlite:") else "postgres"
    if manifest.engine != engine:
        raise Broken(f"an archive of {manifest.engine} does not go into {engine}: choose PULIH_DATABASE_URL")


def _into_file(found: Found, scratch: Path, config: Settings, *, replace: bool, now: datetime) -> None:
    target, fresh = Path(config.database.removeprefix("sqlite:///")), found.parts[sqlite.MEMBER]
    if not replace and not sqlite.is_empty(target):
        raise Occupied(f"{target} holds data already")
    sqlite.check(fresh)
    _refuse_other_counts(found.manifest, fresh)
    sqlite.set_aside(target, target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%S}"))
    _lay_documents(found.manifest, scratch, config.documents)
    sqlite.end_sessions(fresh)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(_beside(fresh, target), target)  # noqa: PTH105  one step
    archive.sync_folder(target.parent)


def _beside(fresh: Path, target: Path) -> Path:
    """Return the fresh file on the target's own file system, where a rename is one step."""
    if fresh.stat().st_dev == target.parent.stat().st_dev:
        return fresh
    near = target.with_name(f".{target.name}.new")
    near.write_bytes(b"")
    near.chmod(0o600)
    with fresh.open("rb") as source, near.open("wb") as copy:
        while content := source.read(1 << 20):
            copy.write(content)
        copy.flush()
        os.fsync(copy.fileno())
    return near


def _refuse_other_counts(manifest: Manifest, fresh: Path) -> None:
    if sqlite.tables(fresh) != manifest.tables:
        raise Broken("the database has other numbers of rows than the manifest says")


async def _into_server(found: Found, scratch: Path, config: Settings, *, replace: bool) -> None:
    use(config.database)
    await start()
    try:
        if not replace and not await postgres.is_empty():
            raise Occupied("the database holds data already")
        await asyncio.to_thread(_lay_documents, found.manifest, scratch, config.documents)
        await postgres.put_in_place(found.manifest, found.parts)
        await _end_sessions()
    finally:
        await current().stop()


@transaction
async def _end_sessions() -> None:
    await execute("DELETE FROM sessions")


def _lay_documents(manifest: Manifest, scratch: Path, folder: Path) -> None:
    """Move the documents to those that are there already, durably."""
    for sha256 in manifest.documents:
        target = path_of(folder, sha256)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(path_of(scratch / "documents", sha256), target)  # noqa: PTH105
    os.sync()
