"""The server as an administrator starts it, and how much processor it has used."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.plain import used
from tests.browser import _TOKEN
from tests.soak.installation import ROOT, free_port


class Server:
    """A running `pulih serve` with all its processes."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.port = free_port()
        env = {**environment(folder, database), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command,
            env=env,
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server does not start")

    def cpu(self) -> float:
        """Return the milliseconds of processor that all its threads have used so far."""
        return sum(used(entry) for entry in self.processes())

    def processes(self) -> list[Path]:
        """Return where the kernel tells of each of its processes."""
        group = os.getpgid(self._process.pid)
        return [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and _group(entry) == group]

    def sign_in(self, username: str, password: str) -> tuple[str, str]:
        """Return the cookie header and the token of a session."""
        with httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", follow_redirects=True, timeout=60
        ) as browser:
            door = _TOKEN.search(browser.get("/login").text)
            assert door
            browser.post("/login", data={"csrf": door[1], "username": username, "password": password})
            inside = _TOKEN.search(browser.get("/account").text)
            assert inside, f"{username} cannot sign in"
            return "; ".join(f"{name}={value}" for name, value in browser.cookies.items()), inside[1]

    def stop(self) -> None:
        """Stop it."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()


def _group(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return -1


def environment(folder: Path, database: str) -> dict[str, str]:
    """Return the environment of an installation: its folder, and its PostgreSQL if it has one."""
    kept = {name: value for name, value in os.environ.items() if name != "PULIH_DATABASE_URL"}
    kept["PULIH_LIMITS"] = "1000000"  # one account searches thousands of times here
    return {**kept, "PULIH_DATA": str(folder), **({"PULIH_DATABASE_URL": database} if database else {})}


@contextmanager
def serving(folder: Path, database: str = "") -> Iterator[Server]:
    """Serve an installation for as long as the block lasts."""
    server = Server(folder, database)
    try:
        yield server
    finally:
        server.stop()
