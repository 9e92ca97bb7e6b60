"""Measuring: processor time a request, its steadiness, and waiting times of many people at once."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench import bare
from tests.bench.browser import Browser
from tests.bench.plain import PostgresPlain, SqlitePlain
from tests.bench.server import Server
from tests.bench.works import Once, Questions, Work

ROUNDS, PARTS, SECONDS = 300, 5, 3.0
UNSTEADY = 0.35
"""A work whose parts differ by more than this share of their median tells nothing about a ratio."""
Session = tuple[str, str]
Base = SqlitePlain | PostgresPlain


class Cpu(NamedTuple):
    """Milliseconds of processor a request: of the server, and apart of PostgreSQL; the packed bytes of the page."""

    server: float
    database: float
    size: int
    steady: bool


async def bare_cpu(base: Base, work: Work, folder: Path) -> float:
    """Return the median CPU milliseconds of the bare SQL behind a work, on a plain connection."""
    if not work.bare(Random(1)):
        return await bare.in_postgres(base) if isinstance(base, PostgresPlain) else bare.in_sqlite(folder)
    return await _asked(base, work.bare)


async def _asked(base: Base, questions: Questions) -> float:
    chance, taken, began = Random(1), list[float](), time.monotonic()
    while len(taken) < ROUNDS and (len(taken) < PARTS or time.monotonic() - began < SECONDS):
        asked = questions(chance)
        start = base.cpu()
        for sql, args in asked:
            await base.ask(sql, args)
        taken.append(base.cpu() - start)
    return statistics.median(taken)


async def cpu(server: Server, base: Base, once: Once, session: Session) -> Cpu:
    """Ask one after the other, in parts whose median counts."""

    def beside() -> float:
        return base.all_cpu() if isinstance(base, PostgresPlain) else 0.0

    async with Browser(server.port, *session) as browser:
        chance, rounds, size = Random(1), ROUNDS // PARTS, 0
        for _ in range(5):
            began = time.monotonic()
            size = max(size, await once(browser, chance))
            rounds = min(rounds, max(3, int(SECONDS / PARTS / (time.monotonic() - began))))
        ours, theirs = list[float](), list[float]()
        for _ in range(PARTS):
            before, before_beside = server.cpu(), beside()
            for _ in range(rounds):
                size = max(size, await once(browser, chance))
            ours.append((server.cpu() - before) / rounds)
            theirs.append((beside() - before_beside) / rounds)
    return Cpu(statistics.median(ours), statistics.median(theirs), size, steady(ours))


def steady(parts: Sequence[float]) -> bool:
    """Whether the parts of a run agree well enough for a ratio to mean something."""
    inner = sorted(parts)[1:-1] or list(parts)  # one part may meet somebody else's work
    return max(inner) - min(inner) <= UNSTEADY * statistics.median(parts)


async def crowd(server: Server, once: Once, session: Session, users: int, seconds: float) -> str:
    """Let so many people work at once without a pause; return their waiting times and how many a second were served."""
    return await mixed(server, [(once, session)] * users, seconds)


async def mixed(server: Server, people: Sequence[tuple[Once, Session]], seconds: float) -> str:
    """Let people work at once, each at their own work; return p50 / p95 / p99 in milliseconds and the rate."""
    taken: list[float] = []
    end = time.monotonic() + seconds

    async def person(number: int, once: Once, session: Session) -> None:
        chance = Random(number)
        async with Browser(server.port, *session) as browser:
            while time.monotonic() < end:
                began = time.monotonic()
                await once(browser, chance)
                taken.append((time.monotonic() - began) * 1000)

    began = time.monotonic()
    await asyncio.gather(*[person(number, *one) for number, one in enumerate(people)])
    rate = len(taken) / (time.monotonic() - began)
    return f"{percentiles(taken)} ({rate:.0f})"


def percentiles(taken: list[float], show: Callable[[float], str] = "{:.1f}".format) -> str:
    """Return p50 / p95 / p99."""
    ordered = sorted(taken)
    marks = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99)]
    return " / ".join(show(mark) for mark in marks)
