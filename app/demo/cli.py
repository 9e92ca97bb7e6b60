"""`pulih demo`: load the invented clients once, and say who may sign in."""

import asyncio
import json
from datetime import date, datetime

import click

from app import clock, db
from app.db.migrations import NotMigrated, check
from app.demo import load as loading
from app.demo.people import listed
from app.settings import settings


@click.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day to look at it; default today."
)
@click.option("--small", is_flag=True, help="About 90 clients instead of 430, to try things quickly.")
@click.option("--accounts", is_flag=True, help="Only print the accounts, as JSON.")
def demo(as_of: datetime | None, *, small: bool, accounts: bool) -> None:
    """Load about 430 invented clients of every type and their past, once; the same day gives the same data."""
    if accounts:
        click.echo(json.dumps(listed(), ensure_ascii=False, indent=2))
        return
    try:
        click.echo(asyncio.run(_load(as_of.date() if as_of else clock.today(), small=small)))
    except (loading.Refused, NotMigrated) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo("\nAccounts of the demo (the password is the same for all):")
    for one in listed():
        click.echo(f"  {one['username']:12} {one['password']:20} {one['role']:12} {one['name']}")


async def _load(as_of: date, *, small: bool) -> str:
    db.use(settings().database)
    await db.start()
    try:
        await check()
        loaded = await loading.loaded()
        if loaded and loaded.complete:
            return f"The demo is loaded already, as of {loaded.as_of}."
        click.echo(
            "Loading the demo: invented clients live through up to two years; this takes about a minute."
        )
        made = await loading.load(as_of, small=small, tell=_Progress())
        for story in made.stuck:
            click.echo(f"A story ended early: {story}", err=True)
        return f"Loaded {made.clients} clients, {made.cases} cases, {made.events} events, as of {as_of}."
    finally:
        await db.stop()


class _Progress:
    """Says each quarter of a year once that the stories have come to."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, at: datetime) -> None:
        local = clock.on(at)
        quarter = f"{local.year}, quarter {(local.month + 2) // 3}"
        if quarter != self._last:
            self._last = quarter
            click.echo(f"  {quarter}")


COMMANDS = (demo,)
