"""Benchmark of `perform`, the write path of a case: milliseconds a move, and moves per second of many writers.

`python -m tests.bench.perform` makes a small SQLite database (synchronous=FULL) in a folder that it throws away, drives
some cases to their assessment, and puts them on hold and takes them up again. CPU is this process's, all threads; the
ratio is that to the bare SQL of a move (`tests.bench.bare`) in the same run: ratios travel, absolute figures do not.
"""

import argparse
import asyncio
import cProfile
import pstats
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from app import db
from app.cases.actions import perform
from app.cases.outcomes import Done
from app.web.http.current_user import CurrentUser
from tests import databases
from tests.bench import bare
from tests.cases.case_driver import Driven, case_of, staff
from workflows.commands import Move
from workflows.definition import load_all

JOURNEY, STAGE = "BWBLP", "ASESMEN"
WRITERS = (1, 8, 20)


class Case:
    """A case that is put on hold and taken up again by turns, each time from a form of its present version."""

    def __init__(self, driven: Driven, version: int) -> None:
        self._number, self._version, self._held = driven.number, version, False
        self._now: datetime = driven.now
        self._me: CurrentUser = driven.staff.me["SUPERVISOR"]

    async def move(self) -> None:
        """Make its next move."""
        hold = Move(trigger="hold", hold_reason="RAWAT_MEDIS", reason="Dirawat")
        command = Move(trigger="resume") if self._held else hold
        self._now += timedelta(seconds=1)
        outcome = await perform(
            self._number, command, me=self._me, now=self._now, version=self._version, key=uuid4()
        )
        if not isinstance(outcome, Done):
            raise TypeError(f"{self._number}: {outcome}")
        self._version, self._held = outcome.version, not self._held


async def _cases(count: int) -> list[Case]:
    everybody = await staff(load_all()[JOURNEY].meta.section)
    cases = []
    for place in range(count):
        driven = await case_of(JOURNEY, number=f"BTN-2026-{place:06}", staff_=everybody)
        await driven.to_stage(STAGE)
        cases.append(Case(driven, (await driven.view()).version))
    return cases


async def _measure(cases: list[Case], writers: int, seconds: float) -> tuple[float, float]:
    """Return the CPU milliseconds of a move and the moves per second of so many writers, each with its own case."""
    made = 0
    end = time.monotonic() + seconds

    async def writer(case: Case) -> None:
        nonlocal made
        while time.monotonic() < end:
            await case.move()
            made += 1

    cpu, began = time.process_time(), time.monotonic()
    await asyncio.gather(*(writer(case) for case in cases[:writers]))
    return (time.process_time() - cpu) * 1000 / made, made / (time.monotonic() - began)


async def _bench(folder: Path, seconds: float, rounds: int) -> Iterator[str]:
    db.use(await databases.new_sqlite(folder / "template.sqlite", folder))
    await db.start()
    try:
        cases = await _cases(max(WRITERS))
        await _measure(cases, 1, 0.5)  # warm: definitions decoded, statements prepared
        lines = []
        for writers in WRITERS:
            runs = [await _measure(cases, writers, seconds) for _ in range(rounds)]
            cpu, rate = min(run[0] for run in runs), max(run[1] for run in runs)
            plain = bare.in_sqlite(folder)
            lines.append(f"| {writers} | {cpu:.2f} | {rate:.0f} | {plain:.3f} | {cpu / plain:.1f} |")
        return iter(lines)
    finally:
        await db.stop()


async def _profile(folder: Path, moves: int) -> None:
    """Print where the writer's thread spends its time."""
    db.use(await databases.new_sqlite(folder / "template.sqlite", folder))
    await db.start()
    try:
        case = (await _cases(1))[0]
        await _measure([case], 1, 0.5)
        profile = cProfile.Profile()

        @db.transaction
        async def within() -> None:
            profile.enable()
            for _ in range(moves):
                await case.move()
            profile.disable()

        await within()
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    finally:
        await db.stop()


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=3.0)
    asked.add_argument("--rounds", type=int, default=3, help="the best of so many runs is told")
    asked.add_argument("--profile", type=int, default=0, metavar="MOVES")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="pulih-bench-") as name:
        folder = Path(name)
        databases.sqlite_template(folder)
        if options.profile:
            asyncio.run(_profile(folder, options.profile))
            return
        print("| writers | CPU ms a move | moves/s | bare SQL, CPU ms | ratio |\n|---|---|---|---|---|")
        for line in asyncio.run(_bench(folder, options.seconds, options.rounds)):
            print(line)


if __name__ == "__main__":
    main()
