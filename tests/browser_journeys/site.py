"""The product with a clock that the test sets: a year of follow-up visits passes in a minute.

`python -m tests.browser_journeys.site PORT` serves it; the file named by PULIH_TEST_DAYS says by how many days its
clock is ahead.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from litestar import Litestar

from app import clock
from tests import chromium, people
from tests.kept import AS_OF

ROOT = Path(__file__).resolve().parents[2]
_real = clock.now


def _shifted() -> datetime:
    """Return the real instant and as many days as the file says."""
    return _real() + timedelta(days=int(Path(os.environ["PULIH_TEST_DAYS"]).read_text() or 0))


def create() -> Litestar:
    """Make the application on the shifted clock."""
    from app.main import create_app

    clock.now = _shifted
    people.hash_cheaply()
    return create_app()


@dataclass
class Site:
    """A running server and the days by which its clock is ahead."""

    address: str
    file: Path
    days: int = 0

    def pass_days(self, days: int) -> None:
        """Move the server's clock on."""
        self.days += days
        self.file.write_text(str(self.days))

    @property
    def today(self) -> date:
        """The server's date in WIB."""
        return (datetime.now(UTC) + timedelta(hours=7, days=self.days)).date()


@contextmanager
def serving(data: Path, folder: Path) -> Iterator[Site]:
    """Serve a copy of the data folder on the demo's day, by a clock that the test sets."""
    copied = folder / "data"
    shutil.copytree(data, copied)
    file = folder / "days"
    site = Site(f"http://127.0.0.1:{chromium.free_port()}", file)
    site.pass_days((AS_OF - site.today).days)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.browser_journeys.site", site.address.rpartition(":")[2]],
        env=_environment(copied) | {"PULIH_TEST_DAYS": str(file)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        chromium.wait_for(site.address, server)
        yield site
    finally:
        chromium.end(server)


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PULIH_DATABASE_URL"}
    return kept | {"PULIH_DATA": str(data), "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "tests.browser_journeys.site:create",
        factory=True,
        interface=Interfaces.ASGI,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        workers=1,
        log_access=False,
    ).serve()
