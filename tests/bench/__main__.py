"""How fast the product is at the size of the province: `make bench`.

Each work over HTTP, signed in, with whole pages, against the bare SQL of the same question in the same run on the same
machine: ratios travel, absolute figures do not. CPU is that of all the server's threads and processes, per request; with
`--database postgresql://…` (a database of its own, on this machine) that of PostgreSQL's processes stands beside it.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

from app.demo.people import PASSWORD
from tests.bench import bare
from tests.bench.browser import Browser
from tests.bench.plain import PostgresPlain, SqlitePlain, opened
from tests.bench.server import Server, environment, serving
from tests.bench.works import Moves, Question, Work, known, works
from tests.soak.installation import ROOT

ROUNDS, USERS, SECONDS = 300, (1, 8, 64), 4.0
Once = Callable[[Browser, Random], Awaitable[int]]


def main() -> None:
    """Make the province where there is none yet, measure, print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--database", default="", help="the address of a PostgreSQL database for the province")
    asked.add_argument("--only", default="")
    asked.add_argument("--seconds", type=float, default=SECONDS)
    said = asked.parse_args()
    if said.database or not (said.data / "pulih.sqlite").exists():
        _make(said.data, said.database)
    with serving(said.data, said.database) as server:
        asyncio.run(_measure(server, said))


def _make(folder: Path, database: str) -> None:
    """Bring the database up to date and load the province, unless it is there."""
    for command in (["migrate"], ["demo", "--scale", "province"]):
        line = [sys.executable, "-m", "app.cli", *command]
        subprocess.run(
            line, env=environment(folder, database), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )


async def _measure(server: Server, said: argparse.Namespace) -> None:
    async with opened(said.data, said.database) as base:
        province = await known(base)
        sessions: dict[str, tuple[str, str]] = {}
        theirs = ["PostgreSQL's CPU ms"] if said.database else []
        head = ["work", "bare SQL ms", "CPU ms", *theirs, "aim", "ratio", "KB"]
        head += [f"p50 / p95 / p99 ms, {users} at once (per s)" for users in USERS]
        print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
        moves = Moves(province)
        for work in [
            *works(province),
            Work("a move, then its page", "sari", moves.once, lambda _: [], "1.5"),
        ]:
            if said.only not in work.name:
                continue
            if work.who not in sessions:
                sessions[work.who] = server.sign_in(work.who, PASSWORD)
            plain = (
                await _bare(base, work.bare) if work.bare(Random(1)) else await _bare_moves(base, said.data)
            )
            cpu, beside, size = await _cpu(server, base, work, sessions[work.who])
            cells = [f"{plain:.3f}", f"{cpu:.2f}", *([f"{beside:.2f}"] if said.database else [])]
            cells += [work.aim, f"{(cpu + beside) / plain:.0f}", f"{size / 1024:.1f}"]
            cells += [
                await _crowd(server, work.once, sessions[work.who], users, said.seconds) for users in USERS
            ]
            print(f"| {work.name} | {' | '.join(cells)} |", flush=True)


async def _bare(base: SqlitePlain | PostgresPlain, questions: Callable[[Random], list[Question]]) -> float:
    """Return the median CPU milliseconds of asking on a plain connection."""
    chance, taken = Random(1), []
    for _ in range(ROUNDS if questions(chance)[0][0].count("GROUP BY") == 0 else 5):
        asked = questions(chance)
        start = base.cpu()
        for sql, args in asked:
            await base.ask(sql, args)
        taken.append(base.cpu() - start)
    return statistics.median(taken)


async def _bare_moves(base: SqlitePlain | PostgresPlain, folder: Path) -> float:
    return await bare.in_postgres(base) if isinstance(base, PostgresPlain) else bare.in_sqlite(folder)


async def _cpu(
    server: Server, base: SqlitePlain | PostgresPlain, work: Work, session: tuple[str, str]
) -> tuple[float, float, int]:
    """Return the CPU milliseconds a request of the server and, apart, of PostgreSQL; and the packed size of the page."""

    def beside() -> float:
        return base.all_cpu() if isinstance(base, PostgresPlain) else 0.0

    async with Browser(server.port, *session) as browser:
        chance = Random(1)
        rounds, size = ROUNDS, 0
        for _ in range(5):
            began = time.monotonic()
            size = await work.once(browser, chance)
            rounds = min(rounds, max(10, int(3 / (time.monotonic() - began))))
        before, theirs = server.cpu(), beside()
        for _ in range(rounds):
            size = max(size, await work.once(browser, chance))
        return (server.cpu() - before) / rounds, (beside() - theirs) / rounds, size


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
