"""A server that can be killed and started again in a fraction of a second.

This process imports everything once; for each line on its standard input (port, mutant) it forks one that opens the
database and serves over HTTP with the server of the product, and answers with its process id.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

from app.main import create_app
from app.web.pages.render import templates
from tests.soak import mutants
from tests.soak.probe import holding
from workflows.clock import calendar
from workflows.definition import load_all


def show_what_is_held(*_signal: object) -> None:
    """Walk all live objects for the marks that a test wrote down, and write down who holds them."""
    folder = Path(os.environ["PULIH_DATA"])
    marks = (folder / "probe.marks").read_text()
    found = holding(marks)
    (folder / "probe.partly").write_text(json.dumps(found))
    (folder / "probe.partly").rename(folder / "probe.found")


async def serve(port: int) -> None:
    """Serve until killed."""
    signal.signal(signal.SIGUSR1, show_what_is_held)
    await Server(
        create_app(),
        interface=Interfaces.ASGI,
        address="127.0.0.1",
        port=port,
        websockets=False,
        log_enabled=False,
    ).serve()


def warm_up() -> None:
    """Import and compile what a server otherwise would at its first request; nothing is opened."""
    create_app()
    templates(reload=True).load_all()
    load_all()
    calendar(())


def main() -> None:
    """Fork a server for every line."""
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed needs nobody to wait for it
    print("ready", flush=True)
    for line in sys.stdin:
        port, _, mutant = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            os.close(sys.stdin.fileno())
            mutants.become(mutant)
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(serve(int(port)))
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
