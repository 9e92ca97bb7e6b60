"""A killed server loses nothing that it had said was done. Power loss is another matter: see `synchronous`."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from app.db import query_one

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import asyncio, sys
from app import db
from tests.db.test_transactions import count_up

async def count(name):
    while True:
        value = await count_up(name)
        print(name, value, flush=True)

async def main():
    db.use(sys.argv[1])
    await db.start()
    await asyncio.gather(*[count(f"c{n}") for n in range(8)])

asyncio.run(main())
"""


def killed_after(lines: int, address: str) -> dict[str, int]:
    """Let a process count until it has acknowledged so many steps, kill it, return the last number of each counter."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, address],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().splitlines()
    process.wait()
    acknowledged: dict[str, int] = {}
    for line in said:
        name, _, value = line.strip().partition(" ")
        if value.isdigit():
            acknowledged[name] = max(int(value), acknowledged.get(name, 0))
    return acknowledged


async def test_what_was_acknowledged_survives_a_kill(db):
    address = os.environ["PULIH_DATABASE_URL"]
    acknowledged = await asyncio.to_thread(killed_after, 400, address)
    assert sum(acknowledged.values()) >= 400
    for name, value in acknowledged.items():
        row = await query_one("SELECT value FROM counters WHERE name = ?", name)
        assert value <= row.value <= value + 1
