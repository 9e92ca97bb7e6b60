"""How surely a registered person is recognised, and how fast: `python -m tests.bench.likeness`.

A trial takes a registered client at random and asks who is alike as the form of registration does: by the NIK alone under
another name, as the same person once more, with one letter of the name wrong, and with no more than the birth year known.
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import NamedTuple

from app import db
from app.clients.duplicates import MOST_SHOWN, Person
from app.clients.finding.lookalikes import ranked
from app.clients.names import name_key
from app.db import Row, query
from tests.bench.measure import percentiles
from tests.soak.installation import ROOT

TRIALS = 1_000
Asked = Callable[[Row, Random], Person]


class Told(NamedTuple):
    """What came of the trials of one kind: in how many the client was shown, and how long each took.

    `spent` is the processor of this process: on SQLite all of it, on PostgreSQL without the server's.
    """

    kind: str
    trials: int
    shown: int
    taken: list[float]
    spent: list[float]

    @property
    def share(self) -> float:
        """Return the share of trials in which the client was among those shown."""
        return self.shown / max(self.trials, 1)


def same(row: Row, _chance: Random) -> Person:
    """Ask for the very same person, the NIK not at hand."""
    return Person(
        name_key(row.full_name), row.sex, row.birth_date, bool(row.birth_estimated), None, row.home_region
    )


def by_nik(row: Row, chance: Random) -> Person:
    """Ask by the NIK, with all else wrong."""
    return Person(
        name_key(f"Orang Lain {chance.choice('ABC')}"), "TIDAK_DIKETAHUI", None, False, row.nik, None
    )


def one_letter(row: Row, chance: Random) -> Person:
    """Ask with one letter of the name wrong."""
    return same(row, chance)._replace(name_key=name_key(misspelt(row.full_name, chance)))


def one_letter_and_year(row: Row, chance: Random) -> Person:
    """Ask with one letter wrong and an age instead of the birth date."""
    born = row.birth_date.replace(month=7, day=1)
    return one_letter(row, chance)._replace(born=born, estimated=True)


def misspelt(name: str, chance: Random) -> str:
    """Put another letter in the place of one."""
    place = chance.choice([place for place, mark in enumerate(name) if mark.isalpha()])
    letter = chance.choice([one for one in ascii_lowercase if one != name[place].lower()])
    return f"{name[:place]}{letter}{name[place + 1 :]}"


KINDS: dict[str, Asked] = {
    "the NIK alone": by_nik,
    "the same person, without NIK": same,
    "one letter wrong": one_letter,
    "one letter wrong, age instead of birth date": one_letter_and_year,
}


async def tried(kind: str, trials: int, *, seed: int = 1) -> Told:
    """Ask so often, each time for a client drawn at random."""
    chance, only = Random(seed), "WHERE nik IS NOT NULL" if KINDS[kind] is by_nik else ""
    numbers = [row[0] for row in await query(f"SELECT number FROM clients {only} ORDER BY number")]
    taken, spent, shown = list[float](), list[float](), 0
    for number in chance.choices(numbers, k=trials):
        row = (await query("SELECT * FROM clients WHERE number = ?", number))[0]
        asked = KINDS[kind](row, chance)
        began, before = time.perf_counter(), time.process_time()
        found = await ranked(asked)
        taken.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - before) * 1000)
        shown += number in found
    return Told(kind, trials, shown, taken, spent)


async def _print(address: str, trials: int) -> None:
    db.use(address)
    await db.start()
    count = (await query("SELECT count(*) FROM clients"))[0][0]
    print(f"{count} clients, {trials} trials of each kind, first {MOST_SHOWN}\n")
    print("| asked by | shown | p50 / p95 / p99 ms | the same, CPU |\n|---|---|---|---|")
    for kind in KINDS:
        told = await tried(kind, trials)
        print(
            f"| {kind} | {told.share:.1%} | {percentiles(told.taken)} | {percentiles(told.spent)} |",
            flush=True,
        )
    await db.stop()


def main() -> None:
    """Measure in the province that `make bench` made, or in the database at an address."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--database", default="")
    parser.add_argument("--trials", type=int, default=TRIALS)
    chosen = parser.parse_args()
    asyncio.run(_print(chosen.database or f"sqlite:///{chosen.data / 'pulih.sqlite'}", chosen.trials))


if __name__ == "__main__":
    main()
