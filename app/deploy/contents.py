"""What stands in the database that would not do in earnest. It is asked with the database open."""

from datetime import datetime

import msgspec

from app import clock
from app.accounts import passwords
from app.audit import high_water
from app.capabilities import ADMINISTER, apart
from app.db import current, marks, migrations, query
from app.demo.people import ACCOUNTS, PASSWORD
from workflows.checks import check
from workflows.definition import Unreadable, from_canonical

_AHEAD = clock.BACK


async def all_of(now: datetime, *, deploy: bool) -> list[str]:
    """Look through the open database; *deploy*: also for what is all right in a trial."""
    if told := await unfit():
        return told
    always = [*await _durability(), *await _journeys(), *await _time(now)]
    return (
        [*always, *await _demo(), *await _administrator(), *await _administrators_apart()]
        if deploy
        else always
    )


async def unfit() -> list[str]:
    """Ask whether the database stands where this version needs it; nothing else can be asked of one that does not."""
    try:
        await migrations.check()
    except migrations.NotMigrated as problem:
        return [f"The database does not fit this version: {problem}."]
    return []


async def _durability() -> list[str]:
    """Ask whether a commit outlives a power cut; on SQLite the writer has refused to start otherwise."""
    if current().kind == "sqlite":
        return []
    faults = []
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        rows = await query("SELECT setting FROM pg_settings WHERE name = ?", name)
        if rows[0][0] == "off":
            faults.append(f"PostgreSQL may lose what it has confirmed: turn {name} on.")
    return faults


async def _demo() -> list[str]:
    """Look for accounts whose password everybody can read in the README."""
    faults = []
    if await query("SELECT 1 FROM settings WHERE name = ?", "demo"):
        faults.append("The invented demo is in this database: start with an empty one.")
    names = [account.username for account in ACCOUNTS]
    rows = await query("SELECT username, password FROM workers WHERE active = ?", True)
    known = [row[0] for row in rows if row[0] in names and await passwords.fits(row[1], PASSWORD)]
    if known:
        faults.append(f"The demo's published password opens {', '.join(known)}: close them or change it.")
    return faults


async def _administrator() -> list[str]:
    rows = await query(
        f"""SELECT 1 FROM workers w JOIN worker_roles r ON r.worker = w.id
            WHERE w.active = ? AND r.role IN ({marks(ADMINISTER.roles)}) LIMIT 1""",
        True,
        *ADMINISTER.roles,
    )
    return [] if rows else ["Nobody can administer it: pulih user add NAME --role ADMIN"]


async def _administrators_apart() -> list[str]:
    """Look for administrators who see cases or look over themselves: the pages and the command line refuse it."""
    rows = await query(
        f"""SELECT w.username, r.role FROM workers w JOIN worker_roles r ON r.worker = w.id
            JOIN worker_roles x ON x.worker = w.id AND x.role IN ({marks(ADMINISTER.roles)})
            WHERE w.active ORDER BY w.username""",
        *ADMINISTER.roles,
    )
    held: dict[str, set[str]] = {}
    for username, role in rows:
        held.setdefault(username, set()).add(role)
    return [
        f"{username} administers accounts and is also {', '.join(sorted(wrong))}: give that to another account."
        for username, roles in held.items()
        if (wrong := apart(roles))
    ]


async def _journeys() -> list[str]:
    """Decode every version that a case may be pinned to, and check those that new cases get."""
    rows = await query(
        "SELECT journey, version, status, digest, body FROM sop_versions ORDER BY journey, version"
    )
    if not any(row[2] == "PUBLISHED" for row in rows):
        return ["No journey is published, so no case can be opened: pulih migrate"]
    return [fault for row in rows if row[2] != "DRAFT" for fault in _journey(*row)]


def _journey(journey: str, version: int, status: str, kept: str, body: str) -> list[str]:
    try:
        definition = from_canonical(body)
    except (Unreadable, msgspec.DecodeError) as problem:
        return [
            f"Journey {journey} {version} cannot be read by this version ({problem}): go back to the last one."
        ]
    if definition.digest != kept:
        return [f"Journey {journey} {version} is not what was published: restore it from a backup."]
    if status == "PUBLISHED" and (problems := check(definition)):
        return [f"Journey {journey} {version} cannot work ({problems[0]}): publish a corrected one."]
    return []


async def _time(now: datetime) -> list[str]:
    """Hold this machine's clock against the newest entry, and against PostgreSQL's clock."""
    highest = await high_water.mark()
    if highest and highest > now + _AHEAD:
        back = (
            f"The clock is behind the last entry ({highest:%Y-%m-%d %H:%M} UTC; it says {now:%Y-%m-%d %H:%M})"
        )
        return [f"{back}: set it right. If it is right and was ahead before: pulih check --clock-is-right"]
    if current().kind == "postgres":
        theirs = (await query("SELECT clock_timestamp()"))[0][0]
        if abs(theirs - now) > _AHEAD:
            return ["This machine's clock and the database server's differ: synchronise both."]
    return []
