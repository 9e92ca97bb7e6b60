"""Hostile load: ten thousand bodies of every sort, while somebody else works; then the server's memory is walked.

Claimed: nobody waits, nothing is a fault, the memory is what it was, and nothing that was sent is in it.
"""

import asyncio
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import httpx

from tests import databases
from tests.browser import _TOKEN, PASSWORD
from tests.soak import installation
from tests.soak.installation import ROOT, Servers, empty_folder, until_ready

COUNT, WARM = 10_000, 400
PATIENCE = 0.250
GROWTH = 1.10
FOUND = "probe.found"
MARKS = "probe.marks"
PAGES = ("/", "/cases", "/clients", "/account")


class Seen(NamedTuple):
    """What a storm left behind."""

    answers: dict[str, int]
    slowest: float
    """The 99th percentile of another user's answers, in seconds."""
    pages: int
    before: int
    after: int
    held: list[str]

    def faults(self) -> list[str]:
        """Name what is not as claimed."""
        broken = {status: count for status, count in self.answers.items() if status.startswith("5")}
        told = [f"{broken} faults"] if broken else []
        told += [f"others waited {self.slowest:.3f} s"] if self.slowest > PATIENCE else []
        told += [f"memory {self.before} → {self.after} kB"] if self.after > self.before * GROWTH else []
        return told + self.held


async def storm(folder: Path, count: int, warm: int) -> Seen:
    """Serve the installation in *folder*, let somebody work and somebody else rage, and look at the server."""
    servers = Servers(folder, PULIH_LIMITS="1000000")  # so that every body meets its form
    address, kill = servers.start()
    try:
        return await _against(address, servers.last, folder, count, warm)
    finally:
        kill()
        servers.close()


async def _against(address: str, process: int, folder: Path, count: int, warm: int) -> Seen:
    async with httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=60) as worker:
        await until_ready(worker)
        await _sign_in(worker, "peksos")
        async with httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=60) as other:
            token = await _sign_in(other, "supervisor")
            cookie = "; ".join(f"{name}={value}" for name, value in other.cookies.items())
        await _rage(worker, address, warm, cookie, token, uuid4().hex)
        before, mark = _memory(process), uuid4().hex
        answers, took = await _rage(worker, address, count, cookie, token, mark)
    await asyncio.sleep(3)
    after, held = _memory(process), await _held(folder, process, mark)
    return Seen(answers, sorted(took)[int(len(took) * 0.99)], len(took), before, after, held)


async def _sign_in(browser: httpx.AsyncClient, username: str) -> str:
    door = _TOKEN.search((await browser.get("/login")).text)
    assert door
    await browser.post("/login", data={"csrf": door[1], "username": username, "password": PASSWORD})
    account = await browser.get("/account")
    own = _TOKEN.search(account.text)
    assert own and account.url.path == "/account", username
    return own[1]


async def _rage(
    worker: httpx.AsyncClient, address: str, count: int, *told: str
) -> tuple[dict[str, int], list[float]]:
    """Send so many bodies from a process of its own; time one page of a worker's after the other meanwhile."""
    sender = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.soak.hostile_sender", address.rpartition(":")[2], str(count), *told),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    took: list[float] = []
    raging = asyncio.create_task(sender.communicate())
    while not raging.done():
        for page in PAGES:
            began = time.monotonic()
            answer = await worker.get(page)
            took.append(time.monotonic() - began)
            assert answer.status_code == 200, page
            await asyncio.sleep(0.02)
    answers: dict[str, int] = json.loads((await raging)[0])
    return answers, took


def _memory(process: int) -> int:
    """Return the kilobytes that a process holds in memory of its own."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1])


async def _held(folder: Path, process: int, mark: str) -> list[str]:
    """Let the server walk all its live objects for the mark."""
    (folder / MARKS).write_text(mark)
    os.kill(process, signal.SIGUSR1)
    async with asyncio.timeout(120):
        while not (folder / FOUND).exists():  # noqa: ASYNC110  another process writes it
            await asyncio.sleep(0.1)
    return json.loads((folder / FOUND).read_text())  # type: ignore[no-any-return]


async def whole(count: int = COUNT, *, warm: int = WARM) -> Seen:
    """Make an installation and send *count* bodies to it."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with empty_folder("pulih-hostile-") as folder:
        template = folder / "template"
        template.mkdir()
        await installation.make(folder, databases.sqlite_template(template))
        return await storm(folder, count, warm)


def main() -> None:
    """Send them all, and say what was seen."""
    seen = asyncio.run(whole(int(sys.argv[1]) if sys.argv[1:] else COUNT))
    print(
        f"{sum(seen.answers.values())} bodies {dict(sorted(seen.answers.items()))}; {seen.pages} pages of somebody else, the 99th "
        f"of a hundred in {seen.slowest * 1000:.0f} ms; memory {seen.before} → {seen.after} kB; held: {seen.held or 'nothing'}"
    )
    if faults := seen.faults():
        raise SystemExit("; ".join(faults))


if __name__ == "__main__":
    main()
