"""The `pulih` command. Slices add their own commands: ``COMMANDS`` in ``app/<slice>/cli.py``."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

_APP = Path(__file__).resolve().parent
T = TypeVar("T")


def with_database(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run *work* with the installation's database open; a database at another version is told in a sentence."""
    from app import db
    from app.db.migrations import NotMigrated
    from app.settings import settings

    async def run() -> T:
        db.use(settings().database)
        await db.start()
        try:
            return await work()
        finally:
            await db.stop()

    try:
        return asyncio.run(run())
    except NotMigrated as problem:
        raise click.ClickException(str(problem)) from problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pulih", message="%(prog)s %(version)s")
def main() -> None:
    """Follow every client from the first report to the last aftercare visit."""


@main.command()
def migrate() -> None:
    """Bring the database and the data that comes with the product up to date."""
    from app import reference
    from app.db.migrations import migrate as run_migrations

    async def run() -> list[str]:
        ran = await run_migrations()
        await reference.load()
        return ran

    ran = with_database(run)
    click.echo(f"Migrated: {', '.join(ran)}." if ran else "The database is up to date.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=None, type=int, help="Server processes; on SQLite always one.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the product."""
    from app.db.migrations import check
    from app.deploy.machine import taken
    from app.settings import settings

    on_sqlite = settings().database.startswith("sqlite:")
    if on_sqlite and workers not in (None, 1):
        raise click.UsageError("SQLite has one writer: one process serves it. Several need PostgreSQL.")
    if taken(host, port):  # Granian shares a port with whoever has it, and both would answer by turns
        raise click.ClickException(
            f"port {port} is taken; stop what listens there or choose another with --port"
        )
    with_database(check)
    click.echo(f"Pulih on http://{host}:{port}")
    _become_granian(host, port, 1 if on_sqlite else (workers or 2))


def _become_granian(host: str, port: int, workers: int) -> NoReturn:
    """Put the server in this process's place: who only watches over its workers need not hold the whole product.

    Few malloc arenas: the worker's threads take turns, and what each arena keeps for itself is never given back.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    where = ("--host", host, "--port", str(port), "--workers", str(workers))
    how = ("--factory", "--interface", "asgi", "--no-ws", "--no-access-log")
    os.execv(sys.executable, [sys.executable, "-m", "granian", "app.main:serve", *where, *how])  # noqa: S606


def _slices_commands() -> Iterator[click.Command]:
    for path in sorted(_APP.glob("*/cli.py")):
        yield from import_module(f"app.{path.parent.name}.cli").COMMANDS


for _command in _slices_commands():
    main.add_command(_command)


if __name__ == "__main__":
    main()
