"""`pulih check`: whether this installation is fit to be relied upon."""

import asyncio
import os
from pathlib import Path

import asyncpg
import click
import msgspec

from app import clock, db
from app.audit import high_water
from app.deploy import choices, contents, documents, machine
from app.settings import Settings, settings


@click.command()
@click.option(
    "--deploy", is_flag=True, help="Also what matters once others use it: TLS, accounts, the machine."
)
@click.option("--all", "everything", is_flag=True, help="Read every document's file, not a sample.")
@click.option("--clock-is-right", is_flag=True, help="The clock was ahead before and is right now: go on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address it will listen on.")
@click.option("--port", default=8000, show_default=True, help="The port it will listen on.")
def check(host: str, port: int, *, deploy: bool, everything: bool, clock_is_right: bool) -> None:
    """Say what is wrong with this installation, one line each with what to do; nothing wrong, exit code 0.

    With --deploy a document's damaged file is told too, but keeps no service from starting.
    """
    try:
        config = settings()
    except msgspec.ValidationError as problem:
        raise click.ClickException(f"a PULIH_… setting cannot be read: {problem}") from problem
    faults, damaged = asyncio.run(
        _database(config, deploy=deploy, everything=everything, heard=clock_is_right)
    )
    if deploy:
        faults = [
            *choices.misspelt(os.environ),
            *choices.all_of(config),
            *_machine(config, host, port),
            *faults,
        ]
    for fault in (*faults, *damaged):
        click.echo(f"- {fault}")
    if faults or (damaged and not deploy):
        raise click.exceptions.Exit(1)
    if not damaged:
        click.echo("Nothing wrong was found.")


def _machine(config: Settings, host: str, port: int) -> list[str]:
    faults = [
        *machine.owner(os.geteuid()),
        *machine.privacy(config.data_path),
        *machine.room(config.data_path),
        *machine.clock(),
        *machine.port(host, port),
    ]
    file = _file(config)
    return faults if file is None else [*faults, *machine.local_disk(file)]


def _file(config: Settings) -> Path | None:
    address = config.database
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:") else None


async def _database(
    config: Settings, *, deploy: bool, everything: bool = False, heard: bool = False
) -> tuple[list[str], list[str]]:
    """Return what is wrong in the database, and with the documents' files."""
    file = _file(config)
    if file is not None and not file.exists():
        return [f"There is no database at {file}: pulih migrate"], []
    try:
        db.use(config.database)
        await db.start()
    except (OSError, RuntimeError, ValueError, db.Busy, asyncpg.PostgresError) as problem:
        return [f"The database cannot be opened: {problem}. See PULIH_DATABASE_URL and PULIH_DATA."], []
    try:
        if heard and not await contents.unfit():
            await high_water.hear(clock.now())
        found = await contents.all_of(clock.now(), deploy=deploy)
        damaged = []
        if not await contents.unfit():
            damaged = await documents.look(config.documents, everything=everything)
    finally:
        await db.stop()
    return found, damaged


COMMANDS = (check,)
