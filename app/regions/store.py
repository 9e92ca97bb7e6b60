"""Reference data: regions in the database, filled from the data files beside this module, read once into memory."""

import csv
from pathlib import Path

from app.db import execute, transaction
from app.regions.book import Regions
from app.regions.codes import level, parent
from app.regions.tables import Region

FILES = ("banten.csv", "other_provinces.csv")
_HERE = Path(__file__).parent
_BATCH = 200  # rows of four values: below every engine's limit of parameters

_kept: dict[str, Regions] = {}


def read_files() -> list[tuple[str, str]]:
    """Return (code, name) of every region in the data files, parents before what lies in them."""
    rows: list[tuple[str, str]] = []
    for name in FILES:
        with (_HERE / name).open(encoding="utf-8", newline="") as file:
            rows += [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: (row[0].count("."), row[0]))


@transaction
async def load() -> int:
    """Write what is new or renamed in the data files; return how many rows changed. Safe to run at every start."""
    present = dict(await _pairs())
    changed = [(code, name) for code, name in read_files() if present.get(code) != name]
    for start in range(0, len(changed), _BATCH):
        await _write(changed[start : start + _BATCH])
    forget()
    return len(changed)


async def _write(rows: list[tuple[str, str]]) -> None:
    values = [value for code, name in rows for value in (code, name, level(code), parent(code))]
    marks = ", ".join(["(?, ?, ?, ?)"] * len(rows))
    await execute(
        f"INSERT INTO regions (code, name, level, parent) VALUES {marks} "
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent",
        *values,
    )


async def regions() -> Regions:
    """Return all regions; the database is asked the first time only."""
    if "all" in _kept:
        return _kept["all"]
    book = Regions(await _pairs())
    if len(book):
        _kept["all"] = book
    return book


async def _pairs() -> list[tuple[str, str]]:
    """Return (code, name) of every region in the database."""
    return [(row["code"], row["name"]) for row in await Region.select(Region.code, Region.name)]


def forget() -> None:
    """Read the regions anew at the next question."""
    _kept.clear()
