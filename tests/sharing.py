"""How tests are shared among xdist's processes: file by file, what takes longest first.

A file whose tests are numbered in parts (`[part-2]`) is shared part by part. `--quick` leaves out what needs a
browser, PostgreSQL, the demo or the pages of a started application, or goes a long way: `LONG`.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

FIRST = (
    "tests/browser_journeys/test_whole_way",  # begins while another process looks for every page
    "tests/browser_journeys/test_every_page",
    "tests/demo/",
    "tests/browser_journeys/",
    "tests/soak/",
    "tests/journeys/",
    "tests/access/",
    "tests/web/test_chromium",
    "tests/workflows/",
)
"""Where the longest tests are: nobody should be left alone with one of them at the end."""
LONG = (
    "tests/access/",
    "tests/backup/",
    "tests/bench/",
    "tests/browser_journeys/",
    "tests/cases/test_adopted_journeys",
    "tests/cases/test_journeys",
    "tests/cases/test_pictures",
    "tests/cases/test_races",
    "tests/cases/test_server_and_model",
    "tests/clients/test_likeness",
    "tests/db/test_crash",
    "tests/demo/",
    "tests/house/test_additions",
    "tests/journeys/",
    "tests/soak/",
    "tests/workflows/test_mutants",
    "tests/workflows/test_random_walks",
)
_ROOT = Path(__file__).resolve().parents[1]
_PART = re.compile(r"\[.*?\b(part-\d+)\b.*\]$")


class Sharing(LoadFileScheduling):
    """Gives a process a file at a time, or a part of one."""

    def _split_scope(self, nodeid: str) -> str:
        part = _PART.search(nodeid)
        return super()._split_scope(nodeid) + (f" {part[1]}" if part else "")


def order(items: list[pytest.Item]) -> None:
    """Put the longest first; else the order stays."""
    items.sort(
        key=lambda item: next((n for n, one in enumerate(FIRST) if item.nodeid.startswith(one)), len(FIRST))
    )


def is_long(path: Path) -> bool:
    """Tell whether a file or folder holds long ways alone."""
    return path.is_relative_to(_ROOT) and f"{path.relative_to(_ROOT).as_posix()}/".startswith(LONG)


LEFT_OUT = "pages, browsers, PostgreSQL, the demo and long ways (tests/sharing.py): `make test` runs them"


def is_quick(item: pytest.Item) -> bool:
    """Tell whether a test belongs to those run all the time: units and rules, on SQLite alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    parameters: dict[str, Any] = item.callspec.params if hasattr(item, "callspec") else {}
    return not (
        item.nodeid.startswith(LONG)
        or item.get_closest_marker("browser")
        or "postgres" in parameters.values()
        or fixtures & {"postgres_db", "postgres_template", "postgres_pool", "app", "app_on_both"}
    )
