"""How fast the product is at the size of the province: `make bench`.

Each work over HTTP, signed in, with whole pages, against the bare SQL of the same question in the same run on the same
machine: ratios travel, absolute figures do not. CPU is that of all the server's threads and processes, per request.
"""

import argparse
import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from app.demo.people import PASSWORD
from tests.bench.bare import bare_moves
from tests.bench.browser import Browser
from tests.bench.server import Server, serving
from tests.bench.works import Known, Moves, Question, Work, works
from tests.soak.installation import ROOT

ROUNDS, USERS, SECONDS = 300, (1, 8, 64), 4.0
Once = Callable[[Browser, Random], Awaitable[int]]


def main() -> None:
    """Make the province where there is none yet, measure, print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--only", default="")
    asked.add_argument("--seconds", type=float, default=SECONDS)
    said = asked.parse_args()
    if not (said.data / "pulih.sqlite").exists():
        _make(said.data)
    with serving(said.data) as server:
        asyncio.run(_measure(server, said.data, said.only, said.seconds))


def _make(folder: Path) -> None:
    env = {**os.environ, "PULIH_DATA": str(folder)}
    for command in (["migrate"], ["demo", "--scale", "province"]):
        subprocess.run([sys.executable, "-m", "app.cli", *command], env=env, cwd=ROOT, check=True)


async def _measure(server: Server, folder: Path, only: str, seconds: float) -> None:
    base = sqlite3.connect(f"file:{folder / 'pulih.sqlite'}?mode=ro", uri=True)
    known = Known(base)
    sessions: dict[str, tuple[str, str]] = {}
    head = ["work", "bare SQL ms", "CPU ms", "aim", "ratio", "KB"]
    head += [f"p50 / p95 / p99 ms, {users} at once (per s)" for users in USERS]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    moves = Moves(known)
    for work in [*works(known), Work("a move, then its page", "sari", moves.once, lambda _: [], "1.5")]:
        if only not in work.name:
            continue
        if work.who not in sessions:
            sessions[work.who] = server.sign_in(work.who, PASSWORD)
        plain = _bare(base, work.bare) if work.bare(Random(1)) else bare_moves(folder)
        cpu, size = await _cpu(server, work, sessions[work.who])
        cells = [f"{plain:.3f}", f"{cpu:.2f}", work.aim, f"{cpu / plain:.0f}", f"{size / 1024:.1f}"]
        cells += [await _crowd(server, work.once, sessions[work.who], users, seconds) for users in USERS]
        print(f"| {work.name} | {' | '.join(cells)} |", flush=True)


def _bare(base: sqlite3.Connection, questions: Callable[[Random], list[Question]]) -> float:
    """Return the median CPU milliseconds of asking on a plain connection."""
    chance, taken = Random(1), []
    for _ in range(ROUNDS if questions(chance)[0][0].count("GROUP BY") == 0 else 5):
        asked = questions(chance)
        start = time.process_time()
        for sql, args in asked:
            base.execute(sql, args).fetchall()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


async def _cpu(server: Server, work: Work, session: tuple[str, str]) -> tuple[float, int]:
    """Return the server's CPU milliseconds a request, and the packed size of the page."""
    async with Browser(server.port, *session) as browser:
        chance = Random(1)
        rounds, size = ROUNDS, 0
        for _ in range(5):
            began = time.monotonic()
            size = await work.once(browser, chance)
            rounds = min(rounds, max(10, int(3 / (time.monotonic() - began))))
        before = server.cpu()
        for _ in range(rounds):
            size = max(size, await work.once(browser, chance))
        return (server.cpu() - before) / rounds, size


async def _crowd(server: Server, once: Once, session: tuple[str, str], users: int, seconds: float) -> str:
    """Let so many people work at once without a pause; return their waiting times."""
    taken: list[float] = []
    end = time.monotonic() + seconds

    async def person(number: int) -> None:
        chance = Random(number)
        async with Browser(server.port, *session) as browser:
            while time.monotonic() < end:
                began = time.monotonic()
                await once(browser, chance)
                taken.append((time.monotonic() - began) * 1000)

    began = time.monotonic()
    await asyncio.gather(*[person(number) for number in range(users)])
    rate = len(taken) / (time.monotonic() - began)
    taken.sort()
    marks = [taken[min(len(taken) - 1, int(len(taken) * part))] for part in (0.5, 0.95, 0.99)]
    return f"{' / '.join(f'{mark:.1f}' for mark in marks)} ({rate:.0f})"


if __name__ == "__main__":
    main()
