"""`pulih backup` and `pulih restore`."""

import asyncio
from datetime import datetime
from pathlib import Path

import click

from app import clock, db
from app.backup import make, restore
from app.backup.manifest import Broken, InUse, Manifest
from app.db.migrations import NotMigrated
from app.settings import settings

_PATTERN = "pulih-????????T??????.tar"


@click.command()
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@click.option("--check", "checked", is_flag=True, help="Check the archive TARGET instead of making one.")
@click.option(
    "--keep", type=click.IntRange(1), help="Afterwards remove all but so many of the folder's newest."
)
def backup(target: Path, keep: int | None, *, checked: bool) -> None:
    """Write database and documents into one archive, while the server runs.

    TARGET is a file, or a folder in which the archive is named after the time (by default this one).
    """
    if checked:
        click.echo(_told(_checked(target)))
        return
    now = clock.now()
    path = target / f"pulih-{now.astimezone(clock.WIB):%Y%m%dT%H%M%S}.tar" if target.is_dir() else target
    try:
        manifest = asyncio.run(_make(path, now))
    except (OSError, NotMigrated) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{path}: {_told(manifest)}")
    if keep and target.is_dir():
        for old in sorted(target.glob(_PATTERN))[:-keep]:
            old.unlink()
    if manifest.missing:
        raise click.ClickException(
            f"documents are missing or damaged in this installation: {', '.join(manifest.missing)}"
        )


async def _make(path: Path, now: datetime) -> Manifest:
    db.use(settings().database)
    if settings().database.startswith("sqlite:"):  # read as a file; the engine would open it to write
        return await make.make(path, settings(), now=now)
    await db.start()
    try:
        return await make.make(path, settings(), now=now)
    finally:
        await db.stop()


def _checked(path: Path) -> Manifest:
    try:
        return restore.check(path)
    except Broken as problem:
        raise click.ClickException(f"{path}: {problem}") from problem


def _told(manifest: Manifest) -> str:
    size = sum(manifest.documents.values()) / 1e6
    return (
        f"{manifest.rows} rows of {manifest.engine}, {len(manifest.documents)} documents ({size:.1f} MB),"
        f" made {manifest.made_at.astimezone(clock.WIB):%Y-%m-%d %H:%M} WIB by version {manifest.version}"
    )


@click.command(name="restore")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the data that are there.")
def restore_(archive: Path, *, replace: bool) -> None:
    """Put ARCHIVE in the place of this installation's database and documents: all of it or nothing."""
    try:
        manifest = asyncio.run(_restore(archive, replace=replace))
    except restore.Occupied as problem:
        raise click.ClickException(f"{problem}; --replace puts the archive in its place") from problem
    except (Broken, InUse, OSError) as problem:
        raise click.ClickException(f"{problem}. Nothing was changed.") from problem
    click.echo(f"Restored {_told(manifest)}.")
    if manifest.missing:
        click.echo(f"The archive lacks documents that its database names: {', '.join(manifest.missing)}")


async def _restore(archive: Path, *, replace: bool) -> Manifest:
    now = clock.now()
    manifest = await restore.restore(archive, settings(), replace=replace, now=now)
    db.use(settings().database)
    await db.start()
    try:
        await restore.welcome(manifest, now=now)
    except NotMigrated:
        click.echo("It was made by an older version: run `pulih migrate` now.")
    finally:
        await db.stop()
    return manifest


COMMANDS = (backup, restore_)
