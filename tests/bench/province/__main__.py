"""Make a province of invented clients in the installation's database: `python -m tests.bench.province`."""

import asyncio
import sys

from app import clock, db
from app.db.migrations import check
from app.demo.load import Refused, loaded
from app.settings import settings
from tests.bench.province import load as province


async def _made() -> province.Made | None:
    db.use(settings().database)
    await db.start()
    try:
        await check()
        before = await loaded()
        return None if before and before.complete else await province.load(clock.today())
    finally:
        await db.stop()


def main() -> None:
    """Load it once, and say how long each part took."""
    try:
        made = asyncio.run(_made())
    except Refused as reason:
        sys.exit(str(reason))
    if made is None:
        print("The province is loaded already.")
        return
    print(
        f"Loaded {made.clients} clients, {made.cases} cases, {made.events} events and {made.documents} documents, "
        f"{made.rows} rows in all:"
    )
    for name, seconds in made.seconds.items():
        print(f"  {name}: {seconds} s")


if __name__ == "__main__":
    main()
