"""Servers killed under write load, again and again."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from tests.soak import installation, load
from tests.soak.installation import Servers
from tests.soak.load import Journal, Worker
from tests.soak.verdict import examine

WHOLE_EVERY = 25
"""Every so many kills the whole `pulih serve` is started and killed instead of the quick server."""


FORMS, MOMENT, PATIENCE = 24, 0.03, 30.0
"""A server lives until so many forms at most were begun and a moment more; on a busy machine it waits for them so long."""

SLOW = 0.06
"""Seconds between two forms of one worker where the disk is slow."""


@dataclass
class Survived:
    """What a series of kills came to."""

    kills: int
    acknowledged: int
    unanswered: int
    """Forms whose answer the kill cut off; each was sent again."""
    events: int


async def series(
    folder: Path, numbers: list[str], kills: int, *, mutant: str = "", whole: bool = False, seed: int = 1
) -> Survived:
    """Kill so many servers of the installation in *folder*; after each start look at everything that is there. Raises `load.Lost`."""
    chance, journal = random.Random(seed), Journal(folder / "journal")
    servers = Servers(folder)
    try:
        workers, cookies = await _signed_in(servers, numbers, journal, pause=SLOW if mutant else 0.0)
        cut = events = 0
        for kill in range(1, kills + 1):
            start = (
                servers.start_whole if whole and kill % WHOLE_EVERY == 0 else partial(servers.start, mutant)
            )
            await _one_life(start, workers, cookies, journal, chance)
            cut += len([one for one in workers if one.unanswered])
            events = await asyncio.to_thread(examine, folder, journal)
        await _last_words(servers, workers, cookies)
        await asyncio.to_thread(examine, folder, journal, all_answered=True)
        return Survived(kills, len(journal.answered), cut, events)
    finally:
        servers.close()


async def _signed_in(
    servers: Servers, numbers: list[str], journal: Journal, *, pause: float
) -> tuple[list[Worker], httpx.Cookies]:
    address, kill = servers.start()
    async with httpx.AsyncClient(base_url=address) as browser:
        await installation.until_ready(browser)
    cookies, token = await load.sign_in(address, "peksos")
    kill()
    return [Worker(number, journal, token, pause) for number in numbers], cookies


async def _one_life(
    start: Callable[[], tuple[str, Callable[[], None]]],
    workers: list[Worker],
    cookies: httpx.Cookies,
    journal: Journal,
    chance: random.Random,
) -> None:
    """Start a server, let everybody begin some forms, kill it in the middle: counted in work, however slow the machine is."""
    address, kill = start()
    async with httpx.AsyncClient(base_url=address, timeout=30, cookies=cookies) as browser:
        await installation.until_ready(browser)
        writing = asyncio.create_task(load.write_until_killed(workers, browser))
        enough = asyncio.create_task(journal.begun(chance.randint(1, FORMS)))
        await asyncio.wait({writing, enough}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        enough.cancel()
        await asyncio.sleep(chance.uniform(0, MOMENT))
        kill()
        await writing


async def _last_words(servers: Servers, workers: list[Worker], cookies: httpx.Cookies) -> None:
    """Send what is still without an answer once more."""
    address, kill = servers.start()
    async with httpx.AsyncClient(base_url=address, timeout=30, cookies=cookies) as browser:
        await installation.until_ready(browser)
        for worker in workers:
            if worker.unanswered is not None:
                await worker.send(browser, worker.unanswered)
    kill()
