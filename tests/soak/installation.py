"""A small installation to be killed: a few cases in the middle of their way, and the servers that serve it."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx

from app import db
from tests import databases
from tests.cases.case_driver import case_of, staff

ROOT = Path(__file__).resolve().parents[2]
CASES = 8
START_SECONDS = 30.0


async def make(folder: Path, template: Path) -> list[str]:
    """Make the database in *folder* with its cases, out of a migrated one; return the cases' numbers."""
    address = await databases.new_sqlite(template, folder)
    db.use(address)
    await db.start()
    try:
        at_hand = await staff()
        cases = [
            await case_of("BWBLP", number=f"BTN-2026-{n:06}", staff_=at_hand) for n in range(1, CASES + 1)
        ]
        for case in cases:
            await case.to_stage("ASESMEN")
        return [case.number for case in cases]
    finally:
        await db.stop()


class Servers:
    """Starts servers of the installation, one at a time, and kills them."""

    def __init__(self, folder: Path, **chosen: str) -> None:
        self._env = {
            **os.environ,
            **chosen,
            "PULIH_DATA": str(folder),
            "PYTHONPATH": str(ROOT),
            "PULIH_DATABASE_URL": f"sqlite:///{folder / 'pulih.sqlite'}",
        }
        self._mother = self._spawn(
            "tests.soak.server", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._read()

    last = 0
    """The process that was started last."""

    def _spawn(self, module: str, *args: str, **how: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", module, *args]
        return subprocess.Popen(command, env=self._env, cwd=ROOT, start_new_session=True, **how)  # type: ignore[call-overload]

    def _read(self) -> str:
        line = self._mother.stdout.readline() if self._mother.stdout else ""
        if not line:
            raise RuntimeError("the server's mother process has died")
        return line.strip()

    def start(self, mutant: str = "") -> tuple[str, Callable[[], None]]:
        """Start a server, perhaps a faulty one; return its address and what kills it."""
        port = free_port()
        assert self._mother.stdin
        self._mother.stdin.write(f"{port} {mutant}\n")
        self._mother.stdin.flush()
        process = self.last = int(self._read())
        return f"http://127.0.0.1:{port}", lambda: os.kill(process, signal.SIGKILL)

    def start_whole(self) -> tuple[str, Callable[[], None]]:
        """Start `pulih serve` as an administrator would, with all its processes."""
        port = free_port()
        process = self._spawn("app.cli", "serve", "--port", str(port), stdout=subprocess.DEVNULL)

        def kill() -> None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

        return f"http://127.0.0.1:{port}", kill

    def close(self) -> None:
        """Let the mother process end."""
        assert self._mother.stdin
        self._mother.stdin.close()
        self._mother.wait()


def free_port() -> int:
    """Return a port that nobody uses."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


async def until_ready(browser: httpx.AsyncClient) -> None:
    """Wait until the server answers."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await browser.get("/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.01)


@contextlib.contextmanager
def empty_folder(prefix: str) -> Iterator[Path]:
    """Give a folder on a real disk, removed afterwards."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
