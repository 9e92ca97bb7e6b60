"""`pulih user …`: accounts from the command line, above all the first administrator's."""

import asyncio
import sys

import click
import msgspec

from app import clock, db
from app.accounts import passwords, store
from app.accounts.actions import NewWorker, add_worker
from app.capabilities import LEAD_SECTION, apart
from app.db.migrations import NotMigrated, check
from app.settings import settings
from app.web.i18n import catalogue
from workflows.lists.roles import ROLES


@click.group()
def user() -> None:
    """Accounts of workers."""


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's full name.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="May be given again."
)
@click.option("--section", default="", help="The section that a KASI heads.")
@click.option("--organisation", default=None, help="The organisation's exact name, or its id.")
@click.option("--region", default=None, help="The kab/kota's code, such as 36.04.")
@click.option("--kecamatan", default=None, help="The code of a TKSK's kecamatan, such as 36.04.01.")
@click.option("--language", default="id", type=click.Choice(list(catalogue.LANGUAGES)))
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking."
)
def add(  # noqa: PLR0917  click passes what the command line gives
    username: str,
    name: str,
    roles: tuple[str, ...],
    section: str,
    organisation: str | None,
    region: str | None,
    kecamatan: str | None,
    language: str,
    *,
    password_stdin: bool,
) -> None:
    """Make an account for USERNAME."""
    catalogue.use("en")
    password = _password(from_stdin=password_stdin)
    if weakness := asyncio.run(passwords.weakness(password, username=username)):
        raise click.ClickException(weakness)
    if wrong := apart(roles):
        raise click.ClickException(f"not in one account with ADMIN: {', '.join(sorted(wrong))}")
    pairs = [(role, section if role in LEAD_SECTION.roles else "") for role in dict.fromkeys(roles)]
    new = NewWorker(
        username=username,
        name=name,
        password=password,
        roles=pairs,
        region=region,
        kecamatan=kecamatan,
        language=language,
    )
    asyncio.run(_add(new, organisation))
    click.echo(f"{username} can sign in.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


async def _add(new: NewWorker, organisation: str | None) -> None:
    db.use(settings().database)
    await db.start()
    try:
        await check()
        await add_worker(await _placed(new, organisation), by=None, now=clock.now())
    except NotMigrated as problem:
        raise click.ClickException(str(problem)) from problem
    except db.Duplicate as problem:
        raise click.ClickException(f"the username {new.username} is taken") from problem
    except db.IntegrityError as problem:
        raise click.ClickException("no such region or kecamatan") from problem
    finally:
        await db.stop()


async def _placed(new: NewWorker, organisation: str | None) -> NewWorker:
    if organisation is None:
        return new
    organisation_found = await store.organisation_named(organisation)
    if organisation_found is None:
        known = ", ".join(await store.organisation_names()) or "none yet"
        raise click.ClickException(f"no organisation {organisation!r}; there is: {known}")
    return msgspec.structs.replace(new, organisation=organisation_found.id)


COMMANDS = (user,)
