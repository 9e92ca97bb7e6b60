"""Memory after many requests: the proportional share of all the server's processes."""

from pathlib import Path
from random import Random

from tests.bench.browser import Browser
from tests.bench.measure import Session
from tests.bench.server import Server
from tests.bench.works import Work

REQUESTS = 20_000


async def after_many(server: Server, works: list[Work], sessions: dict[str, Session]) -> str:
    """Ask for pages of all kinds in turn; say what the server holds before and after, anonymous memory apart."""
    before = held(server)
    chance = Random(3)
    for work in works:
        async with Browser(server.port, *sessions[work.who]) as browser:
            for _ in range(REQUESTS // len(works)):
                await work.once(browser, chance)
    return f"memory: {before:.0f} MiB before, {held(server):.0f} MiB after {REQUESTS:,} requests"


def held(server: Server) -> float:
    """Return the anonymous proportional set size of the server's processes in MiB."""
    return sum(_anonymous(process) for process in server.processes()) / 1024


def _anonymous(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:")), 0)
