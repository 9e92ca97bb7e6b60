"""Benchmark of `perform`, the write path of a case: milliseconds a move, and moves per second of many writers.

`python -m tests.bench.perform` makes a small SQLite database (synchronous=FULL) in a folder that it throws away, drives
some cases to their assessment, and puts them on hold and takes them up again. CPU is this process's, all threads; the
ratio is that to the bare SQL of a move (`tests.bench.bare`) in the same run: ratios travel, absolute figures do not.
"""

import argparse
import asyncio
import cProfile
import pstats
import statistics
import tempfile
import time
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app import db
from app.cases.actions import perform
from app.cases.numbers import new_number
from app.cases.outcomes import Done
from app.web.http.current_user import CurrentUser
from tests import databases
from tests.bench import bare
from tests.cases.case_driver import Driven, case_of, staff
from workflows.commands import Move
from workflows.definition import load_all

JOURNEY, STAGE = "BWBLP", "ASESMEN"
WRITERS = (1, 8, 20)
CASES = 1000


class Case:
    """A case that is put on hold and taken up again by turns, each time from a form of its present version."""

    def __init__(self, driven: Driven, number: str, version: int) -> None:
        self._number, self._version, self._held = number, version, False
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


async def _cases(count: int) -> deque[Case]:
    """Drive one case to its stage, and copy its rows: many alike, none of which grows long by being moved."""
    driven = await case_of(JOURNEY, staff_=await staff(load_all()[JOURNEY].meta.section))
    await driven.to_stage(STAGE)
    view = await driven.view()
    numbers = [new_number() for _ in range(count)]
    await _copy(view.id, numbers)
    return deque(Case(driven, number, view.version) for number in numbers)


@db.transaction
async def _copy(original: UUID, numbers: list[str]) -> None:
    case = (await db.query("SELECT * FROM cases WHERE id = ?", original))[0].as_dict()
    copies = {uuid4(): number for number in numbers}
    await _insert("cases", [{**case, "id": copy, "number": number} for copy, number in copies.items()])
    for table, key in (("case_events", "seq"), ("case_tasks", "id"), ("access", "id")):
        rows = [row.as_dict() for row in await db.query(f'SELECT * FROM {table} WHERE "case" = ?', original)]
        for row in rows:
            del row[key]
        fresh = (lambda: {"id": uuid4()}) if key == "id" else dict
        await _insert(table, [{**row, **fresh(), "case": copy} for copy in copies for row in rows])


async def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    sql = f"INSERT INTO {table} ({columns}) VALUES ({db.marks(rows[0])})"
    await db.execute_many(sql, [tuple(row.values()) for row in rows])


async def _measure(cases: deque[Case], writers: int, seconds: float) -> tuple[float, float]:
    """Return the CPU milliseconds of a move and the moves per second of so many writers, who take cases in turn.

    The CPU of one writer is the median of its moves, which other load on the machine disturbs little; of many the mean.
    """
    taken: list[float] = []
    end = time.monotonic() + seconds

    async def writer() -> None:
        while time.monotonic() < end:
            case, before = cases.popleft(), time.process_time()
            await case.move()
            cases.append(case)
            taken.append((time.process_time() - before) * 1000)

    cpu, began = time.process_time(), time.monotonic()
    await asyncio.gather(*(writer() for _ in range(writers)))
    mean = (time.process_time() - cpu) * 1000 / len(taken)
    return statistics.median(taken) if writers == 1 else mean, len(taken) / (time.monotonic() - began)


async def _bench(folder: Path, seconds: float, rounds: int) -> None:
    db.use(await databases.new_sqlite(folder / "template.sqlite", folder))
    await db.start()
    try:
        cases = await _cases(CASES)
        await _measure(cases, 1, 0.5)  # warm: definitions decoded, statements prepared
        for writers in WRITERS:
            plain, runs = [], []
            for _ in range(rounds):
                plain.append(bare.in_sqlite(folder))
                runs.append(await _measure(cases, writers, seconds))
            cpu, rate = min(run[0] for run in runs), max(run[1] for run in runs)
            print(
                f"| {writers} | {cpu:.2f} | {rate:.0f} | {min(plain):.3f} | {cpu / min(plain):.1f} |",
                flush=True,
            )
    finally:
        await db.stop()


async def _profile(folder: Path, moves: int) -> None:
    """Print where the writer's thread spends its time."""
    db.use(await databases.new_sqlite(folder / "template.sqlite", folder))
    await db.start()
    try:
        cases = await _cases(CASES)
        await _measure(cases, 1, 0.5)
        profile = cProfile.Profile()

        @db.transaction
        async def within() -> None:
            profile.enable()
            for _ in range(moves):
                await cases[0].move()
                cases.rotate()
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
        asyncio.run(_bench(folder, options.seconds, options.rounds))


if __name__ == "__main__":
    main()
