"""People and organisations that tests need. Each function works in the database that is in use."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher

from app import clock
from app.accounts import passwords
from app.accounts.actions import NewWorker, add_organisation, insert_worker
from app.accounts.tables import Session
from app.db import query_one, transaction
from tests.browser import PASSWORD

SINCE = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def hash_cheaply() -> None:
    """Let this process hash passwords in a millisecond."""
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def organisation(
    name: str = "Dinas Sosial Provinsi Banten", kind: str = "DINAS", region: str | None = None
) -> UUID:
    """Return an organisation, made when there is none of this name."""
    found = await query_one("SELECT id FROM organisations WHERE name = ?", name)
    return found.id if found else await add_organisation(kind, name, region=region)


async def worker(
    username: str,
    *roles: str,
    name: str | None = None,
    section: str = "",
    unit: UUID | None = None,
    region: str | None = None,
    kecamatan: str | None = None,
    language: str = "en",
) -> UUID:
    """Make a worker who signs in with `PASSWORD`; English unless said, so that tests read as the code does."""
    new = NewWorker(
        username=username,
        name=name or username.title(),
        password=PASSWORD,
        roles=[(role, section if role == "KASI" else "") for role in roles],
        organisation=unit or await organisation(),
        region=region,
        kecamatan=kecamatan,
        language=language,
    )
    return await insert_worker(new, passwords.hasher.hash(PASSWORD), by=None, now=SINCE)


@transaction
async def end_sessions(*, hours: float) -> None:
    """Let everybody's sessions have been idle for so long."""
    await Session.update({Session.seen_at: clock.now() - timedelta(hours=hours)}, force=True)
